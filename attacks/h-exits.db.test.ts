/** Classes H8–H14 of the catalogue: what is hidden leaves by no exit, and whatever happens to it is silence. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { register } from '@/lib/api/register'
import type { Answer } from '@/lib/api/testing/client'
import type { Role, Rule } from '@/lib/meta/model'
import { type Asked, done, expectDoor, expectUnknown, get, made, people, post, tasks, told } from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const faces = ['session', 'token', 'eyes'] as const
const records = `${people}/records`
const nobody = '018f0000-0000-7000-8000-00000000dead'

/** The role of the aides, with these rights beside its own. */
async function withRights(fields: object, create: Rule = []): Promise<Answer> {
  const { roles } = (await done(stage.a.ask('GET', '/bases/hr/roles'))) as unknown as { roles: Role[] }
  const role = roles.find((r) => r.key === 'aide')!
  const rights = role.tables.people!
  const rows = { ...rights.rows, create }
  const tables = { people: { ...rights, rows, fields: { name: 'read', note: 'edit', ...fields } } }
  return stage.a.ask('PUT', '/bases/hr/roles/aide', { body: { ...role, tables } })
}

/** Every answer that S can have without changing anything, where hidden things could show. */
const everyRead = ({ ids, link, form }: Stage): Asked[] => [
  get('/bases/hr'),
  get(people),
  get(tasks),
  get('/bases/hr/tables/tags'),
  get(records, { count: 'exact' }),
  get(records, { sort: '-changed_at' }),
  get(records, { deleted: 'true' }),
  get(`${records}/${ids.own}`),
  get(`${records}/${ids.own}/history`),
  get(`${records}/${ids.own}/shares`),
  get(`${tasks}/records`),
  get(`${tasks}/records/${ids.task}/history`),
  get(`${people}/pick`, { q: '' }),
  get(`${tasks}/pick`, { q: '' }),
  get('/bases/hr/tables/tags/pick', { q: '' }),
  post(`${people}/export`, {}),
  post(`${tasks}/export`, { where: 'isNotEmpty(person.name)' }),
  get('/bases/hr/people'),
  get('/bases/hr/forms'),
  get(`/bases/hr/forms/${form}`),
  get(`${people}/explain`, { record: ids.own, field: 'phone' }),
  get(`/bases/hr/files/${ids.photo}`),
  get(`/forms/${link}`),
]

describe('H8 export, print, template copy (Frappe 28099, 42640; YetiForce 15907; Twenty 19738; Directus CVE-2023-27481)', () => {
  test('a CSV file has the columns and rows in sight, masks as masks', async () => {
    for (const face of faces) {
      const answer = await stage.faces[face].ask('POST', `${people}/export`, { body: {} })
      const [head, ...lines] = answer.text.trim().split('\r\n')
      expect(head).toBe('name,phone,stage,note,owner,boss,photo,site,tag,tasks,vaults,changed_at,hours,mail')
      expect(lines.length).toBe(2)
      expect(answer.headers['x-total-count']).toBe('2')
      expect(answer.text).toContain('****5678')
    }
  })
  test('rows out of sight are in no export, whoever names them', async () => {
    const body = { ids: [stage.ids.own, stage.ids.foreign, nobody], fields: ['name'] }
    const answer = await stage.s.ask('POST', `${people}/export`, { body })
    expect(answer.text).toBe('name\r\n王小明\r\n')
  })
  test('exporting is a right of its own, and an exit that is not there yet is asked for here first', async () => {
    expect(await told(stage.s, post('/bases/hr/tables/tags/export', {}))).toMatch(/^403 .*ACTION_REFUSED/)
    const exits = register.filter(({ path }) =>
      /export|print|xlsx|pdf|report|copy|duplicate|publish/.test(path),
    )
    expect(exits.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /bases/{base}/tables/{table}/export',
      'POST /bases/{base}/rights/publish',
    ])
  })
})

