'use client'
/** For the owner: whom the workspace asks for a second factor, and whether its mail leaves. */
import { useId, useState } from 'react'
import type { AccountAnswer, FactorPolicy, MailAnswer } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useConfirmIdentity } from './confirm-identity'
import { Part } from './part'

type Props = NonNullable<AccountAnswer['workspace']> & { onChanged: () => void }

export function WorkspaceSecurity({ factor, mail, onChanged }: Props) {
  const t = useT()
  const id = useId()
  const toast = useToast()
  const { confirmed, dialog } = useConfirmIdentity()
  const [busy, setBusy] = useState(false)
  const choices: [FactorPolicy, string][] = [
    ['nobody', t('account.policyNobody')],
    ['administrators', t('account.policyAdministrators')],
    ['everybody', t('account.policyEverybody')],
  ]
  const choose = async (required: string) => {
    setBusy(true)
    try {
      await confirmed(() => api.put('/workspace/factor', { required }))
      toast({ kind: 'ok', message: t('account.policySaved') })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
    onChanged()
    setBusy(false)
  }
  return (
    <Part title={t('account.workspaceTitle')}>
      <div className="flex flex-col gap-5 rounded-lg border border-line p-4">
        <FormRow id={`${id}-policy`} label={t('account.policyLabel')} help={t('account.policyHelp')}>
          <NativeSelect value={factor} disabled={busy} onChange={(event) => void choose(event.target.value)}>
            {choices.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </FormRow>
        <MailLine mail={mail} />
      </div>
      {dialog}
    </Part>
  )
}

function MailLine({ mail: { on, waiting, failed, error } }: { mail: MailAnswer }) {
  const t = useT()
  return (
    <div>
      <p className="font-medium">{t('account.mailLabel')}</p>
      <p className="mt-0.5 text-[13px] text-pretty text-muted">
        {on ? t('account.mailIsOn') : t('account.mailIsOff')}
      </p>
      {on && waiting > 0 && <p className="text-[13px] text-muted">{t('account.mailWaiting', { waiting })}</p>}
      {on && error && (
        <p className="text-[13px] break-words text-warn">
          {failed > 0 ? t('account.mailFailed', { failed, error }) : t('account.mailTrouble', { error })}
        </p>
      )}
    </div>
  )
}
