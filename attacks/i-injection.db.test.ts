/** Classes I1–I4 of the catalogue: what people type is never a name, a statement, a program or a prototype. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handle } from '@/lib/api/dispatch'
import type { Endpoint } from '@/lib/api/endpoint'
import { register } from '@/lib/api/register'
import { cookieOf, site } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { call, field, stored, value } from '@/lib/expr/ast'
import { done, expectUnknown, get, made, people, post, told } from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const records = `${people}/records`

/** Texts that end a string, a name, a comment or a statement somewhere. */
const hostile = [
  "'; drop table hr.people;--",
  '"; drop table hr.people;--',
  'a"b',
  'a.b',
  "a' or '1'='1",
  "\\'; select pg_sleep(9);--",
  '$1',
  '$$; select 1; $$',
  '/* */',
  '-- x',
  '%_\\',
  '$' + '{1+1}',
  '{{7*7}}',
  '#{1}',
  '<%= 1 %>',
  '@hr.people',
  "E'\\x27'",
  'U&"\\0061"',
  '\u02bc or 1=1',
  '\uff07 or 1=1',
  '田'.repeat(100),
]
/** A label has its own length; a NUL no text can hold. */
const refusedText = 'a\u0000b'

describe('I1 SQL identifier (drizzle CVE-2026-39356; NocoDB CVE-2023-50718, CVE-2023-43794; Payload PR 17650)', () => {
  test('a label is a label, and what PostgreSQL knows are keys', async () => {
    const columns = () =>
      run<{ name: string }>(
        ownerSql(),
        sql`select a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'hr' and a.attnum > 0 and not a.attisdropped
            union select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'hr'`,
      )
    for (const text of hostile.slice(0, 12)) {
      const label = { en: text, 'zh-CN': text }
      const table = await done(stage.a.ask('POST', '/bases/hr/tables', { body: { label } }))
      expect(JSON.stringify(table), text).toContain(JSON.stringify(text).slice(1, -1))
    }
    const [first] = await run<{ key: string }>(
      ownerSql(),
      sql`select key from tian.documents where kind = 'table' and key like 'table%' or key like 'drop%' limit 1`,
    )
    for (const text of hostile.slice(0, 12))
      await done(
        stage.a.ask('POST', `/bases/hr/tables/${first!.key}/fields`, {
          body: {
            label: { en: text },
            type: 'select',
            options: { options: [{ value: 'o', label: { en: text }, color: 'gray' }] },
          },
        }),
      )
    const names = (await columns()).map(({ name }) => name)
    expect(names.filter((name) => !/^_?[a-z][a-z0-9_]{0,62}$/.test(name))).toEqual([])
    expect((await stage.a.ask('GET', `${records}?count=exact`)).status).toBe(200)
  })
  test.each([...hostile, refusedText, 'Name', '1a', 'a-b', 'a b', '', 'select', '_x', 'a'.repeat(60)])(
    'as a key: %j',
    async (key) => {
      for (const [path, body] of [
        ['/bases/hr/tables', { label: { en: 'k' }, key }],
        [`${people}/fields`, { label: { en: 'k' }, key, type: 'text' }],
      ] as const) {
        const { status, body: answer } = await stage.a.ask('POST', path, { body })
        if (key === 'select' && status === 201) continue
        expect([status, answer.error?.code], path).toEqual([
          expect.any(Number),
          expect.stringMatching(/DEFINITION_INVALID|BODY_INVALID|KEY_TAKEN/),
        ])
      }
    },
  )
  test.each(['id', 'ctid', 'xmin', 'cmax', 'tableoid', '_created_in', 'constructor', 'prototype'])(
    'a field cannot be called %s',
    async (key) => {
      const body = { label: { en: 'k' }, key, type: 'text' }
      expect((await stage.a.ask('POST', `${people}/fields`, { body })).body.error?.code).toMatch(
        /INVALID|TAKEN/,
      )
    },
  )
  test.each(['ctid', 'XMin', 'tableoid', 'Prototype', 'constructor', 'id', 'Created by'])(
    'a field labelled %s has a key under which it is written and read',
    async (text) => {
      const body = { label: { en: text }, type: 'text' }
      const { key } = await done(stage.a.ask('POST', `${people}/fields`, { body }))
      const id = await made(stage.a, 'people', { name: 'x', [String(key)]: text })
      expect((await done(stage.a.ask('GET', `${records}/${id}`))).fields).toMatchObject({
        [String(key)]: text,
      })
      await done(stage.a.ask('DELETE', `${people}/fields/${key}`))
    },
  )
  test('a label with what no text can hold is refused', async () => {
    const answer = await stage.a.ask('POST', '/bases/hr/tables', { body: { label: { en: refusedText } } })
    expect([400, 422]).toContain(answer.status)
  })
})

