'use client'
/** Accepting an invitation: one's own name and password, then straight in. */
import { signIn } from 'next-auth/react'
import { type FormEvent, useState } from 'react'
import type { LinkAnswer } from '@/lib/api/contract-account'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow, TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { ApiFailure, api } from '@/lib/ui/api'
import { nameComplaint, passwordComplaint, passwordLength } from '@/lib/ui/shell/account-rules'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { PasswordInput } from '@/lib/ui/shell/password-input'
import { rememberLocale } from '@/lib/ui/shell/preferences'
import { DeadLink } from './dead-link'
import { fieldFailure } from './field-failure'
import { useLinkToken } from './link-token'

export function Join() {
  const t = useT()
  const state = useLinkToken('invitation')
  if (state.kind === 'looking') return <Skeleton className="h-64 w-full" />
  if (state.kind === 'failed') return <FormFailure text={state.text} />
  if (state.kind === 'open') return <JoinForm token={state.token} link={state.link} />
  return (
    <DeadLink
      title={t('account.linkDead')}
      hint={t('account.joinDead')}
      ways={[{ href: '/sign-in', label: t('account.joinedAlready') }]}
    />
  )
}

function JoinForm({ token, link }: { token: string; link: LinkAnswer }) {
  const t = useT()
  const locale = useLocale()
  const [name, setName] = useState(link.name)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ field?: string; text: string }>()
  const wrong = { name: nameComplaint(name), password: passwordComplaint(password) }
  const errorAt = (field: 'name' | 'password') => {
    if (failure?.field === field) return failure.text
    const complaint = tried ? wrong[field] : undefined
    return complaint && t(complaint.key, complaint.args)
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setFailure(undefined)
    if (busy || wrong.name || wrong.password) return
    setBusy(true)
    try {
      const body = { token, name: name.trim(), password, locale }
      const { email } = await api.post<{ email: string }>('/account/join', body)
      rememberLocale(locale)
      await signIn('credentials', { email, password, redirect: false })
      location.assign('/')
    } catch (thrown) {
      const field = thrown instanceof ApiFailure ? thrown.error.field : undefined
      setFailure({ field, text: fieldFailure(thrown) })
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl leading-tight font-semibold text-balance">
          {t('account.joinTitle', { workspace: link.workspace })}
        </h1>
        <p className="mt-2 text-pretty break-words text-muted">
          {t('account.joinText', { email: link.email })}
        </p>
      </div>
      {failure && !failure.field && <FormFailure text={failure.text} />}
      <input type="email" autoComplete="username" value={link.email} readOnly hidden />
      <FormRow id="name" label={t('auth.name')} error={errorAt('name')}>
        <TextInput
          autoComplete="name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="md:h-9"
        />
      </FormRow>
      <FormRow
        id="password"
        label={t('auth.password')}
        help={t('account.passwordHint', { min: passwordLength })}
        error={errorAt('password')}
      >
        <PasswordInput
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="md:h-9"
        />
      </FormRow>
      <Button type="submit" variant="primary" busy={busy} className="mt-1 md:h-9">
        {t('account.joinButton')}
      </Button>
    </form>
  )
}
