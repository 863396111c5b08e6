'use client'
/** One's own account: password, second factor, where one is signed in; for the owner also what the workspace asks for. */
import { useState } from 'react'
import type { AccountAnswer } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Skeleton } from '@/lib/kit/skeleton'
import { useResource } from '@/lib/ui/data/resource'
import { Failure } from '@/lib/ui/shell/failure'
import { PasswordDialog } from '@/lib/ui/shell/password-dialog'
import { useSession } from '@/lib/ui/shell/session'
import { OwnTokens } from '@/lib/ui/tokens/own'
import { Devices } from './devices'
import { EmailSection } from './email'
import { FactorSection } from './factor'
import { Part } from './part'
import { WorkspaceSecurity } from './workspace'

export function AccountPage() {
  const t = useT()
  const account = useResource<AccountAnswer>('/account')
  const { data, error } = account
  if (error && !data) return <Failure inside error={error} onRetry={account.reload} />
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 p-6 max-md:p-4">
      <header>
        <h1 className="text-lg font-semibold">{t('account.page')}</h1>
        <p className="text-muted">{t('account.pageHint')}</p>
      </header>
      <EmailSection />
      <PasswordSection />
      {data ? (
        <FactorSection factor={data.factor} onChanged={account.reload} />
      ) : (
        <Skeleton className="h-24" />
      )}
      <Devices />
      <OwnTokens />
      {data?.workspace && <WorkspaceSecurity account={data} onChanged={account.reload} />}
    </div>
  )
}

function PasswordSection() {
  const t = useT()
  const { session } = useSession()
  const [open, setOpen] = useState(false)
  return (
    <Part
      title={t('account.passwordTitle')}
      hint={t('account.passwordText')}
      action={
        <Button icon="key-round" onClick={() => setOpen(true)}>
          {t('auth.changePassword')}
        </Button>
      }
    >
      {open && <PasswordDialog email={session.person.email} onClose={() => setOpen(false)} />}
    </Part>
  )
}
