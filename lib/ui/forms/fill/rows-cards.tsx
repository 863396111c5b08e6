'use client'
/** Rows as cards, one under the other: for a phone. */
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { FormField } from '@/lib/ui/form/field'
import { useParts } from './parts'
import { sumOf } from './rows'
import type { RowsEditing } from './rows-field'
import { ShownField } from './shown-field'
import { countedRows } from './steps'

export function RowCards({ editing }: { editing: RowsEditing }) {
  const { context, services } = useParts()
  const t = useT()
  const { about, rows } = editing
  const counted = countedRows(rows)
  const sums = about.fields.flatMap((field) => {
    const sum = editing.summed(field) ? sumOf(counted, field) : undefined
    const text = sum !== undefined && fieldType(field.type).format(sum, field.options, context)
    return text ? [{ field, text }] : []
  })
  if (rows.list.length === 0)
    return (
      <p className="rounded-lg border border-dashed border-line-control px-3 py-4 text-center text-[13px] text-muted">
        {t('formFill.noRows')}
      </p>
    )
  return (
    <>
      <ol className="flex flex-col gap-3">
        {rows.list.map((row, index) => {
          const { shown, required } = editing.conditions(row)
          return (
            <li key={row.key} className="rounded-lg border border-line bg-surface">
              <div className="flex items-center gap-1 border-b border-line bg-canvas py-0.5 pr-1 pl-3 text-[13px] text-muted">
                <span className="flex-1 font-medium tabular-nums">
                  {t('formFill.rowTitle', { number: index + 1 })}
                </span>
                {editing.canAdd && (
                  <IconButton
                    icon="copy"
                    label={t('formFill.duplicateRow', { number: index + 1 })}
                    onClick={() => editing.duplicate(row)}
                  />
                )}
                {editing.canRemove(row) && (
                  <IconButton
                    icon="x"
                    label={t('formFill.removeRow', { number: index + 1 })}
                    onClick={() => editing.remove(row)}
                  />
                )}
              </div>
              <div className="flex flex-col gap-4 p-3">
                {about.fields
                  .filter((field) => shown.has(field.key))
                  .map((field) =>
                    editing.writable(row, field) ? (
                      <FormField
                        key={field.key}
                        id={editing.cellId(row, field)}
                        field={field}
                        value={row.values[field.key]}
                        required={required.has(field.key)}
                        message={editing.message(row, field)}
                        context={context}
                        services={services}
                        onChange={(_, value) => editing.set(row, field, value)}
                        onLeave={nothing}
                      />
                    ) : (
                      <ShownField key={field.key} field={field} value={row.values[field.key]} />
                    ),
                  )}
              </div>
            </li>
          )
        })}
      </ol>
      {counted.length > 1 && sums.length > 0 && (
        <dl className="mt-2 flex flex-wrap gap-x-4 gap-y-1 rounded-lg bg-canvas px-3 py-2 text-[13px]">
          {sums.map(({ field, text }) => (
            <div key={field.key} className="flex gap-1.5">
              <dt className="text-muted">
                {t('formFill.sumOf', { label: labelOf(field.label, context.locale, field.key) })}
              </dt>
              <dd className="font-medium tabular-nums">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** A cell is judged when the step is left, not when the cursor passes. */
const nothing = () => {}
