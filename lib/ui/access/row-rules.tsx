'use client'
/** What a role may do with the records of a table: a rule per verb, what is never allowed, and actions; all as sentences. */
import Link from 'next/link'
import { useId, useState } from 'react'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { type Action, type Alternative, actions, type Role, type Rule, type Verb } from '@/lib/meta/model'
import { ConditionDialog } from './condition-dialog'
import { actionsIn, denialOf, type RightsTable, ruleOf } from './matrix'
import { includes, offered, toggled } from './rules'
import { same } from './same'
import type { Tell } from './tell'
import { chipInWords, optionInWords, pathLabel, ruleInWords } from './words'

/** In the order in which an admin thinks of them: first what is seen. */
const order: readonly Verb[] = ['read', 'create', 'update', 'delete']
const icons: Record<Verb, string> = { read: 'eye', create: 'plus', update: 'pencil', delete: 'trash-2' }
const actionIcons: Record<Action, string> = {
  export: 'download',
  import: 'upload',
  bulk: 'list-checks',
  print: 'file-text',
  share: 'share-2',
  history: 'history',
  handOver: 'arrow-right-left',
}

export interface RowRulesProps {
  base: string
  role: Role
  table: RightsTable
  teams: number
  tell: Tell
  /** What does not work, by its place: `rows/read/0`, `deny/0`. */
  wrong: ReadonlyMap<string, string>
  onRule: (verb: Verb, rule: Rule) => void
  onDenial: (rule: Rule) => void
  onActions: (actions: Action[]) => void
}

export function RowRules(props: RowRulesProps) {
  const { role, table } = props
  const t = useT()
  const sees = ruleOf(role, table.key, 'read').length > 0
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {order.map((verb) => {
          const rule = ruleOf(role, table.key, verb)
          return (
            <RuleLine
              key={verb}
              {...props}
              verb={verb}
              rule={rule}
              moot={!sees && (verb === 'update' || verb === 'delete')}
              onChange={(next) => props.onRule(verb, next)}
            />
          )
        })}
        <ActionLine {...props} />
      </ul>
      <ul
        className={cx(
          'overflow-hidden rounded-lg border',
          denialOf(role, table.key).length > 0 ? 'border-danger/40 bg-danger-soft' : 'border-line bg-surface',
        )}
        aria-label={t('access.verb_deny')}
      >
        <RuleLine
          {...props}
          verb="deny"
          rule={denialOf(role, table.key)}
          moot={false}
          onChange={props.onDenial}
        />
      </ul>
    </div>
  )
}

interface RuleLineProps extends RowRulesProps {
  verb: Verb | 'deny'
  rule: Rule
  /** Nothing is seen, so there is nothing to change. */
  moot: boolean
  onChange: (rule: Rule) => void
}

