'use client'
/** A field's name with what an admin must know about it: how sensitive it is, and whether people write it. */
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { Tag } from '@/lib/kit/tag'
import type { RightsField } from './matrix'

export function FieldName({ field }: { field?: RightsField }) {
  const t = useT()
  const locale = useLocale()
  if (!field)
    return (
      <span className="flex min-w-0 items-center gap-2 text-muted">
        <Icon name="circle-plus" className="size-3.5 text-faint" />
        <span className="truncate">{t('access.newFields')}</span>
      </span>
    )
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon name={fieldType(field.type).icon} className="size-3.5 text-faint" />
      <span className="min-w-0 truncate" title={labelOf(field.label, locale, field.key)}>
        {labelOf(field.label, locale, field.key)}
      </span>
      {!field.writable && (
        <span
          role="img"
          aria-label={t('access.computed')}
          title={t('access.computed')}
          className="inline-flex text-faint"
        >
          <Icon name="sigma" className="size-3.5" />
        </span>
      )}
      {field.sensitivity === 'personal' && (
        <Tag color="amber" className="shrink-0">
          {t('access.personal')}
        </Tag>
      )}
      {field.sensitivity === 'confidential' && (
        <Tag color="red" className="shrink-0">
          {t('access.confidential')}
        </Tag>
      )}
    </span>
  )
}
