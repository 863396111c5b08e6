'use client'
/** The records of other tables that point at this one: a few of each, with ways to see all and to add. */
import Link from 'next/link'
import { useCallback, useEffect, useState } from 'react'
import type { ApiRecord, BaseAnswer, FieldAnswer, ListAnswer, TableAnswer } from '@/lib/api/contract'
import { call, field as fieldExpr, type StoredExpr, stored, value } from '@/lib/expr/ast'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'
import { recordContext } from '@/lib/ui/data/table'
import { CreateForm } from '@/lib/ui/form/create'
import { isEmpty } from '@/lib/ui/form/values'
import { type Incoming, incomingLinks, secondary } from './incoming'
import { linkedHref, type OpenRecord } from './stack'
import { FieldValue } from './value'

/** How many of each are shown at once. */
const few = 5

/** Every link of the base that points to this table, among the tables that this person may see. */
function useIncoming(
  base: string,
  table: string,
): { links?: Incoming[]; failed: boolean; retry: () => void } {
  const [state, setState] = useState<{ links?: Incoming[]; failed: boolean }>({ failed: false })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    const request = new AbortController()
    const options = { signal: request.signal }
    const load = async () => {
      const { tables } = await api.get<BaseAnswer>(`/bases/${base}`, options)
      const answers = await Promise.all(
        tables.map((t) => api.get<TableAnswer>(`/bases/${base}/tables/${t.key}`, options)),
      )
      setState({ links: incomingLinks(answers, table), failed: false })
    }
    load().catch((error) => {
      if (!isAbort(error) && failureOf(error)) setState({ failed: true })
    })
    return () => request.abort()
  }, [base, table, round])
  return { ...state, retry: useCallback(() => setRound((n) => n + 1), []) }
}

export function LinkedRecords(props: {
  base: string
  table: TableAnswer
  record: ApiRecord
  title: string
  context: FieldContext
  services: FieldServices
  onOpen: (record: OpenRecord) => void
}) {
  const t = useT()
  const { links, failed, retry } = useIncoming(props.base, props.table.key)
  if (failed)
    return (
      <EmptyState
        icon="triangle-alert"
        title={t('record.linkedFailed')}
        action={<Button onClick={retry}>{t('kit.retry')}</Button>}
      />
    )
  if (!links)
    return (
      <div className="flex flex-col gap-4 p-5" aria-busy>
        {[1, 2, 3].map((n) => (
          <Skeleton key={n} className="h-20 w-full" />
        ))}
      </div>
    )
  if (links.length === 0)
    return <EmptyState icon="link-2" title={t('record.noLinks')} hint={t('record.noLinksHint')} />
  return (
    <div className="flex flex-col gap-5 p-5">
      {links.map((link) => (
        <LinkedList key={`${link.table.key} ${link.field.key}`} {...props} link={link} />
      ))}
    </div>
  )
}

/** The filter that finds the records whose link names this one; a list of links holds it, a single one is it. */
function pointsHere(link: FieldAnswer, id: string): StoredExpr {
  const path = fieldExpr(link.key)
  return stored(
    link.operators.includes('is') ? call('is', path, value(id)) : call('hasAnyOf', path, value([id])),
  )
}

