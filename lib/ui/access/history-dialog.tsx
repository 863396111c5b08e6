'use client'
/** Every change of roles and rights, each with its undo. */
import { useT } from '@/lib/i18n/react'
import { Sheet } from '@/lib/kit/sheet'
import { SchemaHistory } from '@/lib/ui/design/schema-history'

export function HistoryDialog(props: {
  base: string
  open: boolean
  onOpenChange: (open: boolean) => void
  onUndone: () => void
}) {
  const t = useT()
  return (
    <Sheet open={props.open} onOpenChange={props.onOpenChange} title={t('access.historyTitle')}>
      <div className="flex flex-col p-5">
        <p className="mb-3 text-[13px] text-muted">{t('access.historyHint')}</p>
        <SchemaHistory base={props.base} rights onUndone={props.onUndone} />
      </div>
    </Sheet>
  )
}
