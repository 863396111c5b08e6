import { expect, test } from 'vitest'
import { keepReason, recentReasons, type Store } from './reasons'

const memory = (): Store => {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

test('the newest reasons come first, each once, five at most', () => {
  const store = memory()
  for (const reason of ['a', 'b', 'c', 'd', 'b', 'e', 'f']) keepReason('me', reason, store)
  expect(recentReasons('me', store)).toEqual(['f', 'e', 'b', 'd', 'c'])
})

test('nobody is offered somebody else’s reasons, and what cannot be read is none', () => {
  const store = memory()
  keepReason('me', 'a', store)
  expect(recentReasons('you', store)).toEqual([])
  for (const broken of ['{', '{}', 'null', '[1,{}]']) {
    store.setItem('tian.reasons.me', broken)
    expect(recentReasons('me', store)).toEqual([])
  }
})
