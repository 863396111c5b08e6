/** Taking an installation back: all that it made goes to the trash, nothing of anybody else goes with it, and it can come again. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor, assertPresent } from '@/lib/access/enter'
import type { ListAnswer } from '@/lib/api/contract'
import type { SchemaChangeLine } from '@/lib/api/contract-design'
import { wrongValues } from '@/lib/compute/fill'
import { ownerTransaction, run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { schemaTrash } from '@/lib/ddl/design'
import { addField, deleteField } from '@/lib/ddl/edit-field'
import { changeOf, createTable } from '@/lib/ddl/edit-table'
import { schemaHistory } from '@/lib/ddl/history'
import { previewUndo, undoChange } from '@/lib/ddl/undo'
import { createForm } from '@/lib/forms/edit'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { examine } from '@/lib/meta/doctor'
import type { Definitions, View } from '@/lib/meta/model'
import { findBase, installs, readDefinitions } from '@/lib/meta/store'
import { createRecord } from '@/lib/records/create'
import { deleteRecords } from '@/lib/records/delete'
import { listRecords } from '@/lib/records/list'
import { makePerson } from '@/lib/records/testing/world'
import { installTemplate } from './install'

let db: TestDatabase
let owner: Person
const baseRow = async (base: string) => (await findBase(db.ownerSql, base))!
/** As the API does it: with the definitions of now. */
const as = <T>(base: string, work: (actor: Actor) => Promise<T>): Promise<T> =>
  asActor(owner, base, async (actor) => {
    await assertPresent(db.appSql, actor)
    return work(actor)
  })
const definitionsOf = async (base: string): Promise<Definitions> =>
  readDefinitions(db.ownerSql, await baseRow(base))
const makeBase = (key: string) => ownerTransaction((tx) => createBase(tx, owner, key, { en: key }))
const bring = (base: string, template: string, sample = false) =>
  installTemplate(owner, base, { template, sample, sampleLocale: 'zh-CN' })
const count = async (base: string, table: string): Promise<number> =>
  (JSON.parse(await as(base, (a) => listRecords(a, table, { count: 'exact', limit: 1 }))) as ListAnswer)
    .count!.value
const make = async (base: string, table: string, fields: object): Promise<string> =>
  (JSON.parse(await as(base, (a) => createRecord(a, table, fields))) as { id: string }).id
const history = async (base: string) => (await as(base, (a) => schemaHistory(a))).changes
const last = async (base: string): Promise<SchemaChangeLine> => (await history(base))[0]!
const undo = (base: string, change: number) => as(base, (a) => undoChange(a, change))
const look = (base: string, change: number) => as(base, (a) => previewUndo(a, change))
const findings = async (base: string) => examine(db.ownerSql, await baseRow(base))
const inWords = ({ key, params }: SchemaChangeLine['parts'][number], locale: Locale): string => {
  const named = Object.entries(params).map(([n, p]) => [n, typeof p === 'string' ? p : labelOf(p, locale)])
  return translator(locale).any(`change.${key}`, Object.fromEntries(named))
}
/** Without what moves with every change. */
/** Teams are the workspace's: those of the sample stay with its people. */
const shape = ({ version: _, teams: __, ...definitions }: Definitions) => definitions

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  owner = await makePerson('店主')
}, 60_000)
afterAll(() => db.close())

describe('an installation with its sample', () => {
  let empty: Definitions
  let installed: Definitions
  beforeAll(async () => {
    await makeBase('shop')
    empty = await definitionsOf('shop')
    await bring('shop', 'customer_management', true)
    installed = await definitionsOf('shop')
  }, 60_000)

  test('is one sentence in the history, with what it brought after it', async () => {
    const { parts, undo } = await last('shop')
    expect(undo).toEqual({ can: true })
    expect(inWords(parts[0]!, 'zh-CN')).toBe('安装模板“客户管理表” 1.2.0')
    expect(inWords(parts[0]!, 'en')).toBe('Installed “Customer management” 1.2.0')
    expect(parts.filter((p) => p.key === 'tableAdded')).toHaveLength(installed.tables.size)
    expect(parts.length).toBeGreaterThan(50)
  })

  test('goes to the trash whole, and comes back whole', async () => {
    const records = await count('shop', 'orders')
    const { id } = await last('shop')
    const preview = await look('shop', id)
    expect(preview.uses).toEqual([])
    expect(inWords(preview.parts[0]!, 'en')).toBe('Removed “Customer management”')
    await undo('shop', id)
    expect(shape(await definitionsOf('shop'))).toEqual(shape(empty))
    expect(await installs(db.ownerSql, empty.baseId)).toEqual([])
    expect((await as('shop', (a) => schemaTrash(a))).tables).toHaveLength(installed.tables.size)
    expect(await findings('shop')).toEqual([])
    const undone = await last('shop')
    expect(inWords(undone.parts[0]!, 'zh-CN')).toBe('移除模板“客户管理表”')
    await undo('shop', undone.id)
    expect(shape(await definitionsOf('shop'))).toEqual(shape(installed))
    expect(await count('shop', 'orders')).toBe(records)
    expect(inWords((await last('shop')).parts[0]!, 'en')).toBe('Restored “Customer management” 1.2.0')
    expect(await findings('shop')).toEqual([])
  }, 60_000)

  test('can be made again; the first one does not come back beside it', async () => {
    await undo('shop', (await last('shop')).id)
    const first = await last('shop')
    await bring('shop', 'customer_management')
    const second = await last('shop')
    expect((await definitionsOf('shop')).tables.has('customers')).toBe(false)
    expect((await look('shop', first.id)).uses).toMatchObject([
      { kind: 'template', key: 'customer_management', how: 'useInstalled', breaks: true },
    ])
    await expect(undo('shop', first.id)).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
      detail: { params: { where: '客户管理表' } },
    })
    await undo('shop', second.id)
    await undo('shop', first.id)
    expect(shape(await definitionsOf('shop'))).toEqual(shape(installed))
  }, 60_000)
})

