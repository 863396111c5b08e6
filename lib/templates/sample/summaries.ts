/** Fields of customers and products that sum up other rows; here they agree with the rows. */
import { addDays, daysBetween } from '@/lib/expr/calendar'
import type { Customer } from './customers'
import { stageOf } from './lifecycle'
import { creditRating, type Debt } from './money'
import type { Order } from './orders'
import type { Product } from './products'
import type { Survey } from './service'
import { cents, type Draft, type World } from './world'

interface Facts {
  orders: Order[]
  surveys: Survey[]
  debts: Debt[]
}

export function summarise(world: World, customers: Customer[], products: Product[], facts: Facts): void {
  for (const product of products) product.draft.fields.qty_sold_12m = product.sold
  const talks = byCustomer(world.of('activities'))
  const plans = byCustomer(world.of('follow_ups'))
  for (const customer of customers) {
    const { draft } = customer
    const orders = facts.orders.filter((order) => order.valid && order.customer === customer)
    const scores = facts.surveys
      .filter((survey) => survey.customer === customer && survey.ago < 365)
      .map(({ score }) => score)
    const debts = facts.debts.filter((debt) => debt.customer === customer)
    const last = latest(talks.get(draft) ?? [], 'happened_at')
    Object.assign(draft.fields, {
      lifecycle_stage: stageOf(customer.status),
      orders_count: orders.length,
      lifetime_amount: cents(orders.reduce((sum, { net }) => sum + net, 0)),
      last_order_date: orders.length > 0 ? world.day(Math.min(...orders.map(({ ago }) => ago))) : undefined,
      credit_rating: creditRating(debts),
      outstanding_total: cents(debts.reduce((sum, { outstanding }) => sum + outstanding, 0)),
      satisfaction_score:
        scores.length > 0 ? cents(scores.reduce((a, b) => a + b, 0) / scores.length) : undefined,
      last_contact_at: last,
      next_follow_up_date: nextFollowUp(world, customer, plans.get(draft) ?? [], last),
    })
  }
}

/** The earliest open plan; else a month (VIP) or three after the last contact, a VIP's visit not on a weekend. */
function nextFollowUp(
  world: World,
  { draft, acquired, status }: Customer,
  plans: Draft[],
  lastContact?: string,
): string | undefined {
  const open = plans.filter(({ fields }) => fields.status === 'planned' || fields.status === 'in_progress')
  const planned = open.map(({ fields }) => localDay(String(fields.planned_at))).sort()[0]
  if (planned) return planned
  // Nobody has an appointment with those who left or never answered.
  if (status === 'churned' || status === 'prospect') return undefined
  const done = latest(
    plans.filter(({ fields }) => fields.status === 'done'),
    'done_at',
  )
  const base =
    [done, lastContact]
      .filter((at) => at !== undefined)
      .map(localDay)
      .sort()
      .at(-1) ?? world.day(acquired)
  return draft.fields.vip_level === 'vip' ? workday(addMonths(base, 1)) : addMonths(base, 3)
}

/** The same day some months later, the last of the month if there is none. */
export function addMonths(day: string, count: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  const first = (m: number) => `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}-01`
  const length = daysBetween(first(month), first(month + 1))
  return addDays(first(month), Math.min(Number(day.slice(8)), length) - 1)!
}

/** Saturdays and Sundays move to Monday. */
function workday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0)!
}

/** The calendar day in Shanghai. */
const localDay = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)

const latest = (drafts: Draft[], field: string): string | undefined =>
  drafts
    .map(({ fields }) => fields[field])
    .filter((at) => typeof at === 'string')
    .sort()
    .at(-1)

function byCustomer(drafts: Draft[]): Map<unknown, Draft[]> {
  const map = new Map<unknown, Draft[]>()
  for (const draft of drafts)
    map.set(draft.fields.customer, [...(map.get(draft.fields.customer) ?? []), draft])
  return map
}
