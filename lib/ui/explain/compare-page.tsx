'use client'
/** A table, or one record of it, as two members or roles see it, next to each other. The address says who, which and what. */
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import type { ApiRecord, ListAnswer, TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { CheckBox, NativeSelect } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { Refused } from '@/lib/ui/shell/failure'
import { type Asked, useAsked } from '@/lib/ui/view-as/state'
import { CompareList } from './compare-list'
import { CompareRecord } from './compare-record'
import { CompareRights } from './compare-rights'
import { PrincipalSelect, type Principals, usePrincipals } from './principal'
import { differences, type Sides, sideFields, sideRecords } from './side'

const first = 30
const most = 200

export function ComparePage({ base }: { base: string }) {
  const t = useT()
  const { data, error } = usePrincipals(base)
  if (error?.code === 'FORBIDDEN') return <Refused title={error.message} />
  if (error)
    return <EmptyState page icon="triangle-alert" title={t('viewAs.loadFailed')} hint={error.message} />
  if (!data)
    return (
      <div className="flex flex-col gap-4 p-6" aria-busy>
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-80" />
      </div>
    )
  return <Comparison base={base} principals={data} />
}

function Comparison({ base, principals }: { base: string; principals: Principals }) {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const params = useSearchParams()
  const { roles, tables } = principals
  const table = tables.find((one) => one.key === params.get('table')) ?? tables[0]
  const common = roles.filter((r) => !r.admin)
  const left = params.get('left') ?? `roles:${(common[0] ?? roles[0])?.key ?? ''}`
  const other = common.find((r) => `roles:${r.key}` !== left) ?? roles[0]
  const right = params.get('right') ?? `roles:${other?.key ?? ''}`
  const record = params.get('record') ?? undefined
  const [onlyDifferent, setOnlyDifferent] = useState(true)
  const [limit, setLimit] = useState(first)

  const go = (change: Record<string, string | undefined>) => {
    const next = { left, right, table: table?.key, record, ...change }
    const known = Object.entries(next).filter((e): e is [string, string] => e[1] !== undefined)
    router.replace(`/${base}/compare?${new URLSearchParams(known)}`)
  }
  const path = table && `/bases/${base}/tables/${table.key}`
  const schemas = useSides<TableAnswer>(path, base, left, right)
  const lists = useSides<ListAnswer>(
    path && !record ? `${path}/records?limit=${limit}` : undefined,
    base,
    left,
    right,
  )
  const opened = useSides<ApiRecord>(
    path && record ? `${path}/records/${record}` : undefined,
    base,
    left,
    right,
  )
  const { sides, settled } = record ? opened : lists
  const fields = useMemo(() => sideFields(schemas.sides), [schemas.sides])
  const records = useMemo(
    () => (record ? [{ id: record, ...opened.sides }] : sideRecords(lists.sides)),
    [record, opened.sides, lists.sides],
  )
  const count = differences(records, fields)
  const ready = schemas.settled && settled
  const [leftRole, rightRole] = [left, right].map((side) => roles.find((r) => `roles:${r.key}` === side))
  const goesOn = !record && Boolean(lists.sides.left?.next ?? lists.sides.right?.next) && limit < most
  return (
    <div
      className={cx(
        'flex w-full flex-1 flex-col gap-4 p-6 max-md:p-4',
        !(leftRole && rightRole) && 'md:min-h-0',
      )}
    >
      <header>
        <h1 className="text-lg font-semibold">{t('viewAs.compareTitle')}</h1>
        <p className="text-muted">{t('viewAs.compareHint')}</p>
      </header>
      <div className="grid grid-cols-[14rem_1fr_1fr] gap-3 max-md:grid-cols-1">
        <NativeSelect
          aria-label={t('viewAs.table')}
          value={table?.key}
          onChange={(event) => go({ table: event.target.value, record: undefined })}
        >
          {tables.map((one) => (
            <option key={one.key} value={one.key}>
              {labelOf(one.label, locale, one.key)}
            </option>
          ))}
        </NativeSelect>
        <PrincipalSelect
          label={t('viewAs.left')}
          value={left}
          principals={principals}
          onChange={(value) => go({ left: value })}
        />
        <PrincipalSelect
          label={t('viewAs.right')}
          value={right}
          principals={principals}
          onChange={(value) => go({ right: value })}
        />
      </div>
      {table && leftRole && rightRole && !record && (
        <CompareRights base={base} table={table} left={leftRole} right={rightRole} />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {leftRole && rightRole && !record && <h2 className="font-semibold">{t('access.records')}</h2>}
        {record && (
          <Button size="sm" icon="arrow-left" onClick={() => go({ record: undefined })}>
            {t('viewAs.back')}
          </Button>
        )}
        <span role="status" className="text-muted tabular-nums">
          {ready && t('viewAs.compareCount', { count })}
        </span>
        <span className="ml-auto">
          <CheckBox checked={onlyDifferent} onChange={setOnlyDifferent} label={t('viewAs.onlyDifferent')} />
        </span>
      </div>
      {!record && [left, right].some((side) => side.startsWith('roles:')) && (
        <p className="text-[13px] text-pretty text-muted">{t('viewAs.compareRole')}</p>
      )}
      {!ready ? (
        <Skeleton className="h-80" />
      ) : record ? (
        <CompareRecord
          fields={fields}
          record={records[0]!}
          schemas={schemas.sides}
          names={namesOf(principals, [left, right], locale)}
          onlyDifferent={onlyDifferent}
        />
      ) : records.length === 0 ? (
        <EmptyState icon="columns-2" title={t('viewAs.noRecords')} />
      ) : (
        <CompareList
          fields={fields}
          records={records}
          schemas={schemas.sides}
          names={namesOf(principals, [left, right], locale)}
          seen={{ left: sides.left !== undefined, right: sides.right !== undefined }}
          onlyDifferent={onlyDifferent}
          onRecord={(id) => go({ record: id })}
        />
      )}
      {ready && goesOn && (
        <div>
          <Button onClick={() => setLimit(most)}>{t('viewAs.more')}</Button>
        </div>
      )}
    </div>
  )
}

/** What both are called in headings. */
function namesOf({ members, roles }: Principals, [left, right]: [string, string], locale: 'zh-CN' | 'en') {
  const nameOf = (chosen: string): string => {
    const [kind, which = ''] = chosen.split(':')
    if (kind === 'person') return members.find((m) => m.id === which)?.name ?? which
    return which
      .split(',')
      .map((key) => labelOf(roles.find((r) => r.key === key)?.label, locale, key))
      .join(' + ')
  }
  return { left: nameOf(left), right: nameOf(right) }
}

/** The same question, asked with two pairs of eyes. What one of them is refused is missing on that side. */
function useSides<T>(path: string | undefined, base: string, left: string, right: string) {
  const asked: [Asked<T>, Asked<T>] = [
    useAsked<T>(path, `${base}:${left}`),
    useAsked<T>(path, `${base}:${right}`),
  ]
  const [one, other] = asked
  const sides = useMemo<Sides<T>>(
    () => ({ ...(one.data ? { left: one.data } : {}), ...(other.data ? { right: other.data } : {}) }),
    [one.data, other.data],
  )
  return { sides, settled: asked.every((a) => a.data || a.error) }
}
