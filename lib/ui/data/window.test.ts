import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordWindow } from './window'

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `r${from + i}`)

describe('a record window', () => {
  test('knows what arrived and asks for the rest in aligned blocks', () => {
    const window = new RecordWindow()
    window.place(0, names(0, 100), 'c100')
    window.total = 1000
    expect(window.id(42)).toBe('r42')
    expect(window.cursor(100)).toBe('c100')
    expect(window.missing(90, 130, 100)).toEqual([{ start: 100, limit: 100 }])
    expect(window.missing(950, 1200, 100)).toEqual([{ start: 900, limit: 100 }])
    expect(window.missing(0, 100, 100)).toEqual([])
  })

  test('a last answer tells where the list ends, an empty one too', () => {
    const window = new RecordWindow()
    window.place(0, names(0, 100), 'c100')
    window.total = 1000
    window.place(100, names(100, 120))
    expect(window.total).toBe(120)
    window.total = 300
    window.place(200, [])
    expect(window.total).toBe(200)
    const empty = new RecordWindow()
    empty.place(0, [])
    expect(empty.total).toBe(0)
  })

  test('removal moves what is below up, with its cursors, and leaves a gap to ask for', () => {
    const window = new RecordWindow()
    window.place(0, names(0, 10), 'c')
    window.total = 20
    window.remove(['r2', 'r5', 'unknown'])
    expect(window.total).toBe(18)
    expect(window.known()).toEqual(['r0', 'r1', 'r3', 'r4', 'r6', 'r7', 'r8', 'r9'])
    expect(window.position('r9')).toBe(7)
    expect(window.cursor(8)).toBe('c')
    expect(window.missing(0, 10, 10)).toEqual([{ start: 8, limit: 2 }])
  })

  test('insertion moves what is below down', () => {
    const window = new RecordWindow()
    window.place(0, names(0, 3))
    window.insert(1, 'new')
    expect(window.known()).toEqual(['r0', 'new', 'r1', 'r2'])
    expect(window.total).toBe(4)
  })

  test('a record never stands in two places', () => {
    const operation = fc.oneof(
      fc.record({
        start: fc.nat(30),
        ids: fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 8 }),
      }),
      fc.record({ remove: fc.integer({ min: 0, max: 40 }).map(String) }),
    )
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        const window = new RecordWindow()
        for (const o of operations) {
          if ('remove' in o) window.remove([o.remove])
          else window.place(o.start, o.ids, 'more')
        }
        const known = window.known()
        expect(new Set(known).size).toBe(known.length)
        for (const id of known) expect(window.id(window.position(id)!)).toBe(id)
        expect(known.every((id) => window.position(id)! < window.total)).toBe(true)
      }),
    )
  })
})
