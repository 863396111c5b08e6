/** Every aggregate is complete in both languages, and its sentence has room for what it takes. */
import { expect, test } from 'vitest'
import { ident, print, sql } from '@/lib/db/sql'
import { aggregates, aliases } from './aggregates'
import { evaluate } from './evaluate'
import { toSql } from './to-sql'
import type { Typed } from './typed'

test.each([...aggregates.values()])('$name', ({ label, help, phrase, args, otherwise }) => {
  for (const locale of ['zh-CN', 'en'] as const) {
    expect(label[locale]).toMatch(/\S/)
    expect(help[locale]).toMatch(/[。.]$/)
    const said = otherwise === undefined ? args.length : args.length - 1
    const holes = ['{over}', '{a}', '{b}'].slice(0, said + 1)
    expect(phrase[locale]!.match(/\{\w+\}/g)!.sort()).toEqual(holes.sort())
  }
})

const asker = { me: null, today: '2026-11-21', now: '2026-11-21T02:00:00.000Z', zone: 'Asia/Shanghai' }
const amount: Typed = { op: 'field', kind: 'number', path: ['amount'] }
/** An aggregate of the amounts of these records. */
function gather(fn: string, amounts: unknown[], by?: Typed): unknown {
  const result = aggregates.get(fn)!.result
  const kind = result === 'same' ? 'number' : result
  const term = by && [{ expr: by, desc: false }]
  const node: Typed = { op: 'each', kind, fn, over: { path: ['orders'] }, args: [amount], by: term }
  const each = () => amounts.map((v) => ({ field: () => v }))
  return evaluate(node, { ...asker, field: () => null, each })
}

test.each([
  ['sum', [], 0],
  ['sum', [null, 0.1, 0.2], 0.3],
  ['count', [], 0],
  ['count', [null, 1], 2],
  ['average', [], null],
  ['average', [null], null],
  ['average', [1, null, 0, 0], '0.3333333333333333'],
  ['min', [], null],
  ['max', [-3, null, -2], -2],
  ['countDistinct', ['1.0', 1, '1.00', null, 2], 2],
  ['first', [null, 1], null],
  ['last', [1, null], null],
  ['any', [], false],
  ['every', [], true],
  ['mode', [2, 1, 2, 1, null, null, null], 1],
  ['mode', [], null],
])('%s of %j is %j', (fn, amounts, result) => {
  expect(gather(fn, amounts)).toBe(result)
})

test('the order decides, and records that have none come last from either end', () => {
  expect(gather('first', [null, 3, 1, 2], amount)).toBe(1)
  expect(gather('last', [null, 3, 1, 2], amount)).toBe(3)
  expect(gather('first', [null, null], amount)).toBe(null)
})

test('aliases are no names of their own', () => {
  for (const [alias, name] of aliases) {
    expect(aggregates.has(name)).toBe(true)
    expect([...aggregates.keys()].map((key) => key.toLowerCase())).not.toContain(alias)
  }
})

test('in SQL it is one correlated sub-select', () => {
  const paid: Typed = { op: 'field', kind: 'boolean', path: ['paid'] }
  const vip: Typed = { op: 'field', kind: 'boolean', path: ['vip'], outer: true }
  const last: Typed = {
    op: 'each',
    kind: 'number',
    fn: 'last',
    over: { path: ['orders'] },
    args: [amount],
    where: { op: 'call', kind: 'boolean', fn: 'and', args: [paid, vip] },
    by: [{ expr: amount, desc: false }],
  }
  const of = (alias: string) => (path: readonly string[]) => sql`${ident(alias)}.${ident(path[0]!)}`
  const each = () => ({ from: sql`from orders o where o.customer = v.id`, field: of('o') })
  expect(print(toSql(last, { ...asker, field: of('v'), each })).text).toBe(
    '(select "o"."amount"::numeric from orders o where o.customer = v.id and (("o"."paid" and "v"."vip"))' +
      ' order by "o"."amount"::numeric desc nulls last, "o"."id" desc limit 1)',
  )
})
