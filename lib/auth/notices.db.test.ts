/** What changes about an account is told by letter: to its own address, in its person's language, and only if it happened. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { resetFactor } from './invitations'
import { sendDue } from './mail'
import { changeMember } from './members'
import { Browser, prepareSignIn } from './testing/browser'
import { enrol, type Member, newMember, password } from './testing/people'
import { openPostOffice, type PostOffice } from './testing/post-office'

let db: TestDatabase
let office: PostOffice
let world: World
let member: Member
let browser: Browser

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  office = await openPostOffice()
  world = await makeWorld()
})
beforeEach(async () => {
  await run(appSql(), sql`delete from tian.attempts`)
  member = await newMember(world.admin)
  browser = new Browser()
  expect(await browser.signIn(member.email, password)).toBeUndefined()
})
afterEach(mailOff)
afterAll(async () => {
  office.close()
  await db.close()
})

function mailOn(): void {
  process.env.SMTP_URL = office.url
  process.env.MAIL_FROM = 'no-reply@tian.test'
}
function mailOff(): void {
  delete process.env.SMTP_URL
  delete process.env.MAIL_FROM
}
/** Subjects by address. */
async function told(): Promise<[string[], string][]> {
  await sendDue()
  return office.letters.splice(0).map(({ to, text }) => [to, text.split('\n')[2]!])
}
const change = (current: string) =>
  browser.api('POST', '/session/password', { current, next: 'a wholly new password' })

const deeds: [string, () => Promise<unknown>, RegExp][] = [
  ['one’s password', () => change(password), /^您刚刚更改了在“.+”的密码/],
  ['a second factor', () => enrol(browser), /刚刚开启了两步验证/],
]
test.each(deeds)('%s: one letter, to the person', async (_, deed, words) => {
  mailOn()
  await deed()
  expect(await told()).toEqual([[[member.email], expect.stringMatching(words)]])
})

test('new recovery codes and the end of the second factor', async () => {
  await enrol(browser)
  mailOn()
  expect((await browser.api('POST', '/account/factor/recovery')).status).toBe(200)
  expect(await told()).toEqual([[[member.email], expect.stringMatching(/恢复码刚刚换成了新的一组/)]])
  expect((await browser.api('DELETE', '/account/factor')).status).toBe(204)
  expect(await told()).toEqual([[[member.email], expect.stringMatching(/刚刚关闭了两步验证/)]])
  expect((await browser.api('DELETE', '/account/factor')).status).toBe(204)
  expect(await told()).toEqual([])
})

test('what an administrator does to the account: password, second factor, address', async () => {
  const byAdmin = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(world.admin, 'crm', work)
  await enrol(browser)
  mailOn()
  await byAdmin((actor) => resetFactor(actor, member.id))
  expect(await told()).toEqual([[[member.email], expect.stringMatching(/^管理员移除了您在“.+”的两步验证/)]])
  await byAdmin((actor) => changeMember(actor, member.id, { password: 'a wholly new password' }))
  expect(await told()).toEqual([[[member.email], expect.stringMatching(/^管理员刚刚更改了您在“.+”的密码/)]])
  // Both at once are told to the address of before.
  const both = { email: `moved-${member.email}`, password: 'another wholly new one' }
  await byAdmin((actor) => changeMember(actor, member.id, both))
  expect((await told()).map(([to]) => to)).toEqual([[member.email], [member.email]])
  await byAdmin((actor) => changeMember(actor, member.id, { name: '换了名字', roles: ['sales'] }))
  expect(await told()).toEqual([])
})

test('in the language of the person', async () => {
  mailOn()
  await run(appSql(), sql`update tian.users set locale = 'en' where id = ${param(member.id, 'uuid')}`)
  await change(password)
  expect(await told()).toEqual([
    [[member.email], expect.stringMatching(/^You have just changed your password/)],
  ])
})

test('what was refused is not told, and what changed while no mail was sent is not told later', async () => {
  mailOn()
  expect((await change('not my password')).status).toBe(422)
  expect(await told()).toEqual([])
  mailOff()
  await change(password)
  mailOn()
  expect(await told()).toEqual([])
})
