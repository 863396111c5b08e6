import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldRight, Role, Rule } from '@/lib/meta/model'
import { changesOf, opposite, rebased, withChanges } from './changes'
import { paintFields, type RightsTable, withActions, withDenial, withRule } from './matrix'
import { same } from './same'

const keys = ['a', 'b', 'c']
const table: RightsTable = {
  key: 't',
  label: { en: 'T' },
  minePaths: [],
  followLinks: [],
  fields: keys.map((key) => ({
    key,
    label: { en: key },
    type: 'text',
    sensitivity: 'normal',
    writable: true,
    masks: ['all', 'name'],
    stored: true,
    unique: false,
  })),
}
const role = (key: string, tables: Role['tables'] = {}): Role => ({
  id: key,
  key,
  label: { en: key },
  admin: false,
  tables,
})

const right = fc.constantFrom<FieldRight>('hidden', 'denied', 'read', 'edit', { mask: 'all' })
const rule = fc.constantFrom<Rule>([], [{ kind: 'all' }], [{ kind: 'created' }], [{ kind: 'shared' }])
const edit = fc.oneof(
  fc.record({ key: fc.constantFrom(...keys), right }).map(
    ({ key, right }) =>
      (r: Role) =>
        paintFields(r, table, new Set([key]), right),
  ),
  rule.map((one) => (r: Role) => withRule(r, table, 'read', one)),
  rule.map((one) => (r: Role) => withDenial(r, table, one)),
  fc.subarray(['export', 'print'] as const).map((list) => (r: Role) => withActions(r, table, list)),
  fc.constantFrom('x', 'y').map((en) => (r: Role) => ({ ...r, label: { en } })),
)
const edits = fc.array(edit, { maxLength: 6 })
const start = role('r', {
  t: {
    rows: { create: [], read: [{ kind: 'all' }], update: [], delete: [] },
    fields: {},
    otherFields: 'read',
  },
})
const done = (list: ((r: Role) => Role)[]): Role => list.reduce((r, one) => one(r), start)
const differ = (a: Role, b: Role) => changesOf([a], [b], [table])

describe('changes', () => {
  test('done to what was, they give what is; done backwards, what was', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const after = done(list)
        const changes = differ(start, after)
        expect(differ(after, withChanges([start], [table], changes)[0]!)).toEqual([])
        expect(differ(start, withChanges([after], [table], changes.map(opposite))[0]!)).toEqual([])
      }),
    )
  })

  test('written out anew is no change, and neither is another order of members', () => {
    const { rows, ...rest } = start.tables.t!
    const turned = { ...start, tables: { t: { ...rest, rows: { ...rows } } } }
    expect(differ(start, turned)).toEqual([])
    expect(differ(start, paintFields(start, table, new Set(['a']), 'read'))).toEqual([])
  })
})

describe('my changes on theirs', () => {
  test('with nobody else it is mine, with nothing of mine it is theirs', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const one = done(list)
        expect(differ(one, rebased([start], [one], [start], [table]).roles[0]!)).toEqual([])
        expect(differ(one, rebased([start], [start], [one], [table]).roles[0]!)).toEqual([])
      }),
    )
  })

  test('every cell is mine where I changed it, else theirs; a conflict is what both changed, and not alike', () => {
    fc.assert(
      fc.property(edits, edits, (mine, theirs) => {
        const [own, other] = [done(mine), done(theirs)]
        const { roles, conflicts } = rebased([start], [own], [other], [table])
        for (const change of differ(start, own))
          expect(differ(start, roles[0]!).some((c) => same(c, change))).toBe(true)
        for (const { before, after } of conflicts) expect(same(before, after)).toBe(false)
        // Theirs taken instead, nothing is left of what was in conflict.
        const taken = withChanges(roles, [table], conflicts.map(opposite))[0]!
        expect(differ(other, taken).length).toBe(differ(other, roles[0]!).length - conflicts.length)
      }),
    )
  })

  test('a role that is gone takes its changes with it', () => {
    const mine = paintFields(start, table, new Set(['a']), 'hidden')
    expect(rebased([start], [mine], [], [table])).toMatchObject({ roles: [], own: 1, conflicts: [] })
  })
})
