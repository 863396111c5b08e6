/** Teams: who may change them, and that every base hears of a change at once. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor, assertPresent } from '@/lib/access/enter'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import { addMember } from './members'
import { lockEveryBase, mayChangeTeams } from './teams'
import { Browser, prepareSignIn } from './testing/browser'
import { teamsOf } from './testing/teams'

let db: TestDatabase
let world: World
let teams: ReturnType<typeof teamsOf>

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
  teams = teamsOf(world)
})
beforeEach(() => teams.afresh())
afterAll(() => db.close())

describe('every base', () => {
  const versions = () => run<{ version: number }>(appSql(), sql`select version from tian.bases order by id`)

  test('moves on with every change, and none with a change that is refused', async () => {
    const admin = await makePerson('另一位')
    await ownerTransaction((tx) => createBase(tx, admin, 'other_base', { en: 'Other' }))
    await teams.setOwner(true)
    let team: TeamAnswer | undefined
    const moves: [string, () => Promise<unknown>][] = [
      ['create', async () => (team = await teams.create('甲'))],
      ['rename', () => teams.change(team!, { name: '乙' })],
      ['add', () => teams.add(team!, { people: [world.sales.userId] })],
      ['lead', () => teams.add(team!, { people: [world.sales.userId], manager: true })],
      ['take out', () => teams.takeOut(team!, world.sales.userId)],
      ['delete', () => teams.remove(team!)],
    ]
    for (const [name, move] of moves) {
      const before = await versions()
      await move()
      expect(await versions(), name).toEqual(before.map(({ version }) => ({ version: version + 1 })))
    }
    const before = await versions()
    await expect(teams.create('')).rejects.toBeDefined()
    await expect(teams.change(team!, { name: '无' })).rejects.toBeDefined()
    expect(await versions()).toEqual(before)
  })

  test('knows the teams as they are, at the very next use', async () => {
    const team = await teams.create('甲')
    // What every statement of a use case asks.
    const known = () =>
      asActor(world.sales, world.base, async (actor) => {
        await assertPresent(appSql(), actor)
        return actor.definitions.teams
      })
    await teams.add(team, { people: [world.sales.userId], manager: true })
    expect(await known()).toMatchObject([{ members: [world.sales.userId], managers: [world.sales.userId] }])
    await teams.takeOut(team, world.sales.userId)
    expect(await known()).toMatchObject([{ id: team.id, members: [], managers: [] }])
  })

  test('is held while teams change, so that no new one misses it', async () => {
    const order: string[] = []
    let made: Promise<unknown> = Promise.resolve()
    await ownerTransaction(async (tx) => {
      await lockEveryBase(tx)
      const key = 'late_base'
      made = ownerTransaction((late) => createBase(late, world.admin, key, { en: key })).then(() =>
        order.push('base'),
      )
      await new Promise((resolve) => setTimeout(resolve, 300))
      order.push('teams')
    })
    await made
    expect(order).toEqual(['teams', 'base'])
  })
})

describe('who may', () => {
  async function second(): Promise<Person> {
    const admin = await makePerson('他处管理员')
    const key = `base_${admin.userId.slice(0, 8)}`
    await ownerTransaction((tx) => createBase(tx, admin, key, { en: key }))
    return admin
  }

  test('change teams: not who administers one base of several, but the owner, and who administers every base', async () => {
    const stranger = await second()
    const team = { id: randomUUID(), name: '', members: [], others: 0 }
    const tries = [
      () => teams.create('甲'),
      () => teams.change(team, { name: '乙' }),
      () => teams.remove(team),
      () => teams.add(team, { people: [world.sales.userId] }),
      () => teams.takeOut(team, world.sales.userId),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await teams.list()).mayChange).toBe(false)

    await run(
      appSql(),
      sql`insert into tian.memberships (base_id, user_id, roles)
          select id, ${param(world.admin.userId, 'uuid')}, '{admin}' from tian.bases where key like 'base\\_%'`,
    )
    expect((await teams.list()).mayChange).toBe(true)
    await teams.create('甲')
    await run(
      appSql(),
      sql`delete from tian.memberships m using tian.bases b
      where b.id = m.base_id and b.key like 'base\\_%' and m.user_id = ${param(world.admin.userId, 'uuid')}`,
    )
    await expect(teams.create('乙')).rejects.toMatchObject({ code: 'FORBIDDEN' })

    await teams.setOwner(true)
    await teams.create('乙')
    await teams.setOwner(false)
    // Whether somebody is the owner is asked anew, not taken from what was known of them.
    await expect(teams.create('丙', undefined, { ...world.admin, owner: true })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(stranger.userId).not.toBe(world.admin.userId)
  })

  test('change teams: neither a token nor who looks through other eyes', async () => {
    const may = (more: Partial<Actor>) =>
      asActor(world.admin, world.base, (actor) => mayChangeTeams(appSql(), { ...actor, ...more }))
    expect(await may({})).toBe(true)
    expect(await may({ as: { base: world.base, roles: ['admin'] } })).toBe(false)
    expect(await may({ token: { id: randomUUID(), base: world.base, role: 'admin', extent: null } })).toBe(
      false,
    )
  })

  test('use the doors: all of them for an administrator, none for a member', async () => {
    const password = 'a good long password'
    const account = async (roles: string[]) => {
      const email = `${randomUUID()}@example.com`
      const given = { name: '某人', email, password, roles }
      const { id } = await asActor(world.admin, world.base, (actor) => addMember(actor, given))
      const browser = new Browser()
      expect(await browser.signIn(email, password)).toBeUndefined()
      return { id, browser }
    }
    const [{ browser }, member] = [await account(['admin']), await account(['sales'])]
    const home = '/bases/crm/teams'
    const { status, body } = await browser.api('POST', home, { name: '华东' })
    expect([status, body]).toEqual([201, { id: body.id, name: '华东', members: [], others: 0 }])
    const below = await browser.api('POST', home, { name: '上海', parent: body.id })
    expect(below).toMatchObject({ status: 201, body: { parent: body.id } })
    const [team, people] = [`${home}/${below.body.id}`, `${home}/${below.body.id}/members`]
    expect(await browser.api('PATCH', team, { parent: null })).toMatchObject({
      status: 200,
      body: { name: '上海' },
    })
    expect(await browser.api('POST', people, { people: [member.id], manager: true })).toMatchObject({
      status: 200,
      body: { members: [{ id: member.id, manager: true }] },
    })
    expect(await browser.api('POST', home, { name: '华东' })).toMatchObject({
      status: 422,
      body: { error: { field: 'name', label: '团队名称', message: expect.stringContaining('改名') } },
    })
    const doors: [string, string, object?][] = [
      ['GET', home],
      ['POST', home, { name: '我的' }],
      ['PATCH', team, { name: '我的' }],
      ['POST', people, { people: [member.id] }],
      ['DELETE', `${people}/${member.id}`],
      ['DELETE', team],
    ]
    for (const [method, path, given] of doors)
      expect((await member.browser.api(method, path, given)).status, `${method} ${path}`).toBe(403)
    expect((await browser.api('DELETE', `${people}/${member.id}`)).status).toBe(204)
    expect((await browser.api('DELETE', team)).status).toBe(204)
    expect(await browser.api('GET', home)).toMatchObject({
      status: 200,
      body: { teams: [{ id: body.id }], mayChange: true },
    })
  })

  test('see whom: the administrator of one base the people of it, of others how many they are', async () => {
    const stranger = await second()
    await teams.setOwner(true)
    const team = await teams.create('甲')
    await teams.add(team, { people: [stranger.userId, world.sales.userId] })
    expect((await teams.list()).people.map((p) => p.id)).toContain(stranger.userId)
    await teams.setOwner(false)
    const seen = await teams.list()
    expect(seen.teams).toMatchObject([{ members: [{ id: world.sales.userId }], others: 1 }])
    expect(JSON.stringify(seen)).not.toContain(stranger.userId)
    expect(JSON.stringify(seen)).not.toContain(stranger.name)
  })
})
