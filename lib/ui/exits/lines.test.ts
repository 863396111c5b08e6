import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineCounter } from './lines'

const counted = (...parts: string[]): LineCounter => {
  const counter = new LineCounter()
  for (const part of parts) counter.read(new TextEncoder().encode(part))
  return counter
}

test('a line break inside quotes is part of a cell', () => {
  expect(counted('name,note\r\n', '青山,"one\r\n""two""\r\n"\r\n').lines).toBe(2)
})

test('a file that breaks off has not ended, wherever that is', () => {
  const whole = 'name,note\r\n青山,"one\r\n""two"""\r\n'
  expect(counted(whole).ended).toBe(true)
  for (const cut of [5, whole.indexOf('one'), whole.indexOf('"two') + 1, whole.length - 2])
    expect(counted(whole.slice(0, cut)).ended).toBe(false)
})

test('parts of any size count alike', () => {
  const cell = fc.constantFrom('a', '青山', '"x\r\ny"', '""""', '""')
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 20 })
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 9 }), (cells, size) => {
      const text = cells.map((row) => `${row.join(',')}\r\n`).join('')
      const parts = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const { lines, ended } = counted(...parts)
      expect([lines, ended]).toEqual([cells.length, true])
    }),
  )
})
