import { describe, expect, test } from 'vitest'
import { batchesOf } from './batches'
import { begin, forget, save, savedImport } from './saved'

const lines = (count: number, letters: number) =>
  Array.from({ length: count }, (_, at) => ({ number: at + 2, cells: ['x'.repeat(letters)] }))

describe('pieces', () => {
  test('hold every line once, in order, and neither too many nor too much', () => {
    for (const [count, letters] of [
      [1201, 5],
      [40, 40_000],
      [1, 900_000],
    ] as const) {
      const all = lines(count, letters)
      const pieces = batchesOf(all)
      expect(pieces.flat()).toEqual(all)
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(500)
        if (piece.length > 1) expect(piece.length * letters).toBeLessThanOrEqual(150_000)
      }
    }
    expect(batchesOf([])).toEqual([])
    expect(batchesOf(lines(401, 5), 'update').map(({ length }) => length)).toEqual([200, 200, 1])
  })
})

describe('an import that was broken off', () => {
  const kept = new Map<string, string>()
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  test('is found again by its content, for its table, until it has come to its end', () => {
    const saved = { ...begin('a'), batch: 3, left: [7] }
    save('/x', saved, store)
    expect(savedImport('/x', 'a', store)).toEqual(saved)
    expect(savedImport('/x', 'b', store)).toBeUndefined()
    expect(savedImport('/y', 'a', store)).toBeUndefined()
    forget('/x', store)
    expect(savedImport('/x', 'a', store)).toBeUndefined()
  })
  test('what somebody else wrote there is none', () => {
    kept.set('tian.import./x', '{')
    expect(savedImport('/x', 'a', store)).toBeUndefined()
  })
  test('another one has keys of its own', () => {
    expect(begin('a').attempt).not.toBe(begin('a').attempt)
    expect(begin('a').attempt).toMatch(/^[0-9a-f]{32}$/)
  })
})
