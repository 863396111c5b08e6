/** Twenty customers that a program gets wrong first: the worked example, duplicates, leap days, long names, debts … */
import { addContact, addCustomer, type Customer, nextName, type Profile } from './customers'
import { addPayment, addReceivable } from './money'
import { addOrder, type Order } from './orders'
import { salespeople } from './people'
import type { Product } from './products'
import { chance } from './random'
import type { Survey } from './service'
import { cents, type Words, type World } from './world'
import { addYuanhang } from './yuanhang'

export interface Edges {
  customers: Customer[]
  orders: Order[]
  surveys: Survey[]
  /** Lost once, buying again. */
  wonBack: Customer[]
}

/** Adds an edge customer; what is not given is ordinary. */
export type Add = (profile: Partial<Profile> & Pick<Profile, 'kind'>) => Customer
/** An order of one line. */
export type Buy = (
  customer: Customer,
  ago: number,
  net: number,
  cost: number,
  more?: { status?: string; refund?: number },
) => Order

export function addEdges(world: World, products: Product[]): Edges {
  const edges: Edges = { customers: [], orders: [], surveys: [], wonBack: [] }
  const dice = chance('edges')
  const add = (profile: Partial<Profile> & Pick<Profile, 'kind'>): Customer => {
    const n = edges.customers.length
    const customer = addCustomer(world, dice, {
      name: profile.name ?? nextName(world, dice, profile.kind),
      region: 'east',
      source: 'exhibition',
      demand: 'quality_first',
      owner: salespeople[n % salespeople.length],
      acquired: 120 + n,
      contacts: 0,
      status: 'prospect',
      ...profile,
    })
    edges.customers.push(customer)
    return customer
  }
  const buy = (
    customer: Customer,
    ago: number,
    net: number,
    cost: number,
    more: { status?: string; refund?: number } = {},
  ) => {
    const line = {
      product: products[24]!,
      quantity: 1,
      price: cents(net + (more.refund ?? 0)),
      cost,
      discount: 0,
    }
    const order = addOrder(world, dice, customer, { ago, status: 'completed', lines: [line], ...more })
    edges.orders.push(order)
    return order
  }

  addYuanhang(world, edges, add, buy)
  add({ kind: 'individual', owner: undefined, fields: { collaborators: undefined, notes: undefined } })
  duplicates(add)
  add({ kind: 'nonprofit', source: 'walk_in', demand: 'price_sensitive' })
  add({ kind: 'enterprise', name: ['海岸线国际', 'Coastline International'], fields: overseas })
  add({
    kind: 'enterprise',
    name: [
      longest('澄原', '跨区域供应链协同与综合服务', '有限公司'),
      longest('Chengyuan', ' Regional Supply Chain', ' Co., Ltd.'),
    ],
  })

  const left = add({ kind: 'enterprise', contacts: 2 })
  Object.assign(left.contacts[1]!.fields, { left_company: true, do_not_contact: true })
  addContact(world, dice, left, false)

  const prepaid = add({ kind: 'government', buys: [40], status: 'won' })
  buy(prepaid, 40, 8000, 5600)
  addPayment(world, prepaid, { ago: 45, amount: 8000, method: 'bank_transfer' })
  addPayment(world, prepaid, { ago: 12, amount: 500, method: 'bank_transfer' }, undefined, 'refund')

  add({
    kind: 'enterprise',
    status: 'interested',
    fields: {
      vip_level: 'vip',
      lifecycle_stage: 'acquisition',
      tags: ['decision_pending', 'negotiating', 'uses_competitor', 'reference', 'needs_executive_visit'],
    },
  })
  for (const birthday of ['1992-02-29', `1988-${world.day(0).slice(5)}`, `1988-${world.day(-3).slice(5)}`]) {
    add({ kind: 'individual', fields: { birth_date: birthday } })
  }

  const debtor = add({ kind: 'enterprise', acquired: 400, buys: [300, 190, 130, 50], status: 'won' })
  for (const ago of debtor.buys) {
    const order = buy(debtor, ago, 12000, 9000)
    const paid = ago === 300 ? [{ ago: 268, amount: 12000, method: 'cheque' }] : []
    addReceivable(world, debtor, {
      order: order.draft,
      created: ago,
      minute: 1100,
      amount: order.net,
      due: ago - 30,
      paid,
    })
  }

  const returned = add({ kind: 'enterprise', acquired: 420, buys: [400, 330, 20], status: 'won' })
  for (const ago of returned.buys) buy(returned, ago, 3000, 2000)
  edges.wonBack.push(returned)
  add({ kind: 'enterprise', fields: { collaborators: salespeople.slice(0, 3), marketing_consent: false } })
  return edges
}

/** Three pairs that are one customer each: by phone, by e-mail, by name and city. */
function duplicates(add: Add): void {
  const phone = { phone: '+8613800130900' }
  const email = { email: 'office-duplicate@example.com' }
  const pairs: [Words, Words, Record<string, string>][] = [
    [['弘芽食品', 'Hongya Foods'], ['弘芽食品有限公司', 'Hongya Foods Co., Ltd.'], phone],
    [['朗桥图文', 'Langqiao Print'], ['朗桥数码图文', 'Langqiao Digital Print'], email],
    [
      ['云汀科技有限公司', 'Yunting Technology Co., Ltd.'],
      ['云汀科技（集团）股份有限公司', 'Yunting Technology (Group) Inc.'],
      {},
    ],
  ]
  for (const [name, again, fields] of pairs) {
    const first = add({ kind: 'enterprise', name, fields })
    add({
      kind: 'enterprise',
      name: again,
      source: 'other',
      fields: { ...fields, address: first.draft.fields.address },
    })
  }
}

const overseas = {
  phone: '+14155550142',
  address: {
    country: 'US',
    province: 'California',
    city: 'San Francisco',
    street: '100 Example Street',
    postcode: '94103',
  },
  shipping_address: {
    country: 'US',
    province: 'California',
    city: 'San Francisco',
    street: '100 Example Street',
    postcode: '94103',
  },
}

/** A name of exactly 120 characters. */
const longest = (start: string, middle: string, end: string): string =>
  Array.from(start + middle.repeat(20))
    .slice(0, 120 - end.length)
    .join('') + end
