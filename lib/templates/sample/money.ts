/** Receivables and their payments, and how they make a credit rating. */
import type { Customer } from './customers'
import type { Order } from './orders'
import { accountant } from './people'
import { type Chance, chance } from './random'
import { cents, type Draft, type World } from './world'

/** What a customer owes or owed; days are days ago. */
export interface Debt {
  customer: Customer
  due: number
  outstanding: number
  /** When it was paid in full. */
  settled: number | undefined
}

const term = 30
const methods = { bank_transfer: 60, alipay: 12, wechat_pay: 12, card: 6, cheque: 4, cash: 3, other: 3 }

/** 410 receivables from the newest orders; most are paid in time, some late, some not yet. */
export function addReceivables(world: World, orders: Order[]): Debt[] {
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
  return newest.map((order, i) => {
    const due = order.ago - term
    const fate = due <= 0 ? 'open' : (due <= 75 ? fates.lately : fates.earlier)[i]!
    const paid = payments(random, order, due, fate)
    return addReceivable(world, order.customer, {
      order: order.draft,
      created: order.ago,
      minute: order.draft.at.minute + 1,
      amount: order.net,
      due,
      paid: paid.map((payment, k) => ({ ...payment, method: method[i * 2 + k]! })),
      writtenOff: fate === 'writtenOff' ? order.net : 0,
    })
  })
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

export function addReceivable(world: World, customer: Customer, profile: ReceivableProfile): Debt {
  const { order, created, minute, amount, due, paid, writtenOff = 0, instalment = 1 } = profile
  const counted = paid.filter(({ confirmed = true }) => confirmed)
  const received = cents(counted.reduce((sum, payment) => sum + payment.amount, 0))
  const outstanding = Math.max(0, cents(amount - received - writtenOff))
  const settled = outstanding === 0 && writtenOff === 0 ? counted.at(-1)?.ago : undefined
  const n = world.next('receivable')
  const draft = world.add(
    'receivables',
    { ago: created, minute },
    {
      customer: customer.draft,
      order,
      instalment,
      due_date: world.day(due),
      status: statusOf(outstanding, due, received, writtenOff),
      aging: outstanding === 0 ? 'settled' : agingOf(due),
      amount,
      adjustment: 0,
      received,
      written_off: writtenOff,
      outstanding,
      settled_date: settled === undefined ? undefined : world.day(settled),
      invoice_no: n % 3 === 0 ? String(30_000_000 + n * 7) : undefined,
      collector: outstanding > 0 && due > 0 ? (customer.owner ?? accountant) : undefined,
    },
  )
  for (const payment of paid) addPayment(world, customer, payment, draft)
  return { customer, due, outstanding, settled }
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

function statusOf(outstanding: number, due: number, received: number, writtenOff: number): string {
  if (outstanding === 0) return writtenOff > 0 ? 'written_off' : 'paid'
  if (due > 0) return 'overdue'
  return received > 0 ? 'partial' : 'not_due'
}

const agingOf = (due: number): string =>
  due <= 0 ? 'current' : due <= 30 ? 'd30' : due <= 60 ? 'd60' : due <= 90 ? 'd90' : 'd90p'

/** Credit from payment behaviour: half for paying in time, the rest for how much is overdue and for how long. */
export function creditRating(debts: Debt[]): string {
  const due = debts.filter((debt) => debt.due >= 0)
  if (due.length === 0) return 'NR'
  const recent = due.filter((debt) => debt.due < 365)
  const inTime = recent.filter((debt) => debt.settled !== undefined && debt.settled >= debt.due).length
  const onTime = recent.length > 0 ? inTime / recent.length : 1
  const open = debts.reduce((sum, debt) => sum + debt.outstanding, 0)
  const overdue = debts.filter((debt) => debt.due > 0 && debt.outstanding > 0)
  const late = overdue.reduce((sum, debt) => sum + debt.outstanding, 0)
  const days = Math.max(0, ...overdue.map((debt) => debt.due))
  const patience = days === 0 ? 20 : days <= 30 ? 12 : days <= 60 ? 6 : days <= 90 ? 2 : 0
  const score = 50 * onTime + (open > 0 ? 30 * (1 - late / open) : 30) + patience
  const rating = [
    ['AAA', 90],
    ['AA', 80],
    ['A', 70],
    ['B', 60],
    ['C', 40],
    ['D', -1],
  ] as const
  const name = rating.find(([, least]) => score >= least)![0]
  return days > 90 && name !== 'D' ? 'C' : name
}
