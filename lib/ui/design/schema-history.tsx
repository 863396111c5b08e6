'use client'
/** Every change of the definitions in words, newest first, each with its undo or why it cannot be undone now. */
import { useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { GoneTable, SchemaChangeLine, SchemaHistoryAnswer } from '@/lib/api/contract-design'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { RightsDifference } from '@/lib/ui/access/rights-difference'
import { api } from '@/lib/ui/api'
import { failureOf } from '@/lib/ui/data/failure'
import { useResource } from '@/lib/ui/data/resource'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { HistoryParts } from './history-parts'
import { UndoDialog } from './undo-dialog'
import { partWords } from './words'

export function SchemaHistory(props: {
  base: string
  /** Only changes of roles and their rights. */
  rights?: boolean
  onUndone?(): void
}) {
  const { base, rights = false, onUndone } = props
  const t = useT()
  const path = `/bases/${base}/schema/history${rights ? '?rights=1' : ''}`
  const first = useResource<SchemaHistoryAnswer>(path)
  const [older, setOlder] = useState<{ of: SchemaHistoryAnswer; pages: SchemaHistoryAnswer[] }>()
  const [loading, setLoading] = useState(false)
  const [problem, setProblem] = useState<ApiError>()
  const [undoing, setUndoing] = useState<SchemaChangeLine>()
  if (!first.data) {
    if (!first.error)
      return (
        <div aria-busy className="flex flex-col gap-3">
          {['a', 'b', 'c', 'd', 'e'].map((key) => (
            <Skeleton key={key} className="h-14" />
          ))}
        </div>
      )
    return first.error.code === 'FORBIDDEN' ? (
      <Refused title={t('design.notAdmin')} />
    ) : (
      <Failure inside error={first.error} onRetry={first.reload} />
    )
  }
  // What was loaded below another first page belongs to that one.
  const pages = [first.data, ...(older?.of === first.data ? older.pages : [])]
  const lines = pages.flatMap((page) => page.changes)
  const gone = pages.flatMap((page) => page.gone ?? [])
  const next = pages.at(-1)?.next
  const of = first.data
  const more = async () => {
    setLoading(true)
    setProblem(undefined)
    try {
      const page = await api.get<SchemaHistoryAnswer>(
        `${path}${rights ? '&' : '?'}before=${encodeURIComponent(next ?? '')}`,
      )
      setOlder((old) => ({ of, pages: [...(old?.of === of ? old.pages : []), page] }))
    } catch (thrown) {
      setProblem(failureOf(thrown))
    }
    setLoading(false)
  }
  if (lines.length === 0)
    return <EmptyState icon="history" title={t('design.noHistory')} hint={t('design.noHistoryHint')} />
  return (
    <>
      <ol className="rounded-lg border border-line bg-surface">
        {lines.map((line) => (
          <Line
            key={line.id}
            base={base}
            line={line}
            lines={lines}
            gone={gone}
            onUndo={() => setUndoing(line)}
          />
        ))}
      </ol>
      {problem && (
        <p role="alert" className="mt-3 text-center text-[13px] text-danger">
          {problem.message}
        </p>
      )}
      {next && (
        <Button className="mt-4 self-center" busy={loading} onClick={() => void more()}>
          {t('trash.loadMore')}
        </Button>
      )}
      {undoing && (
        <UndoDialog
          base={base}
          line={undoing}
          onUndone={() => {
            first.reload()
            onUndone?.()
          }}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </>
  )
}

interface LineProps {
  base: string
  line: SchemaChangeLine
  lines: readonly SchemaChangeLine[]
  gone: readonly GoneTable[]
  onUndo(): void
}

function Line(props: LineProps) {
  const { line, lines } = props
  const t = useT()
  const locale = useLocale()
  const { session } = useSession()
  const { zone } = session.workspace
  const undone = lines.find((one) => one.id === line.undoOf)
  return (
    <li
      id={`change-${line.id}`}
      tabIndex={-1}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 outline-none last:border-b-0 focus:bg-selected"
    >
      <div className="min-w-0 flex-1 max-md:basis-full">
        {line.undoOf !== undefined && (
          <p className="flex items-center gap-1.5 text-[13px] text-muted">
            <Icon name="undo-2" className="size-3.5" />
            {t('design.tookBack', {
              change: undone?.parts[0] ? partWords(undone.parts[0], t, locale) : `#${line.undoOf}`,
            })}
          </p>
        )}
        <HistoryParts parts={line.parts} className={cx(line.undone && 'text-faint line-through')} />
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-[13px] text-muted">
          <span>{line.by?.name ?? t('design.bySystem')}</span>
          <time dateTime={line.at} title={formatDateTime(line.at, locale, zone)}>
            {formatRelative(line.at, new Date(), locale, zone)}
          </time>
          {line.undone && <span className="text-faint">{t('design.undone')}</span>}
        </p>
      </div>
      <div className="empty:hidden max-md:order-last">
        <UndoPart {...props} />
      </div>
      {line.roles && (
        <div className="basis-full empty:hidden">
          <RightsDifference base={props.base} changes={line.roles} gone={props.gone} folded={line.undone} />
        </div>
      )}
    </li>
  )
}

function UndoPart({ line, lines, onUndo }: LineProps) {
  const t = useT()
  const locale = useLocale()
  const { undo } = line
  if (line.undone) return null
  if (undo.can)
    return (
      <Button size="sm" icon="undo-2" onClick={onUndo}>
        {t('design.undo')}
      </Button>
    )
  const blocking = undo.after === undefined ? undefined : lines.find((one) => one.id === undo.after)
  return (
    <p className="max-w-64 text-[13px] text-pretty text-muted max-md:max-w-none">
      {t.any(`design.${undo.why}`)}
      {blocking?.parts[0] && (
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2 max-w-full"
          onClick={() => {
            const element = document.getElementById(`change-${blocking.id}`)
            element?.scrollIntoView({ block: 'center' })
            element?.focus()
          }}
        >
          <span className="truncate">{partWords(blocking.parts[0], t, locale)}</span>
          <Icon name="arrow-up" className="size-3.5" />
        </Button>
      )}
    </p>
  )
}
