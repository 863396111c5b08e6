'use client'
/** A page of records twice: each row and column stands at the same height and place on both sides, which scroll together. */
import { useRef } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { useNarrow } from '@/lib/ui/grid/use-narrow'
import { CompareCards } from './compare-cards'
import { CompareCell } from './compare-cell'
import {
  comparedFields,
  comparedRecords,
  differs,
  isLone,
  type SideField,
  type SideRecord,
  type Sides,
  titleKeyOf,
} from './side'

/** The same on both sides, so that they scroll together. */
const columnWidth = 144

export interface CompareListProps {
  fields: readonly SideField[]
  records: readonly SideRecord[]
  schemas: Sides<TableAnswer>
  names: { left: string; right: string }
  /** Whether each of them sees the table at all. */
  seen: { left: boolean; right: boolean }
  onlyDifferent: boolean
  onRecord(id: string): void
}

export function CompareList(props: CompareListProps) {
  const { onlyDifferent } = props
  const t = useT()
  const narrow = useNarrow()
  const panes = useRef<Partial<Record<'left' | 'right', HTMLDivElement | null>>>({})
  const records = comparedRecords(props.records, props.fields, onlyDifferent)
  const fields = comparedFields(props.fields, records, titleKeyOf(props.schemas), onlyDifferent)
  const follow = (from: 'left' | 'right') => {
    const [moved, other] = [panes.current[from], panes.current[from === 'left' ? 'right' : 'left']]
    if (!moved || !other) return
    other.scrollLeft = moved.scrollLeft
    other.scrollTop = moved.scrollTop
  }
  if (records.length === 0) return <EmptyState icon="check" title={t('viewAs.allAlike')} />
  if (narrow) return <CompareCards {...props} records={records} fields={fields} />
  return (
    <div className="grid min-h-0 grid-cols-2 gap-3">
      {(['left', 'right'] as const).map((side) => (
        <Pane
          key={side}
          {...props}
          side={side}
          records={records}
          fields={fields}
          hold={(pane) => {
            panes.current[side] = pane
          }}
          onScroll={() => follow(side)}
        />
      ))}
    </div>
  )
}

function Pane(
  props: CompareListProps & {
    side: 'left' | 'right'
    hold(pane: HTMLDivElement | null): void
    onScroll(): void
  },
) {
  const { side, fields, records, schemas, names, seen } = props
  const t = useT()
  const locale = useLocale()
  const table = schemas[side]
  const titleKey = titleKeyOf(schemas)
  return (
    <section
      aria-label={names[side]}
      className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface"
    >
      <h2 className="shrink-0 truncate border-b border-line bg-canvas px-3 py-2 font-semibold">
        {names[side]}
      </h2>
      {!seen[side] && (
        <p className="border-b border-line bg-warn-soft px-3 py-1.5 text-[13px]">
          {t('viewAs.tableNotSeen')}
        </p>
      )}
      <div
        ref={props.hold}
        onScroll={props.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key.
        tabIndex={0}
        role="group"
        aria-label={names[side]}
        className="relative min-h-0 overflow-auto outline-none focus-visible:ring-2 focus-visible:ring-focus max-h-[calc(100dvh-18rem)]"
      >
        <table
          className="table-fixed border-collapse text-[13px]"
          style={{ width: fields.length * columnWidth }}
        >
          <thead>
            <tr>
              {fields.map((field) => (
                <th
                  key={field.key}
                  scope="col"
                  className={cx(
                    'sticky top-0 h-8 truncate border-r border-b border-line bg-canvas px-2 text-left font-medium',
                    field.key === titleKey ? 'left-0 z-20' : 'z-10',
                    field[side] ? 'text-muted' : 'text-faint',
                  )}
                >
                  {labelOf((field.left ?? field.right)!.label, locale, field.key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.map((record) =>
              record[side] ? (
                <tr
                  key={record.id}
                  className={cx('group', isLone(record) && 'shadow-[inset_3px_0_0_var(--warn)]')}
                >
                  {fields.map((field) => {
                    const marked = !isLone(record) && differs(record, field)
                    const cell = (
                      <span className="block truncate">
                        <CompareCell field={field[side]} record={record[side]} table={table} />
                        {marked && <span className="sr-only">{t('viewAs.differs')}</span>}
                      </span>
                    )
                    return (
                      <td
                        key={field.key}
                        className={cx(
                          'h-9 overflow-hidden border-r border-b border-line px-2',
                          field.key === titleKey && 'sticky left-0 z-1 bg-surface',
                          marked ? 'bg-warn-soft' : 'group-hover:bg-hover',
                        )}
                      >
                        {field.key === titleKey ? (
                          <button
                            type="button"
                            onClick={() => props.onRecord(record.id)}
                            className="block w-full min-w-0 cursor-pointer truncate text-left font-medium hover:underline"
                          >
                            {cell}
                          </button>
                        ) : (
                          cell
                        )}
                      </td>
                    )
                  })}
                </tr>
              ) : (
                <tr key={record.id}>
                  <td
                    colSpan={Math.max(1, fields.length)}
                    className="h-9 border-b border-line bg-warn-soft px-2 text-muted"
                  >
                    <span className="sticky left-2">{t('viewAs.notSeen')}</span>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}
