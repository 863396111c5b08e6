/**
 * The base that the attacks are run against, and who runs them: S, a member from whom `salary` is hidden, `phone` masked
 * and `stage` kept read-only, by session, by token and through an administrator's other eyes; A, an administrator; X, who
 * administers another base; P, a stranger with the link of a form. What is out of sight holds canaries.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { FormBody } from '@/lib/api/contract-forms'
import { type Client, clientWith, prepareApi, signedIn } from '@/lib/api/testing/client'
import { ownerTransaction, run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions, nextNumber } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { addField } from '@/lib/ddl/edit-field'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import { createForm, saveForm } from '@/lib/forms/edit'
import type { OptionSet, Role, Rule, View } from '@/lib/meta/model'
import { makeField, makePerson, makeTable } from '@/lib/records/testing/world'
import { bearing, done, made, through, watching } from './asking'

const labels = (text: string) => ({ 'zh-CN': text, en: text })
const all: Rule = [{ kind: 'all' }]
const mine: Rule = [{ kind: 'mine', path: ['owner'] }]

const stages: OptionSet = {
  id: randomUUID(),
  key: 'stage',
  label: labels('stage'),
  options: [
    { value: 'new', label: labels('新'), color: 'gray' },
    { value: 'won', label: labels('成'), color: 'green' },
  ],
}

const tables = () => [
  makeTable('tags', 'cipher', [makeField(40, 'cipher', 'text'), makeField(41, 'kind', 'text')]),
  makeTable('people', 'name', [
    makeField(1, 'name', 'text', { required: true }),
    makeField(2, 'salary', 'currency', { sensitivity: 'confidential' }),
    makeField(3, 'phone', 'phone', { sensitivity: 'personal' }),
    makeField(4, 'stage', 'select', { options: { set: 'stage' } }),
    makeField(5, 'note', 'longtext'),
    makeField(6, 'owner', 'user'),
    makeField(7, 'boss', 'link', { options: { table: 'people', onDelete: 'clear' } }),
    makeField(8, 'badge', 'text', { unique: true }),
    makeField(9, 'cv', 'attachment'),
    makeField(10, 'photo', 'attachment'),
    makeField(11, 'site', 'url'),
    makeField(12, 'tag', 'link', { options: { table: 'tags', onDelete: 'clear' } }),
    makeField(13, 'tasks', 'links', { source: { kind: 'inverse', table: 'tasks', field: 'person' } }),
    makeField(14, 'vaults', 'links', { source: { kind: 'inverse', table: 'vault', field: 'person' } }),
    makeField(15, 'changed_at', 'datetime', { source: { kind: 'auto', of: 'updated', watch: ['name'] } }),
    makeField(16, 'hours', 'number'),
    makeField(17, 'mail', 'email'),
  ]),
  makeTable('tasks', 'topic', [
    makeField(50, 'topic', 'text', { required: true }),
    makeField(51, 'person', 'link', { required: true, options: { table: 'people', onDelete: 'cascade' } }),
    makeField(52, 'cost', 'currency'),
    makeField(53, 'due', 'date'),
  ]),
  makeTable('vault', 'sealed', [
    makeField(60, 'sealed', 'text'),
    makeField(61, 'person', 'link', { options: { table: 'people', onDelete: 'clear' } }),
    makeField(62, 'keeper', 'link', { options: { table: 'people', onDelete: 'refuse' } }),
  ]),
]

const followed: Rule = [{ kind: 'follows', link: 'person' }]
const usual = ['bulk', 'history', 'export', 'import', 'share'] as const
const staff: Role = {
  id: randomUUID(),
  key: 'staff',
  label: labels('员工'),
  admin: false,
  tables: {
    people: {
      rows: { create: all, read: mine, update: mine, delete: mine },
      fields: { salary: 'hidden', badge: 'hidden', cv: 'hidden', phone: { mask: 'last4' }, stage: 'read' },
      otherFields: 'edit',
      actions: [...usual],
    },
    tasks: {
      rows: { create: followed, read: followed, update: followed, delete: followed },
      fields: { cost: 'hidden' },
      otherFields: 'edit',
      actions: [...usual],
    },
    tags: {
      rows: { create: [], read: all, update: [], delete: [] },
      fields: { cipher: 'hidden' },
      otherFields: 'read',
      actions: [],
    },
  },
}

/** Sees everybody's names and notes, and may change the notes. */
const aide: Role = {
  id: randomUUID(),
  key: 'aide',
  label: labels('助理'),
  admin: false,
  tables: {
    people: {
      rows: { create: [], read: all, update: all, delete: [] },
      fields: { name: 'read', note: 'edit' },
      otherFields: 'hidden',
    },
  },
}

