/** The 240 customers of the archetypes: how many of each there are, where they come from, and how they buy. */
import { addCustomer, type Customer, nextName, type Status } from './customers'
import { managers, salespeople } from './people'
import { type Chance, chance } from './random'
import { regionShares } from './words/places'
import type { World } from './world'

type Range = [low: number, high: number]

interface Archetype {
  name: string
  customers: number
  /** Orders each. */
  orders: Range
  /** Days since the last order. */
  last: Range
  /** Days between two orders. */
  gap: Range
  /** What an order is worth. */
  value: Range
  /** Conversations each. */
  talks: number
}

const of = (
  name: string,
  customers: number,
  orders: Range,
  last: Range,
  gap: Range,
  value: Range,
  talks: number,
): Archetype => ({ name, customers, orders, last, gap, value, talks })

const none: Range = [0, 0]

export const archetypes: Archetype[] = [
  of('champion', 16, [12, 20], [0, 35], [18, 34], [6000, 24000], 18),
  of('loyal', 30, [7, 11], [0, 75], [42, 68], [2500, 9000], 12),
  of('steady', 44, [4, 6], [20, 150], [64, 135], [1200, 6000], 9),
  of('occasional', 46, [2, 3], [60, 320], [120, 240], [500, 4000], 6),
  of('new buyer', 28, [1, 1], [3, 85], none, [300, 6000], 5),
  of('lapsed', 28, [2, 6], [200, 520], [40, 110], [600, 8000], 5),
  of('interested', 20, none, none, none, none, 6),
  of('prospect', 28, none, none, none, none, 2),
]

const kindShares = { individual: 35, enterprise: 50, government: 8, nonprofit: 7 }
const demandShares = {
  price_sensitive: 30,
  brand_loyal: 22,
  quality_first: 20,
  service_oriented: 16,
  convenience: 12,
}
const sourceShares = {
  search_engine: 20,
  social_media: 18,
  online_ads: 14,
  exhibition: 10,
  partner_referral: 10,
  telemarketing: 8,
  email_marketing: 8,
  online_registration: 3,
  customer_referral: 3,
  walk_in: 3,
  other: 3,
}

/** How long ago each purchase was, oldest first: the last one in its range, then back gap by gap. */
function purchases(random: Chance, { orders, last, gap }: Archetype, i: number): number[] {
  // lo + i mod (hi − lo + 1): the totals of the archetype are exact.
  const count = orders[0] + (i % (orders[1] - orders[0] + 1))
  const days: number[] = []
  let ago = random.between(...last)
  for (let k = 0; k < count; k++) {
    days.unshift(ago)
    ago += random.between(...gap)
  }
  return days
}

function statusOf(archetype: Archetype, buys: number[]): Status {
  const last = buys.at(-1)
  if (last === undefined) return archetype.name === 'interested' ? 'interested' : 'prospect'
  if (last > 180) return 'churned'
  return buys.filter((ago) => ago < 365).length >= 4 ? 'loyal' : 'won'
}

/** The customers of all archetypes. */
export function addCustomers(world: World): Customer[] {
  const random = chance('customers')
  const total = archetypes.reduce((sum, { customers }) => sum + customers, 0)
  const kinds = random.shares(total, kindShares)
  const demands = random.shares(total, demandShares)
  const sources = random.shares(total, sourceShares)
  const regions = random.shares(total, regionShares)
  let n = 0
  return archetypes.flatMap((archetype) =>
    Array.from({ length: archetype.customers }, (_, i) => {
      const buys = purchases(random, archetype, i)
      const kind = kinds[n]!
      const bought = buys.length > 0
      const customer = addCustomer(world, random, {
        name: nextName(world, random, kind),
        kind,
        region: regions[n]!,
        source: sources[n]!,
        demand: bought || random.happens(0.6) ? demands[n] : undefined,
        owner:
          archetype.name === 'prospect' && i % 5 === 0
            ? undefined
            : n % 29 === 0
              ? managers[n % 2]
              : salespeople[n % 6],
        acquired: bought
          ? buys[0]! + (random.happens(0.4) ? 0 : random.between(5, 90))
          : random.between(5, 240),
        contacts: kind === 'individual' ? 0 : 1 + random.pick([0, 1, 1, 2, 3]),
        status: statusOf(archetype, buys),
        buys,
        value: archetype.value,
        talks: archetype.talks,
      })
      n += 1
      return customer
    }),
  )
}
