'use client'
/** One's own e-mail: changed by a link to the new one; where no mail is sent, by an administrator. */
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { api } from '@/lib/ui/api'
import { useSession } from '@/lib/ui/shell/session'
import { useSubmit } from '@/lib/ui/shell/submit'
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
  const { confirmed, dialog } = useConfirmIdentity()
  const { busy, run } = useSubmit(onClose)
  const [email, setEmail] = useState('')
  const [failure, setFailure] = useState<string>()
  const submit = () => {
    if (!email.trim()) return setFailure(t('auth.emailNeeded'))
    void run(
      async () => {
        await confirmed(() => api.post('/account/email', { email }))
        return t('account.emailSent', { email: email.trim() })
      },
      (refused) => {
        setFailure(fieldFailure(refused))
        return true
      },
    )
  }
  return (
    <>
      <FormDialog
        title={t('account.changeEmail')}
        description={t('account.emailHint')}
        submit={t('account.emailSend')}
        busy={busy}
        onClose={onClose}
        onSubmit={submit}
      >
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
      </FormDialog>
      {dialog}
    </>
  )
}
