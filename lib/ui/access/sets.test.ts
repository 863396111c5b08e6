import { describe, expect, test } from 'vitest'
import type { Role } from '@/lib/meta/model'
import {
  actionsIn,
  paintFields,
  type RightsField,
  type RightsTable,
  rightOf,
  ruleOf,
  withDenial,
  withRule,
} from './matrix'
import { currentSet, setNames, withSet } from './sets'

const field = (key: string, more: Partial<RightsField> = {}): RightsField => ({
  key,
  label: { en: key },
  type: 'text',
  sensitivity: 'normal',
  writable: true,
  masks: [],
  stored: true,
  unique: false,
  ...more,
})
const table: RightsTable = {
  key: 'visits',
  label: { en: 'Visits' },
  minePaths: [
    { path: ['customer', 'owner'], label: {} },
    { path: ['visitor'], label: {} },
  ],
  followLinks: [],
  fields: [
    field('note'),
    field('phone', { sensitivity: 'personal', masks: ['phone'] }),
    field('margin', { sensitivity: 'confidential' }),
    field('total', { writable: false }),
    field('code', { unique: true }),
  ],
}
const nobody: Role = { id: 'r', key: 'r', label: {}, admin: false, tables: {} }

describe('ready-made sets', () => {
  test.each(setNames)('%s is what it is called afterwards', (name) => {
    expect(currentSet(withSet(nobody, table, name), table)).toBe(name)
  })

  test('who only submits gives values and sees none', () => {
    const role = withSet(nobody, table, 'submit')
    expect(ruleOf(role, 'visits', 'read')).toEqual([])
    expect(rightOf(role, 'visits', 'note')).toEqual({ read: false, edit: false, create: true })
    expect(rightOf(role, 'visits', 'margin')).toBe('hidden')
    // A unique value may only be written by who may read it.
    expect(rightOf(role, 'visits', 'code')).toEqual({ read: true, edit: false, create: true })
    expect(actionsIn(role, 'visits')).toEqual([])
  })

  test('mine is by the table’s own person, by another one just as well, else by who created it', () => {
    const role = withSet(nobody, table, 'mine')
    expect(ruleOf(role, 'visits', 'update')).toEqual([{ kind: 'mine', path: ['visitor'] }])
    const customers = (['read', 'update', 'delete'] as const).reduce(
      (r, verb) => withRule(r, table, verb, [{ kind: 'mine', path: ['customer', 'owner'] }]),
      role,
    )
    expect(currentSet(customers, table)).toBe('mine')
    const without = { ...table, minePaths: [] }
    expect(ruleOf(withSet(nobody, without, 'mine'), 'visits', 'read')).toEqual([{ kind: 'created' }])
  })

  test('one cell or rule that differs is an own choice', () => {
    const role = withSet(nobody, table, 'manageAll')
    expect(currentSet(paintFields(role, table, new Set(['note']), 'read'), table)).toBeUndefined()
    expect(currentSet(withRule(role, table, 'delete', []), table)).toBeUndefined()
  })

  test('what is denied stays denied, whichever set is chosen', () => {
    const denied = paintFields(
      withDenial(nobody, table, [{ kind: 'created' }]),
      table,
      new Set(['note']),
      'denied',
    )
    for (const name of setNames) {
      const role = withSet(denied, table, name)
      expect(role.tables.visits?.deny).toEqual([{ kind: 'created' }])
      expect(rightOf(role, 'visits', 'note')).toBe('denied')
      expect(currentSet(role, table)).toBe(name)
    }
  })
})
