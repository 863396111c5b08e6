/** A row rule in words, as an admin would say it aloud. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { Alternative, Rule, Verb } from '@/lib/meta/model'
import type { RightsTable } from './matrix'

/** The name of the path or link that an alternative goes along. */
function along(table: RightsTable, locale: Locale, one: Alternative): string {
  if (one.kind === 'mine') {
    const known = table.minePaths.find((p) => p.path.join('.') === one.path.join('.'))
    return labelOf(known?.label, locale, one.path.join(' › '))
  }
  if (one.kind !== 'follows') return ''
  return labelOf(table.followLinks.find((l) => l.link === one.link)?.label, locale, one.link)
}

/** One alternative as a choice in a menu. */
export const optionInWords = (t: Translate, locale: Locale, table: RightsTable, one: Alternative): string =>
  t(`access.option_${one.kind}`, { along: along(table, locale, one) })

/** "Salespeople can see only customers whose owner they are." */
export function ruleInWords(
  t: Translate,
  locale: Locale,
  role: Labels,
  table: RightsTable,
  verb: Verb,
  rule: Rule,
): string {
  const names = { role: labelOf(role, locale), table: labelOf(table.label, locale, table.key) }
  if (rule.length === 0) return t(`access.none_${verb}`, names)
  if (rule.some((a) => a.kind === 'all')) return t(`access.all_${verb}`, names)
  const which = new Intl.ListFormat(locale, { type: 'disjunction' }).format(
    rule.map((one) => t(`access.which_${one.kind}`, { along: along(table, locale, one) })),
  )
  return t(`access.some_${verb}`, { ...names, which })
}
