/** Other keys than the template's: a clash is renamed, and everything that refers to it speaks of the new name. */
import { expect, test } from 'vitest'
import { printText } from '@/lib/expr/print-text'
import { fieldOf } from '@/lib/meta/fields'
import { graphOf } from '@/lib/meta/graph'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { loadTemplate } from './format'
import { type Here, nothingHere } from './names'
import { resolveTemplate } from './resolve'
import { definitionsOf } from './testing/definitions'

const template = await loadTemplate('customer_grading')
const taken: Here['taken'] = {
  table: new Set(['grade_rules', 'customers']),
  options: new Set(['tier']),
  view: new Set(['customers_grades']),
  role: new Set(['salesperson']),
}
let number = 0
const resolved = resolveTemplate(template, { ...nothingHere, taken }, () => ++number)
const byKey = <T extends { key: string }>(list: T[]) => new Map(list.map((one) => [one.key, one]))
const tables = byKey(resolved.tables)
const definitions: Definitions = {
  ...definitionsOf(template),
  tables,
  optionSets: byKey(resolved.optionSets),
  views: byKey(resolved.views),
  roles: byKey(resolved.roles),
}
const customers = tables.get('customers_2') as Table
const formula = ({ source }: Field): string => (source.kind === 'formula' ? printText(source.expr.expr) : '')

test('formulas look up the renamed table and still work', () => {
  expect(formula(fieldOf(customers, 'tier')!)).toContain('@grade_rules_2.first(')
  expect(graphOf(definitions).problems).toEqual([])
})

test('links, other sides, options, views and rights go along', () => {
  expect(fieldOf(tables.get('orders')!, 'customer')!.options).toMatchObject({ table: 'customers_2' })
  expect(fieldOf(customers, 'orders')!.source).toEqual({
    kind: 'inverse',
    table: 'orders',
    field: 'customer',
  })
  expect(fieldOf(customers, 'tier')!.options).toMatchObject({ set: 'tier_2' })
  expect(resolved.views.find((v) => v.key === 'customers_grades_2')).toMatchObject({ table: 'customers_2' })
  const role = resolved.roles.find((r) => r.key === 'salesperson_2')!
  expect(Object.keys(role.tables)).toEqual(expect.arrayContaining(['customers_2', 'grade_rules_2', 'orders']))
  expect(resolved.items['crm.customers.tier']).toMatchObject({ key: 'tier', table: 'customers_2' })
})

test('what is here by the same item is the same thing, whatever its key', () => {
  const item = { kind: 'table', id: '00000000-0000-7000-8000-000000000001', key: 'kunden' } as const
  const again = resolveTemplate(
    template,
    { ...nothingHere, items: new Map([['crm.customers', item]]) },
    () => ++number,
  )
  expect(again.tables[0]).toMatchObject({ id: item.id, key: 'kunden' })
  expect(fieldOf(again.tables.find((t) => t.key === 'orders')!, 'customer')!.options).toMatchObject({
    table: 'kunden',
  })
})
