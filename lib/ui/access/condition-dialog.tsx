'use client'
/** Which records a rule is about, as a condition. */
import { useState } from 'react'
import type { StoredExpr } from '@/lib/expr/ast'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { RightsCondition } from './condition'
import type { RightsTable } from './matrix'

export function ConditionDialog(props: {
  base: string
  table: RightsTable
  title: string
  hint: string
  initial: StoredExpr | undefined
  onClose: () => void
  onDone: (expr: StoredExpr) => void
}) {
  const t = useT()
  const [expr, setExpr] = useState(props.initial)
  const [broken, setBroken] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="md"
      title={props.title}
      description={props.hint}
      footer={
        <>
          <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
          <Button
            variant="primary"
            disabled={!expr || broken}
            onClick={() => {
              if (expr) props.onDone(expr)
              props.onClose()
            }}
          >
            {t('access.apply')}
          </Button>
        </>
      }
    >
      <RightsCondition
        base={props.base}
        table={props.table}
        label={props.title}
        value={expr}
        onChange={setExpr}
        onBroken={setBroken}
      />
    </Dialog>
  )
}
