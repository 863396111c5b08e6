'use client'
/** First run: creates the owner's account, signs in with it and goes on to the gallery. */
import { useRouter } from 'next/navigation'
import { signIn } from 'next-auth/react'
import { type FormEvent, useEffect, useState } from 'react'
import type { SessionAnswer, SetupBody } from '@/lib/api/contract'
import { type Locale, locales } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useResource } from '@/lib/ui/data/resource'
import { ApiFailure, api, failureText } from '../api'
import {
  type Complaint,
  emailComplaint,
  nameComplaint,
  passwordComplaint,
  passwordLength,
} from './account-rules'
import { Failure } from './failure'
import { FormFailure } from './form-failure'
import { PasswordInput } from './password-input'
import { rememberLocale } from './preferences'

type FieldName = 'name' | 'email' | 'password'

export function Setup() {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const session = useResource<SessionAnswer>('/session')
  const [values, setValues] = useState<Record<FieldName, string>>({ name: '', email: '', password: '' })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ field?: string; text: string }>()

  const done = session.data?.setup === false && !busy
  useEffect(() => {
    if (done) router.replace('/')
  }, [done, router])

  const wrong: Record<FieldName, Complaint | undefined> = {
    name: nameComplaint(values.name),
    email: emailComplaint(values.email),
    password: passwordComplaint(values.password),
  }
  const change = (field: FieldName, value: string) => {
    setValues({ ...values, [field]: value })
    if (failure?.field === field) setFailure(undefined)
  }
  const errorOf = (field: FieldName) => {
    if (failure?.field === field) return failure.text
    const complaint = tried ? wrong[field] : undefined
    return complaint && t(complaint.key, complaint.args)
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setFailure(undefined)
    if (busy || Object.values(wrong).some(Boolean)) return
    setBusy(true)
    const body: SetupBody = {
      name: values.name.trim(),
      email: values.email.trim(),
      password: values.password,
      locale,
    }
    try {
      await api.post('/setup', body)
      rememberLocale(locale)
      await signIn('credentials', { email: body.email, password: body.password, redirect: false })
      location.assign('/admin/templates')
    } catch (thrown) {
      const field = thrown instanceof ApiFailure ? thrown.error.field : undefined
      setFailure({ field: field && field in values ? field : undefined, text: failureText(thrown) })
      setBusy(false)
    }
  }

  if (session.error) return <Failure inside error={session.error} onRetry={session.reload} />
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl leading-tight font-semibold">{t('auth.setupTitle')}</h1>
        <p className="mt-2 text-pretty text-muted">{t('auth.setupSubtitle')}</p>
      </div>
      {failure && !failure.field && <FormFailure text={failure.text} />}
      <FormRow id="language" label={t('auth.language')}>
        <NativeSelect
          value={locale}
          onChange={(event) => {
            rememberLocale(event.target.value as Locale)
            router.refresh()
          }}
        >
          {locales.map((one) => (
            <option key={one} value={one} lang={one}>
              {one === 'en' ? t('shell.languageEn') : t('shell.languageZh')}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
      <FormRow id="name" label={t('auth.name')} error={errorOf('name')}>
        <TextInput
          autoComplete="name"
          autoFocus
          placeholder={t('auth.namePlaceholder')}
          value={values.name}
          onChange={(event) => change('name', event.target.value)}
        />
      </FormRow>
      <FormRow id="email" label={t('auth.email')} help={t('auth.emailHelp')} error={errorOf('email')}>
        <TextInput
          type="email"
          autoComplete="username"
          inputMode="email"
          value={values.email}
          onChange={(event) => change('email', event.target.value)}
        />
      </FormRow>
      <FormRow
        id="password"
        label={t('auth.password')}
        help={t('account.passwordHint', { min: passwordLength })}
        error={errorOf('password')}
      >
        <PasswordInput
          autoComplete="new-password"
          value={values.password}
          onChange={(event) => change('password', event.target.value)}
        />
      </FormRow>
      <Button type="submit" variant="primary" busy={busy} className="mt-1 md:h-9">
        {busy ? t('auth.creating') : t('auth.createWorkspace')}
      </Button>
    </form>
  )
}
