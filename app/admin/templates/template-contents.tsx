'use client'
/** Everything a template brings: its tables, the fields of the one that is picked, and its roles. */
import { useState } from 'react'
import type { TemplateSummary } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'

type TemplateTable = TemplateSummary['tables'][number]

export function TemplateContents({ template }: { template: TemplateSummary }) {
  const t = useT()
  const locale = useLocale()
  const [key, setKey] = useState(template.tables[0]?.key)
  const table = template.tables.find((one) => one.key === key)
  return (
    <div className="border-t border-line">
      <div className="grid grid-cols-1 md:grid-cols-[15rem_minmax(0,1fr)]">
        <div className="min-w-0 border-line max-md:border-b md:border-r">
          <h3 className="px-5 pt-4 pb-1 text-xs font-medium text-faint">{t('gallery.previewTitle')}</h3>
          <ul className="relative flex gap-1 p-2 pt-1 max-md:overflow-x-auto md:flex-col md:gap-px">
            {template.tables.map((one) => (
              <li key={one.key}>
                <TableChoice table={one} chosen={one.key === key} onChoose={() => setKey(one.key)} />
              </li>
            ))}
          </ul>
        </div>
        {table && <Fields table={table} />}
      </div>
      {template.roles.length > 0 && (
        <div className="border-t border-line px-5 py-4">
          <h3 className="text-xs font-medium text-faint">{t('gallery.rolesTitle')}</h3>
          <ul className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
            {template.roles.map((role) => (
              <li key={role.key} className="flex gap-2.5">
                <Icon name="shield-check" className="mt-1 text-muted" />
                <span className="min-w-0">
                  <span className="font-medium">{labelOf(role.label, locale, role.key)}</span>
                  {role.description && (
                    <span className="block text-[13px] text-muted">{labelOf(role.description, locale)}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function TableChoice(props: { table: TemplateTable; chosen: boolean; onChoose(): void }) {
  const t = useT()
  const locale = useLocale()
  return (
    <button
      type="button"
      aria-pressed={props.chosen}
      onClick={props.onChoose}
      className={cx(
        'flex h-8 w-full cursor-pointer items-center gap-2.5 rounded-md px-3 text-left whitespace-nowrap max-md:h-10',
        props.chosen ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <Icon name={props.table.icon ?? 'table'} className={props.chosen ? 'text-accent' : undefined} />
      <span className="min-w-0 flex-1 truncate">{labelOf(props.table.label, locale, props.table.key)}</span>
      <span className="text-xs font-normal text-faint tabular-nums max-md:hidden" aria-hidden>
        {props.table.fields.length}
      </span>
      <span className="sr-only">{t('gallery.fieldCount', { count: props.table.fields.length })}</span>
    </button>
  )
}

function Fields({ table }: { table: TemplateTable }) {
  const t = useT()
  const locale = useLocale()
  return (
    <div className="min-w-0 px-5 py-4">
      <h3 className="flex flex-wrap items-baseline gap-x-2.5">
        <span className="font-semibold">{labelOf(table.label, locale, table.key)}</span>
        <span className="text-[13px] text-faint">
          {t('gallery.fieldCount', { count: table.fields.length })}
          {table.sampleCount > 0 && ` · ${t('gallery.sampleCount', { count: table.sampleCount })}`}
        </span>
      </h3>
      <ul className="mt-3 grid gap-x-6 sm:grid-cols-2">
        {table.fields.map((field) => {
          const type = fieldType(field.type)
          return (
            <li key={field.key} className="flex min-h-9 items-center gap-2.5 border-b border-line py-1">
              <Icon name={type.icon} className="text-faint" />
              <span className="min-w-0 flex-1 truncate">
                {labelOf(field.label, locale, field.key)}
                {field.required && (
                  <span className="ml-0.5 text-danger" title={t('gallery.required')}>
                    *
                  </span>
                )}
              </span>
              <span className="shrink-0 text-[13px] text-faint">
                {labelOf(type.label, locale, field.type)}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
