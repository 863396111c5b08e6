'use client'
/** One cell as one of the two is shown it, marked where they differ. */
import { useMemo } from 'react'
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import { useLocale, useT } from '@/lib/i18n/react'
import { withOwnOptions } from '@/lib/ui/data/table'
import { FieldValue } from '@/lib/ui/record/value'
import { useSession } from '@/lib/ui/shell/session'

export function CompareCell(props: {
  field: FieldAnswer | undefined
  record: ApiRecord | undefined
  table: TableAnswer | undefined
}) {
  const { field, record, table } = props
  const t = useT()
  const locale = useLocale()
  const { zone, today } = useSession().session.workspace
  const context = useMemo<FieldContext>(
    () => ({
      locale,
      zone,
      today,
      optionSet: (key) => table?.optionSets[key] ?? [],
      title: (id) => record?.titles[id],
    }),
    [locale, zone, today, table, record],
  )
  if (!record || !table) return null
  if (!field) return <span className="text-faint">{t('viewAs.fieldNotSeen')}</span>
  return (
    <FieldValue
      field={withOwnOptions(field, table)}
      value={record.fields[field.key]}
      context={context}
      dense
    />
  )
}
