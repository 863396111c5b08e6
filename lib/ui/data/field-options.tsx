'use client'
/** Fields to choose from in a select, under the names of their sections: sixty in a row are not read. */
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale } from '@/lib/i18n/react'

export function FieldOptions(props: {
  fields: readonly FieldAnswer[]
  sections: TableAnswer['sections'] | undefined
}) {
  const locale = useLocale()
  const options = (fields: readonly FieldAnswer[]) =>
    fields.map(({ key, label }) => (
      <option key={key} value={key}>
        {labelOf(label, locale, key)}
      </option>
    ))
  const groups = (props.sections ?? []).flatMap(({ key, label, fields: keys }) => {
    const inside = props.fields.filter((field) => keys.includes(field.key))
    return inside.length > 0 ? [{ key, label, inside }] : []
  })
  if (groups.length < 2) return options(props.fields)
  const grouped = new Set(groups.flatMap(({ inside }) => inside))
  return (
    <>
      {groups.map(({ key, label, inside }) => (
        <optgroup key={key} label={labelOf(label, locale, key)}>
          {options(inside)}
        </optgroup>
      ))}
      {options(props.fields.filter((field) => !grouped.has(field)))}
    </>
  )
}