describe('H9 history, undo, compare (Directus CVE-2026-39943; Grist CVE-2025-64753; Frappe crm PR 2800)', () => {
  test('what changed out of sight leaves no entry, no gap and no later time', async () => {
    const id = await made(stage.a, 'people', { name: 'h9', owner: stage.people.s.userId, salary: 1 })
    const history = () => told(stage.s, get(`${records}/${id}/history`))
    const edit = (set: object) => done(stage.a.ask('PATCH', `${records}/${id}`, { body: { set } }))
    await edit({ salary: 87654.32 })
    await edit({ name: 'h9b', salary: 76543.21 })
    const before = await history()
    expect(JSON.parse(before.slice(before.indexOf('{"entries"'))).entries).toMatchObject([
      { kind: 'update', cells: [{ field: 'name' }] },
      { kind: 'create' },
    ])
    for (const set of [{ salary: 1 }, { badge: 'BADGE-7Q3x' }, { salary: null, badge: null }]) {
      await edit(set)
      expect(await history()).toBe(before)
    }
  })
  test('the trash shows a record as the list did', async () => {
    const id = await made(stage.a, 'people', {
      name: 'h9t',
      owner: stage.people.s.userId,
      salary: 87654.32,
      phone: '13812345678',
    })
    await done(stage.s.ask('DELETE', `${records}/${id}`))
    const trash = await stage.s.ask('GET', `${records}?deleted=true`)
    expect(trash.text).toContain('h9t')
    for (const face of faces) await stage.faces[face].ask('GET', `${records}?deleted=true`)
    await expectUnknown(stage.s, 'salary', (n) => get(records, { deleted: 'true', where: `${n} > 1` }))
    await done(stage.s.ask('POST', `${records}/restore`, { body: { ids: [id] } }))
    await done(stage.a.ask('DELETE', `${records}/${id}`))
  })
  test('the history of definitions, with its undo, is for administrators', async () => {
    for (const one of [
      get('/bases/hr/schema/history'),
      post(`/bases/hr/schema/history/${nobody}/undo`, {}),
      get('/bases/hr/schema/trash'),
      get(`${people}/schema`),
      get(`${people}/design`),
    ])
      expect(await told(stage.s, one)).toMatch(/^403 .*FORBIDDEN/)
  })
})

