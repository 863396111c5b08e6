/** Codes against the vectors of RFC 6238 and RFC 4648, and how far a clock may be off. */
import { describe, expect, test } from 'vitest'
import { base32, codeAt, fromBase32, newSecret, otpauth, stepAt, stepOf } from './totp'

const secret = base32(Buffer.from('12345678901234567890'))

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the code is %s', (seconds, code) => {
  expect(codeAt(secret, stepAt(seconds * 1000))).toBe(code)
})

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %j', (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded)
  expect(fromBase32(encoded).toString()).toBe(text)
})

describe('a code', () => {
  const now = 1_700_000_000_000
  const code = (steps: number) => codeAt(secret, stepAt(now) + steps)
  test.each([-1, 0, 1])('of %i steps away is taken', (steps) => {
    expect(stepOf(secret, code(steps), now)).toBe(stepAt(now) + steps)
  })
  test.each([-2, 2, 2880])('of %i steps away is not', (steps) => {
    expect(stepOf(secret, code(steps), now)).toBeUndefined()
  })
  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345', '1e5   '])('%j is none', (text) => {
    expect(stepOf(secret, text, now)).toBeUndefined()
  })
})

test('a secret has 160 bits, and its address says all that an app asks for', () => {
  const made = newSecret()
  expect(made).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(made)
  const uri = new URL(otpauth(made, 'li+a@例子.com', '田 & Co'))
  expect(decodeURIComponent(uri.pathname)).toContain('田 & Co:li+a@例子.com')
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: made,
    issuer: '田 & Co',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
