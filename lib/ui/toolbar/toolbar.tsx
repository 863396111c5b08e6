'use client'
/** The line above the grid: view, filter, order, columns, row height, and a new record. */
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { Menu } from '@/lib/kit/menu'
import type { Settings } from '@/lib/ui/data/settings'
import type { TableHandle } from '@/lib/ui/data/table'
import { FieldsLink } from '@/lib/ui/design/link'
import { WhyDialog } from '@/lib/ui/explain/why'
import { FormsLink } from '@/lib/ui/forms/link'
import type { RowHeight } from '@/lib/ui/grid/geometry'
import { useNarrow } from '@/lib/ui/grid/use-narrow'
import { mayImport } from '@/lib/ui/import/may'
import { useSession } from '@/lib/ui/shell/session'
import { TrashLink } from '@/lib/ui/trash/link'
import { Chips } from './chips'
import { ColumnsButton } from './columns'
import { FilterButton, filterable } from './filter'
import { SortButton } from './sort'
import { ViewsMenu, type ViewsProps } from './views'

export interface ToolbarProps extends ViewsProps {
  table: TableAnswer
  handle: TableHandle
  settings: Settings
  onSettings(settings: Settings): void
  rowHeight: RowHeight
  onRowHeight(height: RowHeight): void
  /** A field to filter by, chosen in a column's menu; each wish is a new object. */
  filterBy: { field: string } | undefined
  onNew: (() => void) | undefined
  /** Absent for those who may not. */
  onExport: (() => void) | undefined
  onPrint: (() => void) | undefined
}

export function Toolbar(props: ToolbarProps) {
  const { table, handle, settings, onSettings, filterBy } = props
  const t = useT()
  const narrow = useNarrow()
  const { viewing } = useSession().session
  const [filterOpen, setFilterOpen] = useState(false)
  const [granted, setGranted] = useState(filterBy)
  const [wanted, setWanted] = useState<string>()
  if (filterBy !== granted) {
    setGranted(filterBy)
    setWanted(filterBy?.field)
    setFilterOpen(true)
  }
  return (
    <>
      <div
        role="toolbar"
        aria-label={t('grid.toolbar')}
        className="flex h-11 shrink-0 items-center gap-0.5 overflow-x-auto border-b border-line bg-canvas px-2 max-md:h-13"
      >
        <ViewsMenu {...props} />
        <span className="mx-1.5 h-4 w-px shrink-0 bg-line max-md:hidden" />
        {filterable(table).length > 0 && (
          <FilterButton
            key={props.view?.key}
            table={table}
            handle={handle}
            filter={settings.filter}
            onFilter={(filter) => onSettings({ ...settings, filter })}
            open={filterOpen}
            onOpenChange={(open) => {
              setFilterOpen(open)
              if (!open) setWanted(undefined)
            }}
            wanted={wanted}
          />
        )}
        <SortButton table={table} sort={settings.sort} onSort={(sort) => onSettings({ ...settings, sort })} />
        <ColumnsButton table={table} settings={settings} onSettings={onSettings} />
        <span className="max-md:hidden">
          <Menu
            label={t('grid.rowHeight')}
            items={(['short', 'medium'] as const).map((height) => ({
              id: height,
              label: t(`grid.${height}`),
              checked: props.rowHeight === height,
              onSelect: () => props.onRowHeight(height),
            }))}
            trigger={<IconButton size="sm" icon="rows-3" label={t('grid.rowHeight')} />}
          />
        </span>
        {props.admin && !narrow && <FieldsLink />}
        {table.can.create && <FormsLink />}
        {table.can.delete && !narrow && <TrashLink />}
        <MoreMenu
          table={table}
          onForm={viewing ? props.onNew : undefined}
          onExport={props.onExport}
          onPrint={props.onPrint}
          fields={props.admin && narrow}
          trash={table.can.delete && narrow}
        />
        {props.onNew && (
          <Button
            size="sm"
            variant="primary"
            icon="plus"
            writes
            className="sticky right-0 ml-auto max-md:min-w-10"
            onClick={props.onNew}
          >
            <span className="max-md:sr-only">{t('grid.newRecord')}</span>
          </Button>
        )}
      </div>
      <Chips
        table={table}
        handle={handle}
        settings={settings}
        onSettings={onSettings}
        onOpenFilter={() => setFilterOpen(true)}
      />
    </>
  )
}

interface MoreProps extends Pick<ToolbarProps, 'table' | 'onExport' | 'onPrint'> {
  /** While nothing can be changed: the form for a new record, to look at. */
  onForm: (() => void) | undefined
  /** Ways that a phone has no room for in the line itself. */
  fields: boolean
  trash: boolean
}

/** What brings records into Tian and takes them out, and what one may do here at all. */
function MoreMenu({ table, onForm, onExport, onPrint, fields, trash }: MoreProps) {
  const t = useT()
  const base = useSession().base?.base.key
  const path = usePathname()
  const router = useRouter()
  const [why, setWhy] = useState(false)
  const way = (id: string, label: string, icon: string) => ({
    id,
    label,
    icon,
    onSelect: () => router.push(`${path}/${id}`),
  })
  const items = [
    ...(onForm ? [{ id: 'form', label: t('viewAs.seeForm'), icon: 'eye', onSelect: onForm }] : []),
    ...(mayImport(table) ? [{ ...way('import', t('import.menu'), 'upload'), writes: true }] : []),
    ...(onExport ? [{ id: 'export', label: t('exits.export'), icon: 'download', onSelect: onExport }] : []),
    ...(onPrint ? [{ id: 'print', label: t('exits.print'), icon: 'printer', onSelect: onPrint }] : []),
    ...(fields ? [way('fields', t('design.designFields'), 'table-properties')] : []),
    ...(trash ? [way('trash', t('trash.title'), 'trash-2')] : []),
    { id: 'why', label: t('viewAs.mayHere'), icon: 'circle-help', onSelect: () => setWhy(true) },
  ]
  return (
    <>
      <Menu
        label={t('exits.more')}
        items={items}
        trigger={<IconButton size="sm" icon="ellipsis" label={t('exits.more')} />}
      />
      {why && <WhyDialog path={`/bases/${base}/tables/${table.key}`} onClose={() => setWhy(false)} />}
    </>
  )
}
