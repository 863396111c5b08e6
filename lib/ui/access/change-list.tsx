'use client'
/** Changes of rights in words, by role and table; fields that change alike are one line. */
import { type ReactNode, useMemo } from 'react'
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { Translate } from '@/lib/i18n/translate'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { Role } from '@/lib/meta/model'
import { type Change, placeOf } from './changes'
import { type Direction, directionOf } from './direction'
import { newFields, type RightsTable } from './matrix'
import { RightMark, rightInWords } from './right-look'
import { type Tell, useTell } from './tell'
import { actionsInWords, ruleInShort, ruleInWords } from './words'

type Group = [Change, ...Change[]]

/** Fields of one table that change alike are one line: a painted column is one thought. */
export function grouped(changes: readonly Change[]): Group[] {
  const groups = new Map<string, Group>()
  for (const change of changes) {
    const key = change.kind === 'field' ? JSON.stringify([change.before, change.after]) : placeOf(change)
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()]
}

export interface ChangeListProps {
  base: string
  changes: readonly Change[]
  roles: readonly Role[]
  tables: readonly RightsTable[]
  /** The same roles as they were, for conditions that are gone. */
  before?: readonly Role[]
  /** The role is named beside the list already. */
  unnamed?: boolean
  /** Takes changes back, or theirs in place of mine; without it there is nothing to press. */
  action?: { label: string; icon: string; onSelect: (changes: readonly Change[]) => void }
  /** More to say about a role, and about a role on a table. */
  roleNote?: (role: string) => ReactNode
  tableNote?: (role: string, table: string) => ReactNode
  /** What stands below the changes of a role on a table. */
  tableEnd?: (role: string, table: string) => ReactNode
}

export function ChangeList(props: ChangeListProps) {
  const locale = useLocale()
  const t = useT()
  const byRole = useMemo(() => {
    const found = new Map<string, Change[]>()
    for (const change of props.changes) {
      const known = found.get(change.role)
      if (known) known.push(change)
      else found.set(change.role, [change])
    }
    return found
  }, [props.changes])
  return (
    <ul className="flex flex-col gap-4">
      {props.roles
        .filter((role) => byRole.has(role.key))
        .map((role) => {
          const changes = byRole.get(role.key) ?? []
          const named = changes.filter((c) => c.kind === 'name')
          return (
            <li key={role.key}>
              {!props.unnamed && (
                <p className="flex flex-wrap items-baseline gap-x-2 font-semibold">
                  {labelOf(role.label, locale, role.key)}
                  <span className="text-[13px] font-normal text-muted">{props.roleNote?.(role.key)}</span>
                </p>
              )}
              {named.map((change) => (
                <Line key="name" group={[change]} action={props.action}>
                  {t('access.changedName', {
                    from: nameWords(change.before, locale),
                    to: nameWords(change.after, locale),
                  })}
                </Line>
              ))}
              {props.tables.map((table) => {
                const here = changes.filter((c) => c.kind !== 'name' && c.table === table.key)
                return here.length === 0 ? null : (
                  <TableChanges key={table.key} {...props} role={role} table={table} changes={here} />
                )
              })}
            </li>
          )
        })}
    </ul>
  )
}

const nameWords = (label: Labels, locale: Locale): string => labelOf(label, locale)

function TableChanges(props: ChangeListProps & { role: Role; table: RightsTable }) {
  const { role, table } = props
  const t = useT()
  const locale = useLocale()
  const told = useMemo(() => [...props.roles, ...(props.before ?? [])], [props.roles, props.before])
  const tell = useTell(props.base, table, told)
  return (
    <div className="mt-1 border-l-2 border-line pl-3">
      <p className="flex flex-wrap items-baseline gap-x-2 text-[13px] text-muted">
        <span className="font-medium text-ink">{labelOf(table.label, locale, table.key)}</span>
        {props.tableNote?.(role.key, table.key)}
      </p>
      <ul>
        {grouped(props.changes).map((group) => (
          <li key={placeOf(group[0])}>
            <Line group={group} action={props.action}>
              <Words group={group} role={role} table={table} tell={tell} t={t} locale={locale} />
            </Line>
          </li>
        ))}
      </ul>
      {props.tableEnd?.(role.key, table.key)}
    </div>
  )
}

