'use client'
/** The sign-in form. A refusal never says whether the account exists. */
import { useRouter } from 'next/navigation'
import { signIn } from 'next-auth/react'
import { type FormEvent, useEffect, useState } from 'react'
import type { SessionAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow, TextInput } from '@/lib/kit/input'
import { TextLink } from '@/lib/ui/account/dead-link'
import { SecondStepForm } from '@/lib/ui/account/second-step'
import { useResource } from '@/lib/ui/data/resource'
import { forgetViewing } from '@/lib/ui/view-as/state'
import { api } from '../api'
import { type Complaint, emailComplaint } from './account-rules'
import { refusalOf, safeNext } from './arrival'
import { Failure } from './failure'
import { FormFailure } from './form-failure'
import { PasswordInput } from './password-input'
import { adoptLocale } from './preferences'
import { SingleSignOn } from './single-sign-on'

export function SignIn({ next }: { next?: string }) {
  const t = useT()
  const router = useRouter()
  // Who signs in here next has eyes of their own.
  useEffect(forgetViewing, [])
  const session = useResource<SessionAnswer>('/session')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Complaint>()
  const wrong = {
    email: emailComplaint(email),
    password: password ? undefined : { key: 'auth.passwordNeeded' as const },
  }
  const say = (complaint: Complaint | undefined) => tried && complaint && t(complaint.key)

  const elsewhere = session.data?.setup
    ? '/setup'
    : session.data?.person && !busy
      ? safeNext(next)
      : undefined
  useEffect(() => {
    if (elsewhere) router.replace(elsewhere)
  }, [elsewhere, router])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setRefusal(undefined)
    if (busy || wrong.email || wrong.password) return
    setBusy(true)
    try {
      const answer = await signIn('credentials', { email: email.trim(), password, redirect: false })
      if (answer && !answer.error) {
        const { person, pending } = await api.get<SessionAnswer>('/session')
        if (pending) {
          session.reload()
          setBusy(false)
          return
        }
        if (person) adoptLocale(person.locale)
        location.assign(safeNext(next))
        return
      }
      setRefusal(refusalOf(answer?.error ?? '', answer?.status ?? 0))
    } catch {
      setRefusal({ key: 'auth.unreachable' })
    }
    setBusy(false)
  }

  if (session.error) return <Failure inside error={session.error} onRetry={session.reload} />
  if (session.data?.pending)
    return (
      <SecondStepForm
        step={session.data.pending}
        onDone={() => location.assign(safeNext(next))}
        onAgain={() => {
          setPassword('')
          setTried(false)
          session.reload()
        }}
      />
    )
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl leading-tight font-semibold">{t('auth.signInTitle')}</h1>
        <p className="mt-2 text-muted">
          {t('auth.signInSubtitle', { workspace: session.data?.workspace.name || t('shell.appName') })}
        </p>
      </div>
      {refusal && <FormFailure text={t(refusal.key, refusal.args)} />}
      <FormRow id="email" label={t('auth.email')} error={say(wrong.email)}>
        <TextInput
          type="email"
          autoComplete="username"
          inputMode="email"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          className="md:h-9"
        />
      </FormRow>
      <FormRow id="password" label={t('auth.password')} error={say(wrong.password)}>
        <PasswordInput
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="md:h-9"
        />
      </FormRow>
      <Button type="submit" variant="primary" busy={busy} className="mt-1 md:h-9">
        {busy ? t('auth.signingIn') : t('auth.signIn')}
      </Button>
      <SingleSignOn callbackUrl={safeNext(next)} />
      <p className="text-center text-[13px] text-muted">
        {session.data?.mail ? (
          <TextLink href="/forgot">{t('account.forgotLink')}</TextLink>
        ) : (
          t('auth.forgot')
        )}
      </p>
    </form>
  )
}
