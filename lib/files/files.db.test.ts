/** Files: uploaded first, bound by a record's write, readable exactly through a cell that the actor reads. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ApiRecord } from '@/lib/api/contract'
import { run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { addField } from '@/lib/ddl/edit-field'
import { expireUploads, forgetSubmissions } from '@/lib/jobs/sweep'
import { createRecord } from '@/lib/records/create'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { readableFile, uploadFile } from './files'
import { readStored } from './store'

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
})

test("somebody else's upload cannot be bound, and a cell keeps its own", async () => {
  const theirs = await as(world.sales, (a) => uploadFile(a, 'x.txt', body('x')))
  await expect(
    as(world.admin, (a) => createRecord(a, 'customers', { name: 'n', files: [theirs] })),
  ).rejects.toMatchObject({ code: 'FILE_UNKNOWN' })
  const mine = await as(world.admin, (a) => uploadFile(a, 'y.txt', body('y')))
  const record = JSON.parse(
    await as(world.admin, (a) => createRecord(a, 'customers', { name: 'n', files: [mine] })),
  ) as ApiRecord
  const renamed = JSON.parse(
    await as(world.admin, (a) =>
      updateRecord(a, 'customers', record.id, { set: { files: [{ ...mine, name: 'z.txt' }] } }),
    ),
  ) as ApiRecord
  expect(renamed.fields.files).toMatchObject([{ id: mine.id, name: 'z.txt' }])
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
