/** Receivables and their payments. */
import type { Customer } from './customers'
import type { Order } from './orders'
import { accountant } from './people'
import { type Chance, chance } from './random'
import { cents, type Draft, type World } from './world'

const term = 30
const methods = { bank_transfer: 60, alipay: 12, wechat_pay: 12, card: 6, cheque: 4, cash: 3, other: 3 }

/** 410 receivables from the newest orders; most are paid in time, some late, some not yet. */
export function addReceivables(world: World, orders: Order[]): void {
  const random = chance('receivables')
  const newest = orders
    .filter(({ valid }) => valid)
    .sort((a, b) => a.ago - b.ago)
    .slice(0, 410)
  const method = random.shares(newest.length * 2, methods)
  const fates = {
    lately: random.shares(newest.length, lateFates),
    earlier: random.shares(newest.length, earlyFates),
  }
  for (const [i, order] of newest.entries()) {
    const due = order.ago - term
    const fate = due <= 0 ? 'open' : (due <= 75 ? fates.lately : fates.earlier)[i]!
    const paid = payments(random, order, due, fate)
    addReceivable(world, order.customer, {
      order: order.draft,
      created: order.ago,
      minute: order.draft.at.minute + 1,
      amount: order.net,
      due,
      paid: paid.map((payment, k) => ({ ...payment, method: method[i * 2 + k]! })),
      writtenOff: fate === 'writtenOff' ? order.net : 0,
    })
  }
}

/** Most of what is overdue fell due lately; by and by it is paid after all. */
const lateFates = { inTime: 58, late: 8, twice: 8, overdue: 12, overdueInPart: 13, writtenOff: 1 }
const earlyFates = { inTime: 76, late: 8, twice: 8, overdue: 2, overdueInPart: 4, writtenOff: 2 }
type Fate = keyof typeof lateFates | 'open'

interface Payment {
  ago: number
  amount: number
  method: string
  confirmed?: boolean
}

/** The payments of an order, oldest first. */
function payments(random: Chance, { ago, net }: Order, due: number, fate: Fate): Omit<Payment, 'method'>[] {
  const half = cents(net / 2)
  const before = () =>
    random.between(Math.max(due, 0), Math.max(due, 0) + Math.min(12, ago - Math.max(due, 0)))
  if (fate === 'inTime') return [{ ago: before(), amount: net }]
  if (fate === 'late') return [{ ago: Math.max(0, due - random.between(1, 20)), amount: net }]
  if (fate === 'twice')
    return [
      { ago: due + Math.min(10, ago - due), amount: half },
      { ago: due, amount: cents(net - half) },
    ]
  if (fate === 'overdueInPart') return [{ ago: Math.max(0, due - random.between(0, 9)), amount: half }]
  // Not due yet: a few have paid a part already, and of those some wait for the confirmation.
  if (fate === 'open' && random.happens(0.2))
    return [{ ago: random.between(0, ago), amount: half, confirmed: random.happens(0.6) }]
  return []
}

export interface ReceivableProfile {
  order?: Draft
  created: number
  minute: number
  amount: number
  due: number
  paid: Payment[]
  writtenOff?: number
  instalment?: number
}

export function addReceivable(world: World, customer: Customer, profile: ReceivableProfile): void {
  const { order, created, minute, amount, due, paid, writtenOff = 0, instalment = 1 } = profile
  const counted = paid.filter(({ confirmed = true }) => confirmed)
  const open = cents(amount - counted.reduce((sum, payment) => sum + payment.amount, 0) - writtenOff) > 0
  const n = world.next('receivable')
  const draft = world.add(
    'receivables',
    { ago: created, minute },
    {
      customer: customer.draft,
      order,
      instalment,
      due_date: world.day(due),
      amount,
      adjustment: 0,
      written_off: writtenOff,
      invoice_no: n % 3 === 0 ? String(30_000_000 + n * 7) : undefined,
      collector: open && due > 0 ? (customer.owner ?? accountant) : undefined,
    },
  )
  for (const payment of paid) addPayment(world, customer, payment, draft)
}

export function addPayment(
  world: World,
  customer: Customer,
  { ago, amount, method, confirmed = true }: Payment,
  receivable?: Draft,
  kind = 'payment',
): void {
  world.add(
    'payments',
    { ago, minute: ago === 0 ? 61 : 600 + (world.next('payment') % 400) },
    {
      customer: customer.draft,
      receivable,
      paid_at: world.day(ago),
      kind,
      amount,
      method,
      confirmed,
      confirmed_by: confirmed ? accountant : undefined,
    },
  )
}
