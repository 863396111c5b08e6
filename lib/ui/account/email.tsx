'use client'
/** One's own e-mail: changed by a link to the new one; where no mail is sent, by an administrator. */
import { type FormEvent, useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api } from '@/lib/ui/api'
import { useSession } from '@/lib/ui/shell/session'
import { useConfirmIdentity } from './confirm-identity'
import { fieldFailure } from './field-failure'
import { Part } from './part'

export function EmailSection() {
  const t = useT()
  const { session } = useSession()
  const [open, setOpen] = useState(false)
  const { email } = session.person
  return (
    <Part
      title={t('account.emailTitle')}
      hint={
        <span className="wrap-anywhere">
          {t(session.mail ? 'account.emailText' : 'account.emailByAdmin', { email })}
        </span>
      }
      action={
        session.mail && (
          <Button icon="mail" onClick={() => setOpen(true)}>
            {t('account.changeEmail')}
          </Button>
        )
      }
    >
      {open && <EmailDialog onClose={() => setOpen(false)} />}
    </Part>
  )
}

function EmailDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const id = useId()
  const toast = useToast()
  const { confirmed, dialog } = useConfirmIdentity()
  const [email, setEmail] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!email.trim()) return setFailure(t('auth.emailNeeded'))
    setBusy(true)
    try {
      await confirmed(() => api.post('/account/email', { email }))
      toast({ kind: 'ok', message: t('account.emailSent', { email: email.trim() }) })
      onClose()
    } catch (thrown) {
      setFailure(fieldFailure(thrown))
      setBusy(false)
    }
  }
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        locked={busy}
        size="sm"
        title={t('account.changeEmail')}
        description={t('account.emailHint')}
        footer={
          <>
            <Button disabled={busy} onClick={onClose}>
              {t('kit.cancel')}
            </Button>
            <Button variant="primary" type="submit" form={id} busy={busy}>
              {t('account.emailSend')}
            </Button>
          </>
        }
      >
        <form id={id} onSubmit={submit} noValidate>
          <FormRow id={`${id}-email`} label={t('account.emailNew')} error={failure}>
            <TextInput
              type="email"
              autoFocus
              autoComplete="email"
              value={email}
              onChange={(event) => {
                setEmail(event.target.value)
                setFailure(undefined)
              }}
            />
          </FormRow>
        </form>
      </Dialog>
      {dialog}
    </>
  )
}
