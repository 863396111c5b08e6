'use client'
/** The records on a phone: a card each, with its title and the first columns of the view; a tap opens it. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { Kind } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import type { EditStore } from '@/lib/ui/data/edits'
import type { RecordStore } from '@/lib/ui/data/records'
import { type Settings, visibleColumns } from '@/lib/ui/data/settings'
import { recordContext, type TableHandle } from '@/lib/ui/data/table'
import { CellContent } from './cell'
import { Footer } from './footer'
import { GridEmpty, GridFailure, GridSkeleton } from './states'

const cardHeight = 92
/** Two lines hold about four short values. */
const mostFields = 4
/** Values that say nothing without the name of their field. */
const bare = new Set<Kind>(['number', 'boolean', 'date', 'datetime'])

export interface CardListProps {
  handle: TableHandle
  table: TableAnswer
  settings: Settings
  onSettings(settings: Settings): void
  records: RecordStore
  edits: EditStore
  onOpen(id: string): void
  onCreate(): void
}

export function CardList(props: CardListProps) {
  const { handle, table, settings, onSettings, records, edits } = props
  const t = useT()
  useSyncExternalStore(records.subscribe, records.snapshot, () => 0)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: records.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    overscan: 5,
  })
  const cards = rows.getVirtualItems()
  const [top, bottom] = [cards[0]?.index ?? 0, (cards.at(-1)?.index ?? 0) + 1]
  useEffect(() => records.show(top, bottom), [records, top, bottom])

  const clearFilter = () => onSettings({ ...settings, filter: undefined })
  if (records.status === 'loading') return <GridSkeleton />
  if (records.status === 'failed')
    return <GridFailure error={records.error!} onRetry={() => records.retry()} onClearFilter={clearFilter} />
  const name = labelOf(table.label, handle.context.locale, table.key)
  const shown = cardFields(table, settings)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col bg-surface">
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {records.total === 0 ? (
          <GridEmpty
            table={table}
            name={name}
            filtered={settings.filter !== undefined}
            noColumns={false}
            onAdd={table.can.create ? props.onCreate : undefined}
            onClearFilter={clearFilter}
            onShowColumns={() => {}}
          />
        ) : (
          <ul
            aria-label={t('grid.label', { table: name })}
            className="relative"
            style={{ height: rows.getTotalSize() }}
          >
            {cards.map(({ index, start }) => (
              <li
                key={index}
                aria-setsize={records.counted ? records.total : -1}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0 overflow-hidden border-b border-line px-4 py-2.5 active:bg-hover"
                style={{ height: cardHeight, transform: `translate3d(0, ${start}px, 0)` }}
              >
                <Card record={records.at(index)} shown={shown} {...props} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <Footer records={records} edits={edits} selectedCells={0} onShowRefused={() => {}} />
    </div>
  )
}

/** The visible columns beside the title; a structure such as an address needs more room than there is. */
function cardFields(table: TableAnswer, settings: Settings): FieldAnswer[] {
  const fields = visibleColumns(settings).map(({ field }) => table.fields.find((f) => f.key === field)!)
  return fields.filter((field) => field.key !== table.title && fieldType(field.type).kind !== 'json')
}

function Card(props: CardListProps & { record: ApiRecord | undefined; shown: readonly FieldAnswer[] }) {
  const { handle, table, record } = props
  const t = useT()
  if (!record) return <div className="mt-1 h-3 w-1/3 rounded-full bg-skeleton" />
  const context = recordContext(handle.context, record)
  const title = table.fields.find((field) => field.key === table.title)
  const content = (field: FieldAnswer) => (
    <CellContent
      field={field}
      value={record.fields[field.key]}
      unsure={false}
      noAccess={record.noAccess?.includes(field.key) ?? false}
      context={context}
      services={handle.services}
    />
  )
  const filled = props.shown.filter(({ key }) => record.fields[key] !== undefined)
  return (
    <>
      <button
        type="button"
        className="block w-full truncate text-left text-[15px] leading-6 font-medium after:absolute after:inset-0"
        onClick={() => props.onOpen(record.id)}
      >
        {title && record.fields[title.key] !== undefined ? content(title) : t('record.untitled')}
      </button>
      <div className="flex h-12 flex-wrap gap-x-3 overflow-hidden text-[13px] leading-6">
        {filled.slice(0, mostFields).map((field) => {
          const label = labelOf(field.label, context.locale, field.key)
          const named = field.right === 'mask' || bare.has(fieldType(field.type).kind)
          return (
            <span key={field.key} className="flex h-6 max-w-full min-w-0 items-center gap-1.5 truncate">
              <span className={named ? 'text-faint' : 'sr-only'}>{label}</span>
              <span className="min-w-0 truncate">{content(field)}</span>
            </span>
          )
        })}
      </div>
    </>
  )
}
