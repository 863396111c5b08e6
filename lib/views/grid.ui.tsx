'use client'
/** Looks of the grid view: toolbar, spreadsheet, the open record beside it, and the form for a new one. */
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { ApiRecord } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { EditStore } from '@/lib/ui/data/edits'
import { RecordStore } from '@/lib/ui/data/records'
import { visibleColumns } from '@/lib/ui/data/settings'
import { CardList } from '@/lib/ui/grid/card-list'
import type { RowHeight } from '@/lib/ui/grid/geometry'
import { Grid } from '@/lib/ui/grid/grid'
import { UndoStack } from '@/lib/ui/grid/undo'
import { useNarrow } from '@/lib/ui/grid/use-narrow'
import { Toolbar } from '@/lib/ui/toolbar/toolbar'
import { grid as meaning } from './grid'
import type { ViewProps, ViewUi } from './ui-type'

// Not needed for the first screen.
const RecordPanel = lazy(async () => ({ default: (await import('@/lib/ui/record/panel')).RecordPanel }))
const CreateForm = lazy(async () => ({ default: (await import('@/lib/ui/form/create')).CreateForm }))

const heightKey = 'tian.rowHeight'

function GridView({ base, handle, table, view, record, onRecord, onView }: ViewProps) {
  const t = useT()
  const toast = useToast()
  const narrow = useNarrow()
  const path = `/bases/${base}/tables/${table.key}`
  const { records, edits, undo } = useMemo(() => {
    const store = new RecordStore(path)
    return { records: store, edits: new EditStore(path, store), undo: new UndoStack() }
  }, [path])
  useEffect(() => () => records.dispose(), [records])

  const { settings, setSettings } = view
  const ask = useMemo(() => {
    const shown = visibleColumns(settings).map((column) => column.field)
    const fields = table.title && !shown.includes(table.title) ? [...shown, table.title] : shown
    return { fields, filter: settings.filter, sort: settings.sort }
  }, [settings, table.title])
  useEffect(() => records.setAsk(ask), [records, ask])

  const [rowHeight, setRowHeight] = useState<RowHeight>(() =>
    localStorage.getItem(heightKey) === 'medium' ? 'medium' : 'short',
  )
  /** Undefined until it is wanted for the first time. */
  const [creating, setCreating] = useState<boolean>()
  const [filterBy, setFilterBy] = useState<{ field: string }>()

  const quietly = (task: Promise<void>, done?: string): void => {
    task.then(
      () => done && toast({ kind: 'ok', message: done }),
      (thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }),
    )
  }
  function onCreated(created: ApiRecord): void {
    // Without an order of its own the newest record comes first, and there it is seen at once.
    records.insert(0, created)
    undo.push({ kind: 'create', id: created.id })
  }
  function neighbour(by: -1 | 1): (() => void) | undefined {
    const position = record === undefined ? undefined : records.position(record)
    const next = position === undefined ? undefined : records.at(position + by)
    return next && (() => onRecord(next.id))
  }

  const shared = {
    handle,
    table,
    settings,
    onSettings: setSettings,
    records,
    edits,
    onOpen: onRecord,
    onCreate: () => setCreating(true),
  }
  return (
    <>
      <Toolbar
        table={table}
        handle={handle}
        settings={settings}
        onSettings={setSettings}
        views={table.views}
        view={view.view}
        icon={meaning.icon}
        changed={view.changed}
        admin={handle.admin}
        onView={onView}
        onReset={() => quietly(view.reset())}
        onSaveForAll={() => quietly(view.saveForAll().then(handle.reload), t('grid.savedForAll'))}
        rowHeight={rowHeight}
        onRowHeight={(height) => {
          localStorage.setItem(heightKey, height)
          setRowHeight(height)
        }}
        filterBy={filterBy}
        onNew={table.can.create ? () => setCreating(true) : undefined}
      />
      {narrow ? (
        <CardList key={path} {...shared} />
      ) : (
        <Grid
          key={path}
          {...shared}
          path={path}
          onFilterBy={(field) => setFilterBy({ field })}
          undo={undo}
          rowHeight={rowHeight}
          openId={record}
        />
      )}
      <Suspense>
        {record !== undefined && (
          <RecordPanel
            base={base}
            table={table.key}
            id={record}
            onClose={() => onRecord(undefined)}
            onChanged={(changed) => records.get(changed.id) && records.put(changed)}
            onDeleted={(id) => {
              records.remove([id])
              if (id === record) onRecord(undefined)
            }}
            onRestored={() => records.refresh()}
            onPrevious={neighbour(-1)}
            onNext={neighbour(1)}
          />
        )}
        {creating !== undefined && (
          <CreateForm
            base={base}
            table={table.key}
            open={creating}
            onOpenChange={setCreating}
            onCreated={onCreated}
            onOpen={onRecord}
          />
        )}
      </Suspense>
    </>
  )
}

export const grid: ViewUi = { View: GridView }
