/** What people judge of customers: how much credit, how much more there is in them, and here and there the class itself. */
import type { Customer } from './customers'
import { chance } from './random'
import type { World } from './world'

/** By what they have bought: what one may expect of them, from 1 to 5. */
const potential = (orders: number): (number | undefined)[] => {
  if (orders >= 12) return [4, 4, 5]
  if (orders >= 7) return [3, 4, 4, 5]
  if (orders >= 2) return [2, 3, 3, 4]
  return orders === 1 ? [2, 3, 4, undefined] : [undefined, 2, 3, 4]
}

export function addGrades(world: World, customers: Customer[]): void {
  const random = chance('grades')
  for (const { draft, buys } of customers) {
    const rating = random.pick(potential(buys.length))
    const value = random.pick([
      'low',
      'low',
      'medium',
      undefined,
      undefined,
      buys.length >= 12 ? 'high' : undefined,
    ])
    draft.fields.credit_limit =
      buys.length === 0 ? 0 : random.pick([0, 5000, 10_000, 20_000, buys.length * 5000])
    draft.fields.payment_term_days = 30
    draft.fields.potential_rating ??= rating
    draft.fields.strategic_value ??= value
  }
  // Among the edges: classes and tiers that people have set, one of each.
  const edges = customers.slice(-9).map(({ draft }) => draft.fields)
  for (const [i, abc] of ['A', 'B', 'C'].entries()) edges[i]!.abc_override = abc
  for (const [i, tier] of ['gold', 'silver', 'regular', 'new'].entries())
    Object.assign(edges[3 + i]!, { tier_override: tier, override_until: world.day(-60) })
}
