'use client'
/** Beside changes of rights: how many people, how many records, and what stays open all the same. */
import { useMemo, useState } from 'react'
import type { Count, EffectAnswer, RoleEffect, StaysOpen, TableEffect } from '@/lib/api/contract-rights'
import { formatNumber } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import type { Role } from '@/lib/meta/model'
import { type RightsTable, rightOf, ruleOf } from './matrix'
import { rightLook } from './right-look'
import { useTell } from './tell'
import { ruleInShort } from './words'

/** A cell or a rule of the rights page. */
export interface Place {
  role: string
  table: string
  field?: string
}

export const effectOn = (effect: EffectAnswer | undefined, role: string, table: string) =>
  effect?.roles.find((r) => r.role === role)?.tables.find((one) => one.table === table)

export function People({ effect, asking }: { effect: RoleEffect | undefined; asking: boolean }) {
  const t = useT()
  if (!effect)
    return asking ? (
      <span className="inline-flex items-center gap-1.5">
        <Icon name="loader-circle" className="size-3 animate-spin motion-reduce:animate-none" />
        {t('access.counting')}
      </span>
    ) : null
  return <>{t('access.touchesPeople', { count: effect.people })}</>
}

export function Records({ effect, role }: { effect: TableEffect | undefined; role: RoleEffect | undefined }) {
  const t = useT()
  const locale = useLocale()
  if (!effect || !role) return null
  const count = ({ value, more }: Count): string =>
    more ? t('access.moreThan', { count: formatNumber(value, locale) }) : formatNumber(value, locale)
  const { records, nothing } = effect
  const parts: { words: string; tone?: string }[] = []
  if (effect.uncounted) parts.push({ words: t(`access.uncounted_${effect.uncounted}`) })
  if (records) {
    if (role.people === 0) parts.push({ words: t('access.ifAnybody') })
    const { gained, lost, fields } = records
    if (gained.value > 0) parts.push({ words: t('access.gained', { count: count(gained) }) })
    if (lost.value > 0) parts.push({ words: t('access.lost', { count: count(lost) }), tone: 'text-danger' })
    if (fields.value > 0) parts.push({ words: t('access.shownOtherwise', { count: count(fields) }) })
    if (gained.value + lost.value + fields.value === 0) parts.push({ words: t('access.noneTouched') })
    if (effect.examined > 0 && effect.examined < role.people)
      parts.push({ words: t('access.examined', { some: effect.examined, all: role.people }) })
  }
  if (nothing.length > 0)
    parts.push({
      words: t('access.trueForNobody', {
        verbs: new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(
          nothing.map((verb) => t(`access.verb_${verb}`)),
        ),
      }),
      tone: 'text-warn',
    })
  return (
    <>
      {parts.map(({ words, tone }) => (
        <span key={words} className={tone}>
          {words}
        </span>
      ))}
    </>
  )
}

/** How many of a kind are read at once. */
const shown = 4

interface StaysProps {
  base: string
  stays: readonly StaysOpen[]
  role: Role
  table: RightsTable
  tables: readonly RightsTable[]
  onGo?: (place: Place) => void
}

/** What the role still sees beside what it sees less of, each a way to its rule or cell. */
export function Stays(props: StaysProps) {
  const t = useT()
  const locale = useLocale()
  const [all, setAll] = useState(false)
  if (props.stays.length === 0) return null
  const groups = (['rows', 'field', 'computed', 'own'] as const).flatMap((kind) => {
    const every = props.stays.filter((one) => one.kind === kind)
    const these = all ? every : every.slice(0, shown)
    const words = {
      rows: t('access.staysRows', { table: labelOf(props.table.label, locale, props.table.key) }),
      field: t('access.staysField'),
      computed: t('access.staysComputed'),
      own: t('access.staysOwn'),
    }
    return these.length > 0 ? [{ kind, these, words: words[kind] }] : []
  })
  const more = props.stays.length - groups.reduce((sum, { these }) => sum + these.length, 0)
  return (
    <div className="mt-1 mb-1.5 rounded-md bg-warn-soft px-2.5 py-1.5 text-[13px]">
      <p className="flex items-center gap-1.5 font-medium">
        <Icon name="lock-open" className="size-3.5 text-warn" />
        {t('access.staysOpen')}
      </p>
      {groups.map(({ kind, these, words }) => (
        <div key={kind} className="pl-5">
          <p className="text-muted">{words}</p>
          <ul className="flex flex-wrap gap-x-5">
            {these.map((one) => (
              <StaysPlace
                key={JSON.stringify([one.table, 'field' in one && one.field])}
                {...props}
                one={one}
              />
            ))}
          </ul>
        </div>
      ))}
      {more > 0 && (
        <button
          type="button"
          className="ml-5 cursor-pointer text-accent hover:underline max-md:min-h-10"
          onClick={() => setAll(true)}
        >
          {t('access.staysMore', { count: more })}
        </button>
      )}
    </div>
  )
}

function StaysPlace(props: StaysProps & { one: StaysOpen }) {
  const other = props.tables.find((each) => each.key === props.one.table)
  return other ? <StaysAt {...props} other={other} /> : null
}

function StaysAt(props: StaysProps & { one: StaysOpen; other: RightsTable }) {
  const { one, role, other, onGo } = props
  const t = useT()
  const locale = useLocale()
  const roles = useMemo(() => [role], [role])
  const tell = useTell(props.base, other, roles)
  const field = one.kind === 'rows' ? undefined : one.field
  const name = labelOf(other.label, locale, other.key)
  /** Why it is open: its rule, or its right. */
  const why = (): string => {
    if (one.kind !== 'rows') return t(rightLook(rightOf(role, other.key, one.field)).word)
    const rule = ruleOf(role, other.key, 'read')
    // What follows links closes with them; the rest is why records stay.
    const apart = rule.some((a) => a.kind === 'all')
      ? rule.filter((a) => a.kind === 'all')
      : rule.filter((a) => a.kind !== 'follows')
    return ruleInShort(t, locale, other, 'read', apart.length > 0 ? apart : rule, tell)
  }
  const count = (): string | undefined => {
    if (one.kind !== 'rows' || !one.records) return undefined
    const { value, more } = one.records
    if (!more) return t('access.staysCount', { count: value })
    return t('access.staysCountMany', {
      count: t('access.moreThan', { count: formatNumber(value, locale) }),
    })
  }
  const words = (
    <>
      <span className="font-medium underline-offset-2 group-hover:underline">
        {field
          ? `${name} › ${labelOf(other.fields.find((f) => f.key === field)?.label, locale, field)}`
          : name}
      </span>{' '}
      {count()}
      <span className="text-muted">{t('access.staysWhy', { why: why() })}</span>
    </>
  )
  return (
    <li className="min-w-0 py-0.5">
      {onGo ? (
        <button
          type="button"
          title={t('access.staysLook')}
          onClick={() => onGo({ role: role.key, table: other.key, ...(field ? { field } : {}) })}
          className="group inline cursor-pointer rounded-sm text-left text-pretty text-ink max-md:min-h-10"
        >
          {words}
          <Icon name="arrow-right" className="ml-1 inline size-3.5 align-[-0.15em] text-muted" />
        </button>
      ) : (
        words
      )}
    </li>
  )
}
