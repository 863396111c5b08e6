/** Row rules as sets of alternatives: comparing, choosing, and what a table offers. */
import type { Alternative, Rule } from '@/lib/meta/model'
import type { RightsTable } from './matrix'

/** What makes an alternative itself, apart from how its JSON happens to be ordered. */
function identity(one: Alternative): string {
  if (one.kind === 'mine') return `mine ${one.path.join('.')}`
  if (one.kind === 'follows') return `follows ${one.link}`
  return one.kind === 'when' ? `when ${JSON.stringify(one.expr)}` : one.kind
}

export const includes = (rule: Rule, one: Alternative): boolean =>
  rule.some((a) => identity(a) === identity(one))

/** A rule is a union: the order of its alternatives means nothing. */
export const sameRule = (a: Rule, b: Rule): boolean =>
  a.length === b.length && a.every((one) => includes(b, one))

/** Adds or takes away one alternative; "all" stands alone, because it contains every other. */
export function toggled(rule: Rule, one: Alternative): Rule {
  if (includes(rule, one)) return rule.filter((a) => identity(a) !== identity(one))
  return one.kind === 'all' ? [one] : [...rule.filter((a) => a.kind !== 'all'), one]
}

/** The alternatives that the table offers, and those that the rule already has. */
export function offered(table: RightsTable, rule: Rule): Alternative[] {
  const options: Alternative[] = [
    { kind: 'all' },
    ...table.minePaths.map(({ path }): Alternative => ({ kind: 'mine', path })),
    ...table.followLinks.map(({ link }): Alternative => ({ kind: 'follows', link })),
    { kind: 'created' },
  ]
  return [...options, ...rule.filter((a) => !includes(options, a))]
}
