'use client'
/** Which table's rights are on the page. */
import { useId } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { Menu } from '@/lib/kit/menu'
import type { RightsTable } from './matrix'

export function TableMenu(props: {
  tables: readonly RightsTable[]
  chosen: RightsTable
  /** Keys of tables with unsaved changes. */
  changed: ReadonlySet<string>
  onChoose: (table: string) => void
}) {
  const { chosen } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  return (
    <div className="flex items-center gap-2.5 max-md:hidden">
      <span id={`${id}-label`} className="text-[13px] text-muted">
        {t('access.table')}
      </span>
      <Menu
        label={t('access.table')}
        align="end"
        items={props.tables.map((table) => ({
          id: table.key,
          label: labelOf(table.label, locale, table.key),
          icon: table.icon ?? 'table-2',
          hint: props.changed.has(table.key) ? t('access.unsaved') : undefined,
          checked: table.key === chosen.key,
          onSelect: () => props.onChoose(table.key),
        }))}
        trigger={
          <button
            type="button"
            id={id}
            aria-labelledby={`${id}-label ${id}`}
            className="flex h-8 w-64 cursor-pointer items-center gap-2 rounded-md border border-line-control bg-raised px-2.5 text-left font-medium shadow-button hover:bg-hover"
          >
            <Icon name={chosen.icon ?? 'table-2'} className="text-accent" />
            <span className="min-w-0 flex-1 truncate">{labelOf(chosen.label, locale, chosen.key)}</span>
            <Icon name="chevrons-up-down" className="size-3.5 text-faint" />
          </button>
        }
      />
    </div>
  )
}
