import { expect, test } from 'vitest'
import { emailComplaint, nameComplaint, passwordComplaint } from './account-rules'

test.each([
  ['', 'auth.emailNeeded'],
  ['  ', 'auth.emailNeeded'],
  ['ada', 'auth.emailInvalid'],
  ['ada@example', 'auth.emailInvalid'],
  ['a da@example.com', 'auth.emailInvalid'],
  [' ada@example.com ', undefined],
  ['王芳@例子.公司', undefined],
])('e-mail “%s”', (email, key) => expect(emailComplaint(email)?.key).toBe(key))

test('a password is counted in characters, not in code units', () => {
  expect(passwordComplaint('')?.key).toBe('auth.passwordNeeded')
  expect(passwordComplaint('𠮷'.repeat(7))?.key).toBe('auth.passwordShort')
  expect(passwordComplaint('𠮷'.repeat(8))).toBeUndefined()
})

test('a name is needed', () => {
  expect(nameComplaint('  ')?.key).toBe('auth.nameNeeded')
  expect(nameComplaint('王小明')).toBeUndefined()
})
