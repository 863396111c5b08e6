import { describe, expect, test } from 'vitest'
import type { FieldAnswer } from '@/lib/api/contract'
import { call, field as path, stored, value, variable } from '@/lib/expr/ast'
import { conditionsOf } from './conditions'

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
const context = { today: '2026-11-21', zone: 'Asia/Shanghai' }
const company = stored(call('is', path('kind'), value('company')))

const judge = (fields: FieldAnswer[], values: Record<string, string | number>) => {
  const { shown, required } = conditionsOf(fields, values, context, 'me')
  return { shown: [...shown], required: [...required] }
}

describe('conditions of a form', () => {
  const fields = [
    field('kind'),
    field('tax', { showIf: company, requiredIf: company }),
    field('name', { required: true }),
  ]

  test('follow the values as they are typed', () => {
    expect(judge(fields, { kind: 'company' })).toEqual({
      shown: ['kind', 'tax', 'name'],
      required: ['tax', 'name'],
    })
    expect(judge(fields, { kind: 'person' })).toEqual({ shown: ['kind', 'name'], required: ['name'] })
    expect(judge(fields, {})).toEqual({ shown: ['kind', 'name'], required: ['name'] })
  })

  test('a field that is not shown is never required', () => {
    expect(judge([field('kind'), field('tax', { showIf: company, required: true })], {}).required).toEqual([])
  })

  test('know today and me', () => {
    const due = field('due', { type: 'date' })
    const late = field('late', { showIf: stored(call('lt', path('due'), variable('today'))) })
    expect(judge([due, late], { due: '2026-11-20' }).shown).toContain('late')
    expect(judge([due, late], { due: '2026-11-21' }).shown).not.toContain('late')
  })

  test('about what the form cannot see hide and require nothing', () => {
    const far = stored(call('is', path('customer', 'kind'), value('company')))
    expect(judge([field('tax', { showIf: far, requiredIf: far })], {})).toEqual({
      shown: ['tax'],
      required: [],
    })
    expect(judge([field('tax', { showIf: company })], {})).toEqual({ shown: ['tax'], required: [] })
  })
})
