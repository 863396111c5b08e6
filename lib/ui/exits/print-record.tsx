'use client'
/** One record on paper: every field that it shows, in its sections. */
import type { ApiRecord, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { conditionsOf } from '@/lib/ui/form/conditions'
import { sectionsOf } from '@/lib/ui/form/layout'
import { useSession } from '@/lib/ui/shell/session'
import { PrintPage } from './print-page'
import { printText } from './print-text'

export function PrintRecord(props: {
  table: TableAnswer
  record: ApiRecord
  title: string
  context: FieldContext
  onDone(): void
}) {
  const { table, record, context } = props
  const t = useT()
  const { person } = useSession().session
  const { shown } = conditionsOf(table.fields, record.fields, context, person.id)
  const sections = sectionsOf(table)
    .map((section) => ({ ...section, fields: section.fields.filter((field) => shown.has(field.key)) }))
    .filter((section) => section.fields.length > 0)
  const name = labelOf(table.label, context.locale, table.key)
  return (
    <PrintPage title={props.title || t('record.untitled')} about={name} onDone={props.onDone}>
      {sections.map((section) => (
        <section key={section.key}>
          {sections.length > 1 && <h2>{labelOf(section.label, context.locale, t('form.more'))}</h2>}
          <dl>
            {section.fields.map((field) => (
              <div key={field.key}>
                <dt>{labelOf(field.label, context.locale, field.key)}</dt>
                <dd>{printText(field, record, context, t('grid.noAccess')) || '—'}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </PrintPage>
  )
}
