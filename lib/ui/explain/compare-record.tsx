'use client'
/** One record twice: its fields, with what each of the two is shown beside the other. */
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { CompareCell } from './compare-cell'
import { differs, type SideField, type SideRecord, type Sides } from './side'

export function CompareRecord(props: {
  fields: readonly SideField[]
  record: SideRecord
  schemas: Sides<TableAnswer>
  names: { left: string; right: string }
  onlyDifferent: boolean
}) {
  const { record, schemas, names } = props
  const t = useT()
  const locale = useLocale()
  const fields = props.onlyDifferent ? props.fields.filter((field) => differs(record, field)) : props.fields
  const sides = ['left', 'right'] as const
  if (fields.length === 0) return <EmptyState icon="check" title={t('viewAs.allAlike')} />
  return (
    <div className="max-w-4xl shrink-0 overflow-hidden rounded-lg border border-line bg-surface">
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr className="bg-canvas text-left text-[13px] text-muted">
            <th scope="col" className="w-[26%] border-b border-line px-3 py-2 font-medium">
              {t('viewAs.field')}
            </th>
            {sides.map((side) => (
              <th
                key={side}
                scope="col"
                className="border-b border-l border-line px-3 py-2 font-semibold text-ink"
              >
                {names[side]}
                {!record[side] && (
                  <span className="block text-[13px] font-normal text-warn">{t('viewAs.notSeen')}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const marked = differs(record, field)
            return (
              <tr key={field.key}>
                <th
                  scope="row"
                  className="border-b border-line px-3 py-1.5 text-left align-top text-[13px] font-normal break-words text-muted"
                >
                  {labelOf((field.left ?? field.right)!.label, locale, field.key)}
                  {marked && <span className="sr-only">{t('viewAs.differs')}</span>}
                </th>
                {sides.map((side) => (
                  <td
                    key={side}
                    className={cx(
                      'border-b border-l border-line px-3 py-1.5 align-top break-words',
                      marked && 'bg-warn-soft',
                    )}
                  >
                    <CompareCell field={field[side]} record={record[side]} table={schemas[side]} />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
