/** Row rules and actions in words, as an admin would say them aloud. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import { type Action, type Alternative, actions, type Rule, type Verb } from '@/lib/meta/model'
import type { RightsTable } from './matrix'
import type { Tell } from './tell'

/** What a way along fields is called. */
export const pathLabel = (table: RightsTable, locale: Locale, path: readonly string[]): string =>
  labelOf(
    table.minePaths.find((p) => p.path.join('.') === path.join('.'))?.label ??
      (path.length === 1 ? table.fields.find((f) => f.key === path[0])?.label : undefined),
    locale,
    path.join(' › '),
  )

/** The name of the path or link that an alternative goes along. */
function along(table: RightsTable, locale: Locale, one: Alternative): string {
  if (one.kind === 'mine' || one.kind === 'team') return pathLabel(table, locale, one.path)
  if (one.kind !== 'follows') return ''
  return labelOf(table.followLinks.find((l) => l.link === one.link)?.label, locale, one.link)
}

const nameOf = <A extends Alternative>(one: A) =>
  one.kind === 'team' ? (`team_${one.reach}` as const) : (one.kind as Exclude<A['kind'], 'team'>)

/** One alternative as a choice in a menu. */
export const optionInWords = (
  t: Translate,
  locale: Locale,
  table: RightsTable,
  one: Alternative,
  tell: Tell,
): string =>
  t(`access.option_${nameOf(one)}`, {
    along: along(table, locale, one),
    condition: one.kind === 'when' ? tell(one.expr) : '',
  })

/** The same without what is plain from where it stands, for a chip. */
export const chipInWords = (
  t: Translate,
  locale: Locale,
  table: RightsTable,
  one: Alternative,
  tell: Tell,
): string =>
  one.kind === 'when' ? tell(one.expr) : t(`access.chip_${nameOf(one)}`, { along: along(table, locale, one) })

const whichInWords = (t: Translate, locale: Locale, table: RightsTable, rule: Rule, tell: Tell): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(
    rule.map((one) =>
      t(`access.which_${nameOf(one)}`, {
        along: along(table, locale, one),
        condition: one.kind === 'when' ? tell(one.expr) : '',
      }),
    ),
  )

/** "Salespeople can see only customers whose owner they are." A denial says that it wins. */
export function ruleInWords(
  t: Translate,
  locale: Locale,
  role: Labels,
  table: RightsTable,
  verb: Verb | 'deny',
  rule: Rule,
  tell: Tell,
): string {
  const names = { role: labelOf(role, locale), table: labelOf(table.label, locale, table.key) }
  if (rule.length === 0) return t(`access.none_${verb}`, names)
  const everything = rule.some((a) => a.kind === 'all')
  if (everything) return t(`access.all_${verb}`, names)
  return t(`access.some_${verb}`, { ...names, which: whichInWords(t, locale, table, rule, tell) })
}

/** A rule in a word or two, as its chips say it. */
export const ruleInShort = (
  t: Translate,
  locale: Locale,
  table: RightsTable,
  verb: Verb | 'deny',
  rule: Rule,
  tell: Tell,
): string =>
  rule.length === 0
    ? t(verb === 'deny' ? 'access.optionNoDenial' : 'access.nobody')
    : new Intl.ListFormat(locale, { type: 'disjunction' }).format(
        rule.map((one) => chipInWords(t, locale, table, one, tell)),
      )

/** "Export, print"; or that there is none. */
export const actionsInWords = (t: Translate, locale: Locale, allowed: readonly Action[]): string =>
  allowed.length === 0
    ? t('access.noActions')
    : new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(
        actions.filter((a) => allowed.includes(a)).map((a) => t(`access.action_${a}`)),
      )