describe('I2 SQL by value, formula, sort, path (NocoDB CVE-2026-28399; Payload CVE-2026-25544; NocoBase CVE-2026-34825; Frappe CVE-2024-24813; SuiteCRM CVE-2024-36412)', () => {
  test('every text finds exactly the records that hold it', async () => {
    const rows = hostile.map((name) => ({ fields: { name, note: `before ${name} after` } }))
    await done(stage.a.ask('POST', records, { body: { records: rows } }))
    const found = async (where: object) => {
      const { path } = get(records, { ...where, fields: 'name', limit: '200' })
      return ((await done(stage.a.ask('GET', path))).records as { fields: { name: string } }[]).map(
        (r) => r.fields.name,
      )
    }
    for (const text of hostile) {
      const literal = `"${text.replaceAll('"', '""')}"`
      const expected = hostile.filter((name) => name.toLowerCase().includes(text.toLowerCase()))
      expect(await found({ filter: JSON.stringify(stored(call('is', field('name'), value(text)))) })).toEqual(
        [text],
      )
      expect((await found({ where: `contains(note, ${literal})` })).sort(), text).toEqual(expected.sort())
      expect(await found({ where: `name = ${literal}` })).toEqual([text])
      const { options } = (await done(
        stage.a.ask('GET', `${people}/pick?q=${encodeURIComponent(text)}`),
      )) as {
        options: { title: string }[]
      }
      expect(options.map((o) => o.title)).toContain(text)
    }
  })
  test.each(hostile)('in a place for a name: %s', async (text) => {
    const before = await stateOf()
    for (const one of [
      get(records, { sort: text }),
      get(records, { sort: `-${text}` }),
      get(records, { fields: text }),
      get(records, { cursor: text }),
      get(records, { where: text }),
      get(records, { count: text }),
      get(records, { limit: text }),
      get(records, { offset: text }),
      post(`${people}/query`, { sort: [{ field: text, desc: true }] }),
      post(`${people}/query`, { fields: [text] }),
      post(`${people}/query`, { filter: stored(call('isEmpty', field(text))) }),
      post(`${people}/query`, { filter: stored(call('isEmpty', field('boss', text))) }),
      post(`${people}/query`, { filter: stored(call(text, field('name'))) }),
      post(`${people}/query`, { filter: stored({ op: 'var', name: text as 'me' }) }),
      post(records, { fields: { [text]: 1 } }),
      post(`${records}/${stage.ids.own}`, { set: { [text]: 1 } }, 'PATCH'),
      get(`/bases/hr/people`, { q: text }),
      get(`${people}/records/${encodeURIComponent(text)}`),
      get(`/bases/${encodeURIComponent(text)}`),
    ])
      expect(await told(stage.a, one), one.path).toMatch(/^(4|200 .*"people")/)
    const formula = await done(
      stage.a.ask('POST', `${people}/formula`, { body: { text, purpose: 'formula', locale: 'en' } }),
    )
    if (formula.problem === undefined) expect(formula.kind, text).toBeDefined()
    expect(await stateOf()).toBe(before)
  })
})

