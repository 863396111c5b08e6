import { expect, test } from 'vitest'
import { initials } from './avatar'

test.each([
  ['王小明', 2, '小明'],
  ['王小明', 1, '明'],
  ['欧阳 娜娜', 2, '娜娜'],
  ['Ada Lovelace', 2, 'AL'],
  ['Ada Lovelace', 1, 'A'],
  ['ada', 2, 'A'],
  ['𠮷野家', 1, '家'],
  ['  ', 2, '?'],
] as const)('%s with %i letters is %s', (name, count, expected) =>
  expect(initials(name, count)).toBe(expected),
)
