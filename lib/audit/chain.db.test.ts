/** The chain: what is changed, added or taken out afterwards shows; what is emptied or removed by rule does not break it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import { ownerSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import { noteAccount, workspaceLog } from './accounts'
import { noteLook, writeLook } from './buffer'
import { chainLines, takeTurn, verifyChain } from './chain'
import { eraseLooks, forgetLooks, keepMonths, keptMonths } from './erase'
import { allLines } from './testing'
import { sweepLogs } from './worker'

let db: TestDatabase | undefined
let world: World
let admin: Actor
let sales: Actor
const id = randomUUID()
const schema = 'crm'

const look = (actor: Actor, reason = '回访'): Promise<void> =>
  writeLook(actor, { kind: 'reveal', table: 'customers', fields: ['phone'], records: id, reason })
const asOwner = (statement: SQL) => run<Record<string, unknown>>(ownerSql(), statement)
const faults = async () => (await verifyChain(schema)).faults
const lines = () => allLines(schema)

/** Five chained lines of the admin and the salesperson in turn. */
beforeEach(async () => {
  await db?.close()
  db = await testDatabase()
  world = await makeWorld()
  admin = { ...(await enterBase(world.admin, world.base)), owner: true }
  sales = await enterBase(world.sales, world.base)
  for (const actor of [admin, sales, admin, sales, admin]) await look(actor)
  expect(await chainLines(schema)).toBe(5)
})
afterAll(() => db?.close())

describe('whole', () => {
  test('as it was written', async () => {
    const state = await verifyChain(schema)
    expect(state).toMatchObject({ whole: true, lines: 5, erased: 0, forgotten: 0, waiting: 0, faults: [] })
    expect(state.head).toMatchObject({ seq: 5, digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await chainLines(schema)).toBe(0)
  })
  test('lines that were written and not chained yet wait, also after an end in between', async () => {
    await look(admin)
    await expect(
      ownerTransaction(async (tx) => {
        await takeTurn(tx, schema)
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 5, waiting: 1 })
    expect(await chainLines(schema)).toBe(1)
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 6, waiting: 0 })
  })
  test('a line that is being added holds its number until it is there', async () => {
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    const slow = ownerTransaction(async (tx) => {
      await run(tx, sql`insert into crm._access_log (at, door, kind) values (now(), 'api', 'list')`)
      await held
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await look(admin)
    const chained = chainLines(schema)
    await new Promise((resolve) => setTimeout(resolve, 50))
    go()
    await slow
    expect(await chained).toBe(2)
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 7, waiting: 0 })
  })
  test('in every base, and of accounts, when it was seen to', async () => {
    await look(admin)
    await noteAccount('sign_in', { by: admin })
    await sweepLogs(false)
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 6, waiting: 0 })
    expect(await verifyChain(workspaceLog)).toMatchObject({ whole: true, lines: 1, waiting: 0 })
  })
  test('two workers at once link each line once', async () => {
    for (let i = 0; i < 20; i++) await look(sales)
    const linked = await Promise.all([chainLines(schema), chainLines(schema), chainLines(schema)])
    expect(linked.reduce((a, b) => a + b)).toBe(20)
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 25 })
  })
})

describe('shows', () => {
  test.each([
    ['when it was', sql`at = at + interval '1 minute'`],
    ['who it was', sql`actor = null`],
    ['through which door', sql`door = 'page'`],
    ['what kind it was', sql`kind = 'list'`],
    ['in which table', sql`table_key = 'orders'`],
    ['what was seen', sql`fields = '{name}'`],
    ['of whom', sql`records = '{}'`],
    ['why', sql`reason = '其他'`],
    ['how many', sql`count = 2`],
    ['what else was said', sql`detail = '{"method":"GET"}'`],
    ['through whose eyes', sql`acting_as = '{"roles":["x"]}'`],
    ['the salt', sql`salt = gen_random_uuid()`],
  ])('a change of %s', async (_, change) => {
    await asOwner(sql`update crm._access_log set ${change} where seq = 2`)
    expect(await verifyChain(schema)).toMatchObject({ whole: false })
    expect(await faults()).toEqual([{ seq: 2, code: 'faultChanged' }])
  })
  test('a change, also when the digest is made to fit', async () => {
    await asOwner(sql`update crm._access_log set reason = 'x' where seq = 2`)
    await asOwner(sql`update crm._access_chain c set line_digest = sha256('x') where seq = 2`)
    expect((await faults()).map((f) => f.code)).toContain('faultBroken')
  })
  test('a line that is gone', async () => {
    await asOwner(sql`delete from crm._access_log where seq = 3`)
    expect(await faults()).toEqual([{ seq: 3, code: 'faultMissing' }])
  })
  test('a line that is gone with its link', async () => {
    await asOwner(sql`delete from crm._access_log where seq = 3`)
    await asOwner(sql`delete from crm._access_chain where seq = 3`)
    expect(await faults()).toEqual([{ seq: 4, code: 'faultBroken' }])
  })
  test('the last lines taken off, and it is not forgotten when more are added', async () => {
    await asOwner(sql`delete from crm._access_log where seq > 3`)
    await asOwner(sql`delete from crm._access_chain where seq > 3`)
    expect(await faults()).toEqual([{ seq: 5, code: 'faultCut' }])
    await look(admin)
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await chainLines(schema)
    expect(said).toHaveBeenCalledWith(expect.stringContaining('taken off the end'))
    said.mockRestore()
    expect(await faults()).toEqual([{ seq: 5, code: 'faultCut' }])
  })
  test('the last line made anew, with all that follows from it', async () => {
    await asOwner(sql`update crm._access_log set reason = 'x' where seq = 5`)
    await asOwner(sql`delete from crm._access_chain where seq = 5`)
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await chainLines(schema)).toBe(1)
    said.mockRestore()
    expect(await faults()).toEqual([{ seq: 5, code: 'faultCut' }])
  })
  test('a line slipped in between', async () => {
    await asOwner(sql`delete from crm._access_log where seq = 3`)
    await asOwner(sql`delete from crm._access_chain where seq = 3`)
    await asOwner(
      sql`insert into crm._access_log (seq, at, door, kind) overriding system value values (3, now(), 'api', 'list')`,
    )
    expect((await faults()).map((f) => f.code)).toContain('faultAdded')
  })
  test('a line that is emptied though nobody said so', async () => {
    await asOwner(
      sql`update crm._access_log set actor = null, reason = null, salt = null, erased = now() where seq = 2`,
    )
    expect((await faults()).map((f) => f.code)).toEqual(['faultErased'])
  })
})

