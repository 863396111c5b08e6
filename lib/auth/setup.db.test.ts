/** The first run: once, also with two at a time, by the API, by the environment, and refused when it would not do. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { appSql, run } from '@/lib/db/connection'
import { readEnvironment } from '@/lib/db/environment'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { needsSetup, setUp, setUpFromEnvironment } from './setup'
import { Browser, prepareSignIn } from './testing/browser'

const owner = {
  name: '田小田',
  email: 'Owner@example.com',
  password: 'a good long password',
  locale: 'zh-CN',
} as const

let db: TestDatabase | undefined
beforeEach(async () => {
  prepareSignIn()
  await db?.close()
  db = await testDatabase()
})
afterAll(() => db?.close())

const counts = async () =>
  (
    await run(
      appSql(),
      sql`select (select count(*)::int from tian.users) as users, (select count(*)::int from tian.bases) as bases,
      (select count(*)::int from tian.memberships) as members`,
    )
  )[0]

describe('by the API', () => {
  test('makes an owner who can sign in, and the first base', async () => {
    const browser = new Browser()
    expect((await browser.api('GET', '/session')).body).toMatchObject({ setup: true, bases: [] })
    const made = await browser.api('POST', '/setup', { ...owner, workspace: '田记商行' })
    expect(made).toMatchObject({
      status: 201,
      body: { person: { name: '田小田', email: 'Owner@example.com', owner: true } },
    })
    expect(await browser.signIn('owner@EXAMPLE.com', owner.password)).toBeUndefined()
    expect((await browser.api('GET', '/session')).body).toMatchObject({
      setup: false,
      workspace: {
        name: '田记商行',
        zone: 'Asia/Shanghai',
        today: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
      person: { owner: true, locale: 'zh-CN' },
      bases: [
        { key: 'main', label: { 'zh-CN': '客户管理', en: 'Customers' }, admin: true, roles: ['admin'] },
      ],
    })
  })

  test('works once', async () => {
    const browser = new Browser()
    await browser.api('POST', '/setup', owner)
    const again = await browser.api('POST', '/setup', { ...owner, email: 'second@example.com' })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'SETUP_DONE' } } })
    expect(await counts()).toEqual({ users: 1, bases: 1, members: 1 })
  })

  test('works once with several at a time', async () => {
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        new Browser().api('POST', '/setup', { ...owner, email: `owner${n}@example.com` }),
      ),
    )
    expect(
      all.map(({ body }) => (body.error as { code: string } | undefined)?.code ?? 'made').sort(),
    ).toEqual(['SETUP_DONE', 'SETUP_DONE', 'SETUP_DONE', 'made'])
    expect(await counts()).toEqual({ users: 1, bases: 1, members: 1 })
  })

  test.each([
    [{ name: '  ' }, 'name', '您的姓名'],
    [{ email: 'nobody' }, 'email', '邮箱'],
    [{ password: 'short' }, 'password', '密码'],
    [{ password: '5201314' }, 'password', '密码'],
    [{ workspace: 'a\nb' }, 'workspace', '工作区名称'],
  ])('names the field that would not do: %j', async (wrong, field, label) => {
    const answer = await new Browser().api('POST', '/setup', { ...owner, ...wrong })
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'VALUE_INVALID', field, label } } })
    expect(await counts()).toEqual({ users: 0, bases: 0, members: 0 })
  })

  test.each([{ owner: true }, { name: 5 }, { locale: 'fr' }])('refuses a body with %j', async (wrong) => {
    expect((await new Browser().api('POST', '/setup', { ...owner, ...wrong })).status).toBe(400)
    expect(await needsSetup()).toBe(true)
  })
})

describe('by the environment', () => {
  const environment = (more: object = {}) =>
    readEnvironment({
      OWNER_NAME: 'Ann',
      OWNER_EMAIL: 'ann@example.com',
      OWNER_PASSWORD: 'a good long password',
      ...more,
    })

  test('makes the owner, and does nothing at the next start', async () => {
    await setUpFromEnvironment(environment({ DEFAULT_LOCALE: 'en' }))
    await setUpFromEnvironment(environment({ OWNER_EMAIL: 'other@example.com' }))
    const browser = new Browser()
    expect(await browser.signIn('ann@example.com', 'a good long password')).toBeUndefined()
    expect((await browser.api('GET', '/session')).body).toMatchObject({
      person: { name: 'Ann', locale: 'en', owner: true },
    })
    expect(await counts()).toEqual({ users: 1, bases: 1, members: 1 })
  })

  test('does nothing unless all three are given', async () => {
    await setUpFromEnvironment(environment({ OWNER_PASSWORD: undefined }))
    expect(await needsSetup()).toBe(true)
  })

  test('a value that would not do is a reason not to start, by name', async () => {
    await expect(setUpFromEnvironment(environment({ OWNER_PASSWORD: '12345678' }))).rejects.toMatchObject({
      code: 'ENV_INVALID',
      params: { name: 'OWNER_PASSWORD' },
    })
    await expect(setUpFromEnvironment(environment({ OWNER_EMAIL: 'ann' }))).rejects.toMatchObject({
      params: { name: 'OWNER_EMAIL' },
    })
  })
})

test('the owner of a command is a person who can work', async () => {
  expect(await setUp(owner)).toMatchObject({
    sessionId: null,
    owner: true,
    door: 'command',
    email: 'Owner@example.com',
  })
})
