/** Classes A4–A9 and H15 of the catalogue: nothing is written that may not be, by whatever way, and no right outlives its end. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { handle } from '@/lib/api/dispatch'
import { register } from '@/lib/api/register'
import { clientWith, cookieOf, signedIn, site } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'
import { forgetPerson } from '@/lib/auth/authenticate'
import { ownerSql, run } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { createForm, saveForm } from '@/lib/forms/edit'
import { openedAgo } from '@/lib/forms/testing/forms'
import { bearing, done, get, leavesNoTrace, made, people, post, tasks, told } from './asking'
import { entryForm, joins, openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const records = `${people}/records`

describe('A4 form over-posting (Strapi CVE-2023-39345; Baserow 5007; Avo PR 1694; Appsmith CVE-2026-24042; n8n CVE-2026-21858)', () => {
  test('of everything that is sent, the fields in sight of the form are stored', async () => {
    const address = `/forms/${stage.link}`
    const before = await stateOf()
    for (const extra of [
      { salary: 1 },
      { stage: 'won' },
      { phone: '13812345678' },
      { badge: 'x' },
      { owner: stage.people.s.userId },
      { id: randomUUID() },
      { _created_by: stage.people.s.userId },
      { _role: 'admin' },
      { Name: 'x' },
      { photo: [{ id: stage.ids.photo, name: 'x' }] },
      { photo: [{ filepath: '/etc/passwd', originalFilename: 'x', mimetype: 'text/plain', size: 1 }] },
    ]) {
      const { ticket } = await openedAgo(stage.p, address)
      const answer = await stage.p.ask('POST', address, {
        body: { ticket, answers: { name: 'over', ...extra } },
      })
      expect(answer.status, JSON.stringify(extra)).toBeGreaterThanOrEqual(400)
    }
    const { ticket } = await openedAgo(stage.p, address)
    const answers = { name: 'posted', note: 'n', mail: 'a@example.org' }
    for (const type of ['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/plain'])
      expect(
        (
          await stage.p.ask('POST', address, {
            body: JSON.stringify({ ticket, answers }),
            headers: { 'content-type': type },
          })
        ).status,
      ).toBe(415)
    expect(await stateOf()).toBe(before)
    await done(stage.p.ask('POST', address, { body: { ticket, answers } }))
    const found = await stage.a.ask('GET', `${records}?where=name%20%3D%20%22posted%22`)
    const [stored] = found.body.records as { id: string; fields: Record<string, unknown> }[]
    const { changed_at: _when, ...fields } = stored!.fields
    expect(fields).toEqual({ name: 'posted', note: 'n', costs: 0 })
    await done(stage.a.ask('DELETE', `${records}/${stored!.id}`))
  })
})

describe('A5 mass assignment (Budibase GHSA-6xp4-cf37-ppjh; Directus CVE-2026-39942, CVE-2024-6533)', () => {
  test.each([
    'id',
    '_created_at',
    '_created_by',
    '_updated_at',
    '_deleted_at',
    '_deleted_by',
    '_created_in',
    'created_by',
    'owner_id',
    'version',
    'can',
    'titles',
    'role',
    'path',
  ])('a record has no %s to be given', async (name) => {
    for (const client of [stage.s, stage.a])
      for (const one of [
        post(records, { fields: { name: 'x', [name]: stage.people.s.userId } }),
        post(`${records}/${stage.ids.own}`, { set: { [name]: stage.people.s.userId } }, 'PATCH'),
        post(`${records}/update`, { ids: [stage.ids.own], set: { [name]: null } }),
      ])
        expect(await told(client, one)).toMatch(/^400 .*FIELD_UNKNOWN/)
  })
  test.each([
    [
      'PATCH',
      '/session',
      { name: 'x' },
      ['owner', 'role', 'roles', 'isAdmin', 'email', 'active', 'id', 'userId', 'password'],
    ],
    [
      'POST',
      '/bases/hr/tokens',
      { label: 'x', role: 'staff', days: 1 },
      ['admin', 'owner', 'userId', 'person', 'hash', 'key', 'expiresAt', 'base'],
    ],
    [
      'PUT',
      `/bases/hr/views/plain/mine`,
      { sort: [] },
      ['table', 'user', 'userId', 'label', 'type', 'default'],
    ],
    ['POST', `${people}/query`, {}, ['actor', 'roles', 'admin', 'sql', 'raw', 'table', 'as']],
    ['POST', '/session/password', { current: 'x', next: 'y' }, ['user', 'userId', 'id', 'force']],
  ] as const)('%s %s takes nothing beside its own', async (method, path, body, names) => {
    for (const name of names)
      for (const given of [true, 'admin', { admin: true }])
        expect(await told(stage.s, post(path, { ...body, [name]: given }, method)), name).toMatch(
          /^400 .*BODY_INVALID/,
        )
  })
  test('nobody gives more than they have: a token of a role that is not theirs, an administrator of a role', async () => {
    for (const role of ['admin', 'aide', 'nothing'])
      expect(await told(stage.s, post('/bases/hr/tokens', { label: 'x', role, days: 1 }))).toMatch(/^400 /)
    for (const face of ['session', 'token'] as const)
      for (const one of [
        post('/bases/hr/members', { name: 'x', email: 'x@example.org', roles: ['admin'] }),
        post(`/bases/hr/members/${stage.people.s.userId}`, { roles: ['admin'] }, 'PATCH'),
      ])
        expect(await told(stage.faces[face], one)).toMatch(/^403 .*FORBIDDEN/)
    expect(
      await told(stage.a, post(`/bases/hr/members/${stage.people.s.userId}`, { owner: true }, 'PATCH')),
    ).toMatch(/^400 .*BODY_INVALID/)
  })
  leavesNoTrace()
})

describe('A5 mass assignment, of what may be saved', () => {
  test('a role does not become one for everything by being saved', async () => {
    const { roles } = (await done(stage.a.ask('GET', '/bases/hr/roles'))) as { roles: { key: string }[] }
    const aide = roles.find((role) => role.key === 'aide')!
    const saved = await done(
      stage.a.ask('PUT', '/bases/hr/roles/aide', { body: { ...aide, admin: true, key: 'admin' } }),
    )
    expect(saved).toMatchObject({ key: 'aide', admin: false })
  })
})

describe('A9 a repeated request', () => {
  test("one person's key for a repeat is nobody else's, and brings no record of theirs", async () => {
    const fields = { name: 'once', note: 'n' }
    const sent = { body: { fields }, headers: { 'idempotency-key': 'the-same-key' } }
    const first = await done(stage.a.ask('POST', records, sent))
    expect((await done(stage.a.ask('POST', records, sent))).id).toBe(first.id)
    for (const face of ['session', 'token'] as const)
      expect((await done(stage.faces[face].ask('POST', records, sent))).id).not.toBe(first.id)
    await done(stage.a.ask('DELETE', `${records}/${first.id}`))
  })
})

describe('A8 stale rights (Budibase CVE-2026-46424; Directus GHSA-56p6-qw3c-fq2g)', () => {
  test('a download that is under way ends where the rights do', async () => {
    const person = stage.people.other
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      fields: { name: `row ${i}`, owner: person.userId },
    }))
    // With the one that is theirs already, one more than a page holds.
    await done(stage.a.ask('POST', records, { body: { records: rows } }))
    const response = await handle(
      new Request(`${site}/api/v1${people}/export`, {
        method: 'POST',
        headers: {
          cookie: await cookieOf(person),
          origin: site,
          host: 'tian.test',
          'content-type': 'application/json',
        },
        body: '{"fields":["name"]}',
      }),
    )
    expect(response.status).toBe(200)
    const reader = response.body!.getReader()
    await reader.read()
    await run(
      ownerSql(),
      sql`update tian.memberships set roles = '{}' where user_id = ${param(person.userId, 'uuid')}`,
    )
    forgetPerson(person.userId)
    const rest = (async () => {
      let bytes = 0
      for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length
      return bytes
    })()
    await expect(rest).rejects.toThrow()
    await run(
      ownerSql(),
      sql`update tian.memberships set roles = ${arrayParam(['staff'])} where user_id = ${param(person.userId, 'uuid')}`,
    )
    await run(ownerSql(), sql`delete from ${qualified('hr', 'people')} where name like 'row %'`)
  })
  test('a role taken away, changed or given holds at the very next request, for session, token and eyes', async () => {
    const roles = (keys: string[]) =>
      run(
        ownerSql(),
        sql`update tian.memberships set roles = ${arrayParam(keys)} where user_id = ${param(stage.people.s.userId, 'uuid')}`,
      )
    for (const [keys, name] of [
      [['aide'], 403],
      [[], 403],
      [['staff'], 200],
    ] as const) {
      await roles([...keys])
      for (const face of ['session', 'token', 'eyes'] as const) {
        const { status } = await stage.faces[face].ask('GET', `${tasks}/records`)
        expect(status === 200, `${face} with ${keys}`).toBe(name === 200)
      }
    }
  })
})

describe('A9 internal paths (Payload CVE-2026-39397; NocoBase CVE-2026-41641; Directus CVE-2025-53889; EspoCRM CVE-2026-41160)', () => {
  test('by no door does S change the stage, the salary, or what is drawn from it', async () => {
    const { form } = await asActor(stage.people.a, 'hr', (a) =>
      createForm(a, { table: 'people', label: entryForm.label }),
    )
    const blocks = ['name', 'note', 'stage', 'salary', 'badge', 'phone'].map((field) => ({
      kind: 'field' as const,
      field,
    }))
    await asActor(stage.people.a, 'hr', (a) =>
      saveForm(a, form.key, { label: entryForm.label, steps: [{ key: 'one', blocks }] }),
    )
    const person = await made(stage.a, 'people', {
      name: 'a9',
      owner: stage.people.s.userId,
      stage: 'new',
      salary: 5,
    })
    const cells = async () => (await done(stage.a.ask('GET', `${records}/${person}`))).fields
    const before = await cells()
    const wanted: [string, unknown][] = [
      ['stage', 'won'],
      ['stage', null],
      ['salary', 1],
      ['badge', 'taken'],
      ['phone', '13700000000'],
      ['double', 2],
      ['costs', 2],
      ['changed_at', '2020-01-01T00:00:00Z'],
    ]
    const member = `/bases/hr/forms/${form.key}`
    /** The same by every door that takes values; each ticket counts once. */
    const doors = async (set: object) => {
      const opened = await openedAgo(stage.s, member, 10, `?record=${person}`)
      const fresh = await openedAgo(stage.s, member)
      return [
        post(`${records}/${person}`, { set }, 'PATCH'),
        post(
          `${records}/${person}`,
          { set, was: Object.fromEntries(Object.keys(set).map((key) => [key, null])) },
          'PATCH',
        ),
        post(`${records}/update`, { ids: [person], set }),
        post(records, { fields: { name: 'x', ...set } }),
        post(records, { records: [{ fields: { name: 'x', ...set } }] }),
        post(`${records}/import`, { records: [{ fields: { name: 'x', ...set } }] }),
        post(`${records}/import`, {
          records: [{ fields: { name: 'a9', ...set } }],
          match: 'name',
          existing: 'update',
        }),
        post(`${member}/submissions`, { ticket: opened.ticket, record: person, answers: set }),
        post(`${member}/submissions`, { ticket: fresh.ticket, answers: { name: 'x', ...set } }),
      ]
    }
    const state = await stateOf()
    for (const [key, given] of wanted)
      for (const one of await doors({ note: 'x', [key]: given }))
        expect(await told(stage.s, one), `${one.path} ${key} ${JSON.stringify(given)}`).toMatch(/^4/)
    expect(await stateOf()).toBe(state)
    // Without it every one of these doors is open: it was nothing else that was refused.
    for (const one of await doors({ note: null })) {
      expect(await told(stage.s, one), one.path).toMatch(/^20/)
    }
    expect(await cells()).toEqual(before)
    for (const one of [
      { method: 'DELETE', path: `${records}/${person}` },
      post(`${records}/restore`, { ids: [person] }),
    ])
      expect(await told(stage.s, one)).toMatch(/^20/)
    expect(await cells()).toEqual(before)
  })
  test('what is more than reading and writing is refused where no role says it', async () => {
    const tags = '/bases/hr/tables/tags'
    const row = `${tags}/records/${stage.ids.tag}`
    for (const face of ['session', 'token'] as const)
      for (const one of [
        post(`${tags}/export`, {}),
        post(`${tags}/records/import`, { records: [{ fields: { kind: 'x' } }] }),
        post(`${tags}/records/update`, { ids: [stage.ids.tag], set: { kind: 'x' } }),
        get(`${row}/history`),
        get(`${row}/shares`),
        post(`${row}/shares/${stage.people.other.userId}`, { edit: false }, 'PUT'),
      ])
        expect(await told(stage.faces[face], one), one.path).toMatch(/^403 .*ACTION_REFUSED/)
    expect(await told(stage.s, get(row))).toMatch(/^200 /)
  })
  test('every other door that changes records or definitions is shut to members', async () => {
    const member = register.filter((line) => line.guard === 'member' && line.method !== 'GET' && !line.reads)
    expect(member.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'DELETE /bases/{base}/tables/{table}/records/{id}',
      'DELETE /bases/{base}/tables/{table}/records/{id}/shares/{person}',
      'DELETE /bases/{base}/tokens/{id}',
      'DELETE /bases/{base}/views/{view}/mine',
      'PATCH /bases/{base}/tables/{table}/records/{id}',
      'POST /bases/{base}/files',
      'POST /bases/{base}/forms/{form}/submissions',
      'POST /bases/{base}/tables/{table}/records',
      'POST /bases/{base}/tables/{table}/records/delete',
      'POST /bases/{base}/tables/{table}/records/import',
      'POST /bases/{base}/tables/{table}/records/restore',
      'POST /bases/{base}/tables/{table}/records/update',
      'POST /bases/{base}/tables/{table}/records/{id}/reveal',
      'POST /bases/{base}/tokens',
      'PUT /bases/{base}/forms/{form}/draft',
      'PUT /bases/{base}/tables/{table}/records/{id}/shares/{person}',
      'PUT /bases/{base}/views/{view}/mine',
    ])
  })
})

