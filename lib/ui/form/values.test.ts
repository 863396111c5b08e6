import { describe, expect, test } from 'vitest'
import type { FieldAnswer } from '@/lib/api/contract'
import { stored, value, variable } from '@/lib/expr/ast'
import type { FieldContext } from '@/lib/fields/type'
import { refusalText } from '@/lib/ui/api'
import { isDirty, problemOf, sent, serverMessages, startingValues } from './values'

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
const context: FieldContext = {
  locale: 'en',
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: () => undefined,
}

describe('starting values', () => {
  const fields = [
    field('stage', { default: stored(value('new')) }),
    field('day', { type: 'date', default: stored(variable('today')) }),
    field('owner', { type: 'user', default: stored(variable('me')) }),
    field('team', { type: 'users', default: stored(variable('me')) }),
    field('name'),
  ]

  test('constants, today and me; a list of people starts with one', () => {
    expect(startingValues(fields, context, 'p1')).toEqual({
      stage: 'new',
      day: '2026-11-21',
      owner: 'p1',
      team: ['p1'],
    })
  })

  test('what is given goes first; nobody is not a default', () => {
    expect(startingValues(fields, context, undefined, { stage: 'won', other: 1 })).toEqual({
      stage: 'won',
      day: '2026-11-21',
    })
  })
})

describe('problems', () => {
  test('empty is wrong only where required, and blanks are empty', () => {
    expect(problemOf(field('name'), undefined, true)).toEqual({ code: 'form.required' })
    expect(problemOf(field('name'), '   ', true)).toEqual({ code: 'form.required' })
    expect(problemOf(field('name'), undefined, false)).toBeUndefined()
    expect(problemOf(field('done', { type: 'checkbox' }), false, true)).toBeUndefined()
  })

  test('the type judges the rest', () => {
    expect(problemOf(field('mail', { type: 'email' }), 'not an address', false)?.code).toMatch(/^problem/)
    expect(problemOf(field('mail', { type: 'email' }), 'a@example.com', false)).toBeUndefined()
  })
})

test('only filled fields that are asked for are sent; false and 0 are values', () => {
  expect(sent([field('a'), field('b'), field('c'), field('d')], { a: '', b: false, c: 0, e: 'x' })).toEqual({
    b: false,
    c: 0,
  })
})

describe('refusals of the server', () => {
  const refusal = {
    code: 'VALUE_INVALID',
    message: 'Bad phone.',
    hint: 'Like 138…',
    field: 'phone',
    label: 'Phone',
    more: [
      { field: 'phone', message: 'again' },
      { field: 'cost', label: 'Cost', message: 'Too big.' },
      { message: 'Full.' },
    ],
  }

  test('stand at their fields; those without a field in sight stand over the form, by name', () => {
    expect(serverMessages(refusal, new Set(['phone']))).toEqual({
      fields: { phone: 'Bad phone. Like 138…' },
      form: 'Cost: Too big.\nFull.',
    })
  })

  test('none over the form when all have their place', () => {
    expect(serverMessages({ code: 'X', message: 'No.', field: 'a' }, new Set(['a']))).toEqual({
      fields: { a: 'No.' },
    })
  })
})

test('a form is dirty when a value differs, not when an empty one is spelled otherwise', () => {
  expect(isDirty({ a: 1 }, { a: 1, b: '', c: [] })).toBe(false)
  expect(isDirty({ a: 1 }, { a: 2 })).toBe(true)
  expect(isDirty({ a: 1 }, {})).toBe(true)
  expect(isDirty({ a: ['x'] }, { a: ['x'] })).toBe(false)
})

test('sentences of a refusal join as their language does', () => {
  expect(refusalText({ message: '已经存在。', hint: '请换一个。' })).toBe('已经存在。请换一个。')
  expect(refusalText({ message: 'Taken.', hint: 'Choose another.' })).toBe('Taken. Choose another.')
  expect(refusalText({ message: 'Taken.' })).toBe('Taken.')
})
