'use client'
/** The order: several fields, the first one decides, the next where it is equal. */
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { NativeSelect } from '@/lib/kit/input'
import { Popover } from '@/lib/kit/popover'
import type { SortKey } from '@/lib/meta/model'
import { Tally } from './tally'

export interface SortProps {
  table: TableAnswer
  sort: readonly SortKey[]
  onSort(sort: SortKey[]): void
}

export function SortButton({ table, sort, onSort }: SortProps) {
  const t = useT()
  const locale = useLocale()
  const sortable = table.fields.filter((field) => field.sortable)
  const free = sortable.filter((field) => !sort.some((key) => key.field === field.key))
  const change = (index: number, next: Partial<SortKey>) =>
    onSort(sort.with(index, { ...sort[index]!, ...next }))
  return (
    <Popover
      label={t('grid.sort')}
      className="w-96 p-3"
      trigger={
        <Button
          size="sm"
          variant="ghost"
          icon="arrow-up-down"
          className={cx(sort.length > 0 && 'text-accent')}
        >
          <Tally label={t('grid.sort')} count={sort.length} />
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        {sort.length === 0 && <p className="text-muted">{t('grid.sortEmpty')}</p>}
        {sort.map((key, index) => (
          <div key={key.field} className="flex items-center gap-2">
            <div className="min-w-0 flex-1">
              <NativeSelect
                aria-label={t('grid.field')}
                value={key.field}
                onChange={(event) => change(index, { field: event.target.value })}
              >
                {sortable
                  .filter((field) => field.key === key.field || free.includes(field))
                  .map((field) => (
                    <option key={field.key} value={field.key}>
                      {labelOf(field.label, locale, field.key)}
                    </option>
                  ))}
              </NativeSelect>
            </div>
            <div className="w-28 shrink-0">
              <NativeSelect
                aria-label={t('grid.sort')}
                value={key.desc ? 'desc' : 'asc'}
                onChange={(event) => change(index, { desc: event.target.value === 'desc' })}
              >
                <option value="asc">{t('grid.ascending')}</option>
                <option value="desc">{t('grid.descending')}</option>
              </NativeSelect>
            </div>
            <IconButton
              size="sm"
              icon="arrow-up"
              label={t('grid.sortEarlier')}
              disabled={index === 0}
              onClick={() => onSort(sort.toSpliced(index, 1).toSpliced(index - 1, 0, key))}
            />
            <IconButton
              size="sm"
              icon="x"
              label={t('grid.removeSort')}
              onClick={() => onSort(sort.toSpliced(index, 1))}
            />
          </div>
        ))}
        <Button
          size="sm"
          variant="ghost"
          icon="plus"
          className="self-start"
          disabled={free.length === 0}
          onClick={() => onSort([...sort, { field: free[0]!.key, desc: false }])}
        >
          {t('grid.addSort')}
        </Button>
      </div>
    </Popover>
  )
}
