'use client'
/** Changing one's own password. Every other session ends with it. */
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow } from '@/lib/kit/input'
import { api, failureText } from '../api'
import { type Complaint, passwordComplaint, passwordLength } from './account-rules'
import { PasswordInput } from './password-input'
import { useSubmit } from './submit'

export function PasswordDialog({ email, onClose }: { email: string; onClose(): void }) {
  const t = useT()
  const id = useId()
  const { busy, run } = useSubmit(onClose)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<string>()
  const say = (complaint: Complaint | undefined) => tried && complaint && t(complaint.key, complaint.args)
  const wrong = {
    current: current ? undefined : { key: 'auth.passwordNeeded' as const },
    next: passwordComplaint(next),
  }
  const submit = () => {
    setTried(true)
    setFailure(undefined)
    if (wrong.current || wrong.next) return
    void run(
      async () => {
        await api.post('/session/password', { current, next })
        return t('auth.passwordChanged')
      },
      (refused) => {
        setFailure(failureText(refused))
        return true
      },
    )
  }

  return (
    <FormDialog
      title={t('auth.changePassword')}
      description={t('auth.changePasswordHint')}
      submit={t('auth.changePassword')}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <FormRow id={`${id}-current`} label={t('auth.currentPassword')} error={failure ?? say(wrong.current)}>
        <PasswordInput
          autoFocus
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </FormRow>
      <FormRow
        id={`${id}-next`}
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
    </FormDialog>
  )
}
