import { describe, expect, test } from 'vitest'
import type { FieldAnswer, TableAnswer, ViewAnswer } from '@/lib/api/contract'
import { call, field, stored } from '@/lib/expr/ast'
import {
  freezeUpTo,
  moveColumn,
  nudgeColumn,
  ownChanges,
  setHidden,
  settingsOf,
  setWidth,
  sortBy,
  visibleColumns,
} from './settings'

const answer = (key: string): FieldAnswer => ({
  key,
  type: 'text',
  options: {},
  source: 'input',
  label: {},
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [],
})
const table: TableAnswer = {
  key: 't',
  label: {},
  sections: [],
  optionSets: {},
  views: [],
  version: 1,
  fields: ['a', 'b', 'c', 'd'].map(answer),
  can: { read: true, create: true, update: true, delete: true },
  actions: [],
}
const view: ViewAnswer = {
  id: '',
  key: 'v',
  table: 't',
  type: 'grid',
  label: {},
  frozen: 1,
  sort: [{ field: 'gone', desc: false }],
  columns: [{ field: 'b' }, { field: 'secret' }, { field: 'a', width: 90 }, { field: 'c' }],
}
const shown = (settings: ReturnType<typeof settingsOf>) =>
  visibleColumns(settings)
    .map((c) => c.field)
    .join('')

describe('view settings', () => {
  test('the shared view, without what is not readable, and the other fields hidden', () => {
    const settings = settingsOf(table, view)
    expect(shown(settings)).toBe('bac')
    expect(settings.columns.at(-1)).toEqual({ field: 'd', hidden: true })
    expect(settings.sort).toEqual([])
  })

  test('own changes lie over it; columns the view gained later follow', () => {
    const settings = settingsOf(table, {
      ...view,
      mine: { columns: [{ field: 'a' }, { field: 'b', hidden: true }] },
    })
    expect(shown(settings)).toBe('ac')
    expect(settings.frozen).toBe(1)
  })

  test('a filter that was taken away stays away', () => {
    const filtered = { ...view, filter: stored(call('isEmpty', field('a'))) }
    expect(settingsOf(table, filtered).filter).toEqual(filtered.filter)
    const cleared = { ...settingsOf(table, filtered), filter: undefined }
    const mine = ownChanges(table, filtered, cleared)
    expect(settingsOf(table, { ...filtered, mine }).filter).toBeUndefined()
  })

  test('only differences are own changes, and laid over the view they give the same settings', () => {
    const settings = settingsOf(table, view)
    expect(ownChanges(table, view, settings)).toEqual({})
    const changed = sortBy(setWidth(settings, 'a', 300), { field: 'c', desc: true })
    const mine = ownChanges(table, view, changed)
    expect(Object.keys(mine)).toEqual(['columns', 'sort'])
    expect(settingsOf(table, { ...view, mine })).toEqual(changed)
  })

  test('no view shows everything', () => {
    expect(shown(settingsOf(table, undefined))).toBe('abcd')
  })

  test('moving passes over hidden columns', () => {
    const all = settingsOf(table, undefined)
    const hidden = setHidden(all, 'b', true)
    expect(shown(nudgeColumn(hidden, 'a', 1))).toBe('cad')
    expect(shown(nudgeColumn(hidden, 'c', -1))).toBe('cad')
    expect(nudgeColumn(hidden, 'd', 1)).toBe(hidden)
    expect(shown(moveColumn(all, 'a', undefined))).toBe('bcda')
    expect(shown(moveColumn(all, 'd', 'b'))).toBe('adbc')
  })

  test('freezing counts visible columns, and hiding a frozen one frees its place', () => {
    const frozen = freezeUpTo(settingsOf(table, undefined), 'b')
    expect(frozen.frozen).toBe(2)
    expect(setHidden(frozen, 'a', true).frozen).toBe(1)
    expect(setHidden(frozen, 'd', true).frozen).toBe(2)
    expect(freezeUpTo(frozen, undefined).frozen).toBe(0)
  })

  test('widths stay usable, sorting again stops sorting', () => {
    const settings = settingsOf(table, undefined)
    expect(setWidth(settings, 'a', 3).columns[0]!.width).toBe(64)
    const sorted = sortBy(settings, { field: 'a', desc: true })
    expect(sorted.sort).toEqual([{ field: 'a', desc: true }])
    expect(sortBy(sorted, { field: 'a', desc: true }).sort).toEqual([])
  })
})
