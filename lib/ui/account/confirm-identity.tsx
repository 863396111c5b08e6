'use client'
/** Asks for the password again where the server wants to be sure who is there, and then does what was asked for. */
import { type ReactNode, useCallback, useId, useState } from 'react'
import type { SessionAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow } from '@/lib/kit/input'
import { ApiFailure, api } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { PasswordInput } from '@/lib/ui/shell/password-input'
import { CodeInput } from './code-input'
import { fieldFailure } from './field-failure'

/**
 * `confirmed(work)` runs the work; where it is answered CONFIRM_IDENTITY the dialog asks, and it runs once more.
 * Show `dialog` outside any form.
 */
export function useConfirmIdentity(): {
  confirmed: <T>(work: () => Promise<T>) => Promise<T>
  dialog: ReactNode
} {
  const [answer, setAnswer] = useState<(done: boolean) => void>()
  const confirmed = useCallback(async <T,>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (refused) {
      if (!(refused instanceof ApiFailure) || refused.error.code !== 'CONFIRM_IDENTITY') throw refused
      const done = await new Promise<boolean>((resolve) => setAnswer(() => resolve))
      setAnswer(undefined)
      if (!done) throw refused
      return work()
    }
  }, [])
  return { confirmed, dialog: answer && <ConfirmIdentity onAnswer={answer} /> }
}

function ConfirmIdentity({ onAnswer }: { onAnswer(done: boolean): void }) {
  const t = useT()
  const id = useId()
  const session = useResource<SessionAnswer>('/session')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ field?: string; text: string }>()
  const person = session.data?.person
  const errorAt = (field: string) => (failure?.field === field ? failure.text : undefined)

  const submit = async () => {
    if (!person) return
    if (!password) return setFailure({ field: 'password', text: t('auth.passwordNeeded') })
    if (person.factor && !code.trim()) return setFailure({ field: 'code', text: t('account.codeNeeded') })
    setBusy(true)
    try {
      await api.post('/session/confirm', { password, ...(person.factor && { code }) })
      onAnswer(true)
    } catch (thrown) {
      const field = thrown instanceof ApiFailure ? thrown.error.field : undefined
      setFailure({ field: field ?? 'password', text: fieldFailure(thrown) })
      setBusy(false)
    }
  }

  return (
    <FormDialog
      title={t('account.confirmTitle')}
      description={t('account.confirmText')}
      submit={t('account.confirmButton')}
      busy={busy}
      onClose={() => onAnswer(false)}
      onSubmit={() => void submit()}
    >
      <input type="email" autoComplete="username" value={person?.email ?? ''} readOnly hidden />
      <FormRow id={`${id}-password`} label={t('auth.password')} error={errorAt('password')}>
        <PasswordInput
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FormRow>
      {person?.factor && (
        <FormRow id={`${id}-code`} label={t('account.codeOrRecovery')} error={errorAt('code')}>
          <CodeInput value={code} onChange={(event) => setCode(event.target.value)} />
        </FormRow>
      )}
    </FormDialog>
  )
}