describe('what people have made since', () => {
  let change: number
  beforeAll(async () => {
    await makeBase('ours')
    await bring('ours', 'customer_management')
    change = (await last('ours')).id
  }, 60_000)

  test('stands in the way, each by its name', async () => {
    const customer = await make('ours', 'customers', {
      name: '新客户',
      source: 'walk_in',
      phone: '13900139000',
    })
    await as('ours', (a) => createTable(a, { label: { 'zh-CN': '拜访', en: 'Visits' }, key: 'visits' }))
    const link = { table: 'customers', onDelete: 'clear' }
    const label = { 'zh-CN': '对象', en: 'Whom' }
    await as('ours', (a) => addField(a, 'visits', { label, key: 'whom', type: 'link', options: link }))
    const source = { label: { 'zh-CN': '来源', en: 'From' }, key: 'from', type: 'select' } as const
    await as('ours', (a) => addField(a, 'visits', { ...source, options: { set: 'source' } }))
    const seller = await makePerson('小王')
    await run(
      db.ownerSql,
      sql`insert into tian.memberships (base_id, user_id, roles)
          select id, ${param(seller.userId, 'uuid')}, ${arrayParam(['salesperson'])} from tian.bases where key = 'ours'`,
    )
    const { uses } = await look('ours', change)
    expect(uses.filter((u) => u.breaks).map(({ kind, key, how }) => ({ kind, key, how }))).toEqual([
      { kind: 'field', key: 'whom', how: 'useLink' },
      { kind: 'field', key: 'from', how: 'useOptions' },
      { kind: 'role', key: 'salesperson', how: 'useMembers' },
      { kind: 'table', key: 'customers', how: 'useRecords' },
    ])
    await expect(undo('ours', change)).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
      detail: { params: { where: '拜访 › 对象、拜访 › 来源、销售人员、客户' } },
    })
    expect((await definitionsOf('ours')).tables.has('customers')).toBe(true)

    await as('ours', (a) => deleteField(a, 'visits', 'whom'))
    await as('ours', (a) => deleteField(a, 'visits', 'from'))
    await as('ours', (a) => deleteRecords(a, 'customers', [customer]))
    await run(db.ownerSql, sql`delete from tian.memberships where user_id = ${param(seller.userId, 'uuid')}`)
    expect((await look('ours', change)).uses).toEqual([])
  }, 60_000)

  test('views and forms of its tables go with them, and come back with them', async () => {
    const form = await as('ours', (a) => createForm(a, { table: 'customers', label: { en: 'Ask' } }))
    const all = (await definitionsOf('ours')).views.get('customers_all')!
    const mine: View = { ...all, id: randomUUID(), key: 'mine', label: { en: 'Mine' }, default: undefined }
    await as('ours', (a) => changeDefinitions(changeOf(a), async () => [{ kind: 'view', after: mine }]))
    const preview = await look('ours', change)
    expect(preview.uses.map(({ kind, how, breaks }) => ({ kind, how, breaks }))).toEqual([
      { kind: 'view', how: 'useTable', breaks: false },
      { kind: 'form', how: 'useTable', breaks: false },
    ])
    await undo('ours', change)
    const gone = await definitionsOf('ours')
    expect([...gone.tables.keys()]).toEqual(['visits'])
    expect([gone.forms.size, [...gone.views.values()].every((v) => v.table === 'visits')]).toEqual([0, true])
    await undo('ours', (await last('ours')).id)
    const back = await definitionsOf('ours')
    expect(back.forms.has(form.form.key)).toBe(true)
    expect([...back.views.values()].some((v) => v.id === mine.id)).toBe(true)
  }, 60_000)

  test('a field in its tables has to be taken back first, in order', async () => {
    await as('ours', (a) => addField(a, 'customers', { label: { en: 'Own' }, key: 'own', type: 'text' }))
    const install = (await history('ours')).find((line) => line.id === change)!
    expect(install.undone).toBeUndefined()
    expect(install.undo).toMatchObject({ can: false, why: 'undoAfter', after: (await last('ours')).id })
  })
})

test('a template beside another one goes alone, and every value is what it was before it came', async () => {
  await makeBase('both')
  await bring('both', 'customer_management')
  const fields = { name: '老客户', source: 'walk_in', phone: '13900139000' }
  await make('both', 'customers', fields)
  const listed = async () =>
    (JSON.parse(await as('both', (a) => listRecords(a, 'customers', {}))) as ListAnswer).records[0]!.fields
  const [before, values] = [await definitionsOf('both'), await listed()]
  await bring('both', 'customer_grading')
  const { id, parts } = await last('both')
  expect(inWords(parts[0]!, 'zh-CN')).toBe('安装模板“客户信息管理等级表” 1.0.0')
  expect(await look('both', id)).toMatchObject({ uses: [], edited: 0, lost: 0 })
  await undo('both', id)
  const after = await definitionsOf('both')
  expect([...after.tables.keys()]).toEqual([...before.tables.keys()])
  for (const [key, table] of before.tables)
    expect({ ...after.tables.get(key), trash: [] }).toEqual({ ...table, trash: [] })
  expect([after.views, after.roles, after.optionSets]).toEqual([
    before.views,
    before.roles,
    before.optionSets,
  ])
  expect(await listed()).toEqual(values)
  expect(await wrongValues(db.ownerSql, after)).toEqual([])
  expect((await installs(db.ownerSql, after.baseId)).map((i) => i.template)).toEqual(['customer_management'])
  expect(await findings('both')).toEqual([])
}, 60_000)
