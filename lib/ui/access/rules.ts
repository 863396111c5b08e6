/** Row rules as sets of alternatives: comparing, choosing, and what a table offers. */
import type { Alternative, Rule } from '@/lib/meta/model'
import type { RightsTable } from './matrix'
import { same } from './same'

export type Reach = Extract<Alternative, { kind: 'team' }>['reach']
export const reaches: readonly Reach[] = ['own', 'below', 'led']

export const includes = (rule: Rule, one: Alternative): boolean => rule.some((a) => same(a, one))

/** A rule is a union: the order of its alternatives means nothing. */
export const sameRule = (a: Rule, b: Rule): boolean =>
  a === b || (a.length === b.length && a.every((one) => includes(b, one)))

/** Adds or takes away one alternative; "all" stands alone, because it contains every other. */
export function toggled(rule: Rule, one: Alternative): Rule {
  if (includes(rule, one)) return rule.filter((a) => !same(a, one))
  return one.kind === 'all' ? [one] : [...rule.filter((a) => a.kind !== 'all'), one]
}

/** The alternatives that stand in a menu, by heading; conditions are built apart. */
export interface Offer {
  group: 'everything' | 'person' | 'team' | 'links'
  alternatives: Alternative[]
}

/** What the table offers, and what the rule already has. A denial offers no "all": that would be no rights at all. */
export function offered(table: RightsTable, rule: Rule, denial = false): Offer[] {
  const [person] = table.minePaths
  const teams = rule.flatMap((a) => (a.kind === 'team' ? [a] : []))
  const offers: Offer[] = [
    { group: 'everything', alternatives: denial ? [] : [{ kind: 'all' }] },
    {
      group: 'person',
      alternatives: [
        ...table.minePaths.map(({ path }): Alternative => ({ kind: 'mine', path })),
        { kind: 'created' },
        { kind: 'shared' },
      ],
    },
    {
      group: 'team',
      alternatives: person
        ? reaches.map(
            (reach): Alternative =>
              teams.find((a) => a.reach === reach) ?? { kind: 'team', path: person.path, reach },
          )
        : [],
    },
    {
      group: 'links',
      alternatives: table.followLinks.map(({ link }): Alternative => ({ kind: 'follows', link })),
    },
  ]
  const known = offers.flatMap((o) => o.alternatives)
  const odd = rule.filter((a) => a.kind !== 'when' && !includes(known, a))
  const shown = offers.map((offer) =>
    offer.group === 'person' ? { ...offer, alternatives: [...offer.alternatives, ...odd] } : offer,
  )
  return shown.filter((offer) => offer.alternatives.length > 0)
}
