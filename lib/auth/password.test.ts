/** Passwords: what is refused, that hashes verify, and that the cost of the real setting is the one we state. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '@/lib/errors'
import { checkPassword, generatePassword, hashPassword, verifyPassword } from './password'

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
