'use client'
/** A template's first table as it will look: its real tables and columns over sketched rows. */
import type { TemplateSummary } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { tagLook } from '@/lib/kit/tag'
import { columnName } from './column-name'

/** How long the sketched text of each row is, per column. */
const rows = [
  ['w-20', 'w-10', 'w-14', 'w-9'],
  ['w-14', 'w-8', 'w-16', 'w-12'],
  ['w-24', 'w-12', 'w-10', 'w-10'],
  ['w-16', 'w-9', 'w-14', 'w-8'],
  ['w-22', 'w-11', 'w-12', 'w-12'],
  ['w-12', 'w-8', 'w-16', 'w-10'],
]
const colors = ['teal', 'amber', 'blue', 'purple', 'teal', 'orange']

export function TemplatePicture({ template }: { template: TemplateSummary }) {
  const locale = useLocale()
  const [first] = template.tables
  if (!first) return null
  const columns = first.columns.slice(0, 4).flatMap((key) => first.fields.find((f) => f.key === key) ?? [])
  const name = labelOf(first.label, locale, first.key)
  return (
    <div aria-hidden className="relative overflow-hidden bg-canvas max-md:hidden">
      <div className="absolute top-8 left-8 flex h-full w-[36rem] overflow-hidden rounded-tl-xl border-t border-l border-line bg-surface shadow-pop">
        <div className="flex w-42 shrink-0 flex-col gap-0.5 border-r border-line bg-canvas p-2 pt-3">
          {template.tables.slice(0, 8).map((table) => (
            <div
              key={table.key}
              className={cx(
                'flex h-7 items-center gap-2 rounded-md px-2 text-xs',
                table === first ? 'bg-selected font-medium' : 'text-muted',
              )}
            >
              <Icon
                name={table.icon ?? 'table'}
                className={cx('size-3.5', table === first && 'text-accent')}
              />
              <span className="truncate">{labelOf(table.label, locale, table.key)}</span>
            </div>
          ))}
        </div>
        <div className="min-w-0 flex-1">
          <div className="flex h-11 items-center border-b border-line px-4 text-[13px] font-semibold">
            {name}
          </div>
          <div className="grid grid-cols-4 border-b border-line bg-canvas">
            {columns.map((field) => (
              <div
                key={field.key}
                className="flex h-8 min-w-0 items-center gap-1.5 border-r border-line px-3 text-xs text-muted"
              >
                <Icon name={fieldType(field.type).icon} className="size-3.5 text-faint" />
                <span className="truncate">{columnName(labelOf(field.label, locale, field.key), name)}</span>
              </div>
            ))}
          </div>
          {rows.map((widths, row) => (
            <div key={widths.join()} className="grid grid-cols-4 border-b border-line">
              {columns.map((field, column) => (
                <div key={field.key} className="flex h-9 items-center border-r border-line px-3">
                  {column === 2 ? (
                    <div className={cx('h-4.5 w-12 rounded', tagLook(colors[row % colors.length]!))} />
                  ) : (
                    <div className={cx('h-2 rounded-full bg-skeleton', widths[column])} />
                  )}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
