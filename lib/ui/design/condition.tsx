'use client'
/** A condition on the fields of a record: built from lines first, as a formula for those who want more. */
import { useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import type { FormulaAnswer } from '@/lib/api/contract-design'
import type { StoredExpr } from '@/lib/expr/ast'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import type { TableHandle } from '@/lib/ui/data/table'
import { fromFilter } from '@/lib/ui/toolbar/conditions'
import { FilterBuilder } from '@/lib/ui/toolbar/filter'
import type { Names } from './complete'
import { FormulaEditor } from './formula-editor'

export interface ConditionProps {
  label: string
  path: string
  table: TableAnswer
  handle: TableHandle
  names: Names
  value: StoredExpr | undefined
  onChange(value: StoredExpr | undefined): void
  /** Begins with a line to be filled in. */
  begun?: boolean
  /** A formula that is not right yet keeps the panel from saving. */
  onBroken(broken: boolean): void
}

export function Condition(props: ConditionProps) {
  const { value, onChange } = props
  const t = useT()
  const [asFormula, setAsFormula] = useState(() => fromFilter(value) === undefined)
  const simple = fromFilter(value) !== undefined
  const onExpr = (expr: StoredExpr | undefined, answer: FormulaAnswer | undefined) => {
    if (answer) onChange(expr)
    props.onBroken(answer?.problem !== undefined)
  }
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line bg-canvas p-3">
      {asFormula ? (
        <FormulaEditor
          path={props.path}
          names={props.names}
          purpose="condition"
          label={props.label}
          initial={value}
          onExpr={onExpr}
        />
      ) : (
        <FilterBuilder
          table={props.table}
          handle={props.handle}
          filter={value}
          onFilter={onChange}
          wanted={undefined}
          pause={0}
          begun={props.begun}
          words={{
            empty: t('design.noCondition'),
            custom: t('design.conditionTooRich'),
            clear: t('design.clearCondition'),
          }}
        />
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={asFormula ? 'list-filter' : 'calculator'}
        className="self-start"
        disabled={asFormula && !simple}
        title={asFormula && !simple ? t('design.conditionTooRich') : undefined}
        onClick={() => {
          props.onBroken(false)
          setAsFormula(!asFormula)
        }}
      >
        {t(asFormula ? 'design.asConditions' : 'design.asFormula')}
      </Button>
    </div>
  )
}
