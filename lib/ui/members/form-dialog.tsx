'use client'
/** A dialog around one form, and the sending of it. */
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'
import { ApiFailure, failureText } from '@/lib/ui/api'

/** Runs one request at a time; says what went wrong, and closes when it went well. */
export function useSubmit(onClose: () => void) {
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<string>, onRefused?: (failure: ApiFailure) => boolean) => {
    if (busy) return
    setBusy(true)
    try {
      toast({ kind: 'ok', message: await work() })
      onClose()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (!onRefused?.(error)) toast({ kind: 'error', message: failureText(error) })
    } finally {
      setBusy(false)
    }
  }
  return { busy, run }
}

/** A dialog around one form. */
export function FormDialog(props: {
  title: string
  description?: string
  submit: string
  busy: boolean
  disabled?: boolean
  onClose: () => void
  onSubmit: () => void
  children: React.ReactNode
}) {
  const t = useT()
  const id = useId()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={props.busy}
      size="sm"
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={props.onClose} disabled={props.busy}>
            {t('kit.cancel')}
          </Button>
          <Button
            type="submit"
            form={id}
            variant="primary"
            busy={props.busy}
            disabled={props.disabled}
            writes
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          props.onSubmit()
        }}
      >
        {props.children}
      </form>
    </Dialog>
  )
}
