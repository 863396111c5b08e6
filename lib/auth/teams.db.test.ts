/** Teams: the tree and what it refuses, and who is in them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import { describeHandOver, handOver } from './hand-over'
import { deepest, mostTeams } from './teams'
import { teamsOf } from './testing/teams'

let db: TestDatabase
let world: World
let teams: ReturnType<typeof teamsOf>

beforeAll(async () => {
  db = await testDatabase()
  world = await makeWorld()
  teams = teamsOf(world)
})
beforeEach(() => teams.afresh())
afterAll(() => db.close())

/** The tree as indented names. */
async function tree(): Promise<string[]> {
  const { teams: all } = await teams.list()
  const below = (parent: string | undefined, depth: number): string[] =>
    all
      .filter((team) => team.parent === parent)
      .flatMap((team) => ['-'.repeat(depth) + team.name, ...below(team.id, depth + 1)])
  return below(undefined, 0)
}

const refused = (field: string, problem: string) => ({ code: 'VALUE_INVALID', detail: { field, problem } })

describe('the tree', () => {
  test('is made, renamed and moved with all below it', async () => {
    const east = await teams.create('  华东  ')
    const shanghai = await teams.create('上海', east.id)
    await teams.create('فريق 🚀', shanghai.id)
    const south = await teams.create('华南')
    expect(await tree()).toEqual(['华东', '-上海', '--فريق 🚀', '华南'])
    expect(await teams.change(shanghai, { parent: south.id })).toMatchObject({
      name: '上海',
      parent: south.id,
    })
    await teams.change(south, { name: 'South' })
    expect((await tree()).sort()).toEqual(['--فريق 🚀', '-上海', 'South', '华东'].sort())
    expect(await teams.change(shanghai, { parent: null })).not.toHaveProperty('parent')
  })

  test('never has a team under itself or below itself', async () => {
    const top = await teams.create('总部')
    const middle = await teams.create('销售', top.id)
    const low = await teams.create('一组', middle.id)
    for (const place of [top, middle, low])
      await expect(teams.change(top, { parent: place.id })).rejects.toMatchObject(
        refused('parent', 'teams.belowItself'),
      )
    expect(await tree()).toEqual(['总部', '-销售', '--一组'])
  })

  test('has no cycle when two teams are moved under each other at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, two] = [await teams.create(`甲${round}`), await teams.create(`乙${round}`)]
      const both = await Promise.allSettled([
        teams.change(one, { parent: two.id }),
        teams.change(two, { parent: one.id }),
      ])
      expect(both.filter((move) => move.status === 'fulfilled')).toHaveLength(1)
      expect(both.find((move) => move.status === 'rejected')).toMatchObject({
        reason: refused('parent', 'teams.belowItself'),
      })
    }
  })

  test('takes a name once at a level, however it is written', async () => {
    const sales = await teams.create('Sales Ａ')
    for (const name of ['Sales Ａ', 'sales a', ' SALES A '])
      await expect(teams.create(name)).rejects.toMatchObject(refused('name', 'teams.nameTaken'))
    const below = await teams.create('sales a', sales.id)
    await expect(teams.change(below, { parent: null })).rejects.toMatchObject(
      refused('name', 'teams.nameTaken'),
    )
    expect(await teams.change(sales, { name: 'SALES A' })).toMatchObject({ name: 'SALES A' })
  })

  test('has one of two teams that are made with one name at the same time', async () => {
    const both = await Promise.allSettled([teams.create('同名'), teams.create('同名')])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test.each([
    ['', 'teams.nameNeeded'],
    [' 　', 'teams.nameNeeded'],
    ['长'.repeat(101), 'problemText.tooLong'],
    ['一\n二', 'problemText.badLine'],
    ['a\u0000b', 'problemText.badLine'],
    ['a\u0085b', 'problemText.badLine'],
  ])('refuses the name %j', async (name, problem) => {
    await expect(teams.create(name)).rejects.toMatchObject(refused('name', problem))
    const team = await teams.create('好名字')
    await expect(teams.change(team, { name })).rejects.toMatchObject(refused('name', problem))
    expect(await tree()).toEqual(['好名字'])
  })

  test('is no deeper than it may be, also when a tall team is moved', async () => {
    let parent: TeamAnswer | undefined
    const line: TeamAnswer[] = []
    for (let level = 1; level <= deepest; level++) {
      parent = await teams.create(`第${level}层`, parent?.id)
      line.push(parent)
    }
    await expect(teams.create('太深', parent!.id)).rejects.toMatchObject(refused('parent', 'teams.tooDeep'))
    const two = await teams.create('两层')
    await teams.create('第二', two.id)
    await expect(teams.change(two, { parent: line.at(-2)!.id })).rejects.toMatchObject(
      refused('parent', 'teams.tooDeep'),
    )
    expect(await teams.change(two, { parent: line.at(-3)!.id })).toMatchObject({ parent: line.at(-3)!.id })
  })

  test('has only so many teams', async () => {
    await run(
      appSql(),
      sql`insert into tian.teams (id, name) select gen_random_uuid(), 'T' || n from generate_series(1, ${param(mostTeams, 'int')}) n`,
    )
    await expect(teams.create('再来一个')).rejects.toMatchObject(refused('name', 'teams.tooMany'))
  })

  test('closes up when a team is deleted: what was below moves up, and its people are no longer in it', async () => {
    const top = await teams.create('总部')
    const middle = await teams.create('销售', top.id)
    const low = await teams.create('一组', middle.id)
    await teams.create('小组', low.id)
    await teams.add(middle, { people: [world.sales.userId] })
    await teams.remove(middle)
    expect(await tree()).toEqual(['总部', '-一组', '--小组'])
    const left = await run(appSql(), sql`select 1 from tian.team_members`)
    expect(left).toEqual([])
    await teams.remove(top)
    expect(await tree()).toEqual(['一组', '-小组'])
  })

  test('refuses to delete a team whose sub-team has a name of the level above', async () => {
    const team = await teams.create('销售')
    await teams.create('一组', team.id)
    await teams.create('一组')
    await expect(teams.remove(team)).rejects.toMatchObject(refused('name', 'teams.nameTaken'))
    expect(await tree()).toHaveLength(3)
  })

  test('knows nothing of teams that are not there', async () => {
    const gone = { id: randomUUID(), name: '', members: [], others: 0 }
    const team = await teams.create('在')
    await expect(teams.change(gone, { name: '新' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(teams.remove({ ...gone, id: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(teams.create('新', gone.id)).rejects.toMatchObject(refused('parent', 'teams.parentGone'))
    await expect(teams.change(team, { parent: gone.id })).rejects.toMatchObject(
      refused('parent', 'teams.parentGone'),
    )
  })
})

describe('people', () => {
  test('are in several teams, lead some, and move from one to another', async () => {
    const [one, two] = [await teams.create('甲'), await teams.create('乙')]
    const { sales, other } = world
    await teams.add(one, { people: [sales.userId, other.userId] })
    await teams.add(two, { people: [sales.userId], manager: true })
    expect((await teams.add(one, { people: [sales.userId], manager: true })).members).toEqual([
      { id: sales.userId, manager: true },
      { id: other.userId, manager: false },
    ])
    // Once more without a word about leading changes nothing.
    expect((await teams.add(one, { people: [sales.userId] })).members).toContainEqual({
      id: sales.userId,
      manager: true,
    })
    await teams.add(two, { people: [other.userId], from: one.id })
    const { teams: all } = await teams.list()
    expect(all.map(({ name, members }) => [name, members.map((m) => m.id)])).toEqual(
      expect.arrayContaining([
        ['甲', [sales.userId]],
        ['乙', [sales.userId, other.userId]],
      ]),
    )
    await teams.takeOut(two, sales.userId)
    await expect(teams.takeOut(two, sales.userId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('do not lead the team they are moved to, and stay where they are when moved there', async () => {
    const [one, two] = [await teams.create('甲'), await teams.create('乙')]
    await teams.add(one, { people: [world.sales.userId], manager: true })
    await teams.add(one, { people: [world.sales.userId], from: one.id })
    expect((await teams.list()).teams.find((team) => team.id === one.id)!.members).toEqual([
      { id: world.sales.userId, manager: true },
    ])
    expect((await teams.add(two, { people: [world.sales.userId], from: one.id })).members).toEqual([
      { id: world.sales.userId, manager: false },
    ])
  })

  test('may be sample people; somebody deactivated or unknown is not taken in, and stays where they were', async () => {
    const team = await teams.create('组')
    const [sample, left] = [await makePerson('示例'), await makePerson('离职')]
    await run(
      appSql(),
      sql`update tian.users set placeholder = true where id = ${param(sample.userId, 'uuid')}`,
    )
    await teams.add(team, { people: [sample.userId, left.userId] })
    await run(appSql(), sql`update tian.users set active = false where id = ${param(left.userId, 'uuid')}`)
    const other = await teams.create('另一组')
    for (const people of [[left.userId], [world.sales.userId, randomUUID()]])
      await expect(teams.add(other, { people })).rejects.toMatchObject(refused('people', 'teams.personGone'))
    const { teams: all, people } = await teams.list()
    expect(all.map((t) => t.members.length).sort()).toEqual([0, 2])
    expect(people.find((p) => p.id === left.userId)).toMatchObject({ active: false })
    await teams.takeOut(team, left.userId)
    expect((await teams.list()).people.some((p) => p.id === left.userId)).toBe(false)
  })
})

describe('a sample person who is handed over', () => {
  async function sample(): Promise<string> {
    const { userId } = await makePerson('示例')
    await run(appSql(), sql`update tian.users set placeholder = true where id = ${param(userId, 'uuid')}`)
    await run(
      appSql(),
      sql`insert into tian.memberships (base_id, user_id, roles)
          select id, ${param(userId, 'uuid')}, '{sales}' from tian.bases where key = ${param(world.base)}`,
    )
    return userId
  }
  const map = (from: string, to: Person, places?: boolean) =>
    asActor(world.admin, world.base, (actor) => handOver(actor, from, to.userId, { places }))
  const told = (from: string) => asActor(world.admin, world.base, (actor) => describeHandOver(actor, from))

  test('leaves their places in teams to the person, if that is wanted', async () => {
    const [one, two, from] = [await teams.create('甲'), await teams.create('乙'), await sample()]
    await teams.add(one, { people: [from], manager: true })
    await teams.add(one, { people: [world.sales.userId] })
    await teams.add(two, { people: [from] })
    expect(await told(from)).toMatchObject({
      teams: [
        { id: one.id, name: '甲', manager: true },
        { id: two.id, name: '乙', manager: false },
      ],
      mayChange: true,
    })
    await map(from, world.sales, true)
    const places = (await teams.list()).teams.map(({ name, members }) => [name, members])
    expect(places).toEqual(
      expect.arrayContaining([
        ['甲', [{ id: world.sales.userId, manager: true }]],
        ['乙', [{ id: world.sales.userId, manager: false }]],
      ]),
    )
  })

  test('keeps them where nothing is said of them', async () => {
    const [team, from] = [await teams.create('甲'), await sample()]
    await teams.add(team, { people: [from], manager: true })
    await map(from, world.sales)
    expect(await placesIn(team.id)).toEqual([{ id: from, manager: true }])
  })

  test('by who may not change teams keeps them: nobody comes into a team that way', async () => {
    const [team, from] = [await teams.create('甲'), await sample()]
    await teams.add(team, { people: [from] })
    const stranger = await makePerson('他处管理员')
    await ownerTransaction((tx) => createBase(tx, stranger, 'elsewhere', { en: 'Elsewhere' }))
    expect(await told(from)).toMatchObject({ mayChange: false, teams: [{ name: '甲' }] })
    await expect(map(from, world.sales, true)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      detail: { problem: 'teams.notYours' },
    })
    await map(from, world.sales)
    expect(await placesIn(team.id)).toEqual([{ id: from, manager: false }])
  })

  const placesIn = (team: string) =>
    run(
      appSql(),
      sql`select user_id as id, manager from tian.team_members where team_id = ${param(team, 'uuid')}`,
    )
})
