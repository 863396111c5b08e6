/** What is measured: each row asks two servers, or two people, for the same thing. */
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import { newId } from '@/lib/records/id'
import { type Ask, type Server, sendOk } from './client'
import { fields } from './data'
import { base, type People, type Visitor } from './people'

export interface Row {
  name: string
  /** Requests of each side per round. */
  requests: number
  tian: () => Ask
  against: () => Ask
  /** Whom `against` asks. */
  by: 'raw' | 'full role' | 'raw keyset' | 'the twenty alone'
  /** The most that Tian may take, as a multiple or as milliseconds more. */
  goal?: { ratio: number } | { more: number }
  /** Sent ahead of each request and not timed. */
  before?: () => Ask
  /** What both answers must agree on before anything is timed. */
  same?: (answer: unknown) => unknown
}

export interface World {
  rows: number
  people: People
  tian: Server
  raw: Server
  rawToken: string
}

const table = `/api/v1/bases/${base}/tables/customers`
const twenty = `fields=${fields.join(',')}`

type Listed = { records?: { id: string }[]; next?: string; count?: { value: number } } & { id: string }[]
export const ids = (answer: unknown): string[] =>
  ((answer as Listed).records ?? (answer as Listed)).map((r) => r.id)

/** The condition that the template's salesperson rule states, as the full role would write it. */
const ownedBy = ({ id }: Visitor): Expr =>
  call('or', call('is', field('owner'), value(id)), call('hasAnyOf', field('collaborators'), value([id])))

/** How requests to the two servers are written. */
export const askers = ({ people, tian, raw, rawToken }: World) => ({
  ours: (path: string, more: Partial<Ask> = {}, who = people.owner): Ask => ({
    server: tian,
    cookie: who.cookie,
    path,
    ...more,
  }),
  theirs: (path: string, more: Partial<Ask> = {}): Ask => ({ server: raw, cookie: rawToken, path, ...more }),
})

export async function makeRows(world: World): Promise<Row[]> {
  const { rows, people } = world
  const { ours, theirs } = askers(world)
  const query = (who: Visitor, ask: object): Ask =>
    ours(`${table}/query`, { method: 'POST', body: { fields, ...ask } }, who)
  const page = (who?: Visitor): Ask => ours(`${table}/records?${twenty}`, {}, who)

  const known = ids((await sendOk(ours(`${table}/records?fields=name&limit=200`))).json)
  const deep = Math.floor(rows * 0.9)
  const { records, next } = (await sendOk(ours(`${table}/records?fields=name&limit=1&offset=${deep - 1}`)))
    .json as Listed
  const one = cycle(known)
  const [first, second] = [cycle(known), cycle(known)]
  let number = 0
  const filter = stored(
    call(
      'and',
      call('is', field('lifecycle_stage'), value('maintenance')),
      call('gt', field('credit_limit'), value(50_000)),
    ),
  )
  return [
    {
      name: 'first page of 50',
      requests: 12,
      by: 'raw',
      goal: { ratio: 2.5 },
      same: ids,
      tian: () => page(),
      against: () => theirs('/page'),
    },
    {
      name: 'one record',
      requests: 12,
      by: 'raw',
      goal: { ratio: 5 },
      tian: () => ours(`${table}/records/${one()}`),
      against: () => theirs(`/record?id=${one()}`),
    },
    {
      name: 'update one cell',
      requests: 8,
      by: 'raw',
      goal: { ratio: 6 },
      tian: () =>
        ours(`${table}/records/${first()}`, { method: 'PATCH', body: { set: { wechat: `wx ${number++}` } } }),
      against: () => theirs(`/update?id=${second()}`, { method: 'POST', body: { wechat: `wx ${number++}` } }),
    },
    {
      name: 'create 1000 in one request',
      requests: 1,
      by: 'raw',
      goal: { ratio: 4 },
      tian: () =>
        ours(`${table}/records`, {
          method: 'POST',
          body: { records: many(people.owner, () => number++).map((fields) => ({ fields })) },
        }),
      against: () =>
        theirs('/create', {
          method: 'POST',
          body: {
            records: many(people.owner, () => number++).map((r) => ({
              ...r,
              id: newId(),
              customer_no: `R${number++}`,
            })),
          },
        }),
    },
    {
      name: 'salesperson with 2 % of the rows',
      requests: 8,
      by: 'full role',
      goal: { ratio: 1.3 },
      same: ids,
      tian: () => query(people.seller, {}),
      against: () => query(people.owner, { filter: stored(ownedBy(people.seller)) }),
    },
    {
      name: 'salesperson with 30 old rows',
      requests: 8,
      by: 'full role',
      goal: { ratio: 1.3 },
      same: ids,
      tian: () => query(people.newcomer, {}),
      against: () => query(people.owner, { filter: stored(ownedBy(people.newcomer)) }),
    },
    {
      name: 'person with two roles',
      requests: 8,
      by: 'full role',
      goal: { ratio: 1.3 },
      same: ids,
      tian: () => page(people.both),
      against: () => page(),
    },
    {
      name: '50 rows with three links',
      requests: 8,
      by: 'raw',
      goal: { ratio: 2 },
      same: ids,
      tian: () =>
        ours(
          `/api/v1/bases/${base}/tables/orders/records?fields=order_no,order_date,status,shipping_fee,customer,salesperson,items`,
        ),
      against: () => theirs('/linked'),
    },
    {
      name: 'jump to 90 % by offset',
      requests: 8,
      by: 'raw',
      same: ids,
      tian: () => ours(`${table}/records?${twenty}&offset=${deep}`),
      against: () => theirs(`/offset?n=${deep}`),
    },
    {
      name: 'page at 90 % by cursor',
      requests: 8,
      by: 'raw keyset',
      goal: { ratio: 4 },
      same: ids,
      tian: () => ours(`${table}/records?${twenty}&cursor=${next}`),
      against: () => theirs(`/after?id=${records![0]!.id}`),
    },
    {
      name: 'count with a filter',
      requests: 2,
      by: 'raw',
      goal: { ratio: 5 },
      tian: () => query(people.owner, { fields: ['name'], limit: 1, count: 'exact', filter }),
      against: () => theirs('/count'),
      same: (answer) =>
        (answer as Listed).count?.value ?? Number((answer as unknown as { count: string }[])[0]!.count),
    },
  ]
}

