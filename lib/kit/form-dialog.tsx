'use client'
/** A dialog around one form: its fields, a way out, and the button that sends it. */
import { type ReactNode, useId } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from './button'
import { Dialog, type DialogProps } from './dialog'

export interface FormDialogProps extends Pick<DialogProps, 'title' | 'description' | 'size'> {
  /** What the sending button says. */
  submit: string
  /** On its way: neither sent again nor closed meanwhile. */
  busy?: boolean
  disabled?: boolean
  open?: boolean
  onClose(): void
  onSubmit(): void
  children: ReactNode
}

export function FormDialog({ size = 'sm', open = true, busy, ...props }: FormDialogProps) {
  const t = useT()
  const id = useId()
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && props.onClose()}
      locked={busy}
      size={size}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy}>
            {t('kit.cancel')}
          </Button>
          <Button type="submit" form={id} variant="primary" busy={busy} disabled={props.disabled} writes>
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
          // Seen from React, a dialog opened by a form stands inside of it.
          event.stopPropagation()
          if (!busy) props.onSubmit()
        }}
      >
        {props.children}
      </form>
    </Dialog>
  )
}
