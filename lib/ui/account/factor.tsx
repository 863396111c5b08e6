'use client'
/** One's own second factor: turning it on and off, another app, new recovery codes. */
import { useState } from 'react'
import type { AccountAnswer, EnrolmentAnswer, RecoveryAnswer } from '@/lib/api/contract-account'
import { formatDateTime } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog, Dialog } from '@/lib/kit/dialog'
import { Menu } from '@/lib/kit/menu'
import { Tag } from '@/lib/kit/tag'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useSession } from '@/lib/ui/shell/session'
import { useConfirmIdentity } from './confirm-identity'
import { Enrol } from './enrol'
import { ownFactor } from './factor-policy'
import { Part } from './part'
import { RecoveryCodes } from './recovery-codes'

type Open = 'enrol' | 'off' | { codes: string[] } | undefined

export function FactorSection(props: { factor: AccountAnswer['factor']; onChanged: () => void }) {
  const { factor } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { session, reloadSession } = useSession()
  const { confirmed, dialog } = useConfirmIdentity()
  const [open, setOpen] = useState<Open>()
  const [enrolment, setEnrolment] = useState<EnrolmentAnswer>()

  const changed = (message?: string) => {
    setOpen(undefined)
    props.onChanged()
    reloadSession()
    if (message) toast({ kind: 'ok', message })
  }
  const trying = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  // The question for the password comes before the dialog of the app, not on top of it.
  const begin = () =>
    trying(async () => {
      setEnrolment(await confirmed(() => api.post<EnrolmentAnswer>('/account/factor')))
      setOpen('enrol')
    })
  const renew = () =>
    trying(async () => {
      const { recovery } = await confirmed(() => api.post<RecoveryAnswer>('/account/factor/recovery'))
      setOpen({ codes: recovery })
    })

  const since = factor.since ? formatDateTime(factor.since, locale, session.workspace.zone) : ''
  const items = [
    { id: 'replace', label: t('account.replaceApp'), icon: 'smartphone', onSelect: () => void begin() },
    { id: 'recovery', label: t('account.newRecovery'), icon: 'key-round', onSelect: () => void renew() },
    ...(factor.required
      ? []
      : [
          {
            id: 'off',
            label: t('account.turnOff'),
            icon: 'x',
            danger: true,
            onSelect: () => setOpen('off'),
          },
        ]),
  ]

  return (
    <Part
      id={ownFactor}
      title={t('account.factorTitle')}
      hint={factor.required ? t('account.factorIsRequired') : !factor.enrolled && t('account.factorOff')}
      action={
        factor.enrolled ? (
          <Menu
            label={t('account.factorTitle')}
            items={items}
            trigger={<Button icon="shield-check">{t('account.manage')}</Button>}
          />
        ) : (
          <Button variant="primary" icon="shield" onClick={() => void begin()}>
            {t('account.turnOn')}
          </Button>
        )
      }
    >
      {factor.enrolled && (
        <p className="flex flex-wrap items-center gap-2">
          <Tag color="green">{t('account.factorOn', { since })}</Tag>
          <span className={factor.recoveryLeft < 3 ? 'text-warn' : 'text-muted'}>
            {t('account.recoveryLeft', { left: factor.recoveryLeft })}
          </span>
        </p>
      )}
      {open === 'enrol' && enrolment && (
        <Dialog
          open
          onOpenChange={() => changed()}
          size="sm"
          title={factor.enrolled ? t('account.replaceApp') : t('account.enrolTitle')}
        >
          <Enrol
            begin={async () => enrolment}
            finish={async (given) => (await api.put<RecoveryAnswer>('/account/factor', given)).recovery}
            onDone={() => changed(t('account.turnedOn'))}
          />
        </Dialog>
      )}
      {typeof open === 'object' && (
        <Dialog open onOpenChange={() => changed()} size="sm" title={t('account.recoveryTitle')}>
          <RecoveryCodes codes={open.codes} onKept={() => changed()} />
        </Dialog>
      )}
      <ConfirmDialog
        open={open === 'off'}
        onOpenChange={(stays) => !stays && setOpen(undefined)}
        title={t('account.turnOffTitle')}
        description={t('account.turnOffText')}
        confirmLabel={t('account.turnOff')}
        danger
        onConfirm={() =>
          trying(async () => {
            await confirmed(() => api.delete('/account/factor'))
            changed(t('account.turnedOff'))
          })
        }
      />
      {dialog}
    </Part>
  )
}
