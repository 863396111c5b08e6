'use client'
/** A forgotten password: asks for the address, and says the same whether it has an account or not. */
import { type FormEvent, useState } from 'react'
import type { SessionAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow, TextInput } from '@/lib/kit/input'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { emailComplaint } from '@/lib/ui/shell/account-rules'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { TextLink } from './dead-link'

const minutes = 30

export function Forgot() {
  const t = useT()
  const session = useResource<SessionAnswer>('/session')
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [sentTo, setSentTo] = useState<string>()
  const wrong = emailComplaint(email)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setFailure(undefined)
    if (busy || wrong) return
    setBusy(true)
    try {
      await api.post('/account/forgot', { email: email.trim() })
      setSentTo(email.trim())
    } catch (thrown) {
      setFailure(failureText(thrown))
    }
    setBusy(false)
  }

  const back = <TextLink href="/sign-in">{t('account.backToSignIn')}</TextLink>
  if (sentTo || session.data?.mail === false)
    return (
      <div role="status" className="flex flex-col gap-5">
        <h1 className="text-2xl leading-tight font-semibold">
          {sentTo ? t('account.forgotSent') : t('account.forgotTitle')}
        </h1>
        <p className="text-pretty text-muted">
          {sentTo ? t('account.forgotSentText', { email: sentTo, minutes }) : t('account.forgotNoMail')}
        </p>
        {back}
      </div>
    )
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl leading-tight font-semibold">{t('account.forgotTitle')}</h1>
        <p className="mt-2 text-pretty text-muted">{t('account.forgotText')}</p>
      </div>
      {failure && <FormFailure text={failure} />}
      <FormRow id="email" label={t('auth.email')} error={tried && wrong && t(wrong.key)}>
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
      <Button type="submit" variant="primary" busy={busy} className="md:h-9">
        {t('account.forgotSend')}
      </Button>
      {back}
    </form>
  )
}
