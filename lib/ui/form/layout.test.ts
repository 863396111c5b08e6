import { describe, expect, test } from 'vitest'
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { createSections, firstBlock, restBlock, sectionsOf } from './layout'

const field = (key: string, more: Partial<FieldAnswer> = {}): FieldAnswer => ({
  key,
  type: 'text',
  options: {},
  source: 'input',
  label: { en: key },
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [],
  ...more,
})

const many = Array.from({ length: 12 }, (_, i) => field(`f${i}`))
const table: TableAnswer = {
  key: 'customers',
  label: { en: 'Customers' },
  title: 'name',
  sections: [
    { key: 'main', label: { en: 'Main' }, fields: ['number', 'name', 'phone'] },
    { key: 'money', label: { en: 'Money' }, fields: ['amount', 'gone'] },
  ],
  fields: [
    field('loose', { required: true }),
    field('amount'),
    field('phone'),
    field('name'),
    field('number', { creatable: false, source: 'auto' }),
    ...many,
  ],
  optionSets: {},
  views: [
    {
      id: 'v',
      key: 'all',
      table: 'customers',
      type: 'grid',
      label: {},
      frozen: 1,
      sort: [],
      default: true,
      columns: [{ field: 'f11' }, { field: 'f0', hidden: true }, { field: 'amount' }],
    },
  ],
  can: { read: true, create: true, update: true, delete: true },
  actions: [],
  version: 1,
}
const keys = (fields: FieldAnswer[]) => fields.map((f) => f.key)

describe('sections', () => {
  test('stand in their order; fields outside come last; keys that are not readable are left out', () => {
    const sections = sectionsOf(table)
    expect(sections.map((s) => s.key)).toEqual(['main', 'money', restBlock])
    expect(keys(sections[0]!.fields)).toEqual(['number', 'name', 'phone'])
    expect(keys(sections[1]!.fields)).toEqual(['amount'])
    expect(keys(sections[2]!.fields)).toEqual(['loose', ...keys(many)])
  })
})

describe('a create form', () => {
  const [first, ...rest] = createSections(table)

  test('opens the required fields and eight others: title, then the columns of the main grid, in reading order', () => {
    expect(first!.key).toBe(firstBlock)
    expect(keys(first!.fields)).toEqual(['name', 'phone', 'amount', 'loose', 'f0', 'f1', 'f2', 'f3', 'f11'])
  })

  test('keeps everything else in closed sections, and nothing twice', () => {
    expect(rest.map((s) => [s.key, s.open])).toEqual([[restBlock, false]])
    const all = [first!, ...rest].flatMap((s) => keys(s.fields))
    expect(new Set(all).size).toBe(all.length)
    expect(all.sort()).toEqual(keys(table.fields.filter((f) => f.creatable)).sort())
  })

  test('opens what is prefilled', () => {
    expect(keys(createSections(table, ['f9'])[0]!.fields)).toContain('f9')
  })
})
