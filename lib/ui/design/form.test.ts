import { describe, expect, test } from 'vitest'
import { stored, value } from '@/lib/expr/ast'
import type { Field } from '@/lib/meta/model'
import { draftOf, formOf, merge, newForm, patchOf, same, startingOptions, withMembers } from './form'

const field: Field = {
  id: '1',
  key: 'amount',
  type: 'number',
  options: { precision: 2, unit: '件' },
  source: { kind: 'input' },
  label: { 'zh-CN': '数量' },
  help: { 'zh-CN': '多少件' },
  required: true,
  unique: false,
  sensitivity: 'normal',
  number: 7,
}
const before = formOf(field)

describe('what is sent', () => {
  test('only what differs; what was taken away is null, also inside the settings', () => {
    expect(patchOf(before, before)).toEqual({})
    expect(patchOf(before, { ...before, label: { 'zh-CN': ' 数量 ' } })).toEqual({})
    expect(patchOf(before, { ...before, help: {}, options: { precision: 0 }, required: false })).toEqual({
      help: null,
      options: { precision: 0, unit: null },
      required: false,
    })
    const conditional = { ...before, showIf: stored(value(true)) }
    expect(patchOf(before, conditional)).toEqual({ showIf: stored(value(true)) })
    expect(patchOf(conditional, before)).toEqual({ showIf: null })
  })
  test('a formula is the same wherever its value is kept', () => {
    const formula = (stored_: boolean) => ({
      ...before,
      source: { kind: 'formula' as const, expr: stored(value(1)), stored: stored_ },
    })
    expect(patchOf(formula(true), formula(false))).toEqual({})
    expect(patchOf(before, formula(false))).toMatchObject({ source: { kind: 'formula' } })
  })
  test('a new field, with all that is said of it', () => {
    const form = {
      ...newForm('text', { kind: 'input' }, {}),
      label: { 'zh-CN': ' 备注 ', en: '' },
      default: stored(value('无')),
    }
    expect(draftOf(form, { section: 'basic', roles: { sales: 'read' } })).toEqual({
      label: { 'zh-CN': '备注' },
      type: 'text',
      options: {},
      section: 'basic',
      roles: { sales: 'read' },
      default: stored(value('无')),
    })
  })
  test('lists of a type begin empty', () => {
    expect(startingOptions('select')).toEqual({ options: [] })
    expect(startingOptions('number')).toEqual({ precision: 0 })
  })
})

describe('two makers at once', () => {
  const mine = { ...before, label: { 'zh-CN': '件数' }, required: false }
  const theirs = { ...before, label: { 'zh-CN': '总数' }, unique: true }
  test('what only they changed is taken; what both changed is asked about', () => {
    const met = merge(before, mine, theirs)
    expect(met.taken).toEqual(['unique'])
    expect(met.both).toEqual(['label'])
    expect(met.form).toEqual({ ...mine, unique: true })
    expect(withMembers(met.form, theirs, ['label']).label).toEqual({ 'zh-CN': '总数' })
  })
  test('the same change by both is none to ask about', () => {
    expect(merge(before, theirs, theirs)).toEqual({ form: theirs, both: [], taken: [] })
  })
})

test('members in another order say the same', () => {
  expect(same({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true)
  expect(same([1, 2], [2, 1])).toBe(false)
})
