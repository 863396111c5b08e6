/** Field references are found, each once, and renamed everywhere. */
import { expect, test } from 'vitest'
import { call, field, value } from './ast'
import { mapFields, references } from './references'

const expr = call(
  'and',
  call('isMe', field('customer', 'owner')),
  call('or', field('vip'), call('eq', field('vip'), value(true))),
)

test('every path, each once, in reading order', () => {
  expect(references(expr)).toEqual([['customer', 'owner'], ['vip']])
})

test('renaming gives a copy with other names and nothing else', () => {
  const before = structuredClone(expr)
  const renamed = mapFields(expr, ([first, ...rest]) => [`${first}_2`, ...rest])
  expect(references(renamed)).toEqual([['customer_2', 'owner'], ['vip_2']])
  expect(mapFields(renamed, ([first, ...rest]) => [first!.replace('_2', ''), ...rest])).toEqual(expr)
  expect(expr).toEqual(before)
})