const view = (key: string, more: Partial<View>): View => ({
  id: randomUUID(),
  key,
  table: 'people',
  type: 'grid',
  label: labels(key),
  columns: [{ field: 'name' }, { field: 'salary' }, { field: 'note' }],
  frozen: 0,
  sort: [],
  ...more,
})

/** Asks for what S may see and for what it may not; the mail is asked of those alone who name themselves "mail". */
export const entryForm: FormBody = {
  label: labels('登记'),
  steps: [
    {
      key: 'one',
      blocks: [
        { kind: 'field', field: 'name' },
        { kind: 'field', field: 'note' },
        { kind: 'field', field: 'hours' },
        { kind: 'field', field: 'photo' },
        { kind: 'field', field: 'mail', showIf: stored(call('is', field('name'), value('mail'))) },
      ],
    },
  ],
  thanks: { title: labels('谢谢') },
  public: { files: { count: 2, size: 100_000 } },
}

export interface Ids {
  own: string
  friend: string
  foreign: string
  task: string
  foreignTask: string
  tag: string
  vault: string
  /** Files: of a cell that S reads, and of one that is hidden. */
  photo: string
  cv: string
}

export interface Stage {
  db: TestDatabase
  people: { a: Person; s: Person; x: Person; other: Person }
  a: Client
  /** S in person; every answer is searched for canaries. */
  s: Client
  x: Client
  p: Client
  /** S by session, by token, and as an administrator who looks through their eyes. */
  faces: Record<'session' | 'token' | 'eyes', Client>
  ids: Ids
  /** The form, and its public link. */
  form: string
  link: string
  /** The other base's own things, by the kind of their ids. */
  theirs: { record: string; file: string; token: string; link: string }
  close(): Promise<void>
}

export async function joins(person: Person, base: string, roles: string[]): Promise<void> {
  await ownerTransaction((tx) =>
    run(
      tx,
      sql`insert into tian.memberships (base_id, user_id, roles)
          select id, ${param(person.userId, 'uuid')}, ${arrayParam(roles)} from tian.bases where key = ${param(base)}`,
    ),
  )
}

async function define(a: Person): Promise<void> {
  await ownerTransaction((tx) => createBase(tx, a, 'hr', labels('人事')))
  const change = { base: 'hr', actor: a.userId, door: 'command' } as const
  await changeDefinitions(change, async ({ tx, definitions }) => {
    await nextNumber(tx, definitions.schema, 1000)
    return [
      { kind: 'options', after: stages },
      ...tables().map((after) => ({ kind: 'table' as const, after })),
    ]
  })
  const formula = (table: string, key: string, expr: Expr) =>
    asActor(a, 'hr', (actor) =>
      addField(actor, table, {
        key,
        label: labels(key),
        type: 'number',
        source: { kind: 'formula', expr: stored(expr), stored: true },
      }),
    )
  await formula('people', 'double', call('mul', field('salary'), value(2)))
  await formula('tasks', 'pay', field('person', 'salary'))
  await formula('people', 'costs', {
    op: 'each',
    fn: 'sum',
    over: { path: ['tasks'] },
    args: [field('cost')],
  })
  await changeDefinitions(change, async () => [
    { kind: 'role', after: staff },
    { kind: 'role', after: aide },
    { kind: 'view', after: view('plain', { sort: [{ field: 'salary', desc: true }] }) },
    { kind: 'view', after: view('rich', { filter: stored(call('gt', field('salary'), value(5))) }) },
  ])
}

