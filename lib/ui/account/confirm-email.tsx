'use client'
/** The link to a new address of one's own: it takes effect by a click of the person who asked, signed in. */
import { useEffect, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { ApiFailure, api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { DeadLink, TextLink } from './dead-link'
import { takeToken } from './link-token'

type State = { kind: 'asking' | 'dead' | 'signedOut' } | { kind: 'done'; email: string }

export function ConfirmEmail() {
  const t = useT()
  const [token, setToken] = useState<string>()
  const [state, setState] = useState<State>({ kind: 'asking' })
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  useEffect(() => {
    const given = takeToken()
    setToken(given)
    if (!given) setState({ kind: 'dead' })
  }, [])
  const confirm = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const { email } = await api.put<{ email: string }>('/account/email', { token })
      setState({ kind: 'done', email })
    } catch (thrown) {
      const code = thrown instanceof ApiFailure ? thrown.error.code : undefined
      if (code === 'LINK_INVALID') setState({ kind: 'dead' })
      else if (code === 'SIGNED_OUT') setState({ kind: 'signedOut' })
      else setFailure(failureText(thrown))
    }
    setBusy(false)
  }
  const toAccount = { href: '/account', label: t('account.toAccount') }
  if (state.kind === 'dead')
    return <DeadLink title={t('account.linkDead')} hint={t('account.confirmEmailDead')} ways={[toAccount]} />
  if (state.kind === 'signedOut')
    return (
      <Said title={t('account.confirmEmailSignIn')} text={t('account.confirmEmailSignInText')}>
        <TextLink href="/sign-in">{t('account.backToSignIn')}</TextLink>
      </Said>
    )
  if (state.kind === 'done')
    return (
      <div role="status" className="flex flex-col gap-4">
        <Icon name="circle-check" className="size-8 text-ok" />
        <Said
          title={t('account.confirmEmailDone', { email: state.email })}
          text={t('account.confirmEmailDoneText')}
        >
          <TextLink {...toAccount}>{toAccount.label}</TextLink>
        </Said>
      </div>
    )
  return (
    <Said title={t('account.confirmEmailTitle')} text={t('account.confirmEmailText')}>
      {failure && <FormFailure text={failure} />}
      <Button
        variant="primary"
        busy={busy}
        disabled={!token}
        className="md:h-9"
        onClick={() => void confirm()}
      >
        {t('account.confirmEmailButton')}
      </Button>
    </Said>
  )
}

function Said(props: { title: string; text: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl leading-tight font-semibold wrap-anywhere">{props.title}</h1>
        <p className="mt-2 text-pretty text-muted">{props.text}</p>
      </div>
      {props.children}
    </div>
  )
}
