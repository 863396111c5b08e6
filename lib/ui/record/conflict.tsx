'use client'
/** Two people changed the same cell: both values side by side, and this person decides. */
import { type ReactNode, useState } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import type { Conflict } from './state'
import { FieldValue } from './value'

export function ConflictDialog(props: {
  field: FieldAnswer
  conflict: Conflict
  context: FieldContext
  services: FieldServices
  onMine: () => Promise<void>
  onTheirs: () => void
}) {
  const { field, conflict, context, services } = props
  const t = useT()
  const [busy, setBusy] = useState(false)
  const label = labelOf(field.label, context.locale, field.key)
  const mine = async () => {
    setBusy(true)
    try {
      await props.onMine()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onTheirs()}
      locked={busy}
      size="md"
      title={t('record.conflictTitle', { label })}
      description={t('record.conflictText')}
      footer={
        <>
          <Button onClick={props.onTheirs} disabled={busy}>
            {t('record.keepTheirs')}
          </Button>
          <Button variant="primary" onClick={mine} busy={busy}>
            {t('record.useMine')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Side label={t('record.theirs')}>
          <FieldValue field={field} value={conflict.present} context={context} services={services} />
        </Side>
        <Side label={t('record.mine')} strong>
          <FieldValue field={field} value={conflict.mine} context={context} services={services} />
        </Side>
      </div>
    </Dialog>
  )
}

function Side(props: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <section
      className={`min-w-0 rounded-lg border p-3 ${props.strong ? 'border-accent bg-accent-soft' : 'border-line'}`}
    >
      <h3 className="mb-1 text-xs font-medium text-muted">{props.label}</h3>
      <div className="max-h-48 overflow-y-auto break-words leading-6">{props.children}</div>
    </section>
  )
}
