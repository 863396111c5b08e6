/** Classes A1–A3 and A7 of the catalogue: no way around the guards, no id of others is there, and a form's link opens a form. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handle } from '@/lib/api/dispatch'
import type { Endpoint } from '@/lib/api/endpoint'
import { register } from '@/lib/api/register'
import { site } from '@/lib/api/testing/client'
import { openedAgo } from '@/lib/forms/testing/forms'
import { type Asked, done, expectDoor, get, leavesNoTrace, people, post, tasks, told } from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const records = `${people}/records`
const nobody = '018f0000-0000-7000-8000-00000000dead'

const filled = (path: string): string =>
  path
    .replace('{base}', 'hr')
    .replace('{table}', 'people')
    .replace('{field}', 'note')
    .replace(/\{\w+\}/g, nobody)
const guarded = register.filter((line) => line.guard !== 'anyone')

describe('A1 route bypass (Next CVE-2025-29927, CVE-2026-44573; Budibase CVE-2026-31816, CVE-2026-41428; ToolJet 16341)', () => {
  const chains = [
    'middleware',
    'src/middleware',
    'proxy',
    'middleware:middleware:middleware:middleware:middleware',
  ]
  const headers: Record<string, string>[] = [
    ...chains.map((value) => ({ 'x-middleware-subrequest': value })),
    { 'x-middleware-prefetch': '1', rsc: '1', 'next-router-prefetch': '1' },
    { 'x-http-method-override': 'GET', 'x-method-override': 'GET', 'x-http-method': 'GET' },
    { 'x-original-url': '/api/v1/session', 'x-rewrite-url': '/api/v1/session' },
    { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'x-client-address': '127.0.0.1' },
    { authorization: 'Bearer', cookie: '__Host-tian.session=x; tian.session=null' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { 'tian-view-as': 'self' },
    { 'next-action': 'a'.repeat(42), 'next-router-state-tree': '[]' },
  ]
  const ask = async ({ method }: Endpoint, path: string, more: Record<string, string> = {}) => {
    const response = await handle(
      new Request(`${site}/api/v1${path}`, {
        method,
        headers: { origin: site, host: 'tian.test', 'content-type': 'application/json', ...more },
        body: method === 'GET' ? undefined : '{}',
      }),
    )
    return { status: response.status, text: await response.text() }
  }
  test.each(headers)('%j opens nothing', async (more) => {
    for (const line of guarded) {
      const { status, text } = await ask(line, filled(line.path), more)
      expect([status, text.includes('"records"')], `${line.method} ${line.path}`).toEqual([401, false])
    }
  })
  test.each([
    (path: string) => `${path}?/api/v1/forms/x`,
    (path: string) => `${path}?/webhooks/trigger`,
    (path: string) => `${path}#/session`,
    (path: string) => `${path}/`,
    (path: string) => `${path}.rsc`,
    (path: string) => `${path}.json`,
    (path: string) => `${path};/session`,
    (path: string) => `${path}%00`,
    (path: string) => `${path}%2f..%2f..%2fsession`,
    (path: string) => `/${path}`,
    (path: string) => path.replace('/', '/./'),
    (path: string) => path.replace(/\/(\w)/g, '/%2e%2e/session/$1'),
    (path: string) => path.toUpperCase(),
    (path: string) => `/session${path}`,
    (path: string) => `/forms/x${path}`,
    (path: string) => path.replace('hr', '%68%72'),
  ])('a bent address opens nothing: %s', async (bent) => {
    for (const line of guarded) {
      const { status } = await ask(line, bent(filled(line.path)))
      expect([400, 401, 404, 405], `${line.method} ${bent(filled(line.path))}`).toContain(status)
    }
  })
  leavesNoTrace()
})

describe('A2 ids of others (Directus CVE-2026-35412; Teable 3624; NocoDB CVE-2026-28361; Payload CVE-2026-25574; n8n CVE-2026-42226)', () => {
  /** Every address that takes an id, with an id of X's base where S or A belongs, and the other way round. */
  const withIds = (
    base: string,
    table: string,
    record: string,
    file: string,
    token: string,
    person: string,
  ) => {
    const at = `/bases/${base}`
    const row = `${at}/tables/${table}/records/${record}`
    return [
      get(row),
      get(`${row}/history`),
      get(`${row}/shares`),
      post(row, { set: { name: 'x' } }, 'PATCH'),
      { method: 'DELETE', path: row },
      post(`${row}/reveal`, { field: 'name', reason: 'because' }),
      post(`${at}/tables/${table}/records/update`, { ids: [record], set: { name: 'x' } }),
      post(`${at}/tables/${table}/records/delete`, { ids: [record] }),
      post(`${at}/tables/${table}/records/restore`, { ids: [record] }),
      get(`${at}/files/${file}`),
      { method: 'DELETE', path: `${at}/tokens/${token}` },
      post(`${at}/members/${person}`, { name: 'x' }, 'PATCH'),
      post(`${at}/members/${person}/map`, { to: person }),
      get(`${at}/members/${person}/map`),
      post(`${at}/members/${person}/invitation`, {}),
      { method: 'DELETE', path: `${at}/members/${person}/invitation` },
      post(`${at}/members/${person}/reset`, {}),
      { method: 'DELETE', path: `${at}/members/${person}/factor` },
      { method: 'DELETE', path: `${at}/members/${person}/sessions` },
      post(`${at}/view-as`, { person }),
      { method: 'DELETE', path: `${at}/work/${record}` },
      { method: 'DELETE', path: `/account/sessions/${token}` },
    ] satisfies Asked[]
  }
  const sameAsNone = async (client: Stage['a'], of: (ids: string[]) => Asked[], ids: string[]) => {
    const [theirs, none] = [of(ids), of(ids.map(() => nobody))]
    const ofNone = (text: string) => ids.reduce((t, id) => t.replaceAll(id, nobody), text)
    for (const [i, one] of theirs.entries()) {
      expectDoor(one)
      const answer = await told(client, one)
      expect(answer, `${one.method} ${one.path}`).toMatch(/^4/)
      expect(ofNone(answer), `${one.method} ${one.path}`).toBe(await told(client, none[i]!))
    }
  }
  test('of another base, in the own one, are as missing as none', async () => {
    const { record, file, token } = stage.theirs
    const ids = [record, file, token, stage.people.x.userId]
    await sameAsNone(stage.a, ([r, f, t, p]) => withIds('hr', 'people', r!, f!, t!, p!), ids)
    const mine = [stage.ids.own, stage.ids.photo, nobody, stage.people.s.userId]
    await sameAsNone(stage.x, ([r, f, t, p]) => withIds('shop', 'goods', r!, f!, t!, p!), mine)
  })
  test('of another base, under its name, are as missing as the base', async () => {
    const { record, file, token } = stage.theirs
    for (const client of [stage.a, stage.s, stage.faces.token])
      for (const [i, one] of withIds('shop', 'goods', record, file, token, stage.people.x.userId).entries()) {
        if (one.path.startsWith('/account')) continue
        const none = withIds('pohs', 'goods', record, file, token, stage.people.x.userId)[i]!
        expect(await told(client, one), one.path).toBe(await told(client, none))
      }
  })
  test('a record of one table is none of another one', async () => {
    for (const [table, id] of [
      ['tasks', stage.ids.own],
      ['people', stage.ids.task],
      ['tags', stage.ids.own],
    ])
      for (const of of [
        (r: string) => get(`/bases/hr/tables/${table}/records/${r}`),
        (r: string) => post(`/bases/hr/tables/${table}/records/delete`, { ids: [r] }),
      ])
        expect(await told(stage.a, of(id!))).toBe(await told(stage.a, of(nobody)))
  })
  test('of files: one that is bound elsewhere, of another base or of a hidden cell cannot be taken along', async () => {
    for (const id of [stage.theirs.file, stage.ids.cv])
      for (const of of [
        (f: string) =>
          post(`${records}/${stage.ids.own}`, { set: { photo: [{ id: f, name: 'x' }] } }, 'PATCH'),
        (f: string) => post(records, { fields: { name: 'x', photo: [{ id: f, name: 'x' }] } }),
      ])
        expect((await told(stage.s, of(id))).replaceAll(id, nobody)).toBe(await told(stage.s, of(nobody)))
  })
  test('a record is shared with nobody outside the base, and whoever it is answers alike', async () => {
    const share = (person: string) =>
      post(`${records}/${stage.ids.own}/shares/${person}`, { edit: true }, 'PUT')
    expect(
      (await told(stage.s, share(stage.people.x.userId))).replaceAll(stage.people.x.userId, nobody),
    ).toBe(await told(stage.s, share(nobody)))
  })
  test("another person's session, token and settings are not there", async () => {
    const own = (await done(stage.a.ask('GET', '/account/sessions'))) as { sessions: { id: string }[] }
    for (const { id } of own.sessions)
      expect(await told(stage.s, { method: 'DELETE', path: `/account/sessions/${id}` })).toBe(
        await told(stage.s, { method: 'DELETE', path: `/account/sessions/${nobody}` }),
      )
  })
  leavesNoTrace()
})

