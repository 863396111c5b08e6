'use client'
/** Lookups and rollups without a formula: choose the link, what is wanted of it, and on which condition. */
import { useId } from 'react'
import { aggregates } from '@/lib/expr/aggregates'
import type { StoredExpr } from '@/lib/expr/ast'
import { fieldType, type TypeName } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { useTable } from '@/lib/ui/data/table'
import { FilterBuilder } from '@/lib/ui/toolbar/filter'
import type { Lookup, Rollup } from './presets'
import type { DesignTable } from './state'

interface Common {
  base: string
  table: DesignTable
  tables: readonly DesignTable[]
}

const isMany = ({ type }: { type: TypeName }): boolean => fieldType(type).kind === 'list'

/** The links of a table, to one record or to many. */
export const linksOf = (table: DesignTable, many: boolean): DesignTable['fields'] =>
  table.fields.filter((field) => field.target !== undefined && isMany(field) === many)

export function LookupForm(
  props: Common & { value: Partial<Lookup>; onChange(value: Partial<Lookup>): void },
) {
  const { table, tables, value, onChange } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const links = linksOf(table, false)
  const link = links.find((field) => field.key === value.link)
  const target = tables.find((one) => one.key === link?.target)
  if (links.length === 0) return <p className="text-muted">{t('design.noLinkToOne')}</p>
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormRow id={`${id}-link`} label={t('design.lookupLink')} required>
        <NativeSelect
          value={value.link ?? ''}
          onChange={(event) => onChange({ link: event.target.value || undefined })}
        >
          <option value="">{t('design.choose')}</option>
          {links.map((field) => (
            <option key={field.key} value={field.key}>
              {labelOf(field.label, locale, field.key)}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
      <FormRow id={`${id}-field`} label={t('design.lookupField')} required>
        <NativeSelect
          disabled={!target}
          value={value.field ?? ''}
          onChange={(event) => onChange({ ...value, field: event.target.value || undefined })}
        >
          <option value="">{t('design.choose')}</option>
          {target?.fields
            .filter((field) => !isMany(field) || field.target === undefined)
            .map((field) => (
              <option key={field.key} value={field.key}>
                {labelOf(field.label, locale, field.key)}
              </option>
            ))}
        </NativeSelect>
      </FormRow>
    </div>
  )
}

/** Of fields that have the kinds which an aggregate takes. */
function fieldsFor(fn: string, table: DesignTable): DesignTable['fields'] {
  const row = aggregates.get(fn)
  const wanted = row?.args[0]
  if (!row || wanted === undefined) return []
  return table.fields.filter((field) => {
    const { kind } = fieldType(field.type)
    return wanted === 'same' ? (row.same?.includes(kind) ?? true) : kind === wanted
  })
}

export function RollupForm(
  props: Common & { value: Partial<Rollup>; onChange(value: Partial<Rollup>): void },
) {
  const { table, tables, value, onChange } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const links = linksOf(table, true)
  const over = value.over
  const link = over && 'path' in over ? links.find((field) => field.key === over.path[0]) : undefined
  const target = tables.find((one) => one.key === (over && 'table' in over ? over.table : link?.target))
  const row = value.fn === undefined ? undefined : aggregates.get(value.fn)
  const fields = target && value.fn !== undefined ? fieldsFor(value.fn, target) : []
  const place = over && ('path' in over ? `link ${over.path[0]}` : `table ${over.table}`)
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <FormRow id={`${id}-over`} label={t('design.rollupOver')} required>
          <NativeSelect
            value={place ?? ''}
            onChange={(event) => {
              const [kind, key] = event.target.value.split(' ')
              const next = key && (kind === 'link' ? { path: [key] } : { table: key })
              onChange({ fn: value.fn, ...(next ? { over: next } : {}) })
            }}
          >
            <option value="">{t('design.choose')}</option>
            <optgroup label={t('design.rollupLinks')}>
              {links.map((field) => (
                <option key={field.key} value={`link ${field.key}`}>
                  {labelOf(field.label, locale, field.key)}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('design.rollupTables')}>
              {tables.map((one) => (
                <option key={one.key} value={`table ${one.key}`}>
                  {labelOf(one.label, locale, one.key)}
                </option>
              ))}
            </optgroup>
          </NativeSelect>
        </FormRow>
        <FormRow
          id={`${id}-fn`}
          label={t('design.rollupFn')}
          help={row && labelOf(row.help, locale)}
          required
        >
          <NativeSelect
            value={value.fn ?? ''}
            onChange={(event) => {
              const fn = event.target.value || undefined
              const stays = fn && target && fieldsFor(fn, target).some((field) => field.key === value.field)
              onChange({ ...value, fn, field: stays ? value.field : undefined })
            }}
          >
            <option value="">{t('design.choose')}</option>
            {[...aggregates.values()]
              .filter((one) => one.args.length < 2 || one.otherwise !== undefined)
              .map((one) => (
                <option key={one.name} value={one.name}>
                  {labelOf(one.label, locale, one.name)}
                </option>
              ))}
          </NativeSelect>
        </FormRow>
        {row && row.args.length > 0 && target && (
          <FormRow
            id={`${id}-field`}
            label={t('design.rollupField')}
            error={fields.length === 0 ? t('design.rollupNoField') : undefined}
            required
          >
            <NativeSelect
              value={value.field ?? ''}
              onChange={(event) => onChange({ ...value, field: event.target.value || undefined })}
            >
              <option value="">{t('design.choose')}</option>
              {fields.map((field) => (
                <option key={field.key} value={field.key}>
                  {labelOf(field.label, locale, field.key)}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
        )}
        {row?.ordered && target && (
          <FormRow id={`${id}-by`} label={t('design.rollupBy')}>
            <NativeSelect
              value={value.by ? `${value.by.desc ? 'desc' : 'asc'} ${value.by.field}` : ''}
              onChange={(event) => {
                const [way, field] = event.target.value.split(' ')
                onChange({ ...value, by: field ? { field, desc: way === 'desc' } : undefined })
              }}
            >
              <option value="">{t('design.rollupByAge')}</option>
              {target.fields
                .filter((field) => fieldType(field.type).sort !== undefined)
                .flatMap((field) =>
                  (['asc', 'desc'] as const).map((way) => (
                    <option key={`${way} ${field.key}`} value={`${way} ${field.key}`}>
                      {t(`design.rollupBy_${way}`, { field: labelOf(field.label, locale, field.key) })}
                    </option>
                  )),
                )}
            </NativeSelect>
          </FormRow>
        )}
      </div>
      {target && (
        <ChildCondition
          key={target.key}
          base={props.base}
          table={target.key}
          value={value.where}
          onChange={(where) => onChange({ ...value, where })}
        />
      )}
    </div>
  )
}

/** Which of the gathered records count. */
function ChildCondition(props: {
  base: string
  table: string
  value: StoredExpr | undefined
  onChange(value: StoredExpr | undefined): void
}) {
  const t = useT()
  const handle = useTable(props.base, props.table)
  return (
    <section className="flex flex-col gap-2">
      <h4 className="font-medium">{t('design.rollupWhere')}</h4>
      <div className="rounded-lg border border-line bg-canvas p-3">
        {handle.table ? (
          <FilterBuilder
            table={handle.table}
            handle={handle}
            filter={props.value}
            onFilter={props.onChange}
            wanted={undefined}
            pause={0}
            words={{
              empty: t('design.rollupAll'),
              custom: t('design.conditionTooRich'),
              clear: t('design.clearCondition'),
            }}
          />
        ) : handle.error ? (
          <p className="text-[13px] text-danger">{handle.error.message}</p>
        ) : (
          <Skeleton className="h-8" />
        )}
      </div>
    </section>
  )
}
