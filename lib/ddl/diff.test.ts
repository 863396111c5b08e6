/** Two definitions in, steps out: what a change of type, its undoing and its repetition ask of PostgreSQL. */
import { describe, expect, test } from 'vitest'
import { columnName, deletedField, isAside } from '@/lib/meta/kept'
import type { Field, Table } from '@/lib/meta/model'
import { makeField, makeTable } from '@/lib/records/testing/world'
import { diffTable } from './diff'

const at = { at: '2026-11-21T00:00:00.000Z', by: '00000000-0000-0000-0000-000000000001' }
const name = makeField(1, 'name', 'text')
const text = makeField(2, 'code', 'text', { unique: true })
const number: Field = { ...makeField(3, 'code', 'number'), id: text.id }
const links: Field = { ...makeField(4, 'code', 'links', { options: { table: 'things' } }), id: text.id }
const table = (fields: Field[], trash: Field[] = [], uniques: Table['uniques'] = []): Table => ({
  ...makeTable('things', 'name', [name, ...fields]),
  uniques,
  trash: trash.map((field) => ({ field, ...at })),
})
const steps = (before: Table, after: Table) => {
  const { structure, links } = diffTable(before, after)
  return [...structure, ...links].map(({ do: verb, ...rest }) =>
    [verb, ...Object.values(rest).filter((v) => typeof v === 'string' || typeof v === 'number')].join(' '),
  )
}

describe('a change of type', () => {
  const before = table([text])
  const after = table([number], [text])
  test('puts the old column aside without what hangs on it, and makes the new one', () => {
    expect(steps(before, after)).toEqual([
      'dropUnique 2',
      'renameColumn things code _o_2',
      'addColumn things code numeric(15, 0) 3',
    ])
  })
  test('is taken back by names alone: nothing is made and nothing is lost', () => {
    const back = table([text], [number])
    expect(steps(after, back)).toEqual([
      'renameColumn things code _o_3',
      'renameColumn things _o_2 code',
      'addUnique things code 2',
    ])
    expect(steps(back, after)).toEqual([
      'dropUnique 2',
      'renameColumn things code _o_2',
      'renameColumn things _o_3 code',
    ])
  })
  test('to links makes their table, and there is no column to name', () => {
    expect(steps(after, table([links], [text, number]))).toEqual([
      'renameColumn things code _o_3',
      'createLinkTable things things 4',
    ])
    expect(steps(table([links], [text, number]), table([number], [text, links]))).toEqual([
      'renameColumn things _o_3 code',
    ])
  })
  test('makes the rules over several fields anew, over the new column', () => {
    const rule = { number: 9, fields: ['name', 'code'] }
    expect(steps(table([text], [], [rule]), table([number], [text], [rule]))).toEqual([
      'dropUnique 9',
      'dropUnique 2',
      'renameColumn things code _o_2',
      'addColumn things code numeric(15, 0) 3',
      'addUniqueRule things 9',
    ])
  })
})

test('nothing to do is no step', () => {
  for (const same of [table([text]), table([number], [text]), table([], [text, number])])
    expect(steps(same, same)).toEqual([])
})

test('a deleted field keeps its column; what it was before stays aside', () => {
  const deleted = table([], [text, number])
  expect(isAside(deleted, text)).toBe(true)
  expect(columnName(deleted, number)).toBe('code')
  expect(deletedField(deleted, 'code')!.field).toBe(number)
  expect(steps(table([number], [text]), deleted)).toEqual([])
  expect(steps(deleted, table([number], [text]))).toEqual([])
  expect(deletedField(table([number], [text]), 'code')).toBeUndefined()
})
