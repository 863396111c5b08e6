'use client'
/** What is not saved yet, in numbers and line by line, with saving and discarding. */
import { useState } from 'react'
import { type Labels, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { Popover } from '@/lib/kit/popover'
import type { Role } from '@/lib/meta/model'
import { type Change, newFields, type RightsTable } from './matrix'
import { rightInWords } from './right-look'
import { ruleInWords } from './words'

export function SaveBar(props: {
  changes: readonly Change[]
  roles: readonly Role[]
  tables: readonly RightsTable[]
  busy: boolean
  onSave: () => void
  onDiscard: () => void
}) {
  const count = props.changes.length
  const t = useT()
  const [asking, setAsking] = useState(false)
  return (
    <div
      role="region"
      aria-label={t('access.changes', { count })}
      className="flex flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-2.5 shadow-pop max-md:pb-[max(0.625rem,env(safe-area-inset-bottom))]"
    >
      <span aria-live="polite" className="flex items-center gap-2 font-medium">
        <span aria-hidden className="size-2 rounded-full bg-accent" />
        {t('access.changes', { count })}
      </span>
      <Popover
        label={t('access.showChanges')}
        trigger={
          <Button variant="ghost" size="sm" icon="list">
            {t('access.showChanges')}
          </Button>
        }
        className="max-h-[60vh] w-[26rem] p-3"
      >
        <ChangeList {...props} />
      </Popover>
      <span className="flex-1" />
      <Button onClick={() => setAsking(true)} disabled={props.busy}>
        {t('access.discard')}
      </Button>
      <Button variant="primary" busy={props.busy} onClick={props.onSave}>
        {t('access.saveChanges')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('access.discardTitle')}
        description={t('access.discardText', { count })}
        confirmLabel={t('access.discard')}
        danger
        onConfirm={props.onDiscard}
      />
    </div>
  )
}

function ChangeList(props: {
  changes: readonly Change[]
  roles: readonly Role[]
  tables: readonly RightsTable[]
}) {
  const locale = useLocale()
  return (
    <ul className="flex flex-col gap-3 text-[13px]">
      {props.roles.map((role) => {
        const changes = props.changes.filter((c) => c.role === role.key)
        if (changes.length === 0) return null
        return (
          <li key={role.key}>
            <p className="mb-1 font-semibold">{labelOf(role.label, locale, role.key)}</p>
            <ul className="flex flex-col gap-1 text-muted">
              {grouped(changes).map((group) => (
                <li key={identity(group[0])}>
                  <ChangeLine group={group} role={role.label} tables={props.tables} />
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}

const identity = (c: Change): string =>
  c.kind === 'name' ? 'name' : `${c.kind} ${c.table} ${c.kind === 'rule' ? c.verb : c.field}`

type Group = [Change, ...Change[]]

/** Fields of one table that change alike are one line: a painted column is one thought. */
function grouped(changes: readonly Change[]): Group[] {
  const groups = new Map<string, Group>()
  for (const change of changes) {
    const key =
      change.kind === 'field'
        ? `${change.table} ${JSON.stringify([change.before, change.after])}`
        : identity(change)
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()]
}

/** How many field names a line spells out. */
const spelled = 3

function ChangeLine(props: { group: Group; role: Labels; tables: readonly RightsTable[] }) {
  const [change] = props.group
  const t = useT()
  const locale = useLocale()
  if (change.kind === 'name') return <>{t('access.changedName')}</>
  const table = props.tables.find((one) => one.key === change.table)
  if (!table) return null
  if (change.kind === 'rule')
    return <>{ruleInWords(t, locale, props.role, table, change.verb, change.after)}</>
  const names = props.group.flatMap((one) => (one.kind === 'field' ? [nameOf(one.field)] : []))
  function nameOf(key: string): string {
    if (key === newFields) return t('access.newFields')
    return labelOf(table?.fields.find((f) => f.key === key)?.label, locale, key)
  }
  const separator = locale === 'zh-CN' ? '、' : ', '
  const words =
    names.length <= spelled
      ? names.join(separator)
      : t('access.changedFields', {
          names: names.slice(0, spelled).join(separator),
          more: names.length - spelled,
        })
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <span className="text-ink">
        {labelOf(table.label, locale, table.key)} › {words}
      </span>
      <span>{rightInWords(t, locale, change.before)}</span>
      <Icon name="arrow-right" className="size-3 text-faint" />
      <span className="text-ink">{rightInWords(t, locale, change.after)}</span>
    </span>
  )
}
