'use client'
/** Whom the workspace asks for a second factor: for the owner to set once they have one, for administrators to know. */
import Link from 'next/link'
import { useId, useState } from 'react'
import type { AccountAnswer, FactorPolicy } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useSession } from '@/lib/ui/shell/session'
import { useConfirmIdentity } from './confirm-identity'

/** Where one's own second factor is set up. */
export const ownFactor = 'second-factor'

export function FactorPolicyField({ account, onChanged }: { account: AccountAnswer; onChanged(): void }) {
  const t = useT()
  const id = useId()
  const toast = useToast()
  const { owner } = useSession().session.person
  const { confirmed, dialog } = useConfirmIdentity()
  const [busy, setBusy] = useState(false)
  if (!account.workspace) return null
  const { factor } = account.workspace
  const { enrolled } = account.factor
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
  /** Without a factor of one's own the demand can only be taken back. */
  const allowed = (policy: FactorPolicy) => enrolled || policy === 'nobody' || policy === factor
  return (
    <div className="max-w-xl">
      <FormRow
        id={`${id}-policy`}
        label={t('account.policyLabel')}
        help={t(owner ? 'account.policyHelp' : 'account.policyOfOwner')}
      >
        <NativeSelect
          value={factor}
          disabled={busy || !owner || (!enrolled && factor === 'nobody')}
          onChange={(event) => void choose(event.target.value)}
        >
          {choices.map(([value, label]) => (
            <option key={value} value={value} disabled={!allowed(value)}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
      {owner && !enrolled && (
        <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-pretty">
          <Icon name="info" className="size-3.5 text-warn" />
          <span>{t('account.policyNeedsOwn')}</span>
          <Link
            href={`/account#${ownFactor}`}
            className="inline-flex items-center text-accent underline-offset-4 hover:underline max-md:min-h-10"
          >
            {t('account.policySetUpOwn')}
          </Link>
        </p>
      )}
      {dialog}
    </div>
  )
}
