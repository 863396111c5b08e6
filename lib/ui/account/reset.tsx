'use client'
/** Setting a new password by a link. */
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { LinkAnswer } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api } from '@/lib/ui/api'
import { passwordComplaint, passwordLength } from '@/lib/ui/shell/account-rules'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { PasswordInput } from '@/lib/ui/shell/password-input'
import { DeadLink } from './dead-link'
import { fieldFailure } from './field-failure'
import { useLinkToken } from './link-token'

export function Reset() {
  const t = useT()
  const state = useLinkToken('reset')
  if (state.kind === 'looking') return <Skeleton className="h-64 w-full" />
  if (state.kind === 'failed') return <FormFailure text={state.text} />
  if (state.kind === 'open') return <ResetForm token={state.token} link={state.link} />
  return (
    <DeadLink
      title={t('account.linkDead')}
      hint={t('account.resetDead')}
      ways={[
        { href: '/forgot', label: t('account.askAgain') },
        { href: '/sign-in', label: t('account.backToSignIn') },
      ]}
    />
  )
}

function ResetForm({ token, link }: { token: string; link: LinkAnswer }) {
  const t = useT()
  const toast = useToast()
  const router = useRouter()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const wrong = passwordComplaint(password)
    if (wrong) return setFailure(t(wrong.key, wrong.args))
    setBusy(true)
    setFailure(undefined)
    try {
      await api.post('/account/reset', { token, password })
      toast({ kind: 'ok', message: t('account.resetDone') })
      router.replace('/sign-in')
    } catch (thrown) {
      setFailure(fieldFailure(thrown))
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl leading-tight font-semibold">{t('account.resetTitle')}</h1>
        <p className="mt-2 text-pretty break-words text-muted">
          {t('account.resetText', { email: link.email })}
        </p>
      </div>
      <input type="email" autoComplete="username" value={link.email} readOnly hidden />
      <FormRow
        id="password"
        label={t('auth.newPassword')}
        help={t('account.passwordHint', { min: passwordLength })}
        error={failure}
      >
        <PasswordInput
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="md:h-9"
        />
      </FormRow>
      <Button type="submit" variant="primary" busy={busy} className="mt-1 md:h-9">
        {t('account.resetButton')}
      </Button>
    </form>
  )
}
