'use client'
/** Everybody who can reach a field: people, tokens and public forms, in a list that sorts by any column; cards on a phone. */
import { useState } from 'react'
import type { FieldReachAnswer, Reach } from '@/lib/api/contract-explain'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { NativeSelect } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { matrixSections } from '@/lib/ui/access/layout'
import { useAsked } from '@/lib/ui/view-as/state'
import { outcomes } from './answer'
import type { Principals } from './principal'
import { type HolderColumn, sortHolders } from './sort-holders'

type Holder = FieldReachAnswer['holders'][number]
const columns: readonly HolderColumn[] = ['who', 'reads', 'edits', 'gives']
const kindIcons = { person: 'user-round', token: 'key-round', form: 'clipboard-list' } as const

export function FieldReach(props: {
  base: string
  principals: Principals
  table: string
  field: string
  onChange(table: string, field: string): void
}) {
  const { base, principals } = props
  const t = useT()
  const locale = useLocale()
  const table = principals.tables.find((one) => one.key === props.table) ?? principals.tables[0]
  const field = table?.fields.find((one) => one.key === props.field) ?? table?.fields[0]
  const asked = useAsked<FieldReachAnswer>(
    table && field ? `/bases/${base}/tables/${table.key}/fields/${field.key}/reach` : undefined,
    undefined,
  )
  const [sort, setSort] = useState<{ by: HolderColumn; desc: boolean }>({ by: 'reads', desc: false })
  if (!table || !field) return <EmptyState icon="table" title={t('access.noTables')} />
  const holders = asked.data && sortHolders(asked.data.holders, sort, locale)
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <div className="w-56 max-md:w-full">
          <NativeSelect
            aria-label={t('viewAs.table')}
            value={table.key}
            onChange={(event) => props.onChange(event.target.value, '')}
          >
            {principals.tables.map((one) => (
              <option key={one.key} value={one.key}>
                {labelOf(one.label, locale, one.key)}
              </option>
            ))}
          </NativeSelect>
        </div>
        <div className="w-56 max-md:w-full">
          <NativeSelect
            aria-label={t('viewAs.field')}
            value={field.key}
            onChange={(event) => props.onChange(table.key, event.target.value)}
          >
            {matrixSections(table, locale).map(({ id, label, fields }) => (
              <optgroup key={id} label={labelOf(label, locale, t('access.otherSection'))}>
                {fields.map((one) => (
                  <option key={one.key} value={one.key}>
                    {labelOf(one.label, locale, one.key)}
                  </option>
                ))}
              </optgroup>
            ))}
          </NativeSelect>
        </div>
      </div>
      {asked.error && (
        <EmptyState icon="triangle-alert" title={t('viewAs.loadFailed')} hint={asked.error.message} />
      )}
      {!holders && !asked.error && <Skeleton className="h-60" />}
      {holders && (
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          <table className="w-full table-fixed border-collapse max-md:block">
            <thead className="border-b border-line bg-canvas max-md:sr-only">
              <tr>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={sort.by === column ? (sort.desc ? 'descending' : 'ascending') : 'none'}
                    className="p-0"
                  >
                    <button
                      type="button"
                      aria-label={t('viewAs.sortBy', { column: t(`viewAs.${column}`) })}
                      onClick={() => setSort({ by: column, desc: sort.by === column && !sort.desc })}
                      className="flex min-h-9 w-full cursor-pointer items-center gap-1 px-4 text-left text-[13px] font-medium text-muted hover:bg-hover hover:text-ink"
                    >
                      {t(`viewAs.${column}`)}
                      {sort.by === column && (
                        <Icon name={sort.desc ? 'arrow-down' : 'arrow-up'} className="size-3.5" />
                      )}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-md:block">
              {holders.map((holder) => (
                <Row key={`${holder.kind} ${holder.id}`} holder={holder} />
              ))}
            </tbody>
          </table>
          {holders.length === 0 && <p className="px-4 py-3 text-muted">{t('viewAs.nobody')}</p>}
        </div>
      )}
    </>
  )
}

function Row({ holder }: { holder: Holder }) {
  const t = useT()
  const locale = useLocale()
  const roles = holder.roles.map((r) => labelOf(r.label, locale, r.key)).join(' + ')
  const below = [
    holder.kind === 'person' ? roles : t(`viewAs.kind_${holder.kind}`),
    holder.detail && t('viewAs.tokenOf', { name: holder.detail }),
    holder.shared && t('viewAs.shared', { count: holder.shared }),
  ].filter(Boolean)
  return (
    <tr className="border-b border-line last:border-0 max-md:block max-md:py-2">
      <td className="px-4 py-2 align-top max-md:block">
        <span className="flex min-w-0 items-start gap-2.5">
          <Icon name={kindIcons[holder.kind]} className="mt-0.5 text-muted" />
          <span className="min-w-0">
            <span className="block truncate font-medium">{holder.name}</span>
            <span className="block text-[13px] text-muted">{below.join(' · ')}</span>
          </span>
        </span>
      </td>
      <Cell label={t('viewAs.reads')} reach={holder.read} holder={holder} />
      <Cell label={t('viewAs.edits')} reach={holder.edit} holder={holder} />
      <Cell label={t('viewAs.gives')} reach={holder.create} holder={holder} />
    </tr>
  )
}

function Cell({ label, reach, holder }: { label: string; reach: Reach; holder: Holder }) {
  const t = useT()
  const locale = useLocale()
  const { icon, look } = outcomes[reach.outcome]
  const names = reach.roles.map((key) => labelOf(holder.roles.find((r) => r.key === key)?.label, locale, key))
  const closed = reach.outcome === 'no'
  return (
    <td className="px-4 py-2 align-top max-md:block max-md:py-1">
      <span className="flex min-w-0 items-start gap-2">
        <span className="w-20 shrink-0 text-[13px] text-muted md:hidden">{label}</span>
        <Icon
          name={closed ? 'minus' : icon}
          className={cx('mt-[3px] size-3.5', closed ? 'text-faint' : look)}
        />
        <span className={cx('min-w-0', closed && 'text-faint')}>
          {reach.outcome === 'mask' && `${t('viewAs.outcome_mask')} · `}
          {reach.text}
          {holder.roles.length > 1 && names.length > 0 && (
            <span className="block text-[13px] text-muted">
              {t('viewAs.through', { roles: names.join(' · ') })}
            </span>
          )}
        </span>
      </span>
    </td>
  )
}
