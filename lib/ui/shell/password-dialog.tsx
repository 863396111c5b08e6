'use client'
/** Changing one's own password. Every other session ends with it. */
import { type FormEvent, useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '../api'
import { type Complaint, passwordComplaint, passwordLength } from './account-rules'
import { PasswordInput } from './password-input'

export interface PasswordDialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  email: string
}

export function PasswordDialog(props: PasswordDialogProps) {
  const t = useT()
  const form = useId()
  const [busy, setBusy] = useState(false)
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      locked={busy}
      size="sm"
      title={t('auth.changePassword')}
      description={t('auth.changePasswordHint')}
      footer={
        <>
          <Button disabled={busy} onClick={() => props.onOpenChange(false)}>
            {t('kit.cancel')}
          </Button>
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {t('auth.changePassword')}
          </Button>
        </>
      }
    >
      <PasswordForm {...props} id={form} busy={busy} onBusy={setBusy} />
    </Dialog>
  )
}

interface PasswordFormProps extends PasswordDialogProps {
  id: string
  busy: boolean
  onBusy(busy: boolean): void
}

function PasswordForm(props: PasswordFormProps) {
  const t = useT()
  const toast = useToast()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<string>()
  const say = (complaint: Complaint | undefined) => tried && complaint && t(complaint.key, complaint.args)
  const wrong = {
    current: current ? undefined : { key: 'auth.passwordNeeded' as const },
    next: passwordComplaint(next),
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setFailure(undefined)
    if (props.busy || wrong.current || wrong.next) return
    props.onBusy(true)
    try {
      await api.post('/session/password', { current, next })
      toast({ kind: 'ok', message: t('auth.passwordChanged') })
      props.onOpenChange(false)
    } catch (thrown) {
      setFailure(failureText(thrown))
    } finally {
      props.onBusy(false)
    }
  }

  return (
    <form id={props.id} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <input type="email" autoComplete="username" value={props.email} readOnly hidden />
      <FormRow
        id={`${props.id}-current`}
        label={t('auth.currentPassword')}
        error={failure ?? say(wrong.current)}
      >
        <PasswordInput
          autoFocus
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </FormRow>
      <FormRow
        id={`${props.id}-next`}
        label={t('auth.newPassword')}
        help={t('account.passwordHint', { min: passwordLength })}
        error={say(wrong.next)}
      >
        <PasswordInput
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </FormRow>
    </form>
  )
}
