'use client'
/** For administrators: whom the workspace asks for a second factor; for the owner, whether its mail leaves. */
import type { AccountAnswer, MailAnswer } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { FactorPolicyField } from './factor-policy'
import { Part } from './part'

export function WorkspaceSecurity({ account, onChanged }: { account: AccountAnswer; onChanged: () => void }) {
  const t = useT()
  const mail = account.workspace?.mail
  return (
    <Part title={t('account.workspaceTitle')}>
      <div className="flex flex-col gap-5 rounded-lg border border-line p-4">
        <FactorPolicyField account={account} onChanged={onChanged} />
        {mail && <MailLine mail={mail} />}
      </div>
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
