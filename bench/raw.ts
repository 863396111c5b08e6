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
    sql`select count(*) from customers where _deleted_at is null and credit_rating = 'A' and lifetime_amount > 50000`,
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
      select o.id, o.order_no, o.order_date, o.status, o.total_amount, o.customer, c.name as customer_name, o.salesperson, u.name as salesperson_name
      from orders o left join customers c on c.id = o.customer left join tian.users u on u.id = o.salesperson
      where o._deleted_at is null order by o.id desc limit 50`
    const items = await sql`
      select i.id, i."order", p.name from order_items i join products p on p.id = i.product
      where i."order" in ${sql(orders.map((o) => o.id as string))} and i._deleted_at is null`
    return orders.map((o) => ({ ...o, items: items.filter((i) => i.order === o.id) }))
  },
  addField: (query) =>
    owner.unsafe(`alter table customers add column ${/^raw_\d+$/.exec(query.get('name') ?? '')![0]} text`),
}

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
