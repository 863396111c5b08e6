/** Who reaches furthest comes first; equals by name. */
import { expect, test } from 'vitest'
import type { FieldReachAnswer, Reach } from '@/lib/api/contract-explain'
import { sortHolders } from './sort-holders'

const reach = (outcome: Reach['outcome']): Reach => ({ outcome, text: '', roles: [] })
const holder = (name: string, read: Reach['outcome']): FieldReachAnswer['holders'][number] => ({
  kind: 'person',
  id: name,
  name,
  roles: [],
  read: reach(read),
  edit: reach('no'),
  create: reach('no'),
})
const list = [
  holder('王', 'no'),
  holder('李', 'mask'),
  holder('陈', 'yes'),
  holder('丁', 'yes'),
  holder('马', 'partly'),
]
const names = (by: 'who' | 'reads' | 'edits', desc = false) =>
  sortHolders(list, { by, desc }, 'zh-CN').map((h) => h.name)

test('by how far they reach, by name among equals, and the other way round', () => {
  expect(names('reads')).toEqual(['陈', '丁', '马', '李', '王'])
  expect(names('reads', true)).toEqual(['王', '李', '马', '丁', '陈'])
})
test('by name, also where nothing else differs', () => {
  expect(names('who')).toEqual(['陈', '丁', '李', '马', '王'])
  expect(names('edits')).toEqual(names('who'))
})
