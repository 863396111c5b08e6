/** Passwords: what is refused, that hashes verify, and that the cost of the real setting is the one we state. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '@/lib/errors'
import {
  checkPassword,
  commonPasswords,
  generatePassword,
  hashPassword,
  typed,
  verifyPassword,
} from './password'

beforeEach(() => {
  process.env.TIAN_TEST = '1'
})
afterEach(() => {
  delete process.env.TIAN_TEST
})

const problemOf = (password: string): string | undefined => {
  try {
    checkPassword(password)
    return undefined
  } catch (error) {
    return (error as AppError).detail.problem
  }
}

test.each([
  ['1234567', 'auth.passwordShort'],
  ['田田田田田田田', 'auth.passwordShort'],
  ['x'.repeat(201), 'auth.passwordLong'],
  ['12345678', 'auth.passwordCommon'],
  ['WoAiNi1314', 'auth.passwordCommon'],
  ['ａｂｃ１２３４５６', 'auth.passwordCommon'],
  ['田'.repeat(8), undefined],
  ['correct horse', undefined],
  ['x'.repeat(200), undefined],
])('%j: %s', (password, problem) => {
  expect(problemOf(password)).toBe(problem)
})

test('64 characters and far more are welcome, and every one of them counts', async () => {
  for (const long of ['长'.repeat(64), `${'passphrase '.repeat(18)}`.slice(0, 199)]) {
    expect(problemOf(long)).toBeUndefined()
    const hash = await hashPassword(long)
    expect(await verifyPassword(typed(long), hash)).toMatchObject({ right: true })
    expect(await verifyPassword(typed(long.slice(0, -1)), hash)).toMatchObject({ right: false })
    expect(await verifyPassword(typed(`${long}x`), hash)).toMatchObject({ right: false })
  }
  const widest = 'ﷺ'.repeat(11)
  expect(typed(widest)).toBe(widest)
  expect(typed('x'.repeat(100_000))).toBe('')
})

test('thousands of leaked passwords are refused, in any case', () => {
  for (const leaked of [
    'iloveyou',
    'Football1',
    'TRUSTNO1',
    'qwertyuiop',
    'superman1',
    '1q2w3e4r5t',
    'dragon123',
  ])
    expect(problemOf(leaked), leaked).toBe('auth.passwordCommon')
  expect(commonPasswords().size).toBeGreaterThan(8000)
})

describe('words that belong to the person', () => {
  const owner = { name: '王小明', email: 'xiaoming.wang@acme-tools.com' }
  test.each([
    '王小明_2026',
    'XiaoMing123',
    'xiaoming.wang',
    'acme-tools1',
    'Tian2026!!',
    'ｗａｎｇｗａｎｇ１２３',
  ])('%j is refused', (password) => {
    expect(() => checkPassword(password, 'password', owner)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ problem: 'account.passwordOwn' }) }),
    )
  })
  test.each(['wang likes the long way round', 'tianshan mountains in snow', '小明的猫从不按时回家'])(
    '%j has enough beside them',
    (password) => {
      expect(() => checkPassword(password, 'password', owner)).not.toThrow()
    },
  )
  test('of somebody else are no matter', () => {
    expect(() =>
      checkPassword('XiaoMing1987', 'password', { name: '李四', email: 'li@example.com' }),
    ).not.toThrow()
  })
})

describe('hashes', () => {
  test('verify the password they were made of and no other, with a salt of their own', async () => {
    const [one, two] = [await hashPassword('很长的密码 1'), await hashPassword('很长的密码 1')]
    expect(one).not.toBe(two)
    expect(await verifyPassword('很长的密码 1', one)).toEqual({ right: true, outdated: false })
    expect(await verifyPassword('很长的密码 2', one)).toEqual({ right: false, outdated: false })
    expect(await verifyPassword('很长的密码 1', two)).toMatchObject({ right: true })
  })

  test('a password typed in another Unicode form is the same', async () => {
    expect(await verifyPassword('cafe\u0301 ｔｅａ', await hashPassword('caf\u00e9 tea'))).toMatchObject({
      right: true,
    })
  })

  test('nobody has the password of an account without one', async () => {
    expect(await verifyPassword('anything', null)).toEqual({ right: false, outdated: false })
  })

  test('another cost still verifies and is outdated; the real one is N=2^15, r=8, p=3', async () => {
    const cheap = await hashPassword('correct horse')
    delete process.env.TIAN_TEST
    expect(await verifyPassword('correct horse', cheap)).toEqual({ right: true, outdated: true })
    expect(await verifyPassword('wrong horse', cheap)).toEqual({ right: false, outdated: false })
    expect(await hashPassword('correct horse')).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/)
  })

  test('many at once all come to an end, and a flood is refused', async () => {
    const all = await Promise.allSettled(Array.from({ length: 120 }, () => hashPassword('correct horse')))
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(18)
    expect(refused[0]!.reason).toMatchObject({ code: 'BUSY' })
    await expect(hashPassword('correct horse')).resolves.toMatch(/^\$scrypt/)
  })
})

test('generated passwords are 16 clear characters and acceptable', () => {
  const made = Array.from({ length: 50 }, generatePassword)
  expect(new Set(made).size).toBe(50)
  for (const password of made) expect(password).toMatch(/^[a-hjkmnp-zA-HJKMNP-Z2-9]{16}$/)
  expect(made.map(problemOf)).toEqual(made.map(() => undefined))
})
