/** What reaches next-auth: its own actions, a small form of texts, and a way back that is one. */
import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'
import { ownCookie } from '@/lib/auth/cookie'
import { authOptions } from '@/lib/auth/options'
import { forgottenWay, readSignIn } from './sign-in'

const site = 'http://localhost:3000'
const asked = (path: string, body?: string, headers: Record<string, string> = {}) =>
  readSignIn(
    new NextRequest(`${site}/api/auth/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    }),
  )
const json = { 'content-type': 'application/json' }

describe('a way back', () => {
  const none = ['x', 'http://', 'javascript:alert(1)', 'data:text/html,x', '\\\\evil', 'http://[', ' ']
  test.each(none)('%j is none, wherever it stands', async (way) => {
    const refused = { code: 'BODY_INVALID', detail: { pointer: '/callbackUrl' } }
    const encoded = encodeURIComponent(way)
    await expect(asked(`signin?callbackUrl=${encoded}`)).rejects.toMatchObject(refused)
    await expect(asked(`signin?callbackUrl=/&callbackUrl=${encoded}`)).rejects.toMatchObject(refused)
    await expect(asked('signout', `callbackUrl=${encoded}`)).rejects.toMatchObject(refused)
    await expect(asked('signout', JSON.stringify({ callbackUrl: way }), json)).rejects.toMatchObject(refused)
    const cookie = `${ownCookie('callback')}=${encoded}`
    await expect(asked('csrf', undefined, { cookie })).rejects.toMatchObject(refused)
  })
  test('that a browser kept and is none is forgotten, and no other', () => {
    const kept = (way: string) =>
      forgottenWay(
        new NextRequest(site, { headers: { cookie: `${ownCookie('callback')}=${encodeURIComponent(way)}` } }),
      )
    expect(kept('http://[')).toMatch(/^tian\.callback=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/)
    expect([kept('/main'), kept(`${site}/`), forgottenWay(new NextRequest(site))]).toEqual(
      Array(3).fill(undefined),
    )
  })
  test.each(['', '/', '/main/customers?view=1', `${site}/main`, 'https://elsewhere.example/x'])(
    '%j is one',
    async (way) => {
      const encoded = encodeURIComponent(way)
      expect((await asked(`signin?callbackUrl=${encoded}`)).nextUrl.searchParams.get('callbackUrl')).toBe(way)
      expect(new URLSearchParams(await (await asked('signout', `callbackUrl=${encoded}`)).text())).toEqual(
        new URLSearchParams({ callbackUrl: way }),
      )
    },
  )
  test.each([
    ['/main', `${site}/main`],
    [`${site}/main?a=1`, `${site}/main?a=1`],
    ['https://elsewhere.example/x', site],
    ['//elsewhere.example/x', site],
    ['/\\elsewhere.example/x', site],
    ['http://[', site],
    ['javascript:alert(1)', site],
  ])('%j leads to %j', async (url, to) => {
    const { callbacks } = authOptions({ agent: '', address: '' })
    expect(await callbacks!.redirect!({ url, baseUrl: site })).toBe(to)
  })
})

test('a form is texts, however it is sent, and small', async () => {
  const given = { email: 'a@b.c', password: 'p&=', csrfToken: 7, more: { deep: 1 }, list: ['x'] }
  const form = new URLSearchParams(
    await (await asked('callback/credentials', JSON.stringify(given), json)).text(),
  )
  expect([...form]).toEqual([
    ['email', 'a@b.c'],
    ['password', 'p&='],
  ])
  for (const body of ['null', '[]', '1', '""'])
    expect(await (await asked('signout', body, json)).text()).toBe('')
  await expect(asked('signout', '{', json)).rejects.toMatchObject({ code: 'BODY_INVALID' })
  await expect(asked('signout', `a=${'x'.repeat(20_000)}`)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
})

test('an error that is told on is a word', async () => {
  for (const error of ['%00', '%0d%0aset-cookie:a', '%E7%94%B0', 'a%20b'])
    await expect(asked(`error?error=${error}`)).rejects.toMatchObject({ code: 'BODY_INVALID' })
  for (const path of ['error/%00', 'callback/%E7%94%B0', 'signin/a%20b'])
    await expect(asked(path)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await asked('error?error=TOO_MANY_ATTEMPTS:30')).url).toContain('TOO_MANY')
})

test('only what signing in consists of is there', async () => {
  for (const path of ['_log', 'verify-request', 'x', '', '__proto__'])
    for (const body of [undefined, 'a=1'])
      await expect(asked(path, body)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a password is sent', async () => {
  await expect(asked('callback/credentials')).rejects.toMatchObject({ code: 'METHOD_UNKNOWN' })
  await expect(asked('callback/credentials?email=a&password=b')).rejects.toMatchObject({
    code: 'METHOD_UNKNOWN',
  })
})
