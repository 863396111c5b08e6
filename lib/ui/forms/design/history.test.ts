import { expect, test } from 'vitest'
import { begin, record, redo, undo } from './history'

test('changes are taken back one by one and done again', () => {
  const three = record(record(begin('a'), 'b', undefined, 0), 'c', undefined, 1)
  const back = undo(three)
  expect(back.present).toBe('b')
  expect(undo(undo(back)).present).toBe('a')
  expect(redo(back).present).toBe('c')
  expect(record(back, 'd', undefined, 2).future).toEqual([])
})

test('typing is one change until one pauses or types elsewhere', () => {
  let typed = begin('')
  for (const [at, text] of ['你', '你好', '你好吗'].entries()) typed = record(typed, text, 'label', at * 200)
  expect(undo(typed).present).toBe('')
  expect(undo(record(typed, '你好吗？', 'label', 9000)).present).toBe('你好吗')
  expect(undo(record(typed, 'x', 'help', 700)).present).toBe('你好吗')
})

test('what changes nothing is no change', () => {
  const one = begin('a')
  expect(record(one, 'a', undefined, 0)).toBe(one)
})
