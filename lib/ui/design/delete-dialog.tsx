'use client'
/** Deleting a field: first what uses it and how many records hold a value, then the trash, from where it comes back. */
import { useState } from 'react'
import type { ImpactAnswer } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'
import type { Field } from '@/lib/meta/model'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { ImpactList } from './impact-list'
import type { Design } from './state'
import { changeMade, undoChange } from './undo-last'

export function DeleteDialog(props: { design: Design; field: Field; onClose(): void; onDeleted(): void }) {
  const { design, field } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { session } = useSession()
  const address = `${design.path}/fields/${field.key}`
  const impact = useResource<ImpactAnswer>(`${address}/impact`)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const name = labelOf(field.label, locale, field.key)
  const breaks = impact.data?.uses.some((use) => use.breaks) ?? false

  const undo = async (change: number) => {
    try {
      await undoChange(design.base, change)
      design.changed()
      toast({ kind: 'ok', message: t('design.restored', { name }) })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  const remove = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      await api.delete(address)
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
    } catch (thrown) {
      setFailure(failureText(thrown))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      title={t('design.deleteTitle', { name })}
      description={t('design.deleteText')}
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy}>
            {t('kit.cancel')}
          </Button>
          <Button
            variant="danger"
            busy={busy}
            disabled={!impact.data || breaks}
            onClick={() => void remove()}
          >
            {t('design.deleteConfirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {failure && <FormFailure text={failure} />}
        <ImpactList base={design.base} impact={impact} words="design.impactRecords" />
      </div>
    </Dialog>
  )
}
