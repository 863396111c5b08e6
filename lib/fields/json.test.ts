/** JSON cells: what is taken, what is refused and why. */
import { expect, test } from 'vitest'
import { json } from './json'
import { contexts } from './testing'

const context = contexts[0]!
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`)

test.each<[string, unknown, string | undefined]>([
  ['an object', { a: [1, null, ''] }, undefined],
  ['a number', 0, undefined],
  ['a bare text', 'abc', 'problemText.notJson'],
  ['20 levels', nested(20), undefined],
  ['21 levels', nested(21), 'problemText.jsonTooDeep'],
  ['100,000 levels', nested(100_000), 'problemText.jsonTooDeep'],
  ['20 kB', { a: 'x'.repeat(19_992) }, undefined],
  ['more than 20 kB', { a: '长'.repeat(6_665) }, 'problemText.jsonTooLarge'],
  ['NUL', { a: '\0' }, 'problemText.jsonBadText'],
  ['half a character in a key', { '\ud800': 1 }, 'problemText.jsonBadText'],
  ['a prototype as a key', JSON.parse('{"__proto__": 1}'), undefined],
])('%s', (_name, value, code) => expect(json.check(value, {})?.code).toBe(code))

test('empty JSON is empty', () => {
  for (const empty of [null, '', []]) expect(json.normalize(empty, {})).toBeUndefined()
  expect(json.normalize({}, {})).toEqual({})
})

test('typed text that is no JSON, or cannot be printed again, is not understood', () => {
  for (const text of ['{a: 1}', '"abc"', 'null', '['.repeat(100_000) + ']'.repeat(100_000)])
    expect(json.parse(text, {}, context)).toBeUndefined()
  expect(json.parse(' {"a": 1} ', {}, context)).toEqual({ a: 1 })
})
