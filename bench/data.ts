/** The rows of the bench: customers with twenty typed fields, and a fifth as many orders with links to one and to many. */
import { writeChange } from '@/lib/changes/write'
import { ownerSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { base, type People } from './people'

/** The twenty fields that every row of the bench reads. */
export const fields = [
  'customer_no',
  'name',
  'customer_kind',
  'gender',
  'birth_date',
  'phone',
  'email',
  'wechat',
  'address',
  'vip_level',
  'demand_type',
  'source',
  'tags',
  'acquired_at',
  'lifecycle_stage',
  'owner',
  'credit_limit',
  'payment_term_days',
  'abc_override',
  'marketing_consent',
] as const

const products = 200

/** Fills the tables. Ids grow with the rows, so the default order is the order of insertion, backwards. */
export async function fill(rows: number, { owner, seller, newcomer }: People): Promise<void> {
  const table = (key: string) => qualified(base, key)
  await ownerTransaction(async (tx) => {
    const log = (name: string, count: number) =>
      writeChange(tx, base, { actor: owner.id, door: 'import', kind: 'create', table: name, count })
    const count = param(rows, 'int')
    const made = param(await log('customers', rows), 'bigint')
    await run(
      tx,
      sql`insert into ${table('customers')} (id, created_by, _created_in, customer_no, name, customer_kind, gender, birth_date,
            phone, email, wechat, address, vip_level, demand_type, source, tags, acquired_at, lifecycle_stage, owner,
            collaborators, credit_limit, payment_term_days, abc_override, marketing_consent)
          select uuidv7(make_interval(secs => i - ${count})), ${param(owner.id, 'uuid')}, ${made}, 'B' || i, '客户 ' || md5(i::text),
            (array['individual', 'enterprise', 'government', 'nonprofit'])[1 + i % 4],
            (array['male', 'female', 'undisclosed'])[1 + i % 3], date '1960-01-01' + i % 15000,
            '+86138' || lpad(i::text, 8, '0'), 'c' || i || '@example.com', 'wx_' || i,
            jsonb_build_object('country', 'CN', 'province', '浙江省', 'city', '杭州市', 'street', '文三路 ' || i || ' 号'),
            (array['vip', 'regular', 'regular', 'regular'])[1 + i % 4],
            (array['price_sensitive', 'brand_loyal', 'quality_first'])[1 + i % 3],
            (array['exhibition', 'walk_in', 'social_media', 'search_engine', 'other'])[1 + i % 5],
            array['negotiating', (array['reference', 'uses_competitor'])[1 + i % 2]], date '2020-01-01' + i % 2000,
            (array['acquisition', 'maintenance', 'retention'])[1 + i % 3],
            case when i <= 30 then ${param(newcomer.id, 'uuid')} when i % 50 = 0 then ${param(seller.id, 'uuid')}
              else md5((i % 50)::text)::uuid end,
            case when i % 400 = 7 then array[${param(seller.id, 'uuid')}] end,
            i * 37 % 100000 + 0.25, i % 90, (array['A', 'B', 'C'])[1 + i % 3], i % 2 = 0
          from generate_series(1, ${count}) i`,
    )
    const items = param(products, 'int')
    await log('products', products)
    await run(
      tx,
      sql`insert into ${table('products')} (id, product_no, name)
          select uuidv7(make_interval(secs => i - ${items})), 'P' || i, '产品 ' || i from generate_series(1, ${items}) i`,
    )
    const orders = Math.floor(rows / 5)
    await log('orders', orders)
    await run(
      tx,
      sql`insert into ${table('orders')} (id, order_no, customer, salesperson, order_date, status, shipping_fee)
          select uuidv7(make_interval(secs => c.n - ${count})), 'B' || c.n, c.id, c.owner, c.acquired_at, 'completed', c.n % 20
          from (select id, owner, acquired_at, row_number() over (order by id) as n from ${table('customers')}) c
          where c.n % 5 = 0`,
    )
    await log('order_items', orders * 3)
    await run(
      tx,
      sql`insert into ${table('order_items')} (id, "order", product, quantity, unit_price)
          select uuidv7(), o.id, p.id, 2, 9.5
          from (select id, row_number() over () as n from ${table('orders')}) o cross join generate_series(0, 2) j
          join (select id, row_number() over () as n from ${table('products')}) p on p.n = 1 + (o.n + j) % ${items}`,
    )
  })
  // What autovacuum does within minutes of such a load: statistics, the visibility map, pending index entries.
  for (const key of ['customers', 'products', 'orders', 'order_items'])
    await run(ownerSql(), sql`vacuum (analyze) ${table(key)}`)
}
