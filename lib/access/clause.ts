/**
 * Rules as terms: what may be said of a row, and how rules are joined. A rule is a union of clauses; everything here is
 * pure, and nothing knows of roles.
 */
import type { Alternative, When } from '@/lib/meta/model'

/**
 * What a rule says; or within one role: what several of its rules say together; where the record behind a to-one link,
 * if there is one, is one that its rule for that table lets through; where a rule plainly does not hold.
 */
export type Clause =
  | Exclude<Alternative, { kind: 'shared' }>
  | { kind: 'shared'; edit?: true }
  | { kind: 'both'; rules: Clause[][] }
  | { kind: 'sees'; link: string; where: Clause[] }
  | { kind: 'not'; rule: Clause[] }
export type Decision = true | false | Clause[]

/** Where both rules hold. Mostly one is part of the other, and then it is simply that one. */
export function both(read: Clause[], rule: Clause[]): Clause[] {
  if (read.some((a) => a.kind === 'all')) return rule
  if (read.length === 0 || rule.some((a) => a.kind === 'all')) return read
  const reads = new Set(read.map((a) => JSON.stringify(a)))
  const more = rule.filter((a) => !reads.has(JSON.stringify(a)))
  const inBoth: Clause[] = more.length === 0 ? [] : [{ kind: 'both', rules: [more, read] }]
  return [...rule.filter((a) => !more.includes(a)), ...inBoth]
}

/** Both conditions as one rule; a rule for all rows adds nothing, and one for none lets nothing through. */
export function together(rule: Clause[], where: Clause[]): Clause[] {
  if (rule.length === 0) return []
  const rules = [...(rule.some((c) => c.kind === 'all') ? [] : [rule]), ...where.map((c) => [c])]
  if (rules.length === 0) return [{ kind: 'all' }]
  return rules.length === 1 ? rules[0]! : [{ kind: 'both', rules }]
}

/** The rule where a condition holds as well. */
export const when = (rule: Clause[], condition: When): Clause[] => {
  if (typeof condition === 'boolean') return condition ? rule : []
  return rule.length === 0 ? rule : together(rule, [{ kind: 'when', expr: condition }])
}

/** The union of rules: all beats every other alternative, none is false, equal alternatives count once. */
export function union(rules: readonly Clause[][]): Decision {
  const seen = new Map<string, Clause>()
  for (const alternative of rules.flat()) {
    if (alternative.kind === 'all') return true
    seen.set(JSON.stringify(alternative), alternative)
  }
  return seen.size === 0 ? false : [...seen.values()]
}

const same = (a: Decision, b: Decision): boolean => JSON.stringify(a) === JSON.stringify(b)

/** `decision` within rows that `rows` lets through: where both say the same, nothing is left to ask; never stays never. */
export const within = (rows: Decision, decision: Decision): Decision =>
  decision !== false && same(rows, decision) ? true : decision
