'use client'
/** Looks of the grid view: toolbar, spreadsheet, the open record beside it, and the form for a new one. */
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { ApiRecord, ViewAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { EditStore } from '@/lib/ui/data/edits'
import { RecordStore } from '@/lib/ui/data/records'
import { setHidden, visibleColumns } from '@/lib/ui/data/settings'
import type { DesignTask } from '@/lib/ui/design/panel'
import { usePrintKey } from '@/lib/ui/exits/print-page'
import { CardList } from '@/lib/ui/grid/card-list'
import type { RowHeight } from '@/lib/ui/grid/geometry'
import { Grid } from '@/lib/ui/grid/grid'
import { UndoStack } from '@/lib/ui/grid/undo'
import { useChecked } from '@/lib/ui/grid/use-checked'
import { useNarrow } from '@/lib/ui/grid/use-narrow'
import { Toolbar } from '@/lib/ui/toolbar/toolbar'
import { grid as meaning } from './grid'
import type { ViewProps, ViewUi } from './ui-type'

// Not needed for the first screen.
const RecordPanel = lazy(async () => ({ default: (await import('@/lib/ui/record/panel')).RecordPanel }))
const ExportDialog = lazy(async () => ({
  default: (await import('@/lib/ui/exits/export-dialog')).ExportDialog,
}))
const PrintGrid = lazy(async () => ({ default: (await import('@/lib/ui/exits/print-grid')).PrintGrid }))
const Designer = lazy(async () => ({ default: (await import('@/lib/ui/design/designer')).Designer }))
const CreateForm = lazy(async () => ({ default: (await import('@/lib/ui/form/create')).CreateForm }))

const heightKey = 'tian.rowHeight'

/** The shared view with one more column at its end. A view that names no columns shows all of them. */
async function showToAll(
  base: string,
  { key, columns, frozen, sort, filter }: ViewAnswer,
  field: string,
): Promise<void> {
  if (columns.length === 0) return
  const others = columns.filter((column) => column.field !== field)
  await api.put(`/bases/${base}/views/${key}`, { columns: [...others, { field }], frozen, sort, filter })
}

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

  const ticks = useChecked(records)
  // Rows that the list no longer has are not meant any more.
  const filterText = JSON.stringify(settings.filter)
  const [tickedIn, setTickedIn] = useState(filterText)
  if (tickedIn !== filterText) {
    setTickedIn(filterText)
    ticks.clear()
  }
  const [leaving, setLeaving] = useState<'export' | 'print'>()
  const may = (action: 'export' | 'print') =>
    table.actions.includes(action) ? () => setLeaving(action) : undefined
  usePrintKey(may('print'), 'page')

  const [rowHeight, setRowHeight] = useState<RowHeight>(() =>
    localStorage.getItem(heightKey) === 'medium' ? 'medium' : 'short',
  )
  /** Undefined until it is wanted for the first time. */
  const [creating, setCreating] = useState<boolean>()
  const [designing, setDesigning] = useState<DesignTask>()
  const [filterBy, setFilterBy] = useState<{ field: string }>()

  const quietly = (task: Promise<void>, done?: string): void => {
    task.then(
      () => done && toast({ kind: 'ok', message: done }),
      (thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }),
    )
  }
  function onCreated(created: ApiRecord): void {
    // What was made for others to see is not among what is seen here.
    if (created.unseen) return
    // Without an order of its own the newest record comes first, and there it is seen at once.
    records.insert(0, created)
    undo.push({ kind: 'create', id: created.id })
  }
  /** A field that was just made is wanted where one looks: it joins the view for everybody who may see it. */
  const [made, setMade] = useState<string>()
  const shared = view.view?.columns
  useEffect(() => {
    if (made === undefined || !table.fields.some((field) => field.key === made)) return
    if (shared && shared.length > 0 && !shared.some((column) => column.field === made)) return
    setMade(undefined)
    // Somebody's own columns keep their order; the new one is shown among them.
    if (settings.columns.some((column) => column.field === made && column.hidden))
      setSettings(setHidden(settings, made, false))
    requestAnimationFrame(() => document.querySelector('[data-scroller]')?.scrollBy({ left: 1e6 }))
  }, [made, table.fields, shared, settings, setSettings])
  function onDesigned(field: string, kind: 'made' | 'changed' | 'deleted'): void {
    if (kind === 'made') {
      setMade(field)
      if (view.view) quietly(showToAll(base, view.view, field).then(handle.reload))
    } else if (kind === 'changed') records.refresh()
  }
  function neighbour(by: -1 | 1): (() => void) | undefined {
    const position = record === undefined ? undefined : records.position(record)
    const next = position === undefined ? undefined : records.at(position + by)
    return next && (() => onRecord(next.id))
  }

  const common = {
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
        onExport={may('export')}
        onPrint={may('print')}
      />
      {narrow ? (
        <CardList key={path} {...common} />
      ) : (
        <Grid
          key={path}
          {...common}
          path={path}
          onFilterBy={(field) => setFilterBy({ field })}
          onDesign={handle.admin ? setDesigning : undefined}
          undo={undo}
          ticks={ticks}
          onExport={may('export')}
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
            onChanged={(changed) => {
              if (changed.unseen) records.remove([changed.id])
              else if (records.get(changed.id)) records.put(changed)
            }}
            onDeleted={(id) => {
              records.remove([id])
              if (id === record) onRecord(undefined)
            }}
            onRestored={() => records.refresh()}
            onPrevious={neighbour(-1)}
            onNext={neighbour(1)}
          />
        )}
        {designing && (
          <Designer
            base={base}
            table={table.key}
            task={designing}
            onTask={setDesigning}
            onDone={onDesigned}
          />
        )}
        {leaving === 'export' && (
          <ExportDialog
            path={path}
            table={table}
            settings={settings}
            ticked={ticks.checked}
            onClose={() => setLeaving(undefined)}
          />
        )}
        {leaving === 'print' && (
          <PrintGrid
            path={path}
            handle={handle}
            table={table}
            view={view.view}
            settings={settings}
            onDone={() => setLeaving(undefined)}
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
