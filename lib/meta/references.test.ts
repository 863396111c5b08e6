/** Who uses what: every way in which one definition can name another is found, and what breaks is told from what does not. */
import { describe, expect, test } from 'vitest'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import { customers, grades, makeField, orders, salesRole } from '@/lib/records/testing/world'
import type { Definitions, Field, View } from './model'
import { mapOptions, type Target, uses } from './references'
import { faultsOf, fittingView, newFaults } from './soundness'

const gold = call('is', field('grade'), value('gold'))
const sum: Expr = {
  op: 'each',
  fn: 'sum',
  over: { path: ['orders'] },
  args: [field('amount')],
  where: call('is', { op: 'field', path: ['grade'], outer: true }, value('gold')),
}
const view: View = {
  id: '00000000-0000-0000-0000-000000000002',
  key: 'best',
  table: 'orders',
  type: 'grid',
  label: { en: 'Best' },
  columns: [{ field: 'order_no' }, { field: 'amount' }],
  frozen: 0,
  sort: [{ field: 'day', desc: true }],
  filter: stored(
    call('and', call('is', field('customer', 'grade'), value('gold')), call('isNotEmpty', field('day'))),
  ),
}
const definitions = (
  more: { customers?: Field[]; orders?: Partial<Field>; views?: View[] } = {},
): Definitions => ({
  baseId: '00000000-0000-0000-0000-000000000003',
  base: 'crm',
  label: {},
  schema: 'crm',
  version: 1,
  zone: 'Asia/Shanghai',
  tables: new Map([
    [
      'customers',
      {
        ...customers,
        fields: [
          ...customers.fields,
          makeField(50, 'turnover', 'currency', {
            source: { kind: 'formula', expr: stored(sum), stored: true },
          }),
          ...(more.customers ?? []),
        ],
        checks: [{ key: 'gold', expr: stored(gold), message: {} }],
      },
    ],
    ['orders', { ...orders, uniques: [{ number: 90, fields: ['day', 'seller'] }] }],
  ]),
  optionSets: new Map([['grade', grades]]),
  views: new Map((more.views ?? [view]).map((v) => [v.key, v])),
  forms: new Map([
    [
      'enter',
      {
        id: '00000000-0000-0000-0000-000000000004',
        key: 'enter',
        table: 'customers',
        label: { en: 'Enter' },
        steps: [
          {
            key: 'one',
            showIf: stored(gold),
            blocks: [
              { kind: 'field', field: 'name' },
              { kind: 'rows', field: 'orders', columns: ['day'], add: true, edit: false, remove: false },
            ],
          },
        ],
      },
    ],
  ]),
  roles: new Map([['sales', salesRole]]),
  teams: [],
})
const told = (target: Target): string[] =>
  uses(definitions(), target).map((u) => `${u.kind} ${u.key} ${u.how}${u.breaks ? ' !' : ''}`)

describe('uses', () => {
  test('of a field: along links, inside what is gathered, by the record that gathers', () => {
    expect(told({ table: 'customers', field: 'grade' })).toEqual([
      'field turnover useFormula !',
      'table customers useCheck !',
      'view best useFilter',
      'form enter useForm !',
      'role sales useRight',
    ])
    expect(told({ table: 'orders', field: 'amount' })).toEqual([
      'field turnover useFormula !',
      'view best useColumn',
    ])
    expect(told({ table: 'orders', field: 'day' })).toEqual([
      'view best useFilter',
      'table orders useUnique',
      'view best useSort',
      'form enter useForm',
    ])
  })
  test('of a field: titles, other sides of links, rules, defaults', () => {
    expect(told({ table: 'customers', field: 'name' })).toEqual([
      'table customers useTitle !',
      'field changed_at useWatch !',
      'form enter useForm',
      'role sales useRight',
    ])
    expect(told({ table: 'orders', field: 'customer' })).toEqual([
      'field seller useDefault !',
      'view best useFilter',
      'field orders useInverse !',
      'role sales useRule !',
    ])
    expect(told({ table: 'customers', field: 'owner' })).toContain('field seller useDefault !')
    expect(told({ table: 'customers', field: 'owner' })).toContain('role sales useRule !')
  })
  test('of tables, option sets and single options', () => {
    expect(told({ table: 'customers' })).toEqual([
      'field customer useLink !',
      'form enter useForm',
      'role sales useRight',
    ])
    expect(told({ set: 'grade' })).toEqual(['field grade useOptions'])
    expect(told({ set: 'grade', option: 'gold' })).toEqual([
      'field turnover useFormula !',
      'table customers useCheck !',
      'view best useFilter',
      'form enter useForm !',
    ])
    expect(told({ set: 'grade', option: 'silver' })).toEqual([])
  })
})

test('other options come into an expression where they are meant, and nowhere else', () => {
  const expr = call('and', gold, call('is', field('name'), value('gold')))
  const all = definitions()
  const changed = mapOptions(all, all.tables.get('customers')!, expr, (owner, v) =>
    owner === '#grade' && v === 'gold' ? 'silver' : v,
  )
  expect(changed).toEqual(
    call('and', call('is', field('grade'), value('silver')), call('is', field('name'), value('gold'))),
  )
})

describe('soundness', () => {
  test('of a base that works: no fault', () => {
    expect([...faultsOf(definitions())]).toEqual([])
  })
  test('a change is judged by what it breaks, not by what was broken before', () => {
    const broken = makeField(51, 'odd', 'text', { showIf: stored(call('is', field('gone'), value('x'))) })
    const before = definitions({ customers: [broken] })
    const after = { ...before, tables: new Map(before.tables) }
    const table = after.tables.get('customers')!
    after.tables.set('customers', { ...table, fields: table.fields.filter((f) => f.key !== 'owner') })
    expect([...faultsOf(before)].map((f) => f.key)).toEqual(['odd'])
    expect(newFaults(before, after).map((f) => `${f.key} ${f.how}`)).toEqual([
      'seller useDefault',
      'sales useRule',
    ])
  })
  test('a view keeps every condition that still works', () => {
    const all = definitions()
    const table = all.tables.get('customers')!
    const grade = { ...makeField(4, 'grade', 'number') }
    all.tables.set('customers', {
      ...table,
      fields: table.fields.map((f) => (f.key === 'grade' ? grade : f)),
    })
    expect(fittingView(all, view, 'customers.grade').filter).toEqual(stored(call('isNotEmpty', field('day'))))
    expect(fittingView(all, view, 'orders.day')).toBe(view)
  })
})
