/** Conversations with customers, the follow-ups behind some of them, and those still to come. */
import type { Customer } from './customers'
import { managers, servicePeople } from './people'
import type { Product } from './products'
import { type Chance, chance } from './random'
import { plans, type Talk, talks } from './words/talks'
import type { Draft, Words, World } from './world'

const methods = { phone: 34, social: 22, email: 18, visit: 10, meeting: 7, sms: 5, video: 3, other: 1 }
const topics = {
  consultation: 20,
  technical: 8,
  price: 14,
  delivery: 10,
  after_sales: 12,
  complaint: 5,
  need: 9,
  promotion: 8,
  relationship: 10,
  other: 4,
}
/** Why one follows up after a conversation about this. */
const purposes: Record<string, string> = {
  consultation: 'product_recommendation',
  technical: 'need_response',
  price: 'need_response',
  delivery: 'data_review',
  after_sales: 'satisfaction_check',
  complaint: 'win_back',
  need: 'need_response',
  promotion: 'promotion',
  relationship: 'regular_visit',
  other: 'payment',
}
const sentiments: Record<string, readonly string[]> = {
  complaint: ['negative', 'negative', 'neutral'],
  price: ['neutral', 'neutral', 'positive', 'negative'],
}

const fill = (text: string, names: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '')

/** The contacts of a customer are who one talks to; individuals answer themselves. */
const someone = (random: Chance, { contacts }: Customer): Draft | undefined =>
  contacts.length > 0 ? random.pick(contacts) : undefined

export function addTalks(world: World, customers: Customer[], products: Product[]): void {
  const random = chance('activities')
  const total = customers.reduce((sum, customer) => sum + customer.talks, 0)
  const method = random.shares(total, methods)
  const topic = random.shares(total, topics)
  let n = 0
  for (const customer of customers) {
    // Nobody has talked to those who left since shortly after their last order.
    const latest = customer.status === 'churned' ? Math.max(1, customer.buys.at(-1)! - 20) : 1
    const earliest = Math.max(latest + 1, Math.min(customer.acquired, latest + 500))
    let newest: Draft | undefined
    for (let i = 0; i < customer.talks; i++, n++) {
      const at = {
        ago: Math.min(random.between(latest, earliest), Math.max(1, customer.acquired)),
        minute: random.between(540, 1080),
      }
      const talk = addTalk(world, random, customer, random.pick(products), at, topic[n]!, method[n]!)
      if (!newest || talk.at.ago < newest.at.ago) newest = talk
    }
    if (customer.owner && random.happens(0.45)) addPlan(world, random, customer, newest)
  }
}

function addTalk(
  world: World,
  random: Chance,
  customer: Customer,
  product: Product,
  at: Draft['at'],
  topic: string,
  method: string,
): Draft {
  const talk: Talk = random.pick(talks[topic]!)
  const say = (words: Words) => fill(world.say(words), { product: product.name })
  const reached = random.happens(0.86)
  const staff =
    topic === 'after_sales' || topic === 'complaint'
      ? random.pick(servicePeople)
      : (customer.owner ?? managers[0]!)
  const contact = someone(random, customer)
  const planned = random.happens(0.25)
    ? planBehind(world, random, customer, at, topic, method, contact)
    : undefined
  const talked = method === 'phone' || method === 'visit' || method === 'meeting' || method === 'video'
  return world.add('activities', at, {
    subject: say(talk.subject),
    customer: customer.draft,
    contact,
    happened_at: world.instant(at),
    method,
    direction: planned || random.happens(0.58) ? 'outbound' : 'inbound',
    duration_min: talked && reached ? random.between(3, 60) : undefined,
    topic,
    content: reached
      ? say(talk.content)
      : world.say(['未能联系上，稍后再试。', 'Could not reach them; trying again later.']),
    customer_feedback: reached && random.happens(0.7) ? say(talk.feedback) : undefined,
    sentiment: reached
      ? random.pick(sentiments[topic] ?? ['positive', 'positive', 'neutral', 'neutral', 'neutral'])
      : undefined,
    result: reached ? 'reached' : random.pick(['no_answer', 'callback', 'callback', 'refused']),
    products_interested: topic === 'consultation' || topic === 'need' ? [product.draft] : undefined,
    next_step: reached && random.happens(0.5) ? say(talk.next) : undefined,
    needs_follow_up: false,
    follow_up: planned,
    staff,
  })
}

/** The plan that led to a conversation, now done. */
function planBehind(
  world: World,
  random: Chance,
  customer: Customer,
  at: Draft['at'],
  topic: string,
  method: string,
  contact?: Draft,
): Draft {
  const plan = plans[purposes[topic]!]!
  const say = (words: Words) => fill(world.say(words), { customer: customer.name })
  const planned = {
    ago: Math.min(at.ago + random.between(0, 2), customer.acquired),
    minute: 60 * random.between(9, 17),
  }
  return world.add(
    'follow_ups',
    {
      ago: Math.min(planned.ago + random.between(2, 9), customer.acquired),
      minute: random.between(520, 1080),
    },
    {
      title: say(plan.title),
      customer: customer.draft,
      contact,
      purpose: purposes[topic],
      planned_at: world.instant(planned),
      method,
      content: say(plan.content),
      assignee: customer.owner ?? managers[0],
      goal: say(plan.goal),
      expected_result: say(plan.expected),
      priority: random.pick(['low', 'normal', 'normal', 'normal', 'high', 'urgent']),
      status: 'done',
      done_at: world.instant(at),
      actual_result: say(plan.outcome),
      goal_met: random.happens(0.72),
    },
  )
}

/** A follow-up still to come, or a little overdue, or called off. */
function addPlan(world: World, random: Chance, customer: Customer, talk?: Draft): void {
  const lost = customer.status === 'churned'
  const purpose = lost ? 'win_back' : random.pick(Object.keys(plans).filter((key) => key !== 'win_back'))
  const plan = plans[purpose]!
  const say = (words: Words) => fill(world.say(words), { customer: customer.name })
  const ago = random.happens(0.22) ? random.between(1, 12) : -random.between(0, 45)
  const created = Math.min(customer.acquired, Math.max(ago, 1) + random.between(1, 14))
  const status = random.pick(['planned', 'planned', 'planned', 'in_progress', 'cancelled'])
  const draft = world.add(
    'follow_ups',
    { ago: created, minute: random.between(520, 1080) },
    {
      title: say(plan.title),
      customer: customer.draft,
      contact: someone(random, customer),
      purpose,
      planned_at: world.instant({ ago, minute: 60 * random.between(9, 17) }),
      method: random.pick(['phone', 'visit', 'email', 'social', 'meeting', 'video', 'sms']),
      content: say(plan.content),
      assignee: customer.owner,
      goal: say(plan.goal),
      expected_result: say(plan.expected),
      priority: random.pick(['low', 'normal', 'normal', 'high', 'urgent']),
      status,
      remind_before_h: 24,
    },
  )
  if (!talk || status === 'cancelled') return
  draft.later.source_activity = talk
  Object.assign(talk.fields, { needs_follow_up: true, follow_up_date: world.day(ago) })
}