describe('H10 realtime, webhook, mail (Directus CVE-2023-38503; Baserow 1468)', () => {
  test('nothing is pushed to anybody yet; a door that does has to be attacked here first', () => {
    const pushing = register.filter(({ path }) =>
      /webhook|subscri|event|stream|socket|notif|comment|automation|digest/.test(path),
    )
    expect(pushing).toEqual([])
  })
  test('a letter is posted by what is about accounts, and by nothing that knows records', () => {
    const lib = fileURLToPath(new URL('../lib', import.meta.url))
    const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
      .map((path) => [path, readFileSync(`${lib}/${path}`, 'utf8')] as const)
    const posting = files.filter(([, text]) => /\bpost\b[^'()]*\} from '[^']*\/mail'/.test(text))
    expect(posting.map(([path]) => path).sort()).toEqual([
      'auth/change-email.ts',
      'auth/invitations.ts',
      'auth/notices.ts',
      'auth/reset.ts',
    ])
    // What a letter says is said there, of accounts, links and the workspace.
    const [, words = ''] = files.find(([path]) => path === 'auth/letters.ts')!
    expect(words).not.toMatch(/from '@\/lib\/(records|query|forms|files|changes|access)/)
  })
})

describe('H11 error and existence (Directus CVE-2025-64749, CVE-2025-30353; Twenty PR 26255; Superset CVE-2024-24772)', () => {
  /** Something that S may not know, and something that never was. */
  const pairs = ({ ids }: Stage): [string, string, (name: string) => Asked[]][] => [
    [
      'vault',
      'tluav',
      (t) => {
        const table = `/bases/hr/tables/${t}`
        const record = `${table}/records/${ids.vault}`
        return [
          get(table),
          get(`${table}/records`),
          get(`${table}/pick`, { q: 'V' }),
          get(record),
          get(`${record}/history`),
          get(`${record}/shares`),
          post(`${table}/query`, {}),
          post(`${table}/query`, { where: 'nothing' }),
          post(`${table}/export`, {}),
          post(`${table}/records`, { fields: { sealed: 'x' } }),
          post(record, { set: { sealed: 'x' } }, 'PATCH'),
          post(`${table}/records/update`, { ids: [ids.vault], set: { sealed: 'x' } }),
          post(`${table}/records/delete`, { ids: [ids.vault] }),
          post(`${table}/records/restore`, { ids: [ids.vault] }),
          post(`${record}/reveal`, { field: 'sealed', reason: 'because of this' }),
          { method: 'DELETE', path: record },
          get(`${table}/explain`, { field: 'sealed' }),
          get(`/bases/hr/forms`, { table: t }),
          post('/bases/hr/tokens', { label: 't', role: 'staff', days: 1, tables: { [t]: ['read'] } }),
        ]
      },
    ],
    [
      ids.foreign,
      nobody,
      (id) => [
        get(`${records}/${id}`),
        get(`${records}/${id}/history`),
        get(`${records}/${id}/shares`),
        post(`${records}/${id}`, { set: { note: 'x' } }, 'PATCH'),
        post(`${records}/${id}`, { set: { note: 'x' }, was: { note: 'y' } }, 'PATCH'),
        post(`${records}/${id}`, { set: { salary: 'x' } }, 'PATCH'),
        { method: 'DELETE', path: `${records}/${id}` },
        post(`${records}/update`, { ids: [ids.own, id], set: { note: 'x' } }),
        post(`${records}/delete`, { ids: [id] }),
        post(`${records}/restore`, { ids: [id] }),
        post(`${records}/${id}/reveal`, { field: 'phone', reason: 'because of this' }),
        post(`${records}/${id}/shares/${stage.people.other.userId}`, { edit: false }, 'PUT'),
        { method: 'DELETE', path: `${records}/${id}/shares/${stage.people.other.userId}` },
        post(`${records}/${ids.own}`, { set: { boss: id } }, 'PATCH'),
        post(`${tasks}/records`, { fields: { topic: 'x', person: id } }),
        post(records, { fields: { name: 'x', boss: id } }),
        get(records, { where: `boss = "${id}"` }),
        post(`${people}/query`, { ids: [id] }),
        post(`${people}/export`, { ids: [id], fields: ['name'] }),
        get(`${people}/explain`, { record: id }),
        get(`/bases/hr/forms/${stage.form}`, { record: id }),
      ],
    ],
    [
      ids.cv,
      nobody,
      (id) => [
        get(`/bases/hr/files/${id}`),
        post(`${records}/${ids.own}`, { set: { photo: [{ id, name: 'x' }] } }, 'PATCH'),
        post(records, { fields: { name: 'x', photo: [{ id, name: 'x' }] } }),
      ],
    ],
    [
      'rich',
      'hcir',
      (key) => [
        post(`/bases/hr/views/${key}/mine`, { sort: [] }, 'PUT'),
        { method: 'DELETE', path: `/bases/hr/views/${key}/mine` },
        post(`/bases/hr/views/${key}`, { sort: [] }, 'PUT'),
      ],
    ],
    [
      'shop',
      'pohs',
      (base) => ['', '/people', '/tokens', '/forms'].map((rest) => get(`/bases/${base}${rest}`)),
    ],
  ]
  test('what is forbidden and what is not there answer in the same bytes', async () => {
    for (const [there, none, of] of pairs(stage)) {
      const [hidden, missing] = [of(there), of(none)]
      for (const [i, one] of hidden.entries()) {
        expectDoor(one)
        const answer = await told(stage.s, one)
        expect(answer.replaceAll(there, none), `${one.method} ${one.path}`).toBe(
          await told(stage.s, missing[i]!),
        )
      }
    }
  })
  test('why a field is hidden is told to nobody to whom it is', async () => {
    for (const face of faces)
      for (const name of ['salary', 'badge', 'double', 'cv'])
        for (const record of [undefined, stage.ids.own, stage.ids.foreign, nobody])
          await expectUnknown(stage.faces[face], name, (n) => get(`${people}/explain`, { field: n, record }))
  })
  test('a value is judged after its name', async () => {
    for (const wrong of ['no number', {}, [], true, '1e400', -1, null])
      for (const name of ['salary', 'badge', 'cv', 'double'])
        for (const of of [
          (n: string) => post(records, { fields: { name: 'x', [n]: wrong } }),
          (n: string) => post(`${records}/${stage.ids.own}`, { set: { [n]: wrong } }, 'PATCH'),
          (n: string) => post(`${records}/update`, { ids: [stage.ids.own], set: { [n]: wrong } }),
        ])
          await expectUnknown(stage.s, name, of)
  })
})

describe('H12 unique, foreign key, check (Keystone CVE-2025-46720; PostgreSQL CVE-2014-8161, CVE-2021-3393)', () => {
  test('a unique field that one does not read takes nothing and tells nothing', async () => {
    for (const value of ['BADGE-7Q3', 'BADGE-FREE'])
      await expectUnknown(stage.s, 'badge', (n) => post(records, { fields: { name: 'x', [n]: value } }))
  })
  test('no role can be made that writes what must be unique without reading it', async () => {
    const blind = { read: false, edit: false, create: true }
    const answer = await withRights({ badge: blind }, [{ kind: 'all' }])
    expect([answer.status, answer.body.error?.code, answer.text]).toEqual([
      422,
      'DEFINITION_INVALID',
      expect.stringContaining('badge'),
    ])
  })
  test('nor can a field become unique that a role writes without reading it', async () => {
    await done(withRights({ mail: { read: false, edit: false, create: true } }, [{ kind: 'all' }]))
    const answer = await stage.a.ask('PATCH', `${people}/fields/mail`, { body: { unique: true } })
    expect([answer.status, answer.body.error?.code]).toEqual([422, 'DEFINITION_INVALID'])
    await done(withRights({}))
  })
  test('who is kept by a record out of sight is told so, and not by which', async () => {
    const id = await made(stage.a, 'people', { name: 'kept', owner: stage.people.s.userId })
    const holder = await made(stage.a, 'vault', { sealed: 'VAULT-CANARY', keeper: id })
    const answer = await stage.s.ask('DELETE', `${records}/${id}`)
    expect(answer.body.error?.code).toBe('DELETE_REFUSED')
    expect(answer.text).not.toMatch(/vault|keeper|Key|constraint|SQL/i)
    expect(answer.text).not.toContain(holder)
    await done(stage.a.ask('DELETE', `/bases/hr/tables/vault/records/${holder}`))
    await done(stage.a.ask('DELETE', `${records}/${id}`))
  })
})

describe('H13 metadata (Directus CVE-2025-64746; Baserow 1679, 4927; Teable 3335; Payload PR 14118)', () => {
  const hidden = [
    'salary',
    'badge',
    'double',
    'cv',
    'costs',
    'cost',
    'pay',
    'cipher',
    'vault',
    'sealed',
    'rich',
  ]
  test('nothing that S can read names what is hidden', async () => {
    for (const one of [...everyRead(stage), get('/openapi.json'), get('/session'), get('/meta/table')])
      for (const name of hidden) expect(await told(stage.s, one), one.path).not.toContain(`"${name}"`)
  })
  test('a field that is added later is hidden from every role of the customer template', () => {
    const folder = fileURLToPath(new URL('../templates/customer_management/roles', import.meta.url))
    const roles = readdirSync(folder).map(
      (name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Role,
    )
    const others = roles.filter((role) => !role.admin)
    expect(others.length).toBeGreaterThan(4)
    for (const { key, tables } of others)
      for (const [table, { otherFields }] of Object.entries(tables))
        expect(otherFields, `${key}: ${table}`).toBe('hidden')
  })
  test('a field that takes the name of a deleted one takes none of its rights', async () => {
    const add = (key?: string) =>
      stage.a.ask('POST', `${people}/fields`, {
        body: { label: { en: 'perk' }, key, type: 'text', section: 'main' },
      })
    await done(add('perk'))
    await done(withRights({ perk: 'edit' }))
    await done(stage.a.ask('DELETE', `${people}/fields/perk`))
    expect((await add('perk')).body.error?.code).toBe('KEY_TAKEN')
    const { key } = await done(add())
    expect(key).not.toBe('perk')
    const eyes = { headers: { 'tian-view-as': 'hr:roles:aide' } }
    expect((await stage.a.ask('GET', people, eyes)).text).not.toContain(String(key))
    await done(stage.a.ask('DELETE', `${people}/fields/${key}`))
    await done(withRights({}))
  })
})

describe('H14 cache, ETag, version, updated_at (Directus CVE-2024-45596; Next CVE-2024-46982)', () => {
  test('whatever happens out of sight, every answer is the same, by every door', async () => {
    const { ids } = stage
    const edit = (table: string, id: string, set: object) =>
      done(stage.a.ask('PATCH', `/bases/hr/tables/${table}/records/${id}`, { body: { set } }))
    const silent: (() => Promise<unknown>)[] = [
      () => edit('people', ids.own, { salary: 1, badge: 'BADGE-7Q3y' }),
      () => edit('people', ids.own, { phone: '13900005678' }),
      () => edit('tasks', ids.task, { cost: 2 }),
      () => edit('people', ids.foreign, { name: 'aaa', note: 'x', salary: 3 }),
      () => edit('tags', ids.tag, { cipher: 'b' }),
      () => edit('vault', ids.vault, { sealed: 'c' }),
      () => made(stage.a, 'people', { name: 'unseen', owner: stage.people.other.userId }),
      () => made(stage.a, 'vault', { sealed: 'more', person: ids.own }),
    ]
    // The files of an export carry the day, the draft of a form its ticket; both are the same within a test.
    for (const face of faces) {
      const read = async () => {
        const answers: string[] = []
        for (const one of everyRead(stage)) answers.push(await told(stage.faces[face], one))
        return answers
      }
      const before = await read()
      for (const happen of silent) await happen()
      expect(await read(), face).toEqual(before)
      for (const undo of [
        () => edit('people', ids.own, { salary: 87654.32, badge: 'BADGE-7Q3', phone: '13812345678' }),
        () => edit('people', ids.foreign, { name: '外人', note: null }),
      ])
        await undo()
    }
  })
  test('nobody keeps an answer, and none says whether it has changed', async () => {
    for (const one of everyRead(stage)) {
      const { headers, status } = await stage.s.ask(one.method, one.path, {
        ...one.ask,
        headers: {
          'if-none-match': '*',
          'if-modified-since': 'Sun, 22 Nov 2099 00:00:00 GMT',
          range: 'bytes=0-1',
        },
      })
      expect(status, one.path).toBeLessThan(300)
      expect(headers['cache-control'], one.path).toBe('private, no-store')
      for (const name of ['etag', 'last-modified', 'vary', 'age', 'content-range'])
        expect(headers).not.toHaveProperty(name)
    }
  })
})