function LinkedList(props: {
  base: string
  record: ApiRecord
  title: string
  link: Incoming
  context: FieldContext
  services: FieldServices
  onOpen: (record: OpenRecord) => void
}) {
  const { base, link, record, context } = props
  const { table, field } = link
  const t = useT()
  const [answer, setAnswer] = useState<ListAnswer>()
  const [error, setError] = useState<string>()
  const [round, setRound] = useState(0)
  const [adding, setAdding] = useState(false)
  const filter = pointsHere(field, record.id)
  const shown = secondary(table, field)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter and the fields follow from the link and the id.
  useEffect(() => {
    const request = new AbortController()
    const ask = {
      filter,
      limit: few,
      count: 'capped',
      fields: [...(table.title ? [table.title] : []), ...shown.map((f) => f.key)],
    }
    api.post<ListAnswer>(`/bases/${base}/tables/${table.key}/query`, ask, { signal: request.signal }).then(
      (found) => {
        setAnswer(found)
        setError(undefined)
      },
      (thrown) => {
        if (!isAbort(thrown)) setError(failureOf(thrown).message)
      },
    )
    return () => request.abort()
  }, [base, table, field, record.id, round])

  const name = labelOf(table.label, context.locale, table.key)
  const via = labelOf(field.label, context.locale, field.key)
  const count = answer?.count
  const rows = answer?.records ?? []
  return (
    <section aria-label={name} className="overflow-hidden rounded-lg border border-line">
      <header className="flex h-10 items-center gap-2 border-b border-line bg-canvas pr-1.5 pl-3">
        <Icon name={table.icon ?? 'table-2'} className="text-muted" />
        <h3 className="min-w-0 truncate font-medium">{name}</h3>
        {link.several && (
          <span className="min-w-0 truncate text-xs text-faint">{t('record.via', { field: via })}</span>
        )}
        {count && (
          <span className="text-xs text-faint tabular-nums">
            {count.value}
            {count.more && '+'}
          </span>
        )}
        <span className="flex-1" />
        {table.can.create && field.creatable && (
          <IconButton
            icon="plus"
            size="sm"
            label={t('record.addLinked', { table: name })}
            writes
            onClick={() => setAdding(true)}
          />
        )}
      </header>
      {error ? (
        <p className="flex items-center gap-2 px-3 py-2 text-[13px] text-muted">
          <span className="flex-1">{error}</span>
          <Button size="sm" onClick={() => setRound((n) => n + 1)}>
            {t('kit.retry')}
          </Button>
        </p>
      ) : !answer ? (
        <div className="p-3" aria-busy>
          <Skeleton className="h-5 w-2/3" />
        </div>
      ) : rows.length === 0 ? (
        <p className="px-3 py-2.5 text-[13px] text-faint">{t('record.noLinked', { table: name })}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <LinkedRow
              key={row.id}
              row={row}
              table={table}
              fields={shown}
              context={recordContext(link.context(context), row)}
              services={props.services}
              onOpen={() => props.onOpen({ table: table.key, id: row.id })}
            />
          ))}
        </ul>
      )}
      {answer?.next && (
        <Link
          href={linkedHref(base, table.key, filter)}
          className="flex h-9 items-center gap-1 border-t border-line px-3 text-[13px] text-accent hover:bg-hover max-md:h-11"
        >
          {t('record.showAll')}
          <Icon name="arrow-right" className="size-3.5" />
        </Link>
      )}
      <CreateForm
        base={base}
        table={table.key}
        open={adding}
        onOpenChange={setAdding}
        given={{ [field.key]: field.operators.includes('is') ? record.id : [record.id] }}
        titles={{ [record.id]: props.title }}
        onCreated={() => setRound((n) => n + 1)}
      />
    </section>
  )
}

function LinkedRow(props: {
  row: ApiRecord
  table: TableAnswer
  fields: readonly FieldAnswer[]
  context: FieldContext
  services: FieldServices
  onOpen: () => void
}) {
  const { row, table, context } = props
  const t = useT()
  const titleField = table.fields.find((f) => f.key === table.title)
  const title = titleField && row.fields[titleField.key]
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        onClick={props.onOpen}
        className="flex min-h-10 w-full cursor-pointer items-center gap-3 px-3 py-1.5 text-left text-[13px] hover:bg-hover"
      >
        <span className="min-w-0 flex-1 truncate font-medium">
          {titleField && !isEmpty(title) ? (
            <FieldValue field={titleField} value={title} context={context} services={props.services} dense />
          ) : (
            t('record.untitled')
          )}
        </span>
        {props.fields
          .filter((f) => !isEmpty(row.fields[f.key]))
          .map((f) => (
            <span key={f.key} className="max-w-[9rem] shrink-0 truncate text-muted">
              <span className="sr-only">{labelOf(f.label, context.locale, f.key)}</span>
              <FieldValue
                field={f}
                value={row.fields[f.key]}
                context={context}
                services={props.services}
                dense
              />
            </span>
          ))}
      </button>
    </li>
  )
}
