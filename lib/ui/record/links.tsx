'use client'
/** The records that a link field names, each opening in the panel; what may not be seen says so. */
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { isEmpty } from '@/lib/ui/form/values'
import type { OpenRecord } from './stack'

export function LinkedTitles(props: {
  field: FieldAnswer
  record: ApiRecord
  context: FieldContext
  onOpen: (record: OpenRecord) => void
}) {
  const { field, record, context } = props
  const t = useT()
  if (record.noAccess?.includes(field.key))
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <Icon name="lock" className="size-3.5" />
        {t('record.noAccess')}
      </span>
    )
  const value = record.fields[field.key]
  if (isEmpty(value)) return <span className="text-faint">{t('record.empty')}</span>
  const ids = (Array.isArray(value) ? value : [value]).map(String)
  const more = (record.more?.[field.key] ?? ids.length) - ids.length
  return (
    <span className="flex flex-wrap gap-1.5">
      {ids.map((id) => {
        const title = context.title(id) ?? t('record.untitled')
        const look =
          'inline-flex h-6 max-w-full items-center gap-1 rounded-md border border-line bg-canvas px-1.5'
        return field.target?.open ? (
          <button
            key={id}
            type="button"
            className={`${look} cursor-pointer text-accent hover:border-strong hover:bg-hover max-md:h-10 max-md:px-3`}
            onClick={() => props.onOpen({ table: field.target!.table, id })}
          >
            <span className="truncate">{title}</span>
            <Icon name="arrow-up-right" className="size-3 opacity-70" />
          </button>
        ) : (
          <span key={id} className={look}>
            <span className="truncate">{title}</span>
          </span>
        )
      })}
      {more > 0 && (
        <span className="self-center leading-6 text-muted">{t('record.moreLinked', { count: more })}</span>
      )}
    </span>
  )
}
