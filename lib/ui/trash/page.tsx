'use client'
/** The trash of a table: what was deleted, newest first, and the way back for one record or several. */
import Link from 'next/link'
import { useState } from 'react'
import type { ApiRecord, TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { type TableHandle, useTable } from '@/lib/ui/data/table'
import { titleOf } from '@/lib/ui/data/title'
import { PrintNote } from '@/lib/ui/exits/print-page'
import { Failure, isRefusal, Refused } from '@/lib/ui/shell/failure'
import { shownFields, TrashList } from './list'
import { useTrash } from './state'

export function TrashPage({ base, table }: { base: string; table: string }) {
  const t = useT()
  const handle = useTable(base, table)
  if (!handle.table)
    return handle.error ? <Failure inside error={handle.error} onRetry={handle.reload} /> : <PageSkeleton />
  if (!handle.table.can.delete)
    return (
      <Refused
        title={t('trash.refused')}
        hint={t('trash.refusedHint')}
        back={{ href: `/${base}/${table}`, label: backLabel(t, handle, handle.table) }}
      />
    )
  return <OpenTrash key={table} base={base} handle={handle} table={handle.table} />
}

const backLabel = (t: ReturnType<typeof useT>, { context }: TableHandle, table: TableAnswer): string =>
  t('trash.back', { table: labelOf(table.label, context.locale, table.key) })

function PageSkeleton() {
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-3 p-6 max-md:p-4" aria-busy>
      <Skeleton className="mb-3 h-7 w-40" />
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <Skeleton key={key} className="h-11 w-full" />
      ))}
    </div>
  )
}

function OpenTrash(props: { base: string; handle: TableHandle; table: TableAnswer }) {
  const { base, handle, table } = props
  const { context } = handle
  const t = useT()
  const toast = useToast()
  const fields = shownFields(table)
  const asked = [...(table.title ? [table.title] : []), ...fields.map((field) => field.key)]
  const trash = useTrash(`/bases/${base}/tables/${table.key}`, asked)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const name = labelOf(table.label, context.locale, table.key)
  const { records, count, error } = trash

  const restore = async (restored: readonly ApiRecord[]) => {
    setBusy(true)
    try {
      await trash.restore(restored.map((record) => record.id))
      setChosen(new Set())
      const [only, ...others] = restored
      const title = only && others.length === 0 && titleOf(table, only, context)
      const message = title
        ? t('trash.restored', { title })
        : t('trash.restoredMany', { count: restored.length })
      toast({ kind: 'ok', message })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    } finally {
      setBusy(false)
    }
  }

  if (error && isRefusal(error)) return <Failure inside error={error} onRetry={trash.retry} />
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col p-6 max-md:p-4">
      <title>{`${t('trash.title')} · ${name} · Tian`}</title>
      {!table.actions.includes('print') && <PrintNote text={t('exits.printRefused', { table: name })} />}
      <header className="mb-4">
        <Link
          href={`/${base}/${table.key}`}
          className="-ml-1 inline-flex min-h-7 items-center gap-1.5 rounded-md px-1 text-[13px] text-muted hover:text-ink max-md:min-h-10"
        >
          <Icon name="arrow-left" className="size-3.5" />
          {backLabel(t, handle, table)}
        </Link>
        <h1 className="flex flex-wrap items-baseline gap-x-2.5 text-lg font-semibold">
          {t('trash.title')}
          {count && count.value > 0 && (
            <span className="text-[13px] font-normal text-faint tabular-nums">
              {t(count.more ? 'trash.countAtLeast' : 'trash.count', { count: count.value })}
            </span>
          )}
        </h1>
        {records && records.length > 0 && <p className="text-muted">{t('trash.hint')}</p>}
      </header>
      {!records ? (
        error ? (
          <div role="alert" className="flex flex-1 items-center justify-center pb-16">
            <EmptyState
              icon="circle-alert"
              title={t('trash.failed')}
              hint={error.message}
              action={
                <Button icon="refresh-cw" onClick={trash.retry}>
                  {t('kit.retry')}
                </Button>
              }
            />
          </div>
        ) : (
          <PageSkeleton />
        )
      ) : records.length === 0 ? (
        <div className="flex flex-1 items-center justify-center pb-16">
          <EmptyState icon="trash-2" title={t('trash.empty')} hint={t('trash.emptyHint', { table: name })} />
        </div>
      ) : (
        <TrashList
          handle={handle}
          table={table}
          fields={fields}
          records={records}
          chosen={chosen}
          busy={busy}
          onChoose={setChosen}
          onRestore={(restored) => void restore(restored)}
        />
      )}
      {records && error && (
        <p role="alert" className="mt-3 text-center text-[13px] text-danger">
          {error.message}
        </p>
      )}
      {trash.more && (
        <Button className="mt-4 self-center" busy={trash.loading} onClick={trash.more}>
          {t('trash.loadMore')}
        </Button>
      )}
    </div>
  )
}
