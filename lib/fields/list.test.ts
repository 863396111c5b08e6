import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinList, normalizeList, splitList } from './list'

test.each([
  ['a, b', ['a', 'b']],
  ['老客户、华东，VIP；新', ['老客户', '华东', 'VIP', '新']],
  ['"a, b" ,c', ['a, b', 'c']],
  ['say "hi", x', ['say "hi"', 'x']],
  ['"open, x', ['"open', 'x']],
  [' , ,', []],
  ['a\nb\r\nc', ['a', 'b', 'c']],
])('%j splits', (text, items) => expect(splitList(text)).toEqual(items))

test('what is joined splits into the same items', () => {
  const item = fc.oneof(
    fc.string(),
    fc.constantFrom('"', '""', 'a"', '"a', ' a', '，', '、x', 'a\n', '', '\t'),
  )
  fc.assert(
    fc.property(fc.array(item), (items) => {
      expect(splitList(joinList(items))).toEqual(items)
    }),
  )
})

test('normalizeList keeps the first of each and leaves other shapes for validation', () => {
  const trim = (text: string) => text.trim() || undefined
  expect(normalizeList([' b', 'a', '', 'b'], trim)).toEqual(['b', 'a'])
  expect(normalizeList(['', ' '], trim)).toBeUndefined()
  expect(normalizeList(null, trim)).toBeUndefined()
  expect(normalizeList([null, 'a'], trim)).toEqual([null, 'a'])
  expect(normalizeList('a', trim)).toBe('a')
})