function RuleLine(props: RuleLineProps) {
  const { role, table, verb, rule, tell, moot } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const denial = verb === 'deny'
  const [editing, setEditing] = useState<Alternative>()
  const expr = editing?.kind === 'when' ? editing.expr : undefined
  const wrongAt = (index: number): string | undefined =>
    props.wrong.get(denial ? `deny/${index}` : `rows/${verb}/${index}`)
  // What does not work lets nothing through, so the sentence does not speak of it.
  const working = rule.filter((_, index) => !wrongAt(index))
  return (
    <li data-rule={verb} className="flex flex-wrap gap-x-3 gap-y-1 px-3 py-2 max-md:py-2.5">
      <span
        id={`${id}-${verb}`}
        className={cx(
          'flex h-7 w-20 shrink-0 items-center gap-2 font-medium max-md:w-full',
          denial && 'text-danger',
        )}
      >
        <Icon name={denial ? 'ban' : icons[verb]} className={denial ? undefined : 'text-muted'} />
        {t(`access.verb_${verb}`)}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1 max-md:basis-full">
        <ul aria-labelledby={`${id}-${verb}`} className="flex flex-wrap gap-1.5">
          {rule.map((one, index) => (
            <AlternativeChip
              key={JSON.stringify(one)}
              {...props}
              one={one}
              wrong={wrongAt(index)}
              onEdit={() => setEditing(one)}
              onReplace={(next) => props.onChange(rule.map((a) => (same(a, one) ? next : a)))}
              onRemove={() => props.onChange(rule.filter((a) => !same(a, one)))}
            />
          ))}
          <li>
            <RulePicker
              label={t(denial ? 'access.whichDenied' : 'access.whichRecords')}
              labelledBy={`${id}-${verb}`}
              table={table}
              rule={rule}
              denial={denial}
              tell={tell}
              disabled={moot && rule.length === 0}
              onChange={props.onChange}
              onCondition={() => setEditing({ kind: 'created' })}
            />
          </li>
        </ul>
        <p className="text-[13px] leading-5 text-pretty text-muted">
          {moot ? t('access.needsRead') : ruleInWords(t, locale, role.label, table, verb, working, tell)}
        </p>
      </div>
      {editing && (
        <ConditionDialog
          base={props.base}
          table={table}
          title={t(denial ? 'access.denyWhenTitle' : 'access.whenTitle', { verb: t(`access.verb_${verb}`) })}
          hint={t(denial ? 'access.denyWhenHint' : 'access.whenHint')}
          initial={expr}
          onClose={() => setEditing(undefined)}
          onDone={(next) => {
            const made: Alternative = { kind: 'when', expr: next }
            props.onChange(
              expr
                ? rule.map((a) => (same(a, editing) ? made : a))
                : [...rule.filter((a) => a.kind !== 'all'), made],
            )
          }}
        />
      )}
    </li>
  )
}

/** Small enough for a line of text, and for a finger where there is one. */
const chipButton = 'md:size-5 [&_svg]:size-3.5'

/** An alternative, with what there is to set about it, or why it does not work. */
function AlternativeChip(props: {
  base: string
  table: RightsTable
  teams: number
  tell: Tell
  one: Alternative
  wrong: string | undefined
  onEdit: () => void
  onReplace: (one: Alternative) => void
  onRemove: () => void
}) {
  const { one, table, wrong } = props
  const t = useT()
  const locale = useLocale()
  const words = chipInWords(t, locale, table, one, props.tell)
  const lonely = one.kind === 'team' && props.teams === 0
  return (
    <li
      className={cx(
        'flex min-h-7 max-w-full items-center gap-1 rounded-md border pr-1 pl-2 text-[13px] max-md:min-h-10',
        wrong ? 'border-danger/50 bg-danger-soft' : 'border-line bg-canvas',
      )}
    >
      {wrong && <Icon name="triangle-alert" className="size-3.5 shrink-0 text-danger" />}
      <span className={cx('min-w-0', wrong ? 'py-0.5 text-pretty' : 'truncate')} title={words}>
        {words}
        {wrong && <span className="text-danger">{t('access.wrong', { message: wrong })}</span>}
      </span>
      {one.kind === 'when' && (
        <IconButton
          size="sm"
          icon="pencil"
          label={t('access.editCondition')}
          className={chipButton}
          onClick={props.onEdit}
        />
      )}
      {one.kind === 'team' && table.minePaths.length > 1 && (
        <Menu
          label={t('access.byWhichField')}
          items={table.minePaths.map(({ path }) => ({
            id: path.join('.'),
            label: pathLabel(table, locale, path),
            checked: same(path, one.path),
            onSelect: () => props.onReplace({ ...one, path }),
          }))}
          trigger={
            <IconButton
              size="sm"
              icon="chevron-down"
              label={t('access.byWhichField')}
              className={chipButton}
            />
          }
        />
      )}
      {lonely && (
        <span className="text-warn">
          {t('access.noTeams')}{' '}
          <Link href={`/${props.base}/members/teams`} className="underline underline-offset-2">
            {t('access.toTeams')}
          </Link>
        </span>
      )}
      <IconButton
        size="sm"
        icon="x"
        label={t('access.removeAlternative', { words })}
        className={chipButton}
        onClick={props.onRemove}
      />
    </li>
  )
}

