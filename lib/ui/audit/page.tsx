'use client'
/** The access log: who saw what is personal or confidential, found by person, record, field and time. */
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { AccessLogLine } from '@/lib/api/contract-audit'
import { useT } from '@/lib/i18n/react'
import { EmptyState } from '@/lib/kit/empty'
import { refusalText } from '@/lib/ui/api'
import { reloadResource } from '@/lib/ui/data/resource'
import { Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { LogBody } from './body'
import { ChainBanner } from './chain'
import { ManageLog } from './dialogs'
import { LogFilters } from './filters'
import { LogLines } from './lines'
import { filterOf, type LogFilter, questionOf, useLog } from './state'
import { LogTabs } from './tabs'

export function AccessLogPage({ base }: { base: string }) {
  const t = useT()
  const router = useRouter()
  const path = usePathname()
  const { session } = useSession()
  const { zone } = session.workspace
  const filter = filterOf(useSearchParams())
  const log = useLog<AccessLogLine>(`/bases/${base}/access-log`, questionOf(filter, zone))
  const { lines, months, error } = log
  if (error?.code === 'FORBIDDEN') return <Refused title={t('audit.notAdmin')} />

  const choose = (wanted: LogFilter) => {
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString()
    router.replace(query ? `${path}?${query}` : path, { scroll: false })
  }
  const reload = () => {
    log.reload()
    reloadResource(`/bases/${base}/access-log/chain`)
  }
  const title = lines?.find((line) => line.record?.id === filter.record)?.record?.title
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-6 max-md:p-4">
      <title>{`${t('audit.title')} · Tian`}</title>
      <LogTabs base={base} at="looks" />
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="text-lg font-semibold">{t('audit.title')}</h1>
          <p className="text-muted">
            {refusalText({
              message: t('audit.hint'),
              hint: months === undefined ? undefined : t('audit.keptFor', { months }),
            })}
          </p>
        </div>
        {session.person.owner && months !== undefined && (
          <ManageLog base={base} months={months} onDone={reload} />
        )}
      </header>
      <ChainBanner path={`/bases/${base}/access-log/chain`} />
      <LogFilters base={base} filter={filter} title={title} onChange={choose} />
      <LogBody
        log={log}
        filtered={Object.keys(filter).length > 0}
        failed={t('audit.loadFailed')}
        empty={<EmptyState icon="eye" title={t('audit.empty')} hint={t('audit.emptyHint')} />}
      >
        {(lines) => <LogLines base={base} zone={zone} lines={lines} />}
      </LogBody>
    </div>
  )
}
