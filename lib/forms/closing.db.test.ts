/** While a public form takes submissions, and no longer: its closing date, its quota, and what was decided before it changed. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { FormAnswer, FormBody } from '@/lib/api/contract-forms'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { run, type Tx, transaction } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { appError } from '@/lib/errors'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { saveForm } from './edit'
import { asStranger } from './principal'
import { newTicket } from './seal'
import { takePlace } from './state'
import { claim } from './submissions'
import { submitForm } from './submit'
import { leadForm, makeForm, openedAgo, send, stranger } from './testing/forms'

let db: TestDatabase
let world: World
let admin: Client

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
})
afterAll(() => db.close())
afterEach(async () => {
  await run(db.ownerSql, sql`delete from tian.attempts`)
})

const customers = () =>
  run<{ name: string; created_by: string }>(
    db.ownerSql,
    sql`select name, created_by from crm.customers order by id`,
  )
const save = (key: string, body: FormBody) =>
  asActor(world.admin, 'crm', (actor) => saveForm(actor, key, body))

describe('open and closed', () => {
  test('after the closing date', async () => {
    const { key, token } = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    await save(key, { ...leadForm, public: { closesAt: new Date(Date.now() - 1000).toISOString() } })
    const { status, body } = await stranger.ask('POST', `/forms/${token}`, {
      body: { ticket, answers: { name: '迟' } },
    })
    expect([status, body.error?.code]).toEqual([410, 'FORM_CLOSED'])
    const file = `/forms/${token}/files?name=a.txt&ticket=${ticket}`
    expect((await stranger.ask('POST', file, { body: 'x' })).body.error?.code).toBe('FORM_CLOSED')
    const shown = await stranger.ask('GET', `/forms/${token}`)
    expect([shown.status, (shown.body as unknown as FormAnswer).public!.state]).toEqual([200, 'closed'])
  })
  test('members take nobody’s place', async () => {
    const { key, token } = await makeForm(world, { ...leadForm, public: { quota: 1 } })
    const form = `/bases/crm/forms/${key}`
    const { ticket } = (await admin.ask('GET', form)).body as unknown as FormAnswer
    const body = { ticket, answers: { name: '自己人' } }
    expect((await admin.ask('POST', `${form}/submissions`, { body })).status).toBe(200)
    expect((await send(token, { answers: { name: '第一位' } })).status).toBe(200)
    expect((await send(token, { answers: { name: '第二位' } })).body.error?.code).toBe('FORM_FULL')
  })
  test('what was decided with a link of before writes nothing', async () => {
    const { key, token, id } = await makeForm(world)
    const { ticket } = await openedAgo(stranger, `/forms/${token}`)
    await asStranger(token, 'zh-CN', async (actor, form) => {
      const { public: _public, ...closed } = leadForm
      await save(key, closed)
      await submitForm(actor, form, { ticket, answers: { name: '晚了' } })
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'NOT_FOUND' }))
    expect((await customers()).some((c) => c.created_by === id)).toBe(false)
  })
  test('a refusal is an answer only where what it was decided with still holds', async () => {
    const { key, token } = await makeForm(world)
    const seen: string[] = []
    const answer = await asStranger(token, 'zh-CN', async (_actor, form) => {
      seen.push(form.description?.en ?? '')
      if (seen.length > 1) return 'answered'
      await save(key, { ...leadForm, description: { en: 'new' } })
      throw appError('FORM_FULL')
    })
    expect([answer, seen]).toEqual(['answered', ['', 'new']])
  })
  test('who comes to the last place waits for who is there, and is told', async () => {
    const { token } = await makeForm(world, { ...leadForm, public: { quota: 1 } })
    await asStranger(token, 'zh-CN', async (actor, form) => {
      const enter = (tx: Tx) => {
        const sent = { ticket: newTicket('1'), hash: '' }
        return claim(tx, actor, form, sent).then(() => takePlace(tx, actor.definitions, form))
      }
      let leave = () => {}
      const stays = new Promise<void>((resolve) => {
        leave = resolve
      })
      let there = () => {}
      const entered = new Promise<void>((resolve) => {
        there = resolve
      })
      const first = transaction(async (tx) => {
        await enter(tx)
        there()
        await stays
      })
      await entered
      let over = false
      const second = transaction(enter).finally(() => {
        over = true
      })
      const told = expect(second).rejects.toMatchObject({ code: 'FORM_FULL' })
      const waits = async () =>
        over ||
        (
          await run(
            db.ownerSql,
            sql`select 1 from pg_locks l join pg_database d on d.oid = l.database
                where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
          )
        ).length > 0
      await expect.poll(waits).toBe(true)
      leave()
      await first
      await told
      await run(db.ownerSql, sql`delete from crm._submissions where record is null`)
    })
  })
  test('the quota holds exactly while many send at once', async () => {
    const { token, id } = await makeForm(world, { ...leadForm, public: { quota: 5 } })
    const tickets: FormAnswer[] = []
    for (let i = 0; i < 16; i++) tickets.push(await openedAgo(stranger, `/forms/${token}`))
    const answers = await Promise.all(
      tickets.map(({ ticket }, i) =>
        stranger.ask('POST', `/forms/${token}`, { body: { ticket, answers: { name: `抢${i}` } } }),
      ),
    )
    expect(answers.filter((a) => a.status === 200)).toHaveLength(5)
    expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.body.error?.code))).toEqual(
      new Set(['FORM_FULL']),
    )
    expect((await customers()).filter((c) => c.created_by === id)).toHaveLength(5)
    const { body } = await stranger.ask('GET', `/forms/${token}`)
    expect((body as unknown as FormAnswer).public!.state).toBe('full')
  })
})