describe('H15 policy algebra (Directus CVE-2025-27089, CVE-2024-39701)', () => {
  test('two roles open two fields in two sets of rows, and nothing in between', async () => {
    const both = stage.people.x
    await joins(both, 'hr', ['staff', 'aide'])
    const client = await signedIn(both)
    const own = await made(stage.a, 'people', { name: 'h15', owner: both.userId, hours: 1 })
    // The aide reads every name and changes every note; hours are for the own rows alone.
    const change = (id: string, set: object) => told(client, post(`${records}/${id}`, { set }, 'PATCH'))
    expect(await change(own, { hours: 2 })).toMatch(/^200 /)
    expect(await change(stage.ids.friend, { note: 'friend' })).toMatch(/^200 /)
    for (const set of [{ hours: 3 }, { note: 'y', hours: 3 }, { site: 'https://example.org' }, { name: 'y' }])
      expect(await change(stage.ids.friend, set), JSON.stringify(set)).toMatch(/^4/)
    const { records: rows } = (await done(client.ask('GET', records))) as {
      records: { id: string; fields: object }[]
    }
    expect(Object.keys(rows.find((r) => r.id === stage.ids.friend)!.fields).sort()).toEqual(['name', 'note'])
    expect(
      await told(client, get(records, { where: 'hours > 0 or not (hours > 0)', fields: 'name' })),
    ).not.toContain('友人')
    await run(
      ownerSql(),
      sql`delete from tian.memberships m using tian.bases b
          where b.id = m.base_id and b.key = 'hr' and m.user_id = ${param(both.userId, 'uuid')}`,
    )
    await done(stage.a.ask('DELETE', `${records}/${own}`))
  })
  test('nobody has no rights: not without roles, without a person, or with a key that never was', async () => {
    const lone = bearing(`tian_${'a'.repeat(43)}`)
    for (const client of [clientWith(), lone])
      for (const path of ['/bases/hr', people, records])
        expect(await told(client, get(path))).toMatch(/^401 /)
    await joins(stage.people.x, 'hr', [])
    for (const path of [
      people,
      records,
      `${tasks}/records`,
      `${people}/pick`,
      `/bases/hr/files/${stage.ids.photo}`,
    ])
      expect(await told(stage.x, get(path)), path).toMatch(/^404 /)
    expect(await told(stage.x, post(records, { fields: { name: 'x' } }))).toMatch(/^404 /)
  })
})
