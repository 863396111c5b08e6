/** Classes D1, D3–D5 of the catalogue: no request is dear enough to take the others' turn, and nothing fills up without end. */
import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { handle } from '@/lib/api/dispatch'
import { type Client, cookieOf, signedIn, site } from '@/lib/api/testing/client'
import { ownerSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import { openedAgo } from '@/lib/forms/testing/forms'
import { doors } from '@/lib/server/doors'
import { done, get, made, people, post, tasks, told } from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const records = `${people}/records`
/** What something took, in milliseconds. The machine of a test may be busy; what runs away takes minutes. */
async function taken(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
const soon = 2000

describe('D1 regular expressions (ajv CVE-2025-69873; xlsx CVE-2024-22363; papaparse CVE-2020-36649)', () => {
  const evil = [
    '^(a|a)*$',
    '(a+)+$',
    '^(a|aa)+$',
    '(.*)*x',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a{1,99}){1,99}$',
    'a{1,100000}',
    '(?=a)',
    '(a)\\1',
  ]
  const long = `${'a'.repeat(5000)}!`
  test.each(evil)(
    '%s is refused, or found in no time, by every door that takes a pattern',
    async (pattern) => {
      const spent = await taken(async () => {
        const added = await stage.a.ask('POST', `${people}/fields`, {
          body: { label: { en: 'p' }, type: 'text', options: { maxLength: 10_000, pattern } },
        })
        expect([201, 422]).toContain(added.status)
        if (added.status === 201) {
          const key = String(added.body.key)
          expect(
            (await stage.a.ask('POST', records, { body: { fields: { name: 'x', [key]: long } } })).status,
          ).toBe(422)
          await done(stage.a.ask('DELETE', `${people}/fields/${key}`))
        }
        const quoted = `"${pattern.replaceAll('"', '""')}"`
        for (const where of [
          `matches("${long}", ${quoted})`,
          `matches(note, ${quoted})`,
          `extract(name & "${long}", ${quoted}) = "x"`,
        ])
          expect(await told(stage.s, post(`${people}/query`, { where }))).toMatch(/^(200|400) /)
        const schema = {
          type: 'object',
          properties: { a: { type: 'string', pattern } },
          patternProperties: { [pattern]: {} },
        }
        const preview = await stage.a.ask('POST', '/bases/hr/schema/preview', {
          body: { schema, source: 'x' },
        })
        expect(preview.status).toBeLessThan(500)
      })
      expect(spent).toBeLessThan(soon)
    },
  )
  test.each([
    ['mail', `${'a@'.repeat(5000)}`],
    ['mail', `${'a.'.repeat(5000)}@a`],
    ['site', `https://${'a.'.repeat(5000)}`],
    ['site', `https://${'a'.repeat(5000)}@${'b'.repeat(5000)}`],
    ['phone', '+'.repeat(10_000)],
    ['phone', `${'1 '.repeat(5000)}x`],
    ['hours', `${'9'.repeat(9000)}.${'9'.repeat(9000)}`],
    ['name', ' '.repeat(100_000)],
    ['note', `${'\t \n'.repeat(100_000)}x`],
  ])('a long %s is judged in no time', async (key, text) => {
    const given = async () => {
      for (const one of [
        post(records, { fields: { name: 'x', [key]: text } }),
        post(`${records}/${stage.ids.own}`, { set: { [key]: text } }, 'PATCH'),
        post('/session', { name: text }, 'PATCH'),
        get('/bases/hr/people', { q: text.slice(0, 5000) }),
      ])
        expect(await told(stage.a, one)).toMatch(/^[24]/)
    }
    expect(await taken(given)).toBeLessThan(soon)
  })
})

describe('D3 cost of a question (Directus CVE-2026-35441, GHSA-6q22-g298-grjh, CVE-2024-39895)', () => {
  const nested = (depth: number): Expr =>
    depth === 0 ? call('isEmpty', field('name')) : call('not', nested(depth - 1))
  const wide = (n: number): Expr =>
    call('or', ...Array.from({ length: n }, () => call('contains', field('note'), value('x'))))
  const path = (hops: number) => [...Array.from({ length: hops }, () => 'boss'), 'name']
  const questions: [string, object, number][] = [
    ['50 deep', { filter: stored(nested(50)) }, 400],
    ['10,000 nodes', { filter: stored(wide(10_000)) }, 400],
    [
      '10,000 in a list',
      { filter: stored(call('isAnyOf', field('name'), value(Array.from({ length: 10_000 }, String)))) },
      400,
    ],
    ['20 orders', { sort: Array.from({ length: 20 }, () => ({ field: 'name', desc: true })) }, 400],
    ['21 orders', { sort: Array.from({ length: 21 }, () => ({ field: 'name', desc: true })) }, 400],
    ['400 fields', { fields: Array.from({ length: 400 }, () => 'name') }, 200],
    ['401 fields', { fields: Array.from({ length: 401 }, () => 'name') }, 400],
    ['a limit of 10⁹', { limit: 1e9 }, 400],
    ['an offset of 10⁹', { offset: 1e9 }, 400],
    ['an offset of 10⁷', { offset: 1e7 }, 200],
    ['1,001 ids', { ids: Array.from({ length: 1001 }, () => 'x') }, 400],
    ['100 hops', { filter: stored(call('isEmpty', field(...path(100)))) }, 400],
    ['a cursor of 20,001', { cursor: 'A'.repeat(20_001) }, 400],
    ['many conditions that read every row', { filter: stored(wide(100)), count: 'exact' }, 200],
  ]
  test.each(questions.map(([name], i) => [name, i] as const))('%s', async (_, i) => {
    const [, body, status] = questions[i]!
    const ask = async () => {
      const answer = await stage.s.ask('POST', `${people}/query`, { body })
      expect(answer.status, answer.text.slice(0, 200)).toBe(status)
    }
    expect(await taken(ask)).toBeLessThan(soon)
  })

  test('one person asks so much at once, waits in line, and leaves the others their turn', async () => {
    const rows = Array.from({ length: 1000 }, () => ({
      fields: { name: 'row', owner: stage.people.s.userId },
    }))
    for (const _ of [1, 2]) await done(stage.a.ask('POST', records, { body: { records: rows } }))
    const cookie = await cookieOf(stage.people.s)
    const download = () =>
      handle(
        new Request(`${site}/api/v1${people}/export`, {
          method: 'POST',
          headers: { cookie, origin: site, host: 'tian.test', 'content-type': 'application/json' },
          body: '{"fields":["name"]}',
        }),
      )
    const downloads = await Promise.all(Array.from({ length: 12 }, download))
    let free = () => {}
    const locked = new Promise<void>((resolve) => {
      free = resolve
    })
    let held = () => {}
    const holding = new Promise<void>((resolve) => {
      held = resolve
    })
    setTimeout(() => free(), 8000).unref()
    const lock = ownerTransaction(async (tx) => {
      await run(tx, sql`lock table ${qualified('hr', 'people')} in access exclusive mode`)
      held()
      await locked
    })
    await holding
    // Downloads that have begun go on page by page.
    const pages = downloads.map((answer) => answer.text().then((text) => text.split('\n').length))
    const flood = [stage.faces.session, stage.faces.token].flatMap((client) =>
      Array.from({ length: 60 }, () => client.ask('GET', `${records}?limit=1`)),
    )
    let ended = 0
    for (const one of flood) void one.then(() => ended++)
    const neighbour = await signedIn(stage.people.other)
    const spent = await taken(async () => {
      for (let i = 0; i < 10; i++)
        expect((await neighbour.ask('GET', '/bases/hr/tables/vault')).status).toBe(404)
      for (let i = 0; i < 10; i++)
        expect((await stage.a.ask('GET', '/bases/hr/tables/tags/records?limit=1')).status).toBe(200)
    })
    expect(spent).toBeLessThan(5000)
    const refused = ended
    free()
    await lock
    const answers = await Promise.all(flood)
    expect(new Set(await Promise.all(pages))).toEqual(new Set([2004]))
    const busy = answers.filter(({ status }) => status === 503)
    expect(busy.length).toBe(refused)
    expect(busy.length).toBeGreaterThan(0)
    for (const { headers, body } of busy)
      expect([headers['retry-after'], body.error?.code]).toEqual(['5', 'BUSY'])
    expect(answers.filter(({ status }) => status === 200).length).toBe(answers.length - busy.length)
  })
})

describe('D4 what crashes (Directus CVE-2023-45820, CVE-2024-36128; Strapi CVE-2024-31217)', () => {
  let server: Server
  let port: number
  let cookie: string
  const failures: unknown[] = []
  const note = (error: unknown) => failures.push(error)
  beforeAll(async () => {
    process.on('uncaughtExceptionMonitor', note).on('unhandledRejection', note)
    const pages = async (_: unknown, response: { end(): void }) => response.end()
    server = createServer(
      doors(pages as Parameters<typeof doors>[0], handle, {
        https: false,
        dev: false,
        trustProxy: false,
        framersOf: async () => [],
      }),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
    port = (server.address() as AddressInfo).port
    cookie = await cookieOf(stage.people.a)
  })
  afterAll(() => {
    process.off('uncaughtExceptionMonitor', note).off('unhandledRejection', note)
    server.close()
    server.closeAllConnections()
  })
  const headers = () => ({ cookie, origin: site, host: 'tian.test', 'content-type': 'application/json' })
  async function send(
    path: string,
    parts: Iterable<string | Uint8Array>,
    more: object = {},
  ): Promise<number> {
    const asked = httpRequest({
      port,
      path: `/api/v1${path}`,
      method: 'POST',
      headers: { ...headers(), ...more },
    })
    // A server that has heard enough may hang up while more is sent.
    asked.on('error', () => {})
    const answered = once(asked, 'response')
    for (const part of parts) {
      if (asked.destroyed) break
      if (!asked.write(part)) await new Promise((resolve) => setImmediate(resolve))
    }
    asked.end()
    const [response] = await answered
    response.resume()
    return response.statusCode as number
  }
  const lives = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${people}`, { headers: headers() })
    expect(answer.status).toBe(200)
    expect(failures).toEqual([])
  }
  function* endless(bytes: number) {
    yield '{"fields":{"name":"'
    for (let sent = 0; sent < bytes; sent += 65_536) yield 'a'.repeat(65_536)
    yield '"}}'
  }
  const paths = [records, `${people}/query`, `/forms/none`, '/session/code', `${people}/formula`]
  test.each<[string, () => Iterable<string | Uint8Array>, number[]]>([
    ['100,000 levels of lists', () => ['['.repeat(100_000)], [400]],
    ['100,000 levels of objects', () => ['{"a":'.repeat(100_000)], [400]],
    ['50 MB that say no length', () => endless(50 * 2 ** 20), [413]],
    ['bytes that are no text', () => [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])], [400]],
    ['half a character', () => ['{"a":"\\ud800"}'], [400]],
    ['a number without end', () => ['{"limit":1e400}'], [400]],
    ['a long number', () => [`{"limit":${'9'.repeat(500_000)}}`], [400]],
    ['nothing', () => [], [400]],
    ['null', () => ['null'], [400]],
    ['many members', () => [`{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":0`).join()}}`], [400]],
    [
      'one member many times',
      () => [`{${Array.from({ length: 60_000 }, () => '"fields":0').join()}}`],
      [400],
    ],
  ])('%s is refused', async (_, parts, statuses) => {
    for (const path of paths) expect([...statuses, 404], path).toContain(await send(path, parts()))
    await lives()
  })
  test('what breaks off on the way, lies about its length, or is no HTTP', async () => {
    const raw = (text: string) =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(text)
          setTimeout(() => socket.destroy(), 30)
        })
        socket.on('error', () => {}).on('close', () => resolve())
      })
    const head = `Host: tian.test\r\nOrigin: ${site}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n`
    await Promise.all(
      [
        `POST /api/v1${records} HTTP/1.1\r\n${head}Content-Length: 1000\r\n\r\n{"fields":`,
        `POST /api/v1/bases/hr/files?name=a.txt HTTP/1.1\r\n${head}Content-Length: 99999999999\r\n\r\nabc`,
        `POST /api/v1/bases/hr/files?name=a.txt HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n`,
        `POST /api/v1/forms/${stage.link}/files?name=a&ticket=x HTTP/1.1\r\n${head}Content-Length: 50\r\n\r\nabc`,
        `POST /api/v1${people}/export HTTP/1.1\r\n${head}Content-Length: 2\r\n\r\n{}`,
        `GET /api/v1/session HTTP/1.1\r\n${head}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n\x81\xff\xff\xff`,
        `GET http://evil.example/ HTTP/1.1\r\n${head}\r\n`,
        `GET //evil.example/%2e%2e HTTP/1.1\r\nHost: [\r\n\r\n`,
        `GET /api/v1/%ff%fe HTTP/1.1\r\n${head}\r\n`,
        `GET /api/v1/bases/%E0%A4%A HTTP/1.1\r\n${head}\r\n`,
        `GET /api/v1${records}?filter=%E0%A4%A HTTP/1.1\r\n${head}\r\n`,
        `GET /api/v1/session HTTP/1.1\r\n${head}Cookie: tian.session=%E0%A4%A; tian.as=%E0%A4%A\r\n\r\n`,
        `GET /api/v1/session HTTP/1.1\r\nHost: a b\r\n\r\n`,
        '\u0000\u0001\u0002\r\n\r\n',
        'GET / HTTP/9.9\r\n\r\n',
        `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      ].map(raw),
    )
    await lives()
  })
  test('an upload that breaks off leaves nothing, and no line in the log of errors', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const count = async () =>
      (
        await run<{ n: number }>(ownerSql(), sql`select count(*)::int as n from ${qualified('hr', '_files')}`)
      )[0]!.n
    const before = await count()
    const asked = httpRequest({
      port,
      path: '/api/v1/bases/hr/files?name=a.txt',
      method: 'POST',
      headers: headers(),
    })
    asked.on('error', () => {})
    asked.write('x'.repeat(100_000))
    await new Promise((resolve) => setTimeout(resolve, 50))
    asked.destroy()
    await lives()
    expect(await count()).toBe(before)
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
  })
})

describe('D5 filling up (SuiteCRM CVE-2024-36416)', () => {
  const rowsOf = async (table: string) =>
    (await run<{ n: number }>(ownerSql(), sql`select count(*)::int as n from ${qualified('hr', table)}`))[0]!
      .n

  test("drafts: a person's are so many for a form", async () => {
    const member = `/bases/hr/forms/${stage.form}`
    const { ticket } = await openedAgo(stage.s, member)
    const keep = (client: Client, record?: string) =>
      client.ask('PUT', `${member}/draft`, {
        body: { ticket, ...(record ? { record } : {}), draft: { answers: { note: 'x' } } },
      })
    expect((await keep(stage.s)).status).toBe(204)
    expect((await keep(stage.s, stage.ids.own)).status).toBe(204)
    await run(
      ownerSql(),
      sql`insert into ${qualified('hr', '_drafts')} (form, holder, record, body)
          select f.form, f.holder, gen_random_uuid(), '{"answers":{}}' from ${qualified('hr', '_drafts')} f,
            generate_series(1, 600) where f.holder = ${param(stage.people.s.userId, 'uuid')} limit 600`,
    )
    const before = await rowsOf('_drafts')
    const answer = await keep(stage.s, stage.ids.friend)
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'LIMIT_INVALID'])
    expect((await keep(stage.s, stage.ids.own)).status).toBe(204)
    expect(await rowsOf('_drafts')).toBe(before)
  })
  test('uploads: nobody holds more than so many bytes that no record holds', async () => {
    const upload = () => stage.s.ask('POST', '/bases/hr/files?name=a.txt', { body: 'x' })
    expect((await upload()).status).toBe(201)
    await run(
      ownerSql(),
      sql`insert into ${qualified('hr', '_files')} (id, sha256, size, type, name, created_by)
          values (gen_random_uuid(), 'x', ${param(2 * 1024 ** 3, 'bigint')}, 'text/plain', 'big', ${param(stage.people.s.userId, 'uuid')})`,
    )
    const before = await rowsOf('_files')
    const answer = await upload()
    expect([answer.status, answer.body.error?.code]).toEqual([429, 'TOO_MANY_ATTEMPTS'])
    expect(await rowsOf('_files')).toBe(before)
    expect((await stage.a.ask('POST', '/bases/hr/files?name=a.txt', { body: 'x' })).status).toBe(201)
    expect((await stage.s.ask('GET', records)).status).toBe(200)
  })
  test('tokens: so many for a person', async () => {
    const answers = []
    for (let i = 0; i < 21; i++)
      answers.push(
        await stage.s.ask('POST', '/bases/hr/tokens', { body: { label: `t${i}`, role: 'staff', days: 1 } }),
      )
    expect(answers.at(-1)!.body.error?.code).toBe('LIMIT_INVALID')
  })
  test('a form that is flooded refuses the flood, and everybody else works on', async () => {
    const { ticket } = await openedAgo(stage.p, `/forms/${stage.link}`)
    const flood = { headers: { 'x-client-address': '198.51.100.7' } }
    let limited = 0
    for (let i = 0; i < 110; i++) {
      const body = { ticket, answers: { name: '' } }
      const { status } = await stage.p.ask('POST', `/forms/${stage.link}`, { body, ...flood })
      if (status === 429) limited++
    }
    expect(limited).toBeGreaterThan(0)
    const fresh = await openedAgo(stage.p, `/forms/${stage.link}`)
    const body = { ticket: fresh.ticket, answers: { name: 'still' } }
    const other = { headers: { 'x-client-address': '198.51.100.8' } }
    expect((await stage.p.ask('POST', `/forms/${stage.link}`, { body, ...other })).status).toBe(200)
    expect(await made(stage.a, 'people', { name: 'core still writes' })).toMatch(/^[0-9a-f-]{36}$/)
    expect((await stage.s.ask('GET', `${tasks}/records`)).status).toBe(200)
  })
})
