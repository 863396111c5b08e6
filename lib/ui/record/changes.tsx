'use client'
/** The history of a record: who changed what, when and through which door, as far as this person may read it. */
import { useCallback, useEffect, useState } from 'react'
import type { ApiError, HistoryAnswer, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'
import { recordContext } from '@/lib/ui/data/table'
import { FieldValue } from './value'

type Entry = HistoryAnswer['entries'][number]

interface State {
  entries: Entry[]
  next?: string
  error?: ApiError
  loading: boolean
}

function useHistory(path: string): State & { more: () => void; retry: () => void } {
  const [state, setState] = useState<State>({ entries: [], loading: true })
  const load = useCallback(
    async (cursor: string | undefined, signal?: AbortSignal) => {
      setState((old) => ({ ...old, loading: true, error: undefined }))
      try {
        const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
        const answer = await api.get<HistoryAnswer>(path + query, { signal })
        setState((old) => ({
          entries: cursor ? [...old.entries, ...answer.entries] : answer.entries,
          next: answer.next,
          loading: false,
        }))
      } catch (error) {
        if (!isAbort(error)) setState((old) => ({ ...old, loading: false, error: failureOf(error) }))
      }
    },
    [path],
  )
  useEffect(() => {
    const request = new AbortController()
    void load(undefined, request.signal)
    return () => request.abort()
  }, [load])
  return {
    ...state,
    more: () => void load(state.next),
    retry: () => void load(state.entries.length ? state.next : undefined),
  }
}

export function RecordHistory(props: {
  base: string
  table: TableAnswer
  id: string
  context: FieldContext
  services: FieldServices
}) {
  const { table, context } = props
  const t = useT()
  const history = useHistory(`/bases/${props.base}/tables/${table.key}/records/${props.id}/history`)
  const { entries, error, loading } = history

  if (error && entries.length === 0)
    return (
      <EmptyState
        icon="triangle-alert"
        title={t('history.loadFailed')}
        hint={error.message}
        action={<Button onClick={history.retry}>{t('kit.retry')}</Button>}
      />
    )
  if (loading && entries.length === 0)
    return (
      <div className="flex flex-col gap-6 p-5" aria-busy>
        {[1, 2, 3].map((n) => (
          <div key={n} className="flex gap-3">
            <Skeleton className="size-7 rounded-full" />
            <div className="flex flex-1 flex-col gap-2 pt-1">
              <Skeleton className="h-4 w-48" />
              <Skeleton className="h-4 w-64" />
            </div>
          </div>
        ))}
      </div>
    )
  if (entries.length === 0)
    return <EmptyState icon="history" title={t('history.empty')} hint={t('history.emptyHint')} />
  return (
    <div className="p-5">
      <ol className="flex flex-col">
        {entries.map((entry, index) => (
          <HistoryEntry
            // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end.
            key={`${entry.at} ${index}`}
            entry={entry}
            last={index === entries.length - 1 && !history.next}
            table={table}
            context={recordContext(context, entry)}
            services={props.services}
          />
        ))}
      </ol>
      {(history.next || error) && (
        <div className="flex flex-col items-center gap-2 pt-2">
          {error && <p className="text-[13px] text-danger">{error.message}</p>}
          <Button size="sm" busy={loading} onClick={error ? history.retry : history.more}>
            {t('history.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

const doors = ['page', 'form', 'api', 'import', 'template', 'command'] as const

function HistoryEntry(props: {
  entry: Entry
  last: boolean
  table: TableAnswer
  context: FieldContext
  services: FieldServices
}) {
  const { entry, context } = props
  const t = useT()
  const fields = new Map(props.table.fields.map((f) => [f.key, f]))
  const cells = (entry.cells ?? []).flatMap((cell) => {
    const field = fields.get(cell.field)
    return field ? [{ ...cell, field: { ...field, ...cell.former } }] : []
  })
  const door = doors.find((d) => d === entry.door)
  const exact = formatDateTime(entry.at, context.locale, context.zone)
  return (
    <li className="relative flex gap-3 pb-6">
      {!props.last && <span aria-hidden className="absolute top-8 bottom-0 left-3.5 w-px bg-line" />}
      <Avatar name={entry.by.name} />
      <div className="min-w-0 flex-1">
        <p className="flex min-h-7 flex-wrap items-center gap-x-1.5 text-[13px] leading-5">
          <span className="font-medium">{entry.by.name}</span>
          <span className="text-muted">{t(`history.${entry.kind}`, { name: entry.shared ?? '' })}</span>
          <time dateTime={entry.at} title={exact} className="text-faint">
            {formatRelative(entry.at, new Date(), context.locale, context.zone)}
          </time>
        </p>
        <p className="text-xs leading-5 text-faint">
          {exact}
          {door && ` · ${t(`history.door_${door}`)}`}
        </p>
        {entry.kind === 'update' && cells.length === 0 && (
          <p className="mt-1 text-[13px] text-muted">{t('history.unreadable')}</p>
        )}
        {cells.length > 0 && (
          <dl className="mt-2 flex flex-col gap-2">
            {cells.map(({ field, before, after }) => (
              <div
                key={field.key}
                className="rounded-md border border-line bg-canvas px-2.5 py-1.5 text-[13px]"
              >
                <dt className="text-xs leading-5 text-muted">
                  {labelOf(field.label, context.locale, field.key)}
                </dt>
                <dd className="flex flex-wrap items-start gap-x-2 gap-y-0.5 leading-6">
                  <span className="max-w-full min-w-0 break-words text-muted">
                    <span className="sr-only">{t('history.before')}</span>
                    <FieldValue field={field} value={before} context={context} services={props.services} />
                  </span>
                  <Icon name="arrow-right" className="mt-1.5 size-3 text-faint" />
                  <span className="max-w-full min-w-0 break-words">
                    <span className="sr-only">{t('history.after')}</span>
                    <FieldValue field={field} value={after} context={context} services={props.services} />
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}