describe('erasing a person', () => {
  const leave = () =>
    asOwner(sql`update tian.users set active = false where id = ${param(world.sales.userId, 'uuid')}`)
  test('empties their lines and keeps the chain whole', async () => {
    await leave()
    await look({ ...sales, token: { id: randomUUID(), base: world.base, role: 'sales', extent: null } })
    expect(await eraseLooks(admin, world.sales.userId)).toBe(3)
    await chainLines(schema)
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 7, erased: 3, faults: [] })
    const stored = await lines()
    expect(JSON.stringify(stored)).not.toContain(world.sales.userId)
    const emptied = stored.filter((line) => line.erased !== null)
    expect(emptied).toHaveLength(3)
    for (const line of emptied)
      expect(line).toMatchObject({
        actor: null,
        acting_as: null,
        fields: [],
        records: [],
        reason: null,
        detail: null,
        salt: null,
        count: null,
      })
    expect(stored.at(-1)).toMatchObject({ kind: 'erase', actor: world.admin.userId, count: 3 })
    expect(stored.filter((line) => line.actor === world.admin.userId && line.kind === 'reveal')).toHaveLength(
      3,
    )
  })
  test('reaches what is still on its way into the log', async () => {
    await leave()
    noteLook(sales, { kind: 'list', table: 'customers', fields: ['phone'], records: id })
    expect(await eraseLooks(admin, world.sales.userId)).toBe(3)
    expect(JSON.stringify(await lines())).not.toContain(world.sales.userId)
  })
  test('is for the owner, about others, and about those who have left', async () => {
    const { userId } = world.sales
    await expect(eraseLooks(admin, userId)).rejects.toMatchObject({ code: 'PERSON_ACTIVE' })
    await expect(eraseLooks({ ...admin, owner: false }, userId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(eraseLooks(admin, admin.userId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(eraseLooks(admin, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await lines()).filter((line) => line.kind === 'erase')).toEqual([])
  })
  test('that there was an erasure cannot be erased', async () => {
    const second = await makePerson('第二位')
    const by: Actor = { ...admin, userId: second.userId }
    await leave()
    await eraseLooks(by, world.sales.userId)
    await asOwner(sql`update tian.users set active = false where id = ${param(second.userId, 'uuid')}`)
    expect(await eraseLooks(admin, second.userId)).toBe(0)
    expect((await lines()).filter((line) => line.kind === 'erase').map((line) => line.actor)).toEqual([
      second.userId,
      admin.userId,
    ])
  })
})

describe('retention', () => {
  const age = (seq: number) =>
    asOwner(
      sql`update crm._access_log set at = now() - interval '13 months' where seq <= ${param(seq, 'bigint')}`,
    )
  /** Old lines that were chained when they were old: chained anew. */
  const old = async (seq: number) => {
    await age(seq)
    await asOwner(sql`delete from crm._access_chain`)
    await asOwner(sql`delete from tian.settings where key = 'access_log.head.crm'`)
    await chainLines(schema)
  }
  test('removes what is older than a year, keeps the digests, and says so', async () => {
    await old(3)
    expect(await forgetLooks(schema)).toBe(3)
    await chainLines(schema)
    expect(await verifyChain(schema)).toMatchObject({ whole: true, lines: 6, forgotten: 3, faults: [] })
    expect((await lines()).at(-1)).toMatchObject({
      kind: 'forget',
      count: 3,
      detail: { upTo: 3, months: 12 },
    })
    expect(await forgetLooks(schema)).toBe(0)
  })
  test('hides no other loss', async () => {
    await old(3)
    await forgetLooks(schema)
    await asOwner(sql`delete from crm._access_log where seq = 4`)
    expect(await faults()).toEqual([{ seq: 4, code: 'faultMissing' }])
  })
  test('leaves lines that are not chained yet', async () => {
    await look(sales)
    await age(6)
    await asOwner(sql`delete from crm._access_chain where seq > 2`)
    expect(await forgetLooks(schema)).toBe(2)
  })
  test('is as long as the owner says', async () => {
    expect(await keptMonths(ownerSql(), schema)).toBe(12)
    await expect(keepMonths({ ...admin, owner: false }, 6)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await keepMonths(admin, 24)
    expect(await keptMonths(ownerSql(), schema)).toBe(24)
    expect((await lines()).at(-1)).toMatchObject({ kind: 'keep', detail: { months: 24 } })
    await old(3)
    expect(await forgetLooks(schema)).toBe(0)
  })
})
