'use client'
/** The log of accounts: who signed in or failed to, and what was changed about accounts, roles and tokens. */
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { MemberAnswer } from '@/lib/api/contract'
import { type AccountLogLine, accountKinds } from '@/lib/api/contract-audit'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { NativeSelect } from '@/lib/kit/input'
import { Tag } from '@/lib/kit/tag'
import { refusalText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { accountSentence, doneBy } from './account-words'
import { LogBody } from './body'
import { ChainBanner } from './chain'
import { Day } from './filters'
import { filterOf, type LogFilter, questionOf, useLog } from './state'
import { LogTabs } from './tabs'

export function AccountLogPage({ base }: { base: string }) {
  const t = useT()
  const router = useRouter()
  const path = usePathname()
  const { session } = useSession()
  const { zone } = session.workspace
  const { person, kind, from, to } = filterOf(useSearchParams())
  const filter: LogFilter = { person, kind, from, to }
  const some = Object.values(filter).some(Boolean)
  const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => value))
  const address = `/bases/${base}/access-log/accounts`
  const log = useLog<AccountLogLine>(address, questionOf(chosen, zone))
  const { months, all, error } = log
  if (error?.code === 'FORBIDDEN') return <Refused title={t('audit.notAdmin')} />

  const choose = (wanted: LogFilter) => {
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString()
    router.replace(query ? `${path}?${query}` : path, { scroll: false })
  }
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-6 max-md:p-4">
      <title>{`${t('accountLog.title')} · Tian`}</title>
      <LogTabs base={base} at="accounts" />
      <header>
        <h1 className="text-lg font-semibold">{t('accountLog.title')}</h1>
        <p className="text-muted">
          {refusalText({
            message: t('accountLog.hint'),
            hint:
              months === undefined
                ? undefined
                : [!all && t('accountLog.hintTheirs'), t('accountLog.keptFor', { months })]
                    .filter(Boolean)
                    .join(' '),
          })}
        </p>
      </header>
      {session.person.owner && <ChainBanner path={`${address}/chain`} />}
      <Filters base={base} filter={filter} some={some} onChange={choose} />
      <LogBody
        log={log}
        filtered={some}
        failed={t('accountLog.loadFailed')}
        empty={
          <EmptyState icon="shield-check" title={t('accountLog.empty')} hint={t('accountLog.emptyHint')} />
        }
      >
        {(lines) => (
          <ol
            aria-label={t('accountLog.lines')}
            className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
          >
            {lines.map((line) => (
              <Line key={line.seq} zone={zone} line={line} />
            ))}
          </ol>
        )}
      </LogBody>
    </div>
  )
}

function Filters(props: {
  base: string
  filter: LogFilter
  some: boolean
  onChange(filter: LogFilter): void
}) {
  const { filter, onChange } = props
  const t = useT()
  const members = useResource<{ members: MemberAnswer[] }>(`/bases/${props.base}/members`).data?.members ?? []
  const set = (change: LogFilter) => onChange({ ...filter, ...change })
  return (
    <div className="flex flex-col gap-2">
      <div role="search" aria-label={t('accountLog.title')} className="grid grid-cols-2 gap-2 md:grid-cols-4">
        <NativeSelect
          aria-label={t('audit.person')}
          value={filter.person ?? ''}
          onChange={(event) => set({ person: event.target.value })}
        >
          <option value="">{t('audit.anyone')}</option>
          {members
            .filter((member) => !member.placeholder)
            .map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
        </NativeSelect>
        <NativeSelect
          aria-label={t('accountLog.kind')}
          value={filter.kind ?? ''}
          onChange={(event) => set({ kind: event.target.value })}
        >
          <option value="">{t('accountLog.anyKind')}</option>
          {accountKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`accountLog.kind_${kind}`)}
            </option>
          ))}
        </NativeSelect>
        <Day label={t('audit.from')} value={filter.from} max={filter.to} onChange={(from) => set({ from })} />
        <Day label={t('audit.to')} value={filter.to} min={filter.from} onChange={(to) => set({ to })} />
      </div>
      {props.some && (
        <Button size="sm" variant="ghost" icon="x" className="self-start" onClick={() => onChange({})}>
          {t('audit.clear')}
        </Button>
      )}
    </div>
  )
}

function Line({ zone, line }: { zone: string; line: AccountLogLine }) {
  const t = useT()
  const locale = useLocale()
  const { by, kind, detail, erased } = line
  const name = doneBy(line, t)
  const failed = kind === 'sign_in_failed' || kind === 'confirm_failed'
  return (
    <li className="flex gap-3 px-4 py-2.5 hover:bg-hover/60">
      {by ? (
        <Avatar name={name} />
      ) : (
        <Icon name={erased ? 'eraser' : failed ? 'shield-alert' : 'shield'} className="m-1 text-faint" />
      )}
      <div className="min-w-0 flex-1">
        <p className="leading-relaxed text-pretty wrap-anywhere">
          <span className="font-medium">{name}</span>{' '}
          {erased ? t('accountLog.erased') : accountSentence(line, t, locale)}{' '}
          {failed && <Tag color="amber">{t(`accountLog.kind_${kind}`)}</Tag>}
        </p>
        {detail?.paused && <p className="text-muted">{t('accountLog.paused')}</p>}
        <p className="flex flex-wrap items-center gap-x-2 text-[13px] text-faint">
          <time
            dateTime={line.at}
            title={formatRelative(line.at, new Date(), locale, zone)}
            className="tabular-nums"
          >
            {formatDateTime(line.at, locale, zone)}
          </time>
          {detail?.address && <span>{t('accountLog.from', { address: detail.address })}</span>}
          {line.door !== 'page' && <span>{t.any(`history.door_${line.door}`)}</span>}
        </p>
      </div>
    </li>
  )
}
