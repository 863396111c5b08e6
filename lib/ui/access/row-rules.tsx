'use client'
/** What a role may do with the records of a table: a rule per verb, chosen from words and said as a sentence. */
import { useId } from 'react'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import type { Role, Rule, Verb } from '@/lib/meta/model'
import { type RightsTable, ruleOf } from './matrix'
import { includes, offered, toggled } from './rules'
import { optionInWords, ruleInWords } from './words'

/** In the order in which an admin thinks of them: first what is seen. */
const order: readonly Verb[] = ['read', 'create', 'update', 'delete']
const icons: Record<Verb, string> = { read: 'eye', create: 'plus', update: 'pencil', delete: 'trash-2' }

export function RowRules(props: {
  role: Role
  table: RightsTable
  onChange: (verb: Verb, rule: Rule) => void
}) {
  const { role, table } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const sees = ruleOf(role, table.key, 'read').length > 0
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {order.map((verb) => {
        const rule = ruleOf(role, table.key, verb)
        const moot = !sees && (verb === 'update' || verb === 'delete')
        return (
          <li key={verb} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 max-md:py-2.5">
            <span id={`${id}-${verb}`} className="flex w-18 shrink-0 items-center gap-2 font-medium">
              <Icon name={icons[verb]} className="text-muted" />
              {t(`access.verb_${verb}`)}
            </span>
            <RulePicker
              labelledBy={`${id}-${verb}`}
              table={table}
              rule={rule}
              disabled={moot && rule.length === 0}
              onChange={(next) => props.onChange(verb, next)}
            />
            <p className="min-w-0 basis-full text-[13px] leading-5 text-muted xl:flex-1 xl:basis-0">
              {moot ? t('access.needsRead') : ruleInWords(t, locale, role.label, table, verb, rule)}
            </p>
          </li>
        )
      })}
    </ul>
  )
}

function RulePicker(props: {
  labelledBy: string
  table: RightsTable
  rule: Rule
  disabled: boolean
  onChange: (rule: Rule) => void
}) {
  const { table, rule } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const items: MenuEntry[] = [
    {
      id: 'none',
      label: t('access.optionNone'),
      checked: rule.length === 0,
      onSelect: () => props.onChange([]),
    },
    ...offered(table, rule).flatMap((one, index): MenuEntry[] => [
      ...(index === 1 ? [{ heading: t('access.severalHint') }] : []),
      {
        id: JSON.stringify(one),
        label: optionInWords(t, locale, table, one),
        checked: includes(rule, one),
        keepOpen: one.kind !== 'all',
        onSelect: () => props.onChange(toggled(rule, one)),
      },
    ]),
  ]
  const words =
    rule.length === 0
      ? t('access.nobody')
      : rule.map((a) => optionInWords(t, locale, table, a)).join(t('access.ruleSeparator'))
  return (
    <Menu
      label={t('access.whichRecords')}
      items={items}
      trigger={
        <button
          type="button"
          id={id}
          aria-labelledby={`${props.labelledBy} ${id}`}
          disabled={props.disabled}
          className={cx(
            'flex min-h-7 w-64 max-w-full min-w-0 cursor-pointer items-center gap-2 rounded-md border border-line-control bg-surface px-2.5 py-0.5 text-left text-[13px] hover:border-strong disabled:cursor-default disabled:opacity-50 max-xl:flex-1 max-md:min-h-10',
            rule.length === 0 && 'text-faint',
          )}
        >
          <span className="min-w-0 flex-1 text-pretty">{words}</span>
          <Icon name="chevron-down" className="size-3.5 text-faint" />
        </button>
      }
    />
  )
}
