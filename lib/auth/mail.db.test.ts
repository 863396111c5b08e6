/** Letters: they leave by SMTP, wait and are tried again, rest sealed, go to one address only, and names stay names. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { StartError } from '@/lib/db/start-error'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { invitationLetter, nameIn } from './letters'
import { checkMail, forgetMails, mailState, post, sendDue } from './mail'
import { prepareSignIn } from './testing/browser'
import { openPostOffice, type PostOffice } from './testing/post-office'

let db: TestDatabase
let office: PostOffice

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  office = await openPostOffice()
})
beforeEach(async () => {
  process.env.SMTP_URL = office.url
  process.env.MAIL_FROM = '田 <no-reply@tian.test>'
  office.letters.length = 0
  office.refuse(undefined)
  await run(appSql(), sql`delete from tian.mails`)
})
afterEach(() => {
  delete process.env.SMTP_URL
  delete process.env.MAIL_FROM
})
afterAll(async () => {
  office.close()
  await db.close()
})

const letter = { subject: '邀请您加入', body: '您好，\n\nhttp://tian.test/join#secret-of-the-link\n' }
const lines = () =>
  run<{ body: string; tries: number; error: string | null; sent: boolean; wait: number }>(
    appSql(),
    sql`select body, tries, error, sent_at is not null as sent,
          extract(epoch from send_at - now())::int as wait from tian.mails`,
  )

test('a letter leaves once, whole, to its one address, and its text is forgotten', async () => {
  await post(appSql(), 'li@example.com', letter)
  expect(await Promise.all([sendDue(), sendDue()])).toContain(1)
  expect(await sendDue()).toBe(0)
  expect(office.letters).toHaveLength(1)
  const [{ from, to, text, headers }] = office.letters as [(typeof office.letters)[0]]
  expect([from, to]).toEqual(['no-reply@tian.test', ['li@example.com']])
  expect(text.trim()).toBe(letter.body.trim())
  expect(headers.get('auto-submitted')).toBe('auto-generated')
  expect(headers.get('content-type')).toMatch(/^text\/plain/)
  expect(await lines()).toMatchObject([{ sent: true, body: '', error: null }])
})

test('while it waits its text is sealed: a dump of the database opens nothing', async () => {
  await post(appSql(), 'li@example.com', letter)
  const { body } = (await lines())[0]!
  expect(body).not.toContain('secret-of-the-link')
  expect(Buffer.from(body, 'base64url').toString('latin1')).not.toContain('secret-of-the-link')
})

test('a letter that is refused is tried again, later each time, and at last given up with the reason', async () => {
  office.refuse('451 come back later')
  await post(appSql(), 'li@example.com', letter)
  const waits: number[] = []
  for (let i = 0; i < 8; i++) {
    expect(await sendDue()).toBe(0)
    expect(await sendDue()).toBe(0)
    waits.push((await lines())[0]!.wait)
    await run(appSql(), sql`update tian.mails set send_at = now()`)
  }
  expect(waits.map((w) => Math.round(w / 30))).toEqual([1, 4, 16, 64, 256, 720, 720, 720])
  expect(await mailState()).toMatchObject({
    on: true,
    waiting: 0,
    failed: 1,
    error: expect.stringContaining('come back later'),
  })
  office.refuse(undefined)
  expect(await sendDue()).toBe(0)
  expect(await lines()).toMatchObject([{ sent: false, body: '', tries: 8 }])
})

test('after a failure it leaves when the server takes it again', async () => {
  office.refuse('550 no')
  await post(appSql(), 'li@example.com', letter)
  await sendDue()
  expect(await mailState()).toMatchObject({ waiting: 1, failed: 0, error: expect.stringContaining('550') })
  office.refuse(undefined)
  await run(appSql(), sql`update tian.mails set send_at = now()`)
  expect(await sendDue()).toBe(1)
  expect(await mailState()).toEqual({ on: true, waiting: 0, failed: 0, error: null })
})

test('a password goes to this very machine in clear, and to no other', async () => {
  const asUser = (host: string) => {
    const url = new URL(office.url)
    return `smtp://tian:secret@${host}:${url.port}`
  }
  // Leads here, and is not known to be here.
  process.env.SMTP_URL = asUser('0.0.0.0')
  office.heard.length = 0
  await post(appSql(), 'li@example.com', letter)
  expect(await sendDue()).toBe(0)
  expect(office.heard).toContain('STARTTLS')
  expect(office.heard.filter((line) => /^(AUTH|MAIL)/.test(line))).toEqual([])
  process.env.SMTP_URL = asUser('127.0.0.1')
  await run(appSql(), sql`update tian.mails set send_at = now()`)
  expect(await sendDue()).toBe(1)
  expect(office.heard.some((line) => line.startsWith('AUTH'))).toBe(true)
})

test('without a server nothing is sent; half a configuration refuses to start', async () => {
  await post(appSql(), 'li@example.com', letter)
  delete process.env.SMTP_URL
  expect(await sendDue()).toBe(0)
  expect(await mailState()).toMatchObject({ on: false, waiting: 1 })
  expect(() => checkMail()).not.toThrow()
  process.env.SMTP_URL = office.url
  delete process.env.MAIL_FROM
  expect(() => checkMail()).toThrow(StartError)
})

test('letters of a month ago are forgotten', async () => {
  await post(appSql(), 'li@example.com', letter)
  await run(appSql(), sql`update tian.mails set created_at = now() - interval '31 days'`)
  expect(await forgetMails()).toBe(1)
})

describe('next-auth 2022-35924: nothing but one plain address is written to', () => {
  test.each([
    'a@example.com,b@evil.example',
    'a@example.com b@evil.example',
    'a@example.com\r\nBcc: b@evil.example',
    '<a@example.com>',
    'Li <a@example.com>',
    'a@example.com;b@evil.example',
    'a@@example.com',
    ' a@example.com',
    '',
  ])('%j', async (to) => {
    await expect(post(appSql(), to, letter)).rejects.toThrow('not one plain address')
    expect(await lines()).toEqual([])
  })
})

describe('next-auth 2022-31127: a name is only a name', () => {
  test.each([
    ['Li\r\nBcc: b@evil.example', 'Li Bcc: b@evil.example'],
    ['see https://evil.example/ now', 'see https: //evil.example/ now'],
    ['www.evil.example', 'www .evil.example'],
    ['a\u202eb\u0000c\u200bd', 'a b c d'],
    ['x'.repeat(500), 'x'.repeat(100)],
  ])('%j', (given, shown) => {
    expect(nameIn(given)).toBe(shown)
  })

  test('in the subject and the text of a letter', async () => {
    const evil = 'Li\r\nBcc: thief@evil.example\r\n\r\n<a href="https://evil.example">here</a> {link}'
    await run(
      appSql(),
      sql`insert into tian.settings (key, value) values ('name', to_jsonb(${param(evil)}))
          on conflict (key) do update set value = excluded.value`,
    )
    for (const locale of ['zh-CN', 'en'] as const) {
      office.letters.length = 0
      const link = 'http://tian.test/join#secret'
      await post(
        appSql(),
        'li@example.com',
        await invitationLetter(appSql(), locale, { name: evil, by: evil, link }),
      )
      await sendDue()
      const [{ to, headers, text }] = office.letters as [(typeof office.letters)[0]]
      expect(to).toEqual(['li@example.com'])
      expect(headers.has('bcc')).toBe(false)
      expect(text.match(/https?:\/\/\S+/g)).toEqual([link, 'http://tian.test'])
      expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([])
    }
    await run(appSql(), sql`delete from tian.settings where key = 'name'`)
  })
})
