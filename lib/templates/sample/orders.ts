/** Orders and their items: amounts add up to the cent. */
import type { Customer } from './customers'
import type { Product } from './products'
import { type Chance, chance } from './random'
import { cents, type Draft, type World } from './world'

export interface Order {
  draft: Draft
  customer: Customer
  ago: number
  net: number
  valid: boolean
  /** The product that made most of it. */
  main: Product
}

interface Line {
  product: Product
  quantity: number
  price: number
  cost: number
  discount: number
}

/** What is known of an order beforehand; the rest follows from its lines. */
export interface OrderProfile {
  ago: number
  status: string
  lines: Line[]
  discount?: number
  shipping?: number
  refund?: number
}

const channels = ['marketplace', 'store', 'official_site', 'direct_sales', 'distributor']

/** Lines whose amounts come near the value. */
export function linesWorth(random: Chance, products: Product[], value: number): Line[] {
  const count = Math.min(random.pick([1, 2, 2, 3, 3, 4]), Math.max(1, Math.floor(value / 100)))
  return Array.from({ length: count }, () => {
    const share = (value / count) * (0.7 + random.next() * 0.6)
    const affordable = products.filter((p) => p.price <= share && p.price >= share / 30)
    const product =
      affordable.length > 0 ? random.pick(affordable) : products.reduce((a, b) => (a.price < b.price ? a : b))
    const quantity = Math.max(1, Math.round(share / product.price))
    return {
      product,
      quantity,
      price: product.price,
      cost: product.cost,
      discount: random.pick([0, 0, 0, 0, 0, 0.05, 0.1]),
    }
  })
}

export const addOrders = (world: World, customers: Customer[], products: Product[]): Order[] => {
  const random = chance('orders')
  const orders = customers.flatMap((customer) =>
    customer.buys.map((ago) => {
      const lines = linesWorth(random, products, random.between(...customer.value))
      return addOrder(world, random, customer, {
        ago,
        lines,
        status: ago < 6 ? 'confirmed' : ago < 18 ? 'shipped' : 'completed',
        discount: random.happens(0.08) ? 20 : 0,
        shipping: random.happens(0.25) ? 12 : 0,
        refund: random.happens(0.02) ? 30 : 0,
      })
    }),
  )
  return [...orders, ...unfinished(world, random, customers, products)]
}

/** Thirty orders that do not count: drafts, cancelled and returned ones. */
function unfinished(world: World, random: Chance, customers: Customer[], products: Product[]): Order[] {
  const buyers = customers.filter(({ buys }) => buys.length > 1)
  return random.shares(30, { draft: 10, cancelled: 12, returned: 8 }).map((status) => {
    const customer = random.pick(buyers)
    const ago =
      status === 'draft'
        ? random.between(0, 12)
        : random.between(customer.buys.at(-1)! + 1, customer.buys[0]!)
    const lines = linesWorth(random, products, random.between(...customer.value))
    return addOrder(world, random, customer, { ago, lines, status })
  })
}

export function addOrder(world: World, random: Chance, customer: Customer, profile: OrderProfile): Order {
  const { ago, status, lines, discount = 0, shipping = 0 } = profile
  const amounts = lines.map((line) => cents(line.quantity * line.price * (1 - line.discount)))
  const items = cents(amounts.reduce((sum, amount) => sum + amount, 0))
  const total = cents(items - discount + shipping)
  const refund = status === 'returned' ? total : (profile.refund ?? 0)
  const net = cents(total - refund)
  const valid = ['confirmed', 'shipped', 'completed'].includes(status)
  const at = { ago, minute: ago === 0 ? random.between(1, 60) : random.between(540, 1080) }
  const draft = world.add('orders', at, {
    customer: customer.draft,
    contact: customer.contacts[0],
    order_date: world.day(ago),
    status,
    purchase_channel: random.pick(channels),
    salesperson: customer.owner,
    discount_amount: discount,
    shipping_fee: shipping,
    refund_amount: refund,
    delivery_address: customer.draft.fields.shipping_address,
    free_delivery: shipping === 0 && total >= 5000,
    delivered_at: status === 'completed' ? world.day(ago - random.between(2, 6)) : undefined,
    notes:
      status === 'cancelled'
        ? world.say(['客户取消，未发货。', 'Cancelled by the customer before shipping.'])
        : undefined,
  })
  for (const line of lines) {
    world.add('order_items', at, {
      order: draft,
      product: line.product.draft,
      quantity: line.quantity,
      unit_price: line.price,
      discount_rate: line.discount,
      unit_cost: line.cost,
    })
  }
  const main = lines.reduce((a, b) => (a.price * a.quantity >= b.price * b.quantity ? a : b)).product
  return { draft, customer, ago, net, valid, main }
}
