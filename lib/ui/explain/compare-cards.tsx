'use client'
/** The comparison on a phone: a line per record with how much differs, unfolded to its fields, both values next to each other. */
import { useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { CompareCell } from './compare-cell'
import type { CompareListProps } from './compare-list'
import { differs, isLone, type SideRecord, titleKeyOf } from './side'

const sides = ['left', 'right'] as const

export function CompareCards(props: CompareListProps) {
  const { names, seen } = props
  const t = useT()
  return (
    <section className="overflow-clip rounded-lg border border-line bg-surface">
      <div className="sticky top-0 z-10 grid grid-cols-2 border-b border-line bg-canvas text-[13px] font-semibold">
        {sides.map((side) => (
          <h2 key={side} className="truncate px-3 py-2">
            {names[side]}
            {!seen[side] && <span className="block font-normal text-warn">{t('viewAs.tableNotSeen')}</span>}
          </h2>
        ))}
      </div>
      <ul className="divide-y divide-line">
        {props.records.map((record) => (
          <Card key={record.id} {...props} record={record} />
        ))}
      </ul>
    </section>
  )
}

function Card({
  record,
  fields,
  schemas,
  names,
  onlyDifferent,
  onRecord,
}: CompareListProps & { record: SideRecord }) {
  const t = useT()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const titleKey = titleKeyOf(schemas)
  const title = fields.find((field) => field.key === titleKey)
  const seer = record.left ? ('left' as const) : ('right' as const)
  const lone = isLone(record)
  const differing = fields.filter((field) => differs(record, field))
  const shown = onlyDifferent ? differing : fields
  return (
    <li>
      <button
        type="button"
        aria-expanded={lone ? undefined : open}
        onClick={() => (lone ? onRecord(record.id) : setOpen(!open))}
        className="flex min-h-11 w-full cursor-pointer items-center gap-2 px-3 py-2 text-left hover:bg-hover"
      >
        <span className="min-w-0 flex-1 truncate font-medium">
          {title ? (
            <CompareCell field={title[seer]} record={record[seer]} table={schemas[seer]} />
          ) : (
            t('record.untitled')
          )}
        </span>
        <span className={cx('shrink-0 text-[13px]', lone ? 'text-warn' : 'text-muted')}>
          {lone
            ? t('viewAs.onlySees', { name: names[seer] })
            : t('viewAs.differing', { count: differing.length })}
        </span>
        <Icon name={lone ? 'chevron-right' : open ? 'chevron-up' : 'chevron-down'} className="text-faint" />
      </button>
      {open && !lone && (
        <dl className="border-t border-line bg-canvas">
          {shown.map((field) => (
            <div key={field.key} className="border-b border-line/60 last:border-b-0">
              <dt className="px-3 pt-1.5 text-[13px] text-muted">
                {labelOf((field.left ?? field.right)!.label, locale, field.key)}
                {differs(record, field) && <span className="sr-only">{t('viewAs.differs')}</span>}
              </dt>
              <dd className={cx('grid grid-cols-2', differs(record, field) && 'bg-warn-soft')}>
                {sides.map((side) => (
                  <span key={side} className="min-w-0 px-3 pb-1.5 text-[13px] break-words">
                    <CompareCell field={field[side]} record={record[side]} table={schemas[side]} />
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
