/** Field references are found, each once, and renamed everywhere. */
import { expect, test } from 'vitest'
import { call, type Expr, field, value, variable } from './ast'
import { check, type Scope } from './check'
import { parse } from './parse'
import { printText } from './print-text'
import { mapFields, mapNames, references, walk } from './references'

const expr = call(
  'and',
  call('isMe', field('customer', 'owner')),
  call('or', field('vip'), call('eq', field('vip'), value(true))),
)

test('every path, each once, in reading order', () => {
  expect(references(expr)).toEqual([['customer', 'owner'], ['vip']])
})

test('renaming gives a copy with other names and nothing else', () => {
  const before = structuredClone(expr)
  const renamed = mapFields(expr, ([first, ...rest]) => [`${first}_2`, ...rest])
  expect(references(renamed)).toEqual([['customer_2', 'owner'], ['vip_2']])
  expect(mapFields(renamed, ([first, ...rest]) => [first!.replace('_2', ''), ...rest])).toEqual(expr)
  expect(expr).toEqual(before)
})

const gathered = read(
  'vip and customer.orders.last(amount, day > this.since and by = me(), desc(product.name)) > @rules.max(limit)',
)
function read(text: string): Expr {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.expr
}

test('of a record that gathers: its own fields and the ways to others, not the fields of the others', () => {
  expect(references(gathered)).toEqual([['vip'], ['customer', 'orders'], ['since']])
})

test('every name says whose it is', () => {
  const over = { path: ['customer', 'orders'] }
  const rules = { table: 'rules' }
  expect([...walk(gathered)]).toEqual([
    { kind: 'field', path: ['vip'] },
    { kind: 'each', fn: 'last', over },
    { kind: 'field', path: ['amount'], over },
    { kind: 'field', path: ['day'], over },
    { kind: 'field', path: ['since'] },
    { kind: 'field', path: ['by'], over },
    { kind: 'var', name: 'me' },
    { kind: 'field', path: ['product', 'name'], over },
    { kind: 'each', fn: 'max', over: rules },
    { kind: 'field', path: ['limit'], over: rules },
  ])
})

test('what is checked has the same names', () => {
  const known: Scope = {
    field: ([key]) => ({ kind: key === 'vip' ? 'boolean' : key === 'by' ? 'ref' : 'number' }),
  }
  const checked = check(gathered, { ...known, each: () => known })
  expect(checked.ok && [...walk(checked.expr)]).toEqual([...walk(gathered)])
})

test('other names, each by whose it is', () => {
  const marked = mapNames(gathered, {
    field: (path, over) => [...path, over === undefined ? 'own' : 'path' in over ? 'behind' : 'whole'],
    table: (key) => `${key}_2`,
  })
  expect(printText(marked)).toBe(
    'vip.own and customer.orders.own.last(amount.behind, day.behind > this.since.own and by.behind = me(), ' +
      'desc(product.name.behind)) > @rules_2.max(limit.whole)',
  )
  expect(mapFields(gathered, (path) => path)).toEqual(gathered)
})

test('an expression of any depth has names', () => {
  let deep: Expr = variable('me')
  for (let i = 0; i < 100_000; i++) deep = call('not', deep)
  expect([...walk(deep)]).toEqual([{ kind: 'var', name: 'me' }])
})
