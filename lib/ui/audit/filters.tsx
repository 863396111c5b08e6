'use client'
/** The conditions above the access log; each holds at once and stands in the address. */
import { useId } from 'react'
import type { MemberAnswer, TableAnswer } from '@/lib/api/contract'
import { lookKinds } from '@/lib/api/contract-audit'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { NativeSelect, TextInput } from '@/lib/kit/input'
import { useResource } from '@/lib/ui/data/resource'
import { useSession } from '@/lib/ui/shell/session'
import type { LogFilter } from './state'

export function LogFilters(props: {
  base: string
  filter: LogFilter
  /** What the record of the filter is called, once a line has said so. */
  title?: string
  onChange(filter: LogFilter): void
}) {
  const { base, filter, title, onChange } = props
  const t = useT()
  const locale = useLocale()
  const { base: open } = useSession()
  const members = useResource<{ members: MemberAnswer[] }>(`/bases/${base}/members`).data?.members ?? []
  const table = useResource<TableAnswer>(filter.table && `/bases/${base}/tables/${filter.table}`).data
  const fields = (table?.fields ?? []).filter((f) => f.sensitivity !== 'normal' || f.source === 'formula')
  const set = (change: LogFilter) => onChange({ ...filter, ...change })
  const some = Object.keys(filter).length > 0
  return (
    <div className="flex flex-col gap-2">
      <div role="search" aria-label={t('audit.title')} className="grid grid-cols-2 gap-2 md:grid-cols-4">
        <NativeSelect
          aria-label={t('audit.person')}
          value={filter.person ?? ''}
          onChange={(event) => set({ person: event.target.value })}
        >
          <option value="">{t('audit.anyone')}</option>
          {members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          aria-label={t('audit.table')}
          value={filter.table ?? ''}
          onChange={(event) => set({ table: event.target.value, field: '', record: '' })}
        >
          <option value="">{t('audit.anyTable')}</option>
          {(open?.tables ?? []).map((one) => (
            <option key={one.key} value={one.key}>
              {labelOf(one.label, locale, one.key)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          aria-label={t('audit.field')}
          value={filter.field ?? ''}
          disabled={!filter.table}
          onChange={(event) => set({ field: event.target.value })}
        >
          <option value="">{t('audit.anyField')}</option>
          {fields.map((field) => (
            <option key={field.key} value={field.key}>
              {labelOf(field.label, locale, field.key)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          aria-label={t('audit.kind')}
          value={filter.kind ?? ''}
          onChange={(event) => set({ kind: event.target.value })}
        >
          <option value="">{t('audit.anyKind')}</option>
          {lookKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`audit.kind_${kind}`)}
            </option>
          ))}
        </NativeSelect>
        <Day label={t('audit.from')} value={filter.from} max={filter.to} onChange={(from) => set({ from })} />
        <Day label={t('audit.to')} value={filter.to} min={filter.from} onChange={(to) => set({ to })} />
      </div>
      {some && (
        <div className="flex flex-wrap items-center gap-2">
          {filter.record && (
            <span className="rounded-md bg-accent-soft px-2 py-1 text-[13px] wrap-anywhere">
              {t('audit.onlyRecord', { title: title || t('audit.thisRecord') })}
            </span>
          )}
          {filter.record && (
            <Button size="sm" variant="ghost" onClick={() => set({ record: '' })}>
              {t('audit.allRecords')}
            </Button>
          )}
          <Button size="sm" variant="ghost" icon="x" onClick={() => onChange({})}>
            {t('audit.clear')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** One day, said by its name in front. */
export function Day(props: {
  label: string
  value?: string
  min?: string
  max?: string
  onChange(day: string): void
}) {
  const id = useId()
  return (
    <div className="flex min-w-0 items-center gap-2 max-md:col-span-2">
      <label htmlFor={id} className="min-w-8 shrink-0 text-[13px] text-muted">
        {props.label}
      </label>
      <TextInput
        id={id}
        type="date"
        value={props.value ?? ''}
        min={props.min}
        max={props.max}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  )
}
