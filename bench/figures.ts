/** The second base of the bench: what a CRM computes of orders, with twenty fields that people fill in beside it. */
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { writeChange } from '@/lib/changes/write'
import { recomputeAll } from '@/lib/compute/fill'
import { appSql, ownerSql, ownerTransaction, run } from '@/lib/db/connection'
import { ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { createBase } from '@/lib/ddl/base'
import { addField } from '@/lib/ddl/edit-field'
import { createTable } from '@/lib/ddl/edit-table'
import { stored } from '@/lib/expr/ast'
import { parse } from '@/lib/expr/parse'
import type { TypeName } from '@/lib/fields/index'
import type { Source } from '@/lib/meta/model'
import { findBase, loadDefinitions } from '@/lib/meta/store'

export const figures = 'figures'

/** The twenty fields of a customer that people fill in (the first is the table's own), with what the bench fills in. */
const given: Record<string, [TypeName, SQL]> = {
  name: ['text', sql`'客户 ' || md5(i::text)`],
  phone: ['phone', sql`'+86138' || lpad(i::text, 8, '0')`],
  email: ['email', sql`'c' || i || '@example.com'`],
  website: ['url', sql`'https://example.com/' || i`],
  address: [
    'address',
    sql`jsonb_build_object('country', 'CN', 'province', '浙江省', 'city', '杭州市', 'street', '文三路 ' || i || ' 号')`,
  ],
  industry: ['text', sql`(array['制造', '零售', '教育', '餐饮'])[1 + i % 4]`],
  tax_no: ['text', sql`'91330100' || lpad(i::text, 10, '0')`],
  bank: ['text', sql`'招商银行杭州分行'`],
  account_no: ['text', sql`'6225' || lpad(i::text, 12, '0')`],
  founded_on: ['date', sql`date '1990-01-01' + i % 12000`],
  acquired_on: ['date', sql`date '2020-01-01' + i % 2000`],
  contacted_at: ['datetime', sql`now() - make_interval(hours => i % 5000)`],
  employees: ['number', sql`i % 900`],
  credit_limit: ['currency', sql`i % 100000 + 0.25`],
  discount: ['percent', sql`(i % 20) / 100.0`],
  satisfaction: ['rating', sql`1 + i % 5`],
  payment_days: ['number', sql`i % 90`],
  consent: ['checkbox', sql`i % 2 = 0`],
  remark: ['text', sql`'备注 ' || i`],
  notes: ['longtext', sql`'第一次见面在展会，对方关心交货期。' || i`],
}

const year = 'order_date > addDays(today(), -365) and order_date <= today()'

/** What is computed of a customer: eight in columns, two printed into the read. Each may draw on those before it. */
const computed: Record<string, [TypeName, string]> = {
  order_count: ['number', 'orders.count(valid)'],
  lifetime: ['currency', 'orders.sum(net, valid)'],
  average_order: ['currency', 'round(lifetime / order_count, 2)'],
  first_order: ['date', 'orders.min(order_date, valid)'],
  last_order: ['date', 'orders.max(order_date, valid)'],
  orders_12m: ['number', `orders.count(valid and ${year})`],
  amount_12m: ['currency', `orders.sum(net, valid and ${year})`],
  tier: [
    'text',
    '@tiers.first(name, this.lifetime >= min_total and this.order_count >= min_orders, asc(rank))',
  ],
  recency_days: ['number', 'daysBetween(last_order, today())'],
  dormant: ['checkbox', 'coalesce(recency_days > 180, true)'],
}

export const twentyFields = Object.keys(given)
export const tenFormulas = Object.keys(computed)

const formula = (text: string): Source => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.code} at ${parsed.problem.at}`)
  return { kind: 'formula', expr: stored(parsed.expr), stored: true }
}

/** Makes the base, fills it with customers and three times as many orders, and computes everything once. */
export async function makeFigures(person: Person, customers: number): Promise<void> {
  await ownerTransaction((tx) => createBase(tx, person, figures, { 'zh-CN': '计算', en: 'Figures' }))
  await define(person)
  await fill(person, customers)
  const definitions = await loadDefinitions(appSql(), (await findBase(appSql(), figures))!)
  await ownerTransaction((tx) => recomputeAll(tx, definitions))
  // Computing wrote every row several times; what follows finds tables as years of single writes leave them.
  for (const key of ['tiers', 'customers', 'orders'])
    for (const how of [sql`full`, sql`analyze`])
      await run(ownerSql(), sql`vacuum (${how}) ${qualified(figures, key)}`)
}

async function define(person: Person): Promise<void> {
  const as = <T>(work: (actor: Actor) => Promise<T>) => asActor(person, figures, work)
  const add = (
    table: string,
    key: string,
    type: TypeName,
    more: { options?: object; source?: Source } = {},
  ) => as((actor) => addField(actor, table, { key, label: { en: key }, type, ...more }))
  for (const key of ['tiers', 'customers', 'orders'])
    await as((actor) => createTable(actor, { key, label: { en: key } }))
  for (const [key, type] of Object.entries({
    min_total: 'currency',
    min_orders: 'number',
    rank: 'number',
  } as const))
    await add('tiers', key, type)
  for (const [key, [type]] of Object.entries(given)) if (key !== 'name') await add('customers', key, type)

  await add('orders', 'customer', 'link', { options: { table: 'customers', onDelete: 'refuse' } })
  await add('orders', 'order_date', 'date')
  await add('orders', 'status', 'text')
  await add('orders', 'amount', 'currency')
  await add('orders', 'refund', 'currency')
  await add('orders', 'net', 'currency', { source: formula('amount - coalesce(refund, 0)') })
  await add('orders', 'valid', 'checkbox', {
    source: formula('coalesce(status = "done" and net > 0, false)'),
  })

  await add('customers', 'orders', 'links', {
    options: { table: 'orders', onDelete: 'clear' },
    source: { kind: 'inverse', table: 'orders', field: 'customer' },
  })
  for (const [key, [type, text]] of Object.entries(computed))
    await add('customers', key, type, { source: formula(text) })
  await add('orders', 'customer_total', 'currency', { source: formula('customer.lifetime') })
  await add('orders', 'customer_tier', 'text', { source: formula('customer.tier') })
  await add('orders', 'share', 'number', {
    options: { precision: 4 },
    source: formula('round(net / customer_total, 4)'),
  })
}

/** Ids grow with the rows; the three orders of a customer lie far apart. */
async function fill({ userId: actor }: Person, customers: number): Promise<void> {
  const table = (key: string) => qualified(figures, key)
  const columns = joinSql(twentyFields.map(ident), sql`, `)
  const values = joinSql(
    Object.values(given).map(([, value]) => value),
    sql`, `,
  )
  const count = param(customers, 'int')
  await ownerTransaction(async (tx) => {
    const log = (name: string, rows: number) =>
      writeChange(tx, figures, { actor, door: 'import', kind: 'create', table: name, count: rows })
    await log('tiers', 4)
    await run(
      tx,
      sql`insert into ${table('tiers')} (id, name, min_total, min_orders, rank)
          values (uuidv7(), '钻石', 4000, 3, 1), (uuidv7(), '金卡', 2500, 2, 2), (uuidv7(), '银卡', 1000, 1, 3), (uuidv7(), '普通', 0, 0, 4)`,
    )
    await log('customers', customers)
    await run(
      tx,
      sql`insert into ${table('customers')} (id, ${columns})
          select uuidv7(make_interval(secs => i - ${count})), ${values} from generate_series(1, ${count}) i`,
    )
    await log('orders', customers * 3)
    await run(
      tx,
      sql`insert into ${table('orders')} (id, name, customer, order_date, status, amount, refund)
          select uuidv7(make_interval(secs => (k * ${count} + c.n) - 3 * ${count})), 'D' || k * ${count} + c.n, c.id,
            current_date - (c.n * 7 + k * 331)::int % 1100, case when (c.n + k) % 9 = 0 then 'open' else 'done' end,
            100 + c.n * 37 % 1900 + 0.5, case when c.n % 10 = 0 then 20 end
          from generate_series(0, 2) k, (select id, row_number() over (order by id) as n from ${table('customers')}) c
          order by k, c.n`,
    )
  })
}
