'use client'
/** Deleting a field: first what uses it and how many records hold a value, then the trash, from where it comes back. */
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import type { Field } from '@/lib/meta/model'
import { failureText } from '@/lib/ui/api'
import { useSession } from '@/lib/ui/shell/session'
import { ImpactDialog } from './impact-dialog'
import type { Design } from './state'
import { changeMade, undoChange } from './undo-last'

export function DeleteDialog(props: { design: Design; field: Field; onClose(): void; onDeleted(): void }) {
  const { design, field } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { session } = useSession()
  const name = labelOf(field.label, locale, field.key)

  const undo = async (change: number) => {
    try {
      await undoChange(design.base, change)
      design.changed()
      toast({ kind: 'ok', message: t('design.restored', { name }) })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  const gone = async () => {
    // Its place, views and forms come back too, which the trash alone does not know.
    const deed = { by: session.person.id, part: 'fieldDeleted', field: field.label } as const
    const change = await changeMade(design.base, deed).catch(() => undefined)
    design.changed()
    props.onDeleted()
    props.onClose()
    toast({
      kind: 'ok',
      message: t('design.deleted', { name }),
      action:
        change === undefined ? undefined : { label: t('design.undo'), onSelect: () => void undo(change) },
    })
  }
  return (
    <ImpactDialog
      base={design.base}
      address={`${design.path}/fields/${field.key}`}
      title={t('design.deleteTitle', { name })}
      description={t('design.deleteText')}
      words="design.impactRecords"
      onGone={gone}
      onClose={props.onClose}
    />
  )
}
