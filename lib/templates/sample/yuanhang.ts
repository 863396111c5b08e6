/** The worked example: a customer whose sums, score and next follow-up are known by hand. */
import { daysBetween } from '@/lib/expr/calendar'
import type { Add, Buy, Edges } from './edges'
import { addReceivable } from './money'
import { servicePeople } from './people'
import { chance } from './random'
import { addSurvey } from './service'
import { asOf, type World } from './world'

/** Days ago of one of its dates. */
const since = (date: string): number => daysBetween(date, asOf)

export function addYuanhang(world: World, edges: Edges, add: Add, buy: Buy): void {
  const purchases = [
    ['2024-07-01', 20000, 13000],
    ['2025-01-10', 15000, 9750],
    ['2025-08-15', 12000, 7800],
    ['2025-11-20', 18000, 11700],
    ['2026-01-25', 10000, 6500],
    ['2026-03-10', 8000, 5200],
    ['2026-05-16', 5000, 3900],
  ] as const
  const customer = add({
    kind: 'enterprise',
    name: ['远航科技', 'Yuanhang Technology'],
    source: 'partner_referral',
    acquired: since('2024-06-15'),
    contacts: 2,
    buys: purchases.map(([date]) => since(date)),
    status: 'loyal',
    fields: { vip_level: 'vip', potential_rating: 4, strategic_value: 'medium' },
  })
  const orders = purchases.map(([date, net, cost], i) =>
    buy(customer, since(date), net, cost, {
      status: i === 5 ? 'shipped' : i === 6 ? 'confirmed' : 'completed',
      ...(i === 6 ? { refund: 1000 } : {}),
    }),
  )
  buy(customer, since('2026-04-05'), 9000, 5850, { status: 'cancelled' })

  const receivables = [
    [2, '2025-09-15', '2025-09-10', 12000],
    [3, '2025-12-20', '2025-12-18', 18000],
    [4, '2026-02-25', '2026-02-25', 10000],
    [5, '2026-05-31', '2026-06-05', 5000],
    [6, '2026-07-15', undefined, 0],
  ] as const
  for (const [index, due, paidOn, amount] of receivables) {
    const order = orders[index]!
    const paid = paidOn ? [{ ago: since(paidOn), amount, method: 'bank_transfer' }] : []
    addReceivable(world, customer, {
      order: order.draft,
      created: order.ago,
      minute: 1100,
      amount: order.net,
      due: since(due),
      paid,
    })
  }

  const dice = chance('yuanhang')
  edges.surveys.push(
    addSurvey(world, dice, customer, {
      ago: since('2026-05-20'),
      overall: 4,
      type: 'periodic',
      marks: [4, 5, 3],
      recommend: 9,
    }),
  )
  const contact = customer.contacts[0]
  const complaint = { ago: since('2026-05-25'), minute: 640 }
  world.add('service_requests', complaint, {
    title: world.say(['设备响应变慢', 'Device has become slow']),
    customer: customer.draft,
    contact,
    reporter_name: contact?.fields.name,
    reporter_phone: contact?.fields.phone,
    request_type: 'complaint',
    issue: 'product_quality',
    description: world.say([
      '更新后操作明显变慢，影响盘点。',
      'Much slower since the update; stocktaking suffers.',
    ]),
    order: orders[5]!.draft,
    priority: 'high',
    via: 'phone',
    status: 'resolved',
    assignee: servicePeople[0],
    submitted_at: world.instant(complaint),
    first_response_at: world.instant({ ...complaint, minute: 700 }),
    resolved_at: world.instant({ ago: complaint.ago - 2, minute: 900 }),
    resolution: world.say([
      '重新部署后恢复，客户确认。',
      'Fine after redeployment; confirmed by the customer.',
    ]),
    satisfaction: 4,
  })
  const visit = { ago: since('2026-06-12'), minute: 870 }
  const plan = world.add(
    'follow_ups',
    { ago: visit.ago + 5, minute: 600 },
    {
      title: world.say(['定期拜访远航科技', 'Regular visit to Yuanhang Technology']),
      customer: customer.draft,
      contact,
      purpose: 'regular_visit',
      planned_at: world.instant({ ...visit, minute: 840 }),
      method: 'visit',
      content: world.say([
        '回顾上半年合作，了解下半年计划。',
        'Look back on the half-year and hear their plans.',
      ]),
      assignee: customer.owner,
      goal: world.say(['确认下半年采购意向', 'Learn what they intend to buy']),
      expected_result: world.say(['得到采购时间表', 'A purchase timetable']),
      priority: 'high',
      status: 'done',
      done_at: world.instant(visit),
      actual_result: world.say(['客户计划第三季度扩容。', 'They plan to expand in the third quarter.']),
      goal_met: true,
    },
  )
  world.add('activities', visit, {
    subject: world.say(['上半年合作回顾', 'Half-year review']),
    customer: customer.draft,
    contact,
    happened_at: world.instant(visit),
    method: 'visit',
    direction: 'outbound',
    duration_min: 60,
    topic: 'relationship',
    content: world.say([
      '回顾上半年订单与服务，介绍新功能。',
      'Reviewed orders and service, presented new features.',
    ]),
    customer_feedback: world.say([
      '对服务响应满意，关注接口能力。',
      'Happy with our response; interested in integration.',
    ]),
    sentiment: 'positive',
    result: 'reached',
    needs_follow_up: false,
    follow_up: plan,
    staff: customer.owner,
  })
}
