'use client'
/** Where one is signed in: browser, address, last use; one can be ended, or all others. */
import type { DeviceAnswer } from '@/lib/api/contract-account'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { Tag } from '@/lib/kit/tag'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { useSession } from '@/lib/ui/shell/session'
import { useConfirmIdentity } from './confirm-identity'
import { deviceOf } from './device'
import { Part } from './part'

export function Devices() {
  const t = useT()
  const toast = useToast()
  const { data, reload } = useResource<{ sessions: DeviceAnswer[] }>('/account/sessions')
  const { confirmed, dialog } = useConfirmIdentity()
  const devices = data?.sessions
  const end = async (path: string, message: string) => {
    try {
      await confirmed(() => api.delete(path))
      toast({ kind: 'ok', message })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
    reload()
  }
  const several = (devices?.length ?? 0) > 1
  return (
    <Part
      title={t('account.sessionsTitle')}
      hint={devices && (several ? t('account.sessionsHint') : t('account.onlyHere'))}
      action={
        several && (
          <Button icon="log-out" onClick={() => void end('/account/sessions', t('account.othersEnded'))}>
            {t('account.endOthers')}
          </Button>
        )
      }
    >
      {!devices && <Skeleton className="h-14 w-full" />}
      {devices && (
        <ul
          aria-label={t('account.sessionsTitle')}
          className="divide-y divide-line overflow-hidden rounded-lg border border-line"
        >
          {devices.map((device) => (
            <Device
              key={device.id}
              device={device}
              onEnd={() => end(`/account/sessions/${device.id}`, t('account.sessionEnded'))}
            />
          ))}
        </ul>
      )}
      {dialog}
    </Part>
  )
}

function Device({ device, onEnd }: { device: DeviceAnswer; onEnd: () => Promise<void> }) {
  const t = useT()
  const locale = useLocale()
  const { zone } = useSession().session.workspace
  const { browser, system } = deviceOf(device.agent)
  const phone = /iPhone|Android|HarmonyOS|iPad/.test(system ?? '')
  const name =
    browser && system
      ? t('account.device', { browser, system })
      : (browser ?? system ?? t('account.unknownDevice'))
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <Icon name={phone ? 'smartphone' : 'monitor'} className="size-5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{name}</span>
          {device.current && <Tag color="teal">{t('account.thisDevice')}</Tag>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-[13px] text-muted">
          {device.address && <span className="break-all">{device.address}</span>}
          <time dateTime={device.lastSeen} title={formatDateTime(device.lastSeen, locale, zone)}>
            {t('account.lastSeen', { when: formatRelative(device.lastSeen, new Date(), locale, zone) })}
          </time>
          <span>{t('account.signedInAt', { when: formatDateTime(device.signedIn, locale, zone) })}</span>
        </p>
      </div>
      {!device.current && (
        <Button
          size="sm"
          aria-label={t('account.endSessionOf', { device: name })}
          onClick={() => void onEnd()}
        >
          {t('account.endSession')}
        </Button>
      )}
    </li>
  )
}
