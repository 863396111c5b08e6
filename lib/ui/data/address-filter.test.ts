import { describe, expect, test } from 'vitest'
import { call, field, stored, value } from '@/lib/expr/ast'
import { filterFromText, filterToText } from './address-filter'

describe('a filter in the address', () => {
  test('is read as it was written', () => {
    const filter = stored(call('is', field('customer'), value('海棠 & "co"?')))
    expect(filterFromText(filterToText(filter))).toEqual(filter)
  })
  test.each([
    null,
    '',
    'x',
    '1',
    'null',
    '{}',
    '{"version":1}',
    '{"version":2,"expr":{"op":"value","value":1}}',
  ])('what is none counts as absent: %s', (text) => expect(filterFromText(text)).toBeUndefined())
  test('a tree that is too deep to read counts as absent', () => {
    const deep = `${'{"op":"call","fn":"not","args":['.repeat(500)}1${']}'.repeat(500)}`
    expect(filterFromText(`{"version":1,"expr":${deep}}`)).toBeUndefined()
  })
})
