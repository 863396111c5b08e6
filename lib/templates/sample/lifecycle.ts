/** The way of each customer from acquisition through maintenance to retention. */
import type { Customer, Status } from './customers'
import type { Order } from './orders'
import { admin } from './people'
import { type Chance, chance } from './random'
import { measures, stageFeedback } from './words/wishes'
import { cents, type World } from './world'

/** No purchase for longer than this means lost. */
const churnDays = 180

const stages: Record<Status, string> = {
  prospect: 'acquisition',
  interested: 'acquisition',
  won: 'maintenance',
  loyal: 'maintenance',
  churned: 'retention',
}
const stageOf = (status: Status): string => stages[status]

interface Step {
  status: Status
  from: Status | undefined
  /** Days ago it began and ended. */
  since: number
  until: number | undefined
}

/** The steps of one customer, oldest first, each ending where the next begins. */
function stepsOf({ acquired, buys, status }: Customer, wonBack: boolean): Step[] {
  const marks: [Status, number][] = []
  const first = buys[0]
  if (first === undefined || first < acquired)
    marks.push([status === 'interested' ? 'interested' : 'prospect', acquired])
  if (first !== undefined) marks.push(['won', first])
  if (wonBack) {
    // Between the two purchases lies a time in which the customer was lost.
    marks.push(['churned', buys.at(-2)! - churnDays - 1], ['won', buys.at(-1)!])
  }
  const fourth = buys[3]
  if (status === 'loyal' && fourth !== undefined) marks.push(['loyal', fourth])
  if (status === 'churned') marks.push(['churned', buys.at(-1)! - churnDays - 1])
  return marks.map(([mark, since], i) => ({
    status: mark,
    from: marks[i - 1]?.[0],
    since,
    until: marks[i + 1]?.[1],
  }))
}

export function addLifecycle(
  world: World,
  customers: Customer[],
  orders: Order[],
  wonBack: Customer[],
): void {
  const random = chance('lifecycle_history')
  for (const customer of customers) {
    customer.draft.fields.lifecycle_stage = stageOf(customer.status)
    const bought = orders.filter((order) => order.valid && order.customer === customer)
    for (const step of stepsOf(customer, wonBack.includes(customer)))
      addStep(world, random, customer, step, bought)
  }
}

function addStep(world: World, random: Chance, customer: Customer, step: Step, bought: Order[]): void {
  const { status, from, since, until } = step
  const stage = stageOf(status)
  const during = bought.filter(({ ago }) => ago <= since && ago > (until ?? -1))
  const lost = stage === 'retention'
  const { detail, response } = random.pick(measures)
  const measuring = lost && (until !== undefined || random.happens(0.7))
  const at = { ago: since, minute: since === 0 ? 62 : 1100 }
  world.add('lifecycle_history', at, {
    customer: customer.draft,
    stage,
    status_from: from,
    status_to: status,
    entered_at: world.instant(at),
    left_at: until === undefined ? undefined : world.instant({ ago: until, minute: until === 0 ? 62 : 1100 }),
    trigger: random.happens(0.85) ? 'auto' : 'manual',
    changed_by: customer.owner ?? admin,
    acquisition_source: stage === 'acquisition' ? customer.draft.fields.source : undefined,
    stage_orders: during.length,
    stage_amount: cents(during.reduce((sum, { net }) => sum + net, 0)),
    stage_feedback:
      stage !== 'acquisition' && random.happens(0.5) ? world.say(random.pick(stageFeedback)) : undefined,
    retention_measures: measuring ? random.pick(measureSets) : undefined,
    retention_detail: measuring ? world.say(detail) : undefined,
    retention_performance: measuring ? world.say(response) : undefined,
    retention_result: lost
      ? until !== undefined
        ? 'won_back'
        : since > 200 && random.happens(0.2)
          ? 'lost'
          : 'pending'
      : undefined,
    churn_reason: lost
      ? random.pick([
          'price',
          'service',
          'quality',
          'competitor',
          'no_budget',
          'no_need',
          'feature',
          'no_response',
        ])
      : undefined,
  })
}

const measureSets = [
  ['callback', 'coupon'],
  ['visit', 'custom_solution'],
  ['price'],
  ['callback'],
  ['service_recovery', 'executive'],
  ['coupon', 'price'],
]