describe('A3 tenant crossing (ToolJet 17198, 17495)', () => {
  test.each(['base', 'baseId', 'workspace', 'workspaceId', 'tenant', 'schema', 'table', 'organizationId'])(
    '%s counts in the address alone',
    async (name) => {
      const extra = { [name]: 'shop' }
      expect(await told(stage.s, get(records, extra))).toMatch(/^400 .*PARAMETER_UNKNOWN/)
      for (const one of [
        post(records, { fields: { name: 'x' }, ...extra }),
        post(`${people}/query`, extra),
        post(`${records}/${stage.ids.own}`, { set: { note: 'x' }, ...extra }, 'PATCH'),
      ])
        expect(await told(stage.s, one)).toMatch(/^400 .*BODY_INVALID/)
      const { path } = get(`${records}/${stage.ids.own}`)
      const plain = await stage.s.ask('GET', path)
      expect(await stage.s.ask('GET', path, { headers: { [`x-${name}`]: 'shop', [name]: 'shop' } })).toEqual(
        plain,
      )
    },
  )
  test('a link leads to no record of another base', async () => {
    for (const of of [
      (id: string) => post(records, { fields: { name: 'x', boss: id } }),
      (id: string) => post(`${tasks}/records`, { fields: { topic: 'x', person: id } }),
      (id: string) => post(`${records}/${stage.ids.own}`, { set: { boss: id } }, 'PATCH'),
    ])
      expect(await told(stage.a, of(stage.theirs.record))).toBe(await told(stage.a, of(nobody)))
  })
  test('a token, other eyes and a form of one base open nothing of another', async () => {
    expect(await told(stage.faces.token, get('/bases/shop'))).toMatch(/^404 /)
    const eyes = { headers: { 'tian-view-as': `shop:person:${stage.people.x.userId}` } }
    expect((await stage.a.ask('GET', '/bases/shop', eyes)).status).toBe(404)
    const { ticket } = await openedAgo(stage.p, `/forms/${stage.link}`)
    const body = { ticket, answers: { name: 'x' } }
    expect((await stage.p.ask('POST', `/forms/${stage.theirs.link}`, { body })).body.error?.code).toBe(
      'FORM_TICKET',
    )
  })
  leavesNoTrace()
})

describe('A7 power of a share (NocoDB CVE-2026-46552; Directus GHSA-pmf4-v838-29hg)', () => {
  test('a form’s link and ticket, shown in whatever way, open nothing but the form', async () => {
    const { ticket } = await openedAgo(stage.p, `/forms/${stage.link}`)
    for (const key of [stage.link, ticket])
      for (const headers of [
        { authorization: `Bearer ${key}` },
        { cookie: `tian.session=${key}` },
        { cookie: `tian.as=hr:form:${key}`, 'tian-view-as': `hr:form:${key}` },
      ])
        for (const line of guarded) {
          const ask = { headers, ...(line.method === 'GET' ? {} : { body: {} }) }
          const { status } = await stage.p.ask(line.method, filled(line.path), ask)
          expect(status, `${line.method} ${line.path} ${JSON.stringify(headers)}`).toBe(401)
        }
    // The form itself does open, so it was a living key.
    expect((await stage.p.ask('GET', `/forms/${stage.link}`)).status).toBe(200)
  })
  leavesNoTrace()
})
