import { describe, expect, test } from 'vitest'
import type { Role, TableRights } from '@/lib/meta/model'
import type { RightsTable } from './matrix'
import { reachOf, tablesOf, tally, turnsOf } from './role-changes'

const table = (key: string, fields: string[]): RightsTable => ({
  key,
  label: { en: key.toUpperCase() },
  minePaths: [],
  followLinks: [],
  fields: fields.map((name) => ({
    key: name,
    label: { en: name },
    type: 'text',
    sensitivity: 'normal',
    writable: true,
    masks: [],
    stored: true,
    unique: false,
  })),
})
const tables = [table('a', ['x', 'y']), table('b', ['z'])]
const rights = (more: Partial<TableRights> = {}): TableRights => ({
  rows: { create: [], read: [{ kind: 'all' }], update: [], delete: [] },
  fields: {},
  otherFields: 'hidden',
  ...more,
})
const role = (given: Role['tables'], more: Partial<Role> = {}): Role => ({
  id: 'r',
  key: 'r',
  label: { en: 'R' },
  admin: false,
  tables: given,
  ...more,
})

describe('the roles of a change', () => {
  test('cell by cell where there was one before', () => {
    const before = role({ a: rights({ fields: { x: 'hidden', y: 'read' } }) })
    const after = role({ a: rights({ fields: { x: 'read', y: 'hidden' } }) })
    const [turn] = turnsOf([{ before, after }], tables)
    expect(turn).toMatchObject({ kind: 'changed', role: after })
    expect(tally(turn!.changes)).toEqual({ opens: 1, closes: 1, turns: 0 })
  })

  test('one that is made has everything anew, one that is gone has it no more', () => {
    const one = role({ a: rights({ fields: { x: 'read' } }) })
    const [made, gone] = turnsOf([{ after: one }, { before: one }], tables)
    expect([made!.kind, gone!.kind]).toEqual(['made', 'gone'])
    // To see the records, the field, and what everybody may do who sees any.
    expect(tally(made!.changes)).toEqual({ opens: 3, closes: 0, turns: 0 })
    expect(tally(gone!.changes)).toEqual({ opens: 0, closes: 3, turns: 0 })
  })

  test('a text that is written out otherwise is no change', () => {
    const before = role({ a: rights({ otherFields: 'read' }) })
    const after = role({ a: rights({ otherFields: 'read', fields: { x: 'read' } }) })
    expect(turnsOf([{ before, after }], tables)[0]!.changes).toEqual([])
  })
})

describe('what is gone since', () => {
  const before = role({ a: rights({ fields: { old: 'hidden' } }), dead: rights(), lost: rights() })
  const after = role({ a: rights({ fields: { old: 'read' } }), dead: rights({ fields: { w: 'read' } }) })
  const changes = [{ before, after }]
  const gone = [
    { key: 'a', label: { en: 'A' }, fields: [{ key: 'old', label: { en: 'Old one' } }] },
    { key: 'dead', label: { en: 'Dead' }, fields: [{ key: 'w', label: { en: 'W' } }] },
  ]
  const known = tablesOf(tables, gone, changes)

  test('is told of with the rest, by its name where it has one left', () => {
    expect(known.map((one) => [one.label.en, one.gone])).toEqual([
      ['A', undefined],
      ['B', undefined],
      ['Dead', true],
      [undefined, true],
    ])
    expect(known[0]!.fields.at(-1)).toMatchObject({ key: 'old', label: { en: 'Old one' } })
    const [turn] = turnsOf(changes, known)
    const places = turn!.changes.map((c) => ('table' in c ? [c.kind, c.table] : []))
    expect(places).toContainEqual(['field', 'a'])
    expect(places).toContainEqual(['field', 'dead'])
    expect(places).toContainEqual(['rule', 'lost'])
  })
  test('and what is there stays as it is', () => {
    expect(known[1]).toBe(tables[1])
  })
})

test('what a role reaches', () => {
  const some = role({
    a: rights({ actions: ['export'] }),
    b: rights({ rows: { create: [], read: [], update: [{ kind: 'all' }], delete: [] } }),
  })
  const { sees, edits, exports } = reachOf(some, tables)
  expect([sees, edits, exports].map((list) => list.map((one) => one.key))).toEqual([['a'], ['b'], ['a']])
})