function RulePicker(props: {
  label: string
  labelledBy: string
  table: RightsTable
  rule: Rule
  denial: boolean
  disabled: boolean
  tell: Tell
  onChange: (rule: Rule) => void
  onCondition: () => void
}) {
  const { table, rule, denial, tell } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const items: MenuEntry[] = [
    {
      id: 'none',
      label: t(denial ? 'access.optionNoDenial' : 'access.optionNone'),
      checked: rule.length === 0,
      onSelect: () => props.onChange([]),
    },
    ...offered(table, rule, denial).flatMap(({ group, alternatives }): MenuEntry[] => [
      ...(group === 'everything' ? [] : [{ heading: t(`access.group_${group}`) }]),
      ...alternatives.map((one) => ({
        id: JSON.stringify(one),
        label: optionInWords(t, locale, table, one, tell),
        checked: includes(rule, one),
        keepOpen: one.kind !== 'all',
        onSelect: () => props.onChange(toggled(rule, one)),
      })),
    ]),
    { heading: t('access.group_condition') },
    ...rule.flatMap((one): MenuEntry[] =>
      one.kind === 'when'
        ? [
            {
              id: JSON.stringify(one),
              label: optionInWords(t, locale, table, one, tell),
              checked: true,
              keepOpen: true,
              onSelect: () => props.onChange(toggled(rule, one)),
            },
          ]
        : [],
    ),
    { id: 'when', label: t('access.addCondition'), icon: 'list-filter', onSelect: props.onCondition },
  ]
  const empty = rule.length === 0
  return (
    <Menu
      label={props.label}
      items={items}
      trigger={
        <button
          type="button"
          id={id}
          aria-labelledby={`${props.labelledBy} ${id}`}
          disabled={props.disabled}
          title={props.label}
          className="flex min-h-7 cursor-pointer items-center gap-1.5 rounded-md border border-dashed border-line-control px-2 text-[13px] text-muted hover:border-strong hover:text-ink disabled:cursor-default disabled:opacity-50 max-md:min-h-10"
        >
          {!empty && <Icon name="plus" className="size-3.5" />}
          {empty ? t(denial ? 'access.noDenial' : 'access.nobody') : t('access.orElse')}
          {empty && <Icon name="chevron-down" className="size-3.5" />}
        </button>
      }
    />
  )
}

function ActionLine({ role, table, onActions }: RowRulesProps) {
  const t = useT()
  const id = useId()
  const allowed = actionsIn(role, table.key)
  const unused = role.tables[table.key] === undefined
  return (
    <li data-rule="actions" className="flex flex-wrap gap-x-3 gap-y-1 px-3 py-2 max-md:py-2.5">
      <span id={id} className="flex h-7 w-20 shrink-0 items-center gap-2 font-medium max-md:w-full">
        <Icon name="zap" className="text-muted" />
        {t('access.actions')}
      </span>
      <div role="group" aria-labelledby={id} className="flex flex-wrap gap-1.5 md:min-w-0 md:flex-1">
        {actions.map((action) => {
          const on = allowed.includes(action)
          return (
            <button
              key={action}
              type="button"
              aria-pressed={on}
              disabled={unused}
              title={t(`access.action_${action}_hint`)}
              onClick={() => onActions(on ? allowed.filter((a) => a !== action) : [...allowed, action])}
              className={cx(
                'flex min-h-7 cursor-pointer items-center gap-1.5 rounded-full border px-2.5 text-[13px] disabled:cursor-default disabled:opacity-50 max-md:min-h-10',
                on
                  ? 'border-accent bg-accent-soft font-medium text-accent'
                  : 'border-line-control text-muted hover:border-strong hover:text-ink',
              )}
            >
              <Icon name={on ? 'check' : actionIcons[action]} className="size-3.5" />
              {t(`access.action_${action}`)}
            </button>
          )
        })}
      </div>
    </li>
  )
}
