/** Addresses as names of accounts: which are one, and which must never become one. */
import { expect, test } from 'vitest'
import { accountForm, readEmail } from './email'

test.each([
  ['Li.Wei@Example.COM', 'li.wei@example.com'],
  ['  li@example.com ', 'li@example.com'],
  ['王芳@公司.中国', '王芳@公司.中国'],
])('%j is %j', (typed, form) => {
  expect(accountForm(readEmail(typed)!)).toBe(form)
})

test.each([
  ['kate@example.com', '\u212aate@example.com'],
  ['i@example.com', '\u0130@example.com'],
  ['jose@example.com', 'jos\u00e9@example.com'],
  ['admin@example.com', 'ａdmin@example.com'],
  ['admin@example.com', '\u0430dmin@example.com'],
  ['li@example.com', 'li+1@example.com'],
  ['li.wei@example.com', 'liwei@example.com'],
])('%j and %j are two people', (one, other) => {
  expect(accountForm(one)).not.toBe(accountForm(other))
})

test.each(['', 'li', 'li@', 'li@example', 'a@b.co\nBcc: c@d.co', 'a@b.co,c@d.co'])(
  '%j is no address',
  (text) => {
    expect(readEmail(text)).toBeUndefined()
  },
)