describe('I2 what a statement could do that got through all the same', () => {
  test('the app’s role owns nothing and is nothing beside itself', async () => {
    const [role] = await run(
      appSql(),
      sql`select r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication as mighty,
            (select count(*)::int from pg_class c where c.relowner = r.oid)
            + (select count(*)::int from pg_namespace n where n.nspowner = r.oid)
            + (select count(*)::int from pg_proc p where p.proowner = r.oid) as owned
          from pg_roles r where r.rolname = current_user`,
    )
    expect(role).toEqual({ mighty: false, owned: 0 })
  })
  test.each([
    ['makes no table', sql`create table hr.taken (a int)`],
    ['changes none', sql`alter table hr.people add column taken int`],
    ['drops none', sql`drop table hr.people`],
    ['empties none', sql`truncate hr.people`],
    ['makes no role', sql`create role taken`],
    ['makes no function', sql`create function hr.taken() returns int language sql as 'select 1'`],
    ['reads no file', sql`select pg_read_file('PG_VERSION')`],
    ['runs no program', sql`copy hr.people to program 'true'`],
    ['reads no passwords of roles', sql`select rolpassword from pg_authid`],
  ])('%s', async (_, statement) => {
    await expect(run(appSql(), statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('I3 sandbox (Grist CVE-2026-24002; NocoBase CVE-2026-34156; n8n CVE-2026-1470; EspoCRM CVE-2026-33656; Form.io CVE-2020-28246)', () => {
  test.each([
    'constructor.constructor("return process")()',
    'name.constructor',
    'this.constructor',
    '__proto__',
    'name.__proto__.x',
    'process.exit()',
    'require("fs")',
    'import("fs")',
    'globalThis',
    'eval("1")',
    'Function("return 1")()',
    '(() => 1)()',
    'name => name',
    '`x`',
    'name[0]',
    'new Date()',
    'while(true){}',
    'toString()',
    'valueOf(name)',
    'hasOwnProperty("x")',
    'pg_sleep(10)',
    'current_user()',
    'version()',
    'read_file("/etc/passwd")',
    'name; select 1',
    'console.log(name)',
  ])('%s is no formula', async (text) => {
    for (const purpose of ['formula', 'condition', 'default']) {
      const answer = await done(
        stage.a.ask('POST', `${people}/formula`, { body: { text, purpose, locale: 'en' } }),
      )
      expect(answer.problem, text).toBeDefined()
    }
    expect(await told(stage.s, get(records, { where: text }))).toMatch(/^400 /)
  })
  const growing = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
  const grown = (text: string, times: number): string =>
    Array.from({ length: times }).reduce<string>((inner) => `replace(${inner}, "a", "${growing}")`, text)
  test.each([
    ['a filling without end', 'length(pad(name, 1000000000, "x")) > 0'],
    ['a power without end', 'power(10, 1000000000) > 1'],
    ['powers of powers', 'power(power(power(9, 99), 99), 99) > 1'],
    ['a text that grows by itself', `length(${grown('"a"', 12)}) > 0`],
    ['a text of a record that grows', `length(${grown('replace(name, "王小明", "a")', 12)}) > 0`],
    ['rounding far away', 'round(1.5, 1000000000) > 1'],
    ['a shift of a day out of all calendars', 'isNotEmpty(addDays(today(), 1000000000000))'],
    ['parentheses', `${'('.repeat(50_000)}1${')'.repeat(50_000)} = 1`],
    ['signs', `${'-'.repeat(50_000)}1 = 1`],
    ['a long sum', `${'1+'.repeat(50_000)}1 > 1`],
    ['a long text', `name = "${'x'.repeat(500_000)}"`],
    ['nots', `${'not '.repeat(50_000)}true`],
  ])('%s comes to an end', async (_, where) => {
    const begun = performance.now()
    for (const client of [stage.s, stage.a]) {
      const answer = await client.ask('POST', `${people}/query`, { body: { where, fields: ['name'] } })
      expect([200, 400], answer.text.slice(0, 300)).toContain(answer.status)
    }
    const tried = await stage.a.ask('POST', `${people}/formula`, {
      body: { text: where, purpose: 'condition', locale: 'en' },
    })
    expect([200, 400], tried.text.slice(0, 300)).toContain(tried.status)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})

describe('I4 prototype pollution (xlsx CVE-2023-30533; ajv CVE-2020-15366; cds-snc 1118)', () => {
  const poison = ['__proto__', 'constructor', 'prototype']
  const inherited = [
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
    'isPrototypeOf',
    'toJSON',
    'then',
  ]
  const filled = (path: string): string =>
    path
      .replace('{base}', 'hr')
      .replace('{table}', 'people')
      .replace('{field}', 'note')
      .replace(/\{\w+\}/g, 'x')
  const withBody = register.filter((line) => line.body)
  let cookie: string
  beforeAll(async () => {
    cookie = await cookieOf(stage.people.a)
  })
  const raw = async ({ method }: Endpoint, path: string, body: string) => {
    const headers = { cookie, origin: site, host: 'tian.test', 'content-type': 'application/json' }
    const answer = await handle(new Request(`${site}/api/v1${path}`, { method, headers, body }))
    return { status: answer.status, text: await answer.text() }
  }
  const clean = () => {
    for (const name of ['polluted', 'admin', 'owner', 'x'])
      expect(({} as Record<string, unknown>)[name]).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  }
  test.each(withBody.map((line) => [`${line.method} ${line.path}`, line] as const))('%s', async (_, line) => {
    for (const body of [
      ...poison.map((name) => `{"${name}":{"polluted":1}}`),
      '{"a":{"__proto__":{"polluted":1}}}',
      '{"fields":{"constructor":{"prototype":{"polluted":1}}}}',
      '{"\\u005f_proto__":{"polluted":1}}',
      '[{"__proto__":{"polluted":1}}]',
      ...inherited.map((name) => `{"${name}":{"polluted":1}}`),
    ]) {
      const { status, text } = await raw(line, filled(line.path), body)
      expect(status, `${body} → ${text}`).toBeGreaterThanOrEqual(400)
      expect(status, `${body} → ${text}`).toBeLessThan(500)
    }
    clean()
  })
  test('nor where a body is open: among the values of a record, and inside one', async () => {
    const data = { label: { en: 'data' }, type: 'json' }
    const { key } = await done(stage.a.ask('POST', `${people}/fields`, { body: data }))
    for (const name of poison)
      for (const text of [
        `{"name":"x","${name}":1}`,
        `{"name":"x","${key}":{"a":[{"${name}":{"polluted":1}}]}}`,
      ])
        for (const body of [`{"fields":${text}}`, `{"records":[{"fields":${text}}]}`])
          expect((await stage.a.ask('POST', records, { body })).body.error?.code, body).toBe('BODY_INVALID')
    await stage.a.ask('POST', records, {
      body: { fields: { name: 'x', [String(key)]: '{"__proto__":{"polluted":1}}' } },
    })
    expect((await stage.a.ask('GET', records)).status).toBe(200)
    await done(stage.a.ask('DELETE', `${people}/fields/${key}`))
    clean()
  })
  test('names of JavaScript are no fields, tables, roles, kinds, functions or languages', async () => {
    for (const name of [...inherited, ...poison]) {
      for (const of of [
        (n: string) => get(records, { sort: n }),
        (n: string) => get(records, { fields: n }),
        (n: string) => get(records, { where: `isEmpty(${n})` }),
        (n: string) => post(`${people}/query`, { filter: stored(call('isEmpty', field(n))) }),
        (n: string) => post(`${people}/query`, { filter: stored(call('isEmpty', field('boss', n))) }),
        (n: string) => post(`${people}/query`, { sort: [{ field: n, desc: false }] }),
        (n: string) => post(`${people}/query`, { filter: stored(call(n, field('name'))) }),
        (n: string) => get(`/bases/hr/tables/${n}`),
        (n: string) => get(`/bases/${n}`),
        (n: string) => get(`/meta/${n}`),
        (n: string) => get(`/bases/hr/forms/${n}`),
        (n: string) => post(`/bases/hr/views/${n}/mine`, { sort: [] }, 'PUT'),
        (n: string) => get(`/forms/${n}`),
        (n: string) => ({ ...get('/bases/hr'), ask: { headers: { 'tian-view-as': `hr:roles:${n}` } } }),
      ])
        await expectUnknown(stage.a, name, of)
      const greeted = { headers: { cookie: `tian_locale=${name}`, 'accept-language': name } }
      expect((await stage.p.ask('GET', '/session', greeted)).status).toBe(200)
      const form = await stage.p.ask('GET', `/forms/${stage.link}`)
      const answers = JSON.parse(`{"name":"x","${name}":"y"}`) as object
      const sent = await stage.p.ask('POST', `/forms/${stage.link}`, {
        body: { ticket: form.body.ticket, answers },
      })
      expect(sent.status, name).toBeGreaterThanOrEqual(400)
    }
    clean()
  })
  test('but they are words like any other in a value, a label and a name of a file', async () => {
    for (const word of ['__proto__', 'constructor', 'toString']) {
      const id = await made(stage.a, 'people', { name: word, note: word })
      const got = await done(stage.a.ask('GET', `${records}/${id}`))
      expect((got.fields as { name: string }).name).toBe(word)
      await done(stage.a.ask('POST', `/bases/hr/files?name=${word}`, { body: 'x' }))
      const key = { headers: { 'idempotency-key': word } }
      const twice = () => stage.a.ask('POST', records, { body: { fields: { name: word } }, ...key })
      expect((await twice()).body.id).toBe((await twice()).body.id)
    }
    clean()
  })
})
