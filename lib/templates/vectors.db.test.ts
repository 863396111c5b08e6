/** The worked examples of the definitions, computed by the installed templates: the customer whose figures are known by hand, and the edges. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ListAnswer } from '@/lib/api/contract'
import { wrongValues } from '@/lib/compute/fill'
import { ownerTransaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { call, field, stored, value } from '@/lib/expr/ast'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import { makePerson } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { installTemplate } from './install'
import { Ledger, often, type Purchase } from './testing/ledger'

const today = '2026-06-30'

let db: TestDatabase
let owner: Person
const ledger = new Ledger(today)
const { ago } = ledger
const customer = (cells: Record<string, unknown> = {}, purchases: Purchase[] = []): string =>
  ledger.customer(cells, purchases)

const named = async (name: string): Promise<Record<string, unknown>> => {
  const filter = stored(call('is', field('name'), value(name)))
  const answer = await asActor(owner, 'main', (a) => listRecords(a, 'customers', { filter, limit: 1 }))
  const [found] = (JSON.parse(answer) as ListAnswer).records
  return { ...found!.fields, id: found!.id }
}

const cells = (id: string): Promise<Record<string, unknown>> => named(ledger.nameOf(id))

const who: Record<string, string> = {}

beforeAll(async () => {
  vi.useFakeTimers({ now: new Date(`${today}T04:00:00.000Z`), toFake: ['Date'] })
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  owner = await makePerson('店主')
  await ownerTransaction((tx) => createBase(tx, owner, 'main', { en: 'Customers' }))
  await installTemplate(owner, 'main', {
    template: 'customer_management',
    sample: true,
    sampleLocale: 'zh-CN',
  })
  await installTemplate(owner, 'main', { template: 'customer_grading', sample: false, sampleLocale: 'zh-CN' })

  Object.assign(who, {
    nobody: customer({ potential_rating: 5 }),
    once: customer({}, [{ ago: 20, net: 4999.99, cost: 3000 }]),
    longAgo: customer({}, [
      { ago: 500, net: 900 },
      { ago: 430, net: 900 },
    ]),
    keep: customer({}, often(6, 20_000, 200)),
    fresh: customer({}, [{ ago: 5, net: 100 }]),
    gold: customer({}, often(5, 8000).concat({ ago: 3, net: 10_000 })),
    silver: customer({}, often(5, 8000).concat({ ago: 3, net: 9999.99 })),
    ninety: customer({}, [{ ago: 90, net: 50 }]),
    ninetyOne: customer({}, [{ ago: 91, net: 50 }]),
    tierToday: customer({ tier_override: 'gold', override_until: today }),
    tierOver: customer({ tier_override: 'gold', override_until: ago(1) }),
    fifty: customer({ potential_rating: 4 }, [{ ago: 250, net: 30_000 }]),
    twenty: customer({ potential_rating: 1 }, [{ ago: 1, net: 3000 }]),
    lifetime: customer(
      {},
      Array.from({ length: 24 }, (_, i) => ({ ago: 730 - i * 10, net: 5000, cost: 3250 })),
    ),
    unknownCost: customer({}, [{ ago: 365, net: 1000 }]),
    cancelled: customer({}, [{ ago: 3, net: 1000, status: 'cancelled' }]),
    boundary: customer({}, [
      { ago: 364, net: 10 },
      { ago: 365, net: 20 },
    ]),
    never: customer(),
    monthA: customer({ abc_override: 'A', acquired_at: '2026-01-31' }),
    quarterB: customer({ abc_override: 'B', acquired_at: '2025-11-30' }),
    quarterC: customer({ abc_override: 'C', acquired_at: '2026-06-12' }),
    planned: customer({ abc_override: 'A', acquired_at: '2026-01-31' }),
    young: customer({ customer_kind: 'individual', birth_date: '1990-07-01', source: 'partner_referral' }),
    old: customer({ customer_kind: 'individual', birth_date: '1990-06-30', source: 'search_engine' }),
    payer: customer(
      { credit_limit: 30_000, address: { country: 'CN', province: '浙江省', city: '杭州市' } },
      [{ ago: 15, net: 20_000 }],
    ),
    late: customer({ address: { country: 'US', province: 'California', city: 'San Francisco' } }),
    earlier: customer(),
    overpaid: customer(),
  })
  for (const status of ['planned', 'done'])
    ledger.make('follow_ups', {
      customer: who.planned,
      title: '拜访',
      purpose: 'regular_visit',
      planned_at: '2026-07-03T23:30:00.000+08:00',
      method: 'visit',
      content: '-',
      assignee: owner.userId,
      goal: '-',
      expected_result: '-',
      status,
      ...(status === 'done' ? { done_at: '2026-06-01T02:00:00.000Z', actual_result: '-' } : {}),
    })
  const { payer, late, earlier, overpaid } = who as Record<string, string>
  for (let i = 0; i < 9; i++) ledger.pay(payer!, ledger.receivable(payer!, 1000, 40 + i), 1000, 45 + i)
  ledger.receivable(payer!, 5000, 20)
  ledger.receivable(payer!, 15_000, -10)
  ledger.pay(late!, ledger.receivable(late!, 10_000, 30), 4000, 25)
  ledger.pay(late!, ledger.receivable(late!, 700, 0), 700, 0, false)
  ledger.receivable(late!, 100, 91)
  ledger.pay(earlier!, ledger.receivable(earlier!, 100, 400), 100, 380)
  ledger.pay(overpaid!, ledger.receivable(overpaid!, 100, 5), 150, 6)
  await asActor(owner, 'main', (a) => ledger.insert(a))
  const { id } = await named('远航科技')
  await asActor(owner, 'main', (a) =>
    updateRecord(a, 'customers', String(id), { set: { potential_rating: 4, strategic_value: 'medium' } }),
  )
}, 180_000)
afterAll(async () => {
  await db.close()
  vi.useRealTimers()
})

describe('the worked example', () => {
  const expected: Record<string, Record<string, unknown>> = {
    C1: { frequency_12m: 5, amount_12m: 53_000, recency_days: 45 },
    'C1, sums': {
      orders_count: 7,
      lifetime_amount: 88_000,
      lifetime_profit: 30_150,
      first_order_date: '2024-07-01',
      last_order_date: '2026-05-16',
    },
    C2: { aov: 12_571.43, avg_interval_days: 114, expected_next_purchase: '2026-09-07' },
    C3: { rfm_r: 4, rfm_f: 3, rfm_m: 4 },
    C4: { rfm_segment: 'champions' },
    C5: { value_level: 'medium' },
    C6: { tier: 'silver' },
    C7: { abc_score: 73, abc_class: 'A' },
    C8: { key_account_score: 55, key_account_suggested: true },
    C9: { clv: 60_382.72 },
    C10: { repeat_rate: 0.8571 },
    C13: { satisfaction_score: 80 },
    C18: {
      outstanding_total: 8000,
      overdue_total: 3000,
      max_overdue_days: 30,
      debt_since: '2026-05-31',
      has_debt: true,
    },
    C19: { on_time_rate: 0.75, credit_score: 68.25, credit_rating: 'B', suggested_limit: 6360 },
    C22: { next_follow_up_date: '2026-07-13', follow_up_overdue: false },
    C34: { source_class: 'partner' },
  }
  test.each(Object.entries(expected))('%s', async (_, fields) => {
    expect(await named('远航科技')).toMatchObject(fields)
  })
})

describe('the edges', () => {
  const expected: [string, string, Record<string, unknown>][] = [
    ['C1: no order', 'never', { frequency_12m: 0, amount_12m: 0, orders_count: 0, lifetime_amount: 0 }],
    ['C1: 365 days, today included', 'boundary', { frequency_12m: 1, amount_12m: 10 }],
    ['C1: a cancelled order', 'cancelled', { orders_count: 0, lifetime_amount: 0 }],
    ['C2: one order', 'once', { aov: 4999.99 }],
    ['C3: none in 12 months', 'longAgo', { rfm_f: 1, rfm_m: 1, rfm_r: 1 }],
    ['C4: (2, 4, 5)', 'keep', { rfm_r: 2, rfm_f: 4, rfm_m: 5, rfm_segment: 'keep' }],
    ['C4: (5, 1, 1)', 'fresh', { rfm_r: 5, rfm_f: 1, rfm_m: 1, rfm_segment: 'general_develop' }],
    ['C5: 6 and 50,000', 'gold', { frequency_12m: 6, amount_12m: 50_000, value_level: 'high' }],
    ['C5: 1 and 4,999.99', 'once', { value_level: 'low' }],
    ['C5: never', 'never', { value_level: 'none' }],
    ['C6: 6 and 50,000', 'gold', { tier: 'gold' }],
    ['C6: 6 and 49,999.99', 'silver', { amount_12m: 49_999.99, tier: 'silver' }],
    ['C6: first order 90 days ago', 'ninety', { tier: 'new' }],
    ['C6: one order 91 days ago', 'ninetyOne', { tier: 'regular' }],
    ['C6: no order', 'never', { tier: 'new' }],
    ['C6: set by hand until today', 'tierToday', { tier: 'gold' }],
    ['C6: set by hand until yesterday', 'tierOver', { tier: 'new' }],
    ['C7: 30,000, 8 months, 4 stars', 'fifty', { abc_score: 52, abc_class: 'B' }],
    ['C7: 3,000, 0 months, 1 star', 'twenty', { abc_score: 20, abc_class: 'C' }],
    ['C7: nothing, 5 stars', 'nobody', { abc_score: 30, abc_class: 'B' }],
    [
      'C9: 24 orders in 730 days',
      'lifetime',
      { orders_count: 24, lifetime_amount: 120_000, tier: 'regular', clv: 63_000 },
    ],
    ['C9: unknown cost takes the default margin', 'unknownCost', { gross_margin: 0.3, clv: 900 }],
    ['C9: no order', 'never', { clv: 0 }],
    ['C10: one order', 'once', { repeat_rate: 0 }],
    [
      'C18: partly paid, and due today',
      'late',
      { outstanding_total: 6800, overdue_total: 6100, max_overdue_days: 91 },
    ],
    ['C18: over-paid', 'overpaid', { outstanding_total: 0, has_debt: false, on_time_rate: 1 }],
    [
      'C19: 9 of 10',
      'payer',
      { on_time_rate: 0.9, outstanding_total: 20_000, overdue_total: 5000, credit_score: 79.5 },
    ],
    [
      'C19: its rating and limit',
      'payer',
      { credit_rating: 'A', suggested_limit: 16_000, credit_available: 10_000 },
    ],
    ['C19: nothing ever due', 'never', { credit_rating: 'NR', suggested_limit: 0 }],
    [
      'C19: only what is older than a year',
      'earlier',
      { on_time_rate: 1, credit_score: 100, credit_rating: 'AAA' },
    ],
    ['C22: A from 31 January', 'monthA', { next_follow_up_date: '2026-03-02', follow_up_overdue: true }],
    ['C22: B from 30 November', 'quarterB', { next_follow_up_date: '2026-03-02' }],
    ['C22: C from 12 June', 'quarterC', { next_follow_up_date: '2026-09-12', follow_up_overdue: false }],
    ['C22: an open follow-up goes first', 'planned', { next_follow_up_date: '2026-07-03' }],
    ['C34: the day before the birthday', 'young', { age: 35, source_class: 'partner' }],
    ['C34: a region by its province', 'payer', { region: 'east' }],
    ['C34: a region abroad', 'late', { region: 'overseas' }],
    ['C34: the birthday', 'old', { age: 36, source_class: 'online' }],
  ]
  test.each(expected)('%s', async (_, name, fields) => {
    expect(await cells(who[name]!)).toMatchObject(fields)
  })

  const empty: [string, string, string[]][] = [
    [
      'no order',
      'never',
      ['recency_days', 'aov', 'rfm_r', 'rfm_f', 'rfm_m', 'rfm_segment', 'repeat_rate', 'top_product'],
    ],
    ['one order', 'once', ['avg_interval_days', 'expected_next_purchase']],
    ['no survey', 'never', ['satisfaction_score']],
    ['nothing ever due', 'never', ['credit_score', 'on_time_rate', 'debt_since']],
  ]
  test.each(empty)('%s: what has no answer is empty', async (_, name, keys) => {
    const found = await cells(who[name]!)
    expect(keys.filter((key) => found[key] !== undefined && found[key] !== null)).toEqual([])
  })

  test('C18: any overdue of more than 90 days caps the rating at C', async () => {
    const { credit_rating, credit_score } = await cells(who.late!)
    expect(['C', 'D']).toContain(credit_rating)
    expect(credit_score).toBeLessThan(70)
  })
})

describe('through the door', () => {
  const add = async (table: string, given: Record<string, unknown>) =>
    JSON.parse(await asActor(owner, 'main', (a) => createRecord(a, table, given))) as {
      id: string
      fields: Record<string, unknown>
    }
  const get = async (table: string, id: string): Promise<Record<string, unknown>> => {
    const { records: rows } = JSON.parse(
      await asActor(owner, 'main', (a) => listRecords(a, table, { limit: 200 })),
    ) as ListAnswer
    return rows.find((r) => r.id === id)!.fields
  }

  test('C33: an order is what its items make it, and its customer follows', async () => {
    const { id: buyer } = await add('customers', { name: '新客户', source: 'walk_in', phone: '13900139000' })
    const { id } = await add('orders', {
      customer: buyer,
      order_date: ago(1),
      status: 'confirmed',
      discount_amount: 39.73,
      shipping_fee: 20,
      refund_amount: 20,
    })
    await add('order_items', {
      order: id,
      product: ledger.product,
      quantity: 3,
      unit_price: 199.9,
      discount_rate: 0.1,
      unit_cost: 100,
    })
    expect(await get('orders', id)).toMatchObject({
      quantity: 3,
      items_amount: 539.73,
      total_amount: 520,
      net_amount: 500,
      items_cost: 300,
      gross_profit: 200,
      valid: true,
      is_first_order: true,
    })
    expect(await named('新客户')).toMatchObject({
      orders_count: 1,
      lifetime_amount: 500,
      tier: 'new',
      top_category: 'other',
    })
    await add('order_items', { order: id, product: ledger.product, quantity: 1, unit_price: 10 })
    const unknown = await get('orders', id)
    expect(unknown).toMatchObject({ net_amount: 510 })
    expect([unknown.items_cost, unknown.gross_profit]).toEqual([undefined, undefined])
  })

  test('changing a grade rule moves the customers', async () => {
    const { records: rules } = JSON.parse(
      await asActor(owner, 'main', (a) => listRecords(a, 'grade_rules', { limit: 200 })),
    ) as ListAnswer
    const silver = rules.find((r) => r.fields.scheme === 'tier' && r.fields.grade_key === 'silver')!
    await asActor(owner, 'main', (a) =>
      updateRecord(a, 'grade_rules', silver.id, { set: { min_amount: 50_000 } }),
    )
    expect(await cells(who.silver!)).toMatchObject({ tier: 'regular' })
    await asActor(owner, 'main', (a) =>
      updateRecord(a, 'grade_rules', silver.id, { set: { min_amount: 15_000 } }),
    )
    expect(await cells(who.silver!)).toMatchObject({ tier: 'silver' })
  })

  test('nothing differs from a computation from nothing', async () => {
    const wrong = await asActor(owner, 'main', (a) => wrongValues(db.ownerSql, a.definitions))
    expect(wrong.map((w) => `${w.table.key}.${w.field} ${w.records}`)).toEqual([])
  })
})
