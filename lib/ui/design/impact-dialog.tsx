'use client'
/** The question before something is deleted: what uses it, and how much it holds. What would break something cannot be confirmed. */
import { useState } from 'react'
import type { ImpactAnswer } from '@/lib/api/contract-design'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { ImpactList } from './impact-list'

export interface ImpactDialogProps {
  base: string
  /** The address of what goes; its impact stands below it. */
  address: string
  title: string
  description: string
  words: Parameters<typeof ImpactList>[0]['words']
  /** It is gone: what follows belongs to whoever asked. */
  onGone(): void | Promise<void>
  onClose(): void
}

export function ImpactDialog(props: ImpactDialogProps) {
  const t = useT()
  const impact = useResource<ImpactAnswer>(`${props.address}/impact`)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const breaks = impact.data?.uses.some((use) => use.breaks) ?? false
  const remove = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      await api.delete(props.address)
      await props.onGone()
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
      title={props.title}
      description={props.description}
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
        <ImpactList base={props.base} impact={impact} words={props.words} />
      </div>
    </Dialog>
  )
}
