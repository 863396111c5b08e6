'use client'
/** A column of the file, what it holds, and the field it goes into. */
import type { FieldAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { NativeSelect } from '@/lib/kit/input'
import { type Column, letterOf } from './columns'

interface Props {
  column: Column
  columns: readonly Column[]
  fields: readonly FieldAnswer[]
  onField(field: string | undefined): void
}

const cell = 'px-3 py-2 align-middle max-md:block max-md:py-1'

export function ColumnRow({ column, columns, fields, onField }: Props) {
  const t = useT()
  const locale = useLocale()
  const letter = ({ index }: Column) => t('import.columnAt', { letter: letterOf(index) })
  const nameOf = (one: Column) => one.heading || letter(one)
  const left = column.field === undefined
  const optionText = (field: FieldAnswer, taken: Column | undefined): string => {
    const label = labelOf(field.label, locale, field.key)
    if (taken) return t('import.fieldTaken', { label, column: nameOf(taken) })
    if (!field.creatable) return t('import.fieldCompare', { label })
    return field.required ? t('import.fieldRequired', { label }) : label
  }
  return (
    <tr className="max-md:block max-md:px-1 max-md:py-2.5">
      <td className={cell}>
        <span className={cx('font-medium wrap-anywhere', left && 'text-muted')}>{nameOf(column)}</span>
        {column.heading !== '' && <span className="ml-2 text-xs text-faint">{letter(column)}</span>}
      </td>
      <td className={cx(cell, 'text-muted max-md:pb-2')}>
        <span className="line-clamp-2 wrap-anywhere">
          {column.samples.length > 0 ? column.samples.join(' · ') : t('import.noSamples')}
        </span>
      </td>
      <td className={cell}>
        <NativeSelect
          aria-label={t('import.toFieldOf', { column: nameOf(column) })}
          value={column.field ?? ''}
          className={cx(left && 'text-muted')}
          onChange={(event) => onField(event.target.value || undefined)}
        >
          <option value="">{t('import.leaveOut')}</option>
          {fields.map((field) => {
            const taken = columns.find((one) => one !== column && one.field === field.key)
            return (
              <option key={field.key} value={field.key} disabled={taken !== undefined}>
                {optionText(field, taken)}
              </option>
            )
          })}
        </NativeSelect>
      </td>
    </tr>
  )
}
