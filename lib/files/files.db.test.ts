/** Files: uploaded first, bound by a record's write, readable exactly through a cell that the actor reads. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { mine, role } from '@/lib/access/testing/roles'
import type { ApiRecord } from '@/lib/api/contract'
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { addField } from '@/lib/ddl/edit-field'
import { expireUploads, forgetSubmissions } from '@/lib/jobs/sweep'
import { createRecord } from '@/lib/records/create'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { readableFile, uploadFile } from './files'
import { readStored, storedPath } from './store'

let db: TestDatabase
let world: World
const folder = mkdtempSync(join(tmpdir(), 'tian-files-'))
const as = <T>(person: Person, work: (actor: Actor) => Promise<T>) => asActor(person, world.base, work)
const body = (text: string) => new Blob([text]).stream() as ReadableStream<Uint8Array>

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  process.env.DATA_DIR = folder
  db = await testDatabase()
  world = await makeWorld()
  await as(world.admin, (a) =>
    addField(a, 'customers', { label: { en: 'Files' }, type: 'attachment', key: 'files' }),
  )
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true })
})

test('a file goes through its life, and each reader through the cell', async () => {
  const file = await as(world.admin, (a) => uploadFile(a, '合同 1.txt', body('你好')))
  expect(file).toMatchObject({ name: '合同 1.txt', size: 6, type: 'text/plain' })
  await expect(as(world.sales, (a) => readableFile(a, file.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const record = JSON.parse(
    await as(world.admin, (a) =>
      createRecord(a, 'customers', { name: '有附件', owner: world.sales.userId, files: [file] }),
    ),
  ) as ApiRecord
  expect(record.fields.files).toEqual([{ id: file.id, name: '合同 1.txt', size: 6, type: 'text/plain' }])
  expect(await as(world.admin, (a) => readableFile(a, file.id))).toMatchObject({ id: file.id })
  // The salesperson sees the record; new fields are "read" for this role.
  expect(await as(world.sales, (a) => readableFile(a, file.id))).toMatchObject({ id: file.id })
  await expect(as(world.other, (a) => readableFile(a, file.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await new Response(readStored(file.id)).text()).toBe('你好')
  // Who brought it has it from the record, like everybody.
  await as(world.admin, async (a) => {
    const blind = { ...a, roles: [role({ customers: { fields: { name: 'read' } } })] }
    await expect(readableFile(blind, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('where a cell is a mask in some rows, its files are there in the others', async () => {
  const made = async (owner: string) => {
    const file = await as(world.admin, (a) => uploadFile(a, 'x.txt', body('x')))
    await as(world.admin, (a) => createRecord(a, 'customers', { name: 'n', owner, files: [file] }))
    return file.id
  }
  const [own, foreign] = [await made(world.sales.userId), await made(world.other.userId)]
  await as(world.sales, async (a) => {
    const roles = [
      role({ customers: { fields: { files: { mask: 'all' }, owner: 'read' } } }),
      role({ customers: { rows: { read: mine }, fields: { files: 'read', owner: 'read' } } }),
    ]
    expect(await readableFile({ ...a, roles }, own)).toMatchObject({ id: own })
    await expect(readableFile({ ...a, roles }, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('the bytes are for the account that we run as', async () => {
  const { id } = await as(world.admin, (a) => uploadFile(a, 'x.txt', body('x')))
  expect(statSync(storedPath(id)).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(storedPath(id))).mode & 0o777).toBe(0o700)
})

test('nothing stays of a kind that is not taken, and nobody fills the disk with what no record holds', async () => {
  const stored = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length
  const before = stored()
  const limits = { ticket: randomUUID(), size: 10, types: ['image/*'] }
  await expect(as(world.admin, (a) => uploadFile(a, 'x.png', body('x'), limits))).rejects.toMatchObject({
    code: 'FILE_TYPE_REFUSED',
  })
  const waiting = randomUUID()
  await run(
    db.ownerSql,
    sql`insert into crm._files (id, sha256, size, type, name, created_by)
        values (${param(waiting, 'uuid')}, '', 2147483648, 'text/plain', 'x', ${param(world.sales.userId, 'uuid')})`,
  )
  await expect(as(world.sales, (a) => uploadFile(a, 'x.txt', body('x')))).rejects.toMatchObject({
    code: 'TOO_MANY_ATTEMPTS',
  })
  expect(stored()).toBe(before)
  await run(db.ownerSql, sql`delete from crm._files where id = ${param(waiting, 'uuid')}`)
})

test("somebody else's upload cannot be bound, and a cell keeps its own", async () => {
  const theirs = await as(world.sales, (a) => uploadFile(a, 'x.txt', body('x')))
  await expect(
    as(world.admin, (a) => createRecord(a, 'customers', { name: 'n', files: [theirs] })),
  ).rejects.toMatchObject({ code: 'FILE_UNKNOWN' })
  const ours = await as(world.admin, (a) => uploadFile(a, 'y.txt', body('y')))
  const record = JSON.parse(
    await as(world.admin, (a) => createRecord(a, 'customers', { name: 'n', files: [ours] })),
  ) as ApiRecord
  const renamed = JSON.parse(
    await as(world.admin, (a) =>
      updateRecord(a, 'customers', record.id, { set: { files: [{ ...ours, name: 'z.txt' }] } }),
    ),
  ) as ApiRecord
  expect(renamed.fields.files).toMatchObject([{ id: ours.id, name: 'z.txt' }])
})

test('what nobody binds expires', async () => {
  const file = await as(world.admin, (a) => uploadFile(a, 'old.txt', body('old')))
  await run(
    db.ownerSql,
    sql`update crm._files set created_at = now() - interval '2 days' where state = 'pending'`,
  )
  expect(await expireUploads()).toBeGreaterThanOrEqual(1)
  await expect(as(world.admin, (a) => readableFile(a, file.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('old submission keys are forgotten, fresh ones are kept', async () => {
  await run(
    db.ownerSql,
    sql`insert into crm._idempotency (key, actor, request_hash, at)
        select k, gen_random_uuid(), '', now() - age from (values ('old', interval '2 days'), ('new', interval '1 hour')) x(k, age)`,
  )
  expect(await forgetSubmissions()).toBe(1)
  const kept = await run<{ key: string }>(
    db.ownerSql,
    sql`select key from crm._idempotency where key in ('old', 'new')`,
  )
  expect(kept.map((r) => r.key)).toEqual(['new'])
})

test('wrong names are refused', async () => {
  for (const name of ['', '../x', 'a\0b', 'x'.repeat(300)])
    await expect(as(world.admin, (a) => uploadFile(a, name, body('x')))).rejects.toMatchObject({
      code: 'BODY_INVALID',
    })
})