/** Measured after the others, because every connection plans its statements anew when a table has a new column. */
export function schemaRow(world: World): Row {
  const { ours, theirs } = askers(world)
  let number = 0
  return {
    name: 'add a field',
    requests: 1,
    by: 'raw',
    goal: { more: 10 },
    tian: () => {
      const label = { 'zh-CN': `新字段 ${number}`, en: `Bench ${number++}` }
      return ours(`${table}/fields`, { method: 'POST', body: { label, type: 'text' } })
    },
    against: () => theirs(`/addField?name=raw_${number++}`),
  }
}

/** What an authenticated request costs that finds nothing to do: rights verified, then refused. */
export const emptyAsk = ({ tian, people }: World): Ask => ({
  server: tian,
  cookie: people.owner.cookie,
  path: `/api/v1/bases/${base}/tables/none/records`,
})

export function cycle<T>(items: readonly T[]): () => T {
  let i = 0
  return () => items[i++ % items.length]!
}

/** A thousand new customers with all twenty fields but the automatic number. */
function many(owner: Visitor, next: () => number): Record<string, unknown>[] {
  return Array.from({ length: 1000 }, () => {
    const n = next()
    return {
      name: `新客户 ${n}`,
      customer_kind: 'enterprise',
      gender: 'female',
      birth_date: '1990-05-04',
      phone: `+86150${String(n).padStart(8, '0')}`,
      email: `n${n}@example.com`,
      wechat: `wx_${n}`,
      address: { country: 'CN', province: '浙江省', city: '杭州市', street: `文三路 ${n} 号` },
      vip_level: 'regular',
      demand_type: 'brand_loyal',
      source: 'exhibition',
      tags: ['negotiating', 'reference'],
      acquired_at: '2026-03-01',
      lifecycle_stage: 'maintenance',
      owner: owner.id,
      credit_limit: 100.25,
      payment_term_days: n % 90,
      abc_override: 'A',
      marketing_consent: true,
    }
  })
}
