/**
 * The floor: the statements a good programmer writes by hand with postgres.js behind node:http, on Tian's own tables.
 * Driver and server settings are the defaults. It checks a string as its permission and knows no fields, rights, log.
 */
import { createServer, type IncomingMessage } from 'node:http'
import postgres from 'postgres'
import { fields } from './data'
import { base } from './people'

const { RAW_APP_URL = '', RAW_OWNER_URL = '', RAW_TOKEN = '', PORT } = process.env

function connect(url: string): postgres.Sql {
  const { hostname, port } = new URL(url)
  const directory = decodeURIComponent(hostname)
  const path = directory.startsWith('/') ? `${directory}/.s.PGSQL.${port}` : undefined
  return postgres(url, { path, max: 10, connection: { search_path: base, TimeZone: 'UTC' } })
}
const sql = connect(RAW_APP_URL)
const owner = connect(RAW_OWNER_URL)
const columns = sql(['id', ...fields])

type Body = Record<string, unknown>
type Row = Record<'id' | (typeof fields)[number], postgres.SerializableParameter>
type Work = (query: URLSearchParams, body: Body) => Promise<unknown>

const required = (value: unknown): string => {
  if (typeof value !== 'string' || value === '' || value.length > 200) throw new Error('invalid')
  return value
}

const work: Record<string, Work> = {
  page: () => sql`select ${columns} from customers where _deleted_at is null order by id desc limit 50`,
  after: (query) =>
    sql`select ${columns} from customers where _deleted_at is null and id < ${query.get('id')} order by id desc limit 50`,
  offset: (query) =>
    sql`select ${columns} from customers where _deleted_at is null order by id desc limit 50 offset ${query.get('n')}`,
  count: () =>
    sql`select count(*) from customers where _deleted_at is null and lifecycle_stage = 'maintenance' and credit_limit > 50000`,
  record: (query) =>
    sql`select ${columns} from customers where id = ${query.get('id')} and _deleted_at is null`,
  async update(query, body) {
    const wechat = required(body.wechat)
    return sql`update customers set wechat = ${wechat} where id = ${query.get('id')} and _deleted_at is null returning ${columns}`
  },
  async create(_, body) {
    const rows = (body.records as Body[]).map((r) => ({ ...(r as Row), name: required(r.name) }))
    return sql`insert into customers ${sql(rows, 'id', ...fields)} returning id`
  },
  async linked() {
    const orders = await sql`
      select o.id, o.order_no, o.order_date, o.status, o.shipping_fee, o.customer, c.name as customer_name, o.salesperson, u.name as salesperson_name
      from orders o left join customers c on c.id = o.customer left join tian.users u on u.id = o.salesperson
      where o._deleted_at is null order by o.id desc limit 50`
    const items = await sql`
      select i.id, i."order", p.name from order_items i join products p on p.id = i.product
      where i."order" in ${sql(orders.map((o) => o.id as string))} and i._deleted_at is null`
    return orders.map((o) => ({ ...o, items: items.filter((i) => i.order === o.id) }))
  },
  addField: (query) => owner.unsafe(`alter table customers add column ${columnName(query)} text`),
  async orderAmount(query, body) {
    const id = required(query.get('id'))
    const [order] = await sql.begin(async (tx) => {
      // All orders of one customer wait for each other here, so the sums below see every one of them.
      const [customer] = await tx`
        select id from figures.customers where id = (select customer from figures.orders where id = ${id}) for no key update`
      await tx`
        update figures.orders set amount = a.amount, net = a.amount - coalesce(refund, 0),
          valid = coalesce(status = 'done' and a.amount - coalesce(refund, 0) > 0, false)
        from (select ${Number(body.amount)}::numeric as amount) a where id = ${id} and _deleted_at is null`
      await tx`
        update figures.customers c set order_count = s.n, lifetime = s.total, average_order = round(s.total / nullif(s.n, 0), 2),
          first_order = s.first, last_order = s.last, orders_12m = s.n_12m, amount_12m = s.total_12m,
          tier = (select t.name from figures.tiers t where t._deleted_at is null and s.total >= t.min_total
            and s.n >= t.min_orders order by t.rank, t.id limit 1)
        from (select count(*) as n, coalesce(sum(net), 0) as total, min(order_date) as first, max(order_date) as last,
            count(*) filter (where order_date > d.today - 365 and order_date <= d.today) as n_12m,
            coalesce(sum(net) filter (where order_date > d.today - 365 and order_date <= d.today), 0) as total_12m
          from figures.orders, (select (now() at time zone 'Asia/Shanghai')::date as today) d
          where customer = ${customer!.id} and valid and _deleted_at is null) s
        where c.id = ${customer!.id}`
      const orders = await tx`
        update figures.orders o set customer_total = c.lifetime, customer_tier = c.tier, share = round(o.net / nullif(c.lifetime, 0), 4)
        from figures.customers c where c.id = ${customer!.id} and o.customer = c.id and o._deleted_at is null returning o.*`
      return orders.filter((o) => o.id === id)
    })
    return order
  },
  rollup(query) {
    const name = columnName(query)
    return owner.begin(async (tx) => {
      await tx.unsafe(`alter table figures.customers add column ${name} numeric not null default 0`)
      await tx.unsafe(`
        update figures.customers c set ${name} = s.total
        from (select customer, sum(net) as total from figures.orders where _deleted_at is null group by customer) s
        where c.id = s.customer and c._deleted_at is null`)
    })
  },
  vacuum: () => owner`vacuum figures.customers`,
}

const columnName = (query: URLSearchParams): string => /^raw_\d+$/.exec(query.get('name') ?? '')![0]

async function json(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString()) as Body)
}

const server = createServer(async (request, response) => {
  try {
    if (request.headers.cookie !== RAW_TOKEN) return response.writeHead(401).end()
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const answer = await work[pathname.slice(1)]!(searchParams, await json(request))
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})
server.keepAliveTimeout = 65_000
server.listen(Number(PORT), '127.0.0.1')

process.once('SIGTERM', async () => {
  server.close()
  server.closeAllConnections()
  await Promise.all([sql.end(), owner.end()])
})
