'use client'
/** Every field of a record in its sections; conditions follow the values as they are saved. */
import { useMemo } from 'react'
import type { ApiRecord, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { conditionsOf } from '@/lib/ui/form/conditions'
import { sectionsOf } from '@/lib/ui/form/layout'
import { RecordField } from './field'
import type { OpenRecord } from './stack'
import type { RecordState } from './state'

export function RecordFields(props: {
  /** `/bases/{base}/tables/{table}` */
  path: string
  table: TableAnswer
  record: ApiRecord
  context: FieldContext
  services: FieldServices
  me: string | undefined
  save: RecordState['save']
  onReload: () => void
  onOpen: (record: OpenRecord) => void
}) {
  const { table, record, context, me } = props
  const t = useT()
  const sections = useMemo(() => sectionsOf(table), [table])
  const { shown, required } = useMemo(
    () => conditionsOf(table.fields, record.fields, context, me),
    [table, record, context, me],
  )
  return (
    <div className="flex flex-col gap-6 p-5">
      {sections.map((section) => {
        const fields = section.fields.filter((f) => shown.has(f.key))
        if (fields.length === 0) return null
        return (
          <section key={section.key}>
            {sections.length > 1 && (
              <h3 className="mb-1 text-xs font-semibold tracking-wide text-faint">
                {labelOf(section.label, context.locale, t('form.more'))}
              </h3>
            )}
            {fields.map((field) => (
              <RecordField
                key={field.key}
                path={props.path}
                field={field}
                record={record}
                required={required.has(field.key)}
                context={context}
                services={props.services}
                save={props.save}
                onReload={props.onReload}
                onOpen={props.onOpen}
              />
            ))}
          </section>
        )
      })}
    </div>
  )
}