const looks: Record<Direction, { icon: string; tone: string }> = {
  opens: { icon: 'lock-open', tone: 'text-warn' },
  closes: { icon: 'lock', tone: 'text-muted' },
  turns: { icon: 'arrow-right-left', tone: 'text-muted' },
}

/** An open or a closed lock, which says its name. */
export function DirectionMark({ direction }: { direction: Direction }) {
  const t = useT()
  const { icon, tone } = looks[direction]
  const name = t(`access.direction_${direction}`)
  return (
    <span title={name} className={cx('flex shrink-0', tone)}>
      <Icon name={icon} className="size-3.5" />
      <span className="sr-only">{name}</span>
    </span>
  )
}

function Line(props: { group: Group; action: ChangeListProps['action']; children: ReactNode }) {
  const { action } = props
  const direction = directionOf(props.group[0])
  return (
    <div className="flex min-h-7 items-start gap-2 text-[13px] max-md:min-h-10">
      {direction && (
        <span className="py-[0.3125rem]">
          <DirectionMark direction={direction} />
        </span>
      )}
      <span className="min-w-0 flex-1 py-1 text-pretty">{props.children}</span>
      {action && (
        <IconButton
          size="sm"
          icon={action.icon}
          label={action.label}
          onClick={() => action.onSelect(props.group)}
        />
      )}
    </div>
  )
}

/** How many field names a line spells out. */
const spelled = 3

function Words(props: {
  group: Group
  role: Role
  table: RightsTable
  tell: Tell
  t: Translate
  locale: Locale
}) {
  const { group, role, table, tell, t, locale } = props
  const [change] = group
  if (change.kind === 'name') return null
  if (change.kind === 'rule')
    return (
      <>
        {change.verb === 'deny' && change.after.length === 0
          ? t('access.deniesNoMore', {
              role: labelOf(role.label, locale, role.key),
              table: labelOf(table.label, locale, table.key),
            })
          : ruleInWords(t, locale, role.label, table, change.verb, change.after, tell)}{' '}
        <span className="text-muted">
          {t('access.changedRule', {
            before: ruleInShort(t, locale, table, change.verb, change.before, tell),
          })}
        </span>
      </>
    )
  if (change.kind === 'actions')
    return (
      <>
        {t('access.changedActions', {
          before: actionsInWords(t, locale, change.before),
          after: actionsInWords(t, locale, change.after),
        })}
      </>
    )
  const names = group.flatMap((one) => (one.kind === 'field' ? [nameOf(one.field)] : []))
  function nameOf(key: string): string {
    if (key === newFields) return t('access.newFields')
    return labelOf(table.fields.find((f) => f.key === key)?.label, locale, key)
  }
  const separator = locale === 'zh-CN' ? '、' : ', '
  const words =
    names.length <= spelled
      ? names.join(separator)
      : t('access.changedFields', {
          names: names.slice(0, spelled).join(separator),
          more: names.length - spelled,
        })
  const side = (right: typeof change.before, muted = false) => (
    <span
      title={rightInWords(t, locale, right, tell)}
      className={cx('inline-flex items-center gap-1', muted && 'text-muted')}
    >
      <RightMark right={right} t={t} />
    </span>
  )
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <span title={names.join(separator)}>{words}</span>
      {side(change.before, true)}
      <Icon name="arrow-right" className="size-3 text-faint" />
      {side(change.after)}
      {typeof change.after === 'object' && (
        <span className="basis-full text-muted">{rightInWords(t, locale, change.after, tell)}</span>
      )}
    </span>
  )
}
