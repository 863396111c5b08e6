/** What is measured of computed fields: one order with all that depends on it, a page of them, and a new one over all. */
import { stored } from '@/lib/expr/ast'
import { sendOk } from './client'
import { figures, tenFormulas, twentyFields } from './figures'
import { askers, cycle, ids, type Row, type World } from './rows'

const base = `/api/v1/bases/${figures}/tables`

/** What follows from an order's amount, for the order itself and, by way of its customer, back to it. */
const consequences = ['net', 'valid', 'customer_total', 'customer_tier', 'share']

/** The driver of the floor prints decimals as text. */
function outcome(answer: unknown): unknown[] {
  const { fields = answer } = answer as { fields?: unknown }
  const cells = consequences.map((key) => (fields as Record<string, unknown>)[key])
  return cells.map((cell) => (typeof cell === 'string' && /^[\d.]+$/.test(cell) ? Number(cell) : cell))
}

export async function figureRows(world: World): Promise<Row[]> {
  const { ours, theirs } = askers(world)
  const orders = ids((await sendOk(ours(`${base}/orders/records?fields=name&limit=200`))).json)
  /** The n-th order and its next amount: at first the same from both sides, then one that the other side has not left there. */
  const amounts = (shift: number) => {
    const next = cycle(orders)
    let n = 0
    return () => ({ id: next(), amount: 1000 + (n && shift) + n++ })
  }
  const [first, second] = [amounts(0), amounts(0.5)]
  const page = (fields: readonly string[]) => () =>
    ours(`${base}/customers/records?fields=${fields.join(',')}`)
  return [
    {
      name: 'one order, with all that depends on it',
      requests: 8,
      by: 'raw',
      goal: { ratio: 4 },
      same: outcome,
      tian: () => {
        const { id, amount } = first()
        return ours(`${base}/orders/records/${id}`, { method: 'PATCH', body: { set: { amount } } })
      },
      against: () => {
        const { id, amount } = second()
        return theirs(`/orderAmount?id=${id}`, { method: 'POST', body: { amount } })
      },
    },
    {
      name: 'first page with ten formula fields',
      requests: 12,
      by: 'the twenty alone',
      goal: { ratio: 1.1 },
      same: ids,
      tian: page([...twentyFields, ...tenFormulas]),
      against: page(twentyFields),
    },
  ]
}

/** Measured apart: each request writes every customer anew, and both sides find the table as clean as autovacuum keeps it. */
export function rollupRow(world: World): Row {
  const { ours, theirs } = askers(world)
  let number = 0
  return {
    name: 'a fresh rollup over all',
    requests: 1,
    by: 'raw',
    goal: { ratio: 3 },
    before: () => theirs('/vacuum'),
    tian: () => {
      const expr = stored({
        op: 'each',
        fn: 'sum',
        over: { path: ['orders'] },
        args: [{ op: 'field', path: ['net'] }],
      })
      const label = { 'zh-CN': `新汇总 ${number}`, en: `Rollup ${number++}` }
      const source = { kind: 'formula', expr, stored: true }
      return ours(`${base}/customers/fields`, { method: 'POST', body: { label, type: 'currency', source } })
    },
    against: () => theirs(`/rollup?name=raw_${number++}`),
  }
}
