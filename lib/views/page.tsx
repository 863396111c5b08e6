'use client'
/** A table's page: fetches what the person may see of it and shows the view that the address names. */
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { filterFromText, filterToText } from '@/lib/ui/data/address-filter'
import { type TableHandle, useTable } from '@/lib/ui/data/table'
import { useView, type ViewHandle } from '@/lib/ui/data/view'
import { PrintNote } from '@/lib/ui/exits/print-page'
import { SubmitOnly } from '@/lib/ui/exits/submit-only'
import { GridFailure, GridSkeleton } from '@/lib/ui/grid/states'
import { viewUi } from './ui'

export function TablePage({ base, table }: { base: string; table: string }) {
  const handle = useTable(base, table)
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden">
      {handle.table ? (
        <OpenTable key={table} base={base} handle={handle} table={handle.table} />
      ) : handle.error ? (
        <GridFailure page error={handle.error} onRetry={handle.reload} />
      ) : (
        <GridSkeleton />
      )}
    </div>
  )
}

function OpenTable({ base, handle, table }: { base: string; handle: TableHandle; table: TableAnswer }) {
  const t = useT()
  const toast = useToast()
  const pathname = usePathname()
  const params = useSearchParams()
  const onError = useCallback(
    (thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }),
    [toast],
  )
  const own = useView(base, table, params.get('view') ?? undefined, onError)
  const filterText = params.get('filter')
  const given = useMemo(() => filterFromText(filterText), [filterText])
  const settings = useMemo(
    () => (given ? { ...own.settings, filter: given } : own.settings),
    [own.settings, given],
  )

  /** The address says where one is, so that it can be sent to somebody; going there asks nothing of the server. */
  function address(change: Record<string, string | undefined>): void {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) next.delete(name)
      else next.set(name, value)
    }
    const query = next.toString()
    window.history.pushState(null, '', query ? `${pathname}?${query}` : pathname)
  }

  const view: ViewHandle = {
    ...own,
    settings,
    setSettings(next) {
      if (!given) return own.setSettings(next)
      if (next.filter !== given) address({ filter: next.filter && filterToText(next.filter) })
      const others = { ...next, filter: own.settings.filter }
      if (JSON.stringify(others) !== JSON.stringify(own.settings)) own.setSettings(others)
    },
  }
  const name = labelOf(table.label, handle.context.locale, table.key)
  const { View } = viewUi(view.view?.type ?? 'grid')
  return (
    <>
      <title>{`${name} · Tian`}</title>
      <h1 className="sr-only">{name}</h1>
      <PrintNote
        text={t(table.actions.includes('print') ? 'exits.printByMenu' : 'exits.printRefused', {
          table: name,
        })}
      />
      {table.can.read ? (
        <View
          base={base}
          handle={handle}
          table={table}
          view={view}
          record={params.get('record') ?? undefined}
          onRecord={(record) => address({ record })}
          onView={(key) => address({ view: key, record: undefined, filter: undefined })}
        />
      ) : (
        <SubmitOnly base={base} table={table} />
      )}
    </>
  )
}
