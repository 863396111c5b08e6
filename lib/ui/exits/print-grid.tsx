'use client'
/** A view on paper: its columns, filter and order, all rows up to a sane number, asked for page by page. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ApiRecord, ListAnswer, TableAnswer, ViewAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { Progress } from '@/lib/kit/progress'
import { api, failureText } from '@/lib/ui/api'
import { isAbort } from '@/lib/ui/data/failure'
import { defaultWidth, type Settings, visibleColumns } from '@/lib/ui/data/settings'
import type { TableHandle } from '@/lib/ui/data/table'
import { PrintPage } from './print-page'
import { printText } from './print-text'

/** Some forty pages; whoever needs more needs a file. */
export const mostPrinted = 2000
const page = 200

export interface PrintGridProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  handle: TableHandle
  table: TableAnswer
  view: ViewAnswer | undefined
  settings: Settings
  onDone(): void
}

type State =
  | { step: 'loading'; done: number; total?: number }
  | { step: 'asking'; total: string }
  | { step: 'printing'; all: boolean }
  | { step: 'failed'; message: string }

export function PrintGrid({ path, handle, table, view, settings, onDone }: PrintGridProps) {
  const { locale } = handle.context
  const t = useT()
  const [state, setState] = useState<State>({ step: 'loading', done: 0 })
  const rows = useRef<ApiRecord[]>([])
  const next = useRef<string>(undefined)
  const request = useRef<AbortController>(undefined)
  const columns = visibleColumns(settings).map(({ field: key, width }) => {
    const field = table.fields.find((one) => one.key === key)!
    return { field, width: width ?? defaultWidth(field) }
  })
  const whole = columns.reduce((sum, { width }) => sum + width, 0)

  const ask = useCallback(
    async (first: boolean) => {
      request.current = new AbortController()
      const { signal } = request.current
      const question = {
        fields: visibleColumns(settings).map((column) => column.field),
        filter: settings.filter,
        sort: settings.sort,
        limit: page,
      }
      try {
        if (first) {
          const answer = await api.post<ListAnswer>(
            `${path}/query`,
            { ...question, count: 'capped' },
            { signal },
          )
          rows.current = answer.records
          next.current = answer.next
          const { value = 0, more = false } = answer.count ?? {}
          if (value > mostPrinted)
            return setState({
              step: 'asking',
              total: t(more ? 'grid.rowsAtLeast' : 'grid.rows', { count: value }),
            })
          setState({ step: 'loading', done: rows.current.length, total: value })
        }
        while (next.current && rows.current.length < mostPrinted) {
          const answer = await api.post<ListAnswer>(
            `${path}/query`,
            { ...question, cursor: next.current },
            { signal },
          )
          rows.current.push(...answer.records)
          next.current = answer.next
          setState((now) => (now.step === 'loading' ? { ...now, done: rows.current.length } : now))
        }
        setState({ step: 'printing', all: next.current === undefined })
      } catch (thrown) {
        if (!isAbort(thrown)) setState({ step: 'failed', message: failureText(thrown) })
      }
    },
    [path, settings, t],
  )
  // The view as it was when printing was asked for.
  const begin = useRef(ask)
  useEffect(() => {
    void begin.current(true)
    return () => request.current?.abort()
  }, [])

  const name = labelOf(table.label, locale, table.key)
  const viewName = view && labelOf(view.label, locale, view.key)
  if (state.step === 'printing') {
    const count = rows.current.length
    return (
      <PrintPage
        title={viewName && viewName !== name ? `${name} · ${viewName}` : name}
        about={t(state.all ? 'exits.printRows' : 'exits.printSome', { count })}
        onDone={onDone}
      >
        {count === 0 ? (
          <p>{t('exits.printNothing')}</p>
        ) : (
          <table>
            <colgroup>
              {columns.map(({ field, width }) => (
                <col key={field.key} style={{ width: `${(100 * width) / whole}%` }} />
              ))}
            </colgroup>
            <thead>
              <tr>
                {columns.map(({ field }) => (
                  <th key={field.key} data-number={isNumber(field.type) || undefined}>
                    {labelOf(field.label, locale, field.key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.current.map((record) => (
                <tr key={record.id}>
                  {columns.map(({ field }) => (
                    <td key={field.key} data-number={isNumber(field.type) || undefined}>
                      {printText(field, record, handle.context, t('grid.noAccess'))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PrintPage>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone()}
      size="sm"
      title={t(
        state.step === 'failed'
          ? 'exits.printFailed'
          : state.step === 'asking'
            ? 'exits.printTooManyTitle'
            : 'exits.printing',
      )}
      footer={
        <>
          <Button onClick={onDone}>{t('kit.cancel')}</Button>
          {state.step === 'asking' && (
            <Button
              variant="primary"
              icon="printer"
              onClick={() => {
                setState({ step: 'loading', done: rows.current.length, total: mostPrinted })
                void begin.current(false)
              }}
            >
              {t('exits.printFirst', { most: mostPrinted })}
            </Button>
          )}
          {state.step === 'failed' && (
            <Button
              onClick={() => {
                setState({ step: 'loading', done: 0 })
                void begin.current(true)
              }}
            >
              {t('kit.retry')}
            </Button>
          )}
        </>
      }
    >
      {state.step === 'loading' && (
        <div className="flex flex-col gap-2">
          <Progress label={t('exits.printing')} value={state.total ? state.done / state.total : null} />
          <p role="status" className="text-muted tabular-nums">
            {t('exits.printLoaded', { done: state.done })}
          </p>
        </div>
      )}
      {state.step === 'asking' && (
        <p className="text-pretty">{t('exits.printTooMany', { most: mostPrinted, total: state.total })}</p>
      )}
      {state.step === 'failed' && (
        <p role="alert" className="text-pretty text-danger">
          {state.message}
        </p>
      )}
    </Dialog>
  )
}

const isNumber = (type: Parameters<typeof fieldType>[0]): boolean => fieldType(type).kind === 'number'
