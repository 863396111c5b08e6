/** Complaints and service requests, and satisfaction surveys. */
import type { Customer } from './customers'
import type { Order } from './orders'
import { servicePeople } from './people'
import { type Chance, chance } from './random'
import { personName } from './words/names'
import { answers, expectation, issues } from './words/service'
import type { Draft, Words, World } from './world'

const issueShares = {
  product_quality: 22,
  service_attitude: 8,
  after_sales: 18,
  delivery: 16,
  price_billing: 10,
  feature: 8,
  usage: 14,
  other: 4,
}
const kindOf: Record<string, readonly string[]> = {
  product_quality: ['complaint', 'after_sales', 'return'],
  service_attitude: ['complaint'],
  after_sales: ['after_sales', 'after_sales', 'return'],
  delivery: ['complaint', 'service'],
  price_billing: ['service', 'complaint'],
  feature: ['suggestion'],
  usage: ['consultation', 'service'],
  other: ['service', 'praise'],
}

/** The category of product that can have the issue; others do not name one. */
const about: Record<string, string> = {
  product_quality: 'hardware',
  after_sales: 'hardware',
  feature: 'software',
  usage: 'software',
}

/** 180 requests of people who bought, one in six of the last weeks; older ones are closed. */
export function addRequests(world: World, orders: Order[]): Draft[] {
  const random = chance('service_requests')
  const bought = orders.filter(({ valid, ago }) => valid && ago < 480 && ago > 2)
  return random.shares(180, issueShares).map((issue) => {
    const order = random.pick(
      bought.filter(({ main }) => !about[issue] || main.draft.fields.category === about[issue]),
    )
    const lately = random.happens(1 / 6)
    const ago = lately
      ? random.between(1, Math.min(20, order.ago))
      : Math.max(1, order.ago - random.between(1, 30))
    return addRequest(world, random, order, issue, ago)
  })
}

function addRequest(world: World, random: Chance, order: Order, issue: string, ago: number): Draft {
  const { customer, main } = order
  const text = issues[issue]!
  const say = (words: Words) => world.say(words).replace('{product}', main.name)
  const at = { ago, minute: random.between(540, 1060) }
  const status = statusAfter(random, ago)
  const done = status === 'resolved' || status === 'closed'
  const open = status === 'open'
  const contact = customer.contacts[0]
  const name = personName(world.next('person'))
  return world.add('service_requests', at, {
    title: say(text.title),
    customer: customer.draft,
    contact,
    reporter_name: contact ? contact.fields.name : world.say(name),
    reporter_phone: contact ? contact.fields.phone : customer.draft.fields.phone,
    request_type: random.pick(kindOf[issue]!),
    issue,
    description: say(text.description),
    product: main.draft,
    order: order.draft,
    priority: random.pick(['low', 'normal', 'normal', 'normal', 'high', 'urgent']),
    via: random.pick(['phone', 'phone', 'social', 'email', 'other']),
    status,
    assignee: open ? undefined : random.pick(servicePeople),
    submitted_at: world.instant(at),
    first_response_at: open ? undefined : world.instant({ ago, minute: at.minute + random.between(5, 200) }),
    resolved_at: done
      ? world.instant({ ago: Math.max(0, ago - random.between(1, 4)), minute: 500 })
      : undefined,
    resolution: done ? say(text.resolution) : undefined,
    satisfaction: done && random.happens(0.7) ? random.pick([5, 5, 4, 4, 4, 3, 2]) : undefined,
    internal_note: random.happens(0.15)
      ? world.say(['客户影响力较大，优先处理。', 'Influential customer, handle first.'])
      : undefined,
  })
}

const statusAfter = (random: Chance, ago: number): string => {
  if (ago <= 4) return random.pick(['open', 'open', 'in_progress', 'pending'])
  if (ago <= 20) return random.pick(['in_progress', 'pending', 'resolved', 'resolved'])
  return random.pick(['closed', 'closed', 'closed', 'closed', 'resolved', 'resolved', 'rejected'])
}

export interface Survey {
  customer: Customer | undefined
  ago: number
  draft: Draft
}

/** 310 surveys of buyers and ten anonymous ones. */
export function addSurveys(world: World, orders: Order[], requests: Draft[]): Survey[] {
  const random = chance('surveys')
  const bought = orders.filter(({ valid, ago }) => valid && ago < 540 && ago > 8)
  const grades = random.shares(320, { 5: 38, 4: 34, 3: 16, 2: 8, 1: 4 })
  return grades.map((grade, i) => {
    const order = random.pick(bought)
    const type = random.pick(['periodic', 'periodic', 'after_order', 'after_service', 'nps'])
    const request =
      type === 'after_service' ? requests.find((r) => r.fields.customer === order.customer.draft) : undefined
    const after = request ? request.at.ago : order.ago
    const ago = Math.max(1, after - random.between(7, 20))
    const overall = Number(grade)
    const near = () => Math.min(5, Math.max(1, overall + random.pick([-1, 0, 0, 0, 1])))
    return addSurvey(world, random, i % 32 === 31 ? undefined : order.customer, {
      ago,
      overall,
      type,
      request,
      order: type === 'after_order' ? order.draft : undefined,
      marks: [near(), near(), random.happens(0.85) ? near() : undefined],
      recommend: random.pick(
        [
          [0, 3],
          [1, 2, 3],
          [2, 4, 5],
          [5, 6, 7, 8],
          [7, 8, 9],
          [9, 10, 10],
        ][overall]!,
      ),
    })
  })
}

export interface SurveyProfile {
  ago: number
  overall: number
  type: string
  marks: [quality: number, attitude: number, afterSales: number | undefined]
  recommend: number
  order?: Draft
  request?: Draft
}

export function addSurvey(
  world: World,
  random: Chance,
  customer: Customer | undefined,
  profile: SurveyProfile,
): Survey {
  const { ago, overall, type, marks, recommend, order, request } = profile
  const day = world.day(ago)
  const words = answers[overall]!
  const draft = world.add(
    'surveys',
    { ago, minute: random.between(540, 1080) },
    {
      customer: customer?.draft,
      contact: customer?.contacts[0],
      anonymous: customer === undefined,
      survey_type: type,
      round: `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
      surveyed_at: day,
      method: random.pick(['phone', 'social', 'social', 'email', 'sms']),
      order: customer && order,
      request: customer && request,
      product_quality: marks[0],
      service_attitude: marks[1],
      after_sales: marks[2],
      overall,
      recommend,
      feedback: random.happens(0.6) ? world.say(words.feedback) : undefined,
      suggestion: random.happens(0.35) ? world.say(words.suggestion) : undefined,
      expectation: random.happens(0.2) ? world.say(expectation) : undefined,
      handled: overall <= 2 ? random.happens(0.5) : false,
    },
  )
  return { customer, ago, draft }
}