async function records(a: Client, s: string, other: string): Promise<Ids> {
  const upload = async (name: string) =>
    String((await done(a.ask('POST', `/bases/hr/files?name=${name}`, { body: `bytes of ${name}` }))).id)
  const [photo, cv] = [await upload('photo.txt'), await upload('HIDDEN-FILE.txt')]
  const tag = await made(a, 'tags', { cipher: 'TAG-CANARY', kind: 'k' })
  const foreign = await made(a, 'people', {
    name: '外人',
    owner: other,
    salary: 76543.21,
    phone: '13987654321',
    stage: 'won',
  })
  const friend = await made(a, 'people', { name: '友人', owner: s, salary: 65432.1, note: 'friend' })
  const own = await made(a, 'people', {
    name: '王小明',
    owner: s,
    salary: 87654.32,
    phone: '13812345678',
    stage: 'new',
    note: 'plain',
    badge: 'BADGE-7Q3',
    boss: foreign,
    tag,
    photo: [{ id: photo, name: 'photo.txt' }],
    cv: [{ id: cv, name: 'HIDDEN-FILE.txt' }],
  })
  return {
    own,
    friend,
    foreign,
    photo,
    cv,
    tag,
    task: await made(a, 'tasks', { topic: 'call', person: own, cost: 4321.09 }),
    foreignTask: await made(a, 'tasks', { topic: '外人 task', person: foreign, cost: 1 }),
    vault: await made(a, 'vault', { sealed: 'VAULT-CANARY', person: own }),
  }
}

/** The base of X, with one of everything that has an id. */
async function makeOther(x: Person, client: Client): Promise<Stage['theirs']> {
  await ownerTransaction((tx) => createBase(tx, x, 'shop', labels('商店')))
  await changeDefinitions({ base: 'shop', actor: x.userId, door: 'command' }, async () => [
    {
      kind: 'table',
      after: makeTable('goods', 'name', [makeField(1, 'name', 'text'), makeField(2, 'file', 'attachment')]),
    },
  ])
  const file = String((await done(client.ask('POST', '/bases/shop/files?name=a.txt', { body: 'theirs' }))).id)
  const record = await done(
    client.ask('POST', '/bases/shop/tables/goods/records', {
      body: { fields: { name: 'thing', file: [{ id: file, name: 'a.txt' }] } },
    }),
  )
  const token = await done(
    client.ask('POST', '/bases/shop/tokens', { body: { label: 'x', role: 'admin', days: 1 } }),
  )
  const { form } = await asActor(x, 'shop', (actor) =>
    createForm(actor, { table: 'goods', label: labels('f') }),
  )
  const saved = await asActor(x, 'shop', (actor) =>
    saveForm(actor, form.key, {
      label: labels('f'),
      steps: [{ key: 's', blocks: [{ kind: 'field', field: 'name' }] }],
      public: {},
    }),
  )
  return { record: String(record.id), file, token: String(token.id), link: saved.form.public!.token }
}

/** The stage in a fresh test database. */
export async function openStage(): Promise<Stage> {
  prepareApi()
  const folder = mkdtempSync(join(tmpdir(), 'tian-attacks-'))
  process.env.DATA_DIR = folder
  const db = await testDatabase()
  const [a, s, x, other] = [
    await makePerson('管理员'),
    await makePerson('员工'),
    await makePerson('路人'),
    await makePerson('同事'),
  ]
  await define(a)
  await joins(s, 'hr', ['staff'])
  await joins(other, 'hr', ['staff'])
  const [admin, member, stranger] = [await signedIn(a), await signedIn(s), await signedIn(x)]
  const ids = await records(admin, s.userId, other.userId)
  const form = await asActor(a, 'hr', (actor) =>
    createForm(actor, { table: 'people', label: entryForm.label }),
  )
  const saved = await asActor(a, 'hr', (actor) => saveForm(actor, form.form.key, entryForm))
  const key = await done(
    member.ask('POST', '/bases/hr/tokens', { body: { label: 's', role: 'staff', days: 1 } }),
  )
  // When a token was last used is written once a minute; here it stands still.
  await run(db.ownerSql, sql`update tian.api_tokens set last_used_at = now() + interval '1 day'`)
  const watched = { session: member, token: bearing(String(key.key)), eyes: through(admin, s.userId) }
  return {
    db,
    people: { a, s, x, other },
    a: admin,
    s: watching(member),
    x: stranger,
    p: watching(clientWith()),
    faces: {
      session: watching(watched.session),
      token: watching(watched.token),
      eyes: watching(watched.eyes),
    },
    ids,
    form: form.form.key,
    link: saved.form.public!.token,
    theirs: await makeOther(x, stranger),
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
