/** Teams of people who have not joined yet: chosen with the invitation or later, and good for something once they have joined. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { peopleIn } from '@/lib/access/teams'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { createBase } from '@/lib/ddl/base'
import { makePerson, makeWorld, type World } from '@/lib/records/testing/world'
import { type Invitation, invite, withdraw } from './invitations'
import { addMember, listMembers } from './members'
import { Browser, prepareSignIn } from './testing/browser'
import { password, tokenIn } from './testing/people'
import { teamsOf } from './testing/teams'

let db: TestDatabase
let world: World
let teams: ReturnType<typeof teamsOf>
let number = 0

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
  teams = teamsOf(world)
})
beforeEach(() => teams.afresh())
afterAll(() => db.close())

const invited = (more: Partial<Invitation>, by = world.admin) =>
  asActor(by, world.base, (actor) =>
    invite(actor, { email: `new${++number}@example.com`, name: '孙受邀', roles: ['sales'], ...more }),
  )
const join = (link: string) =>
  new Browser().api('POST', '/account/join', {
    token: tokenIn(link),
    name: '孙加入',
    password,
    locale: 'zh-CN',
  })
const as = (userId: string): Person => ({ ...world.sales, userId })
const membersOf = async (id: string) => (await teams.list()).teams.find((team) => team.id === id)!.members
const takeBack = (id: string) => asActor(world.admin, world.base, (actor) => withdraw(actor, id))

test('an invitation names teams, and who joins is in them, leading where it says so', async () => {
  const [east, south] = [await teams.create('华东'), await teams.create('华南')]
  await teams.add(east, { people: [world.sales.userId] })
  const { id, link } = await invited({ teams: [{ id: east.id, manager: true }, { id: south.id }] })
  expect(await membersOf(south.id)).toEqual([{ id, manager: false }])
  expect((await teams.list()).people.find((one) => one.id === id)).toMatchObject({
    active: false,
    invited: true,
  })
  // Whoever has not joined is nobody, in whatever team they are.
  await expect(asActor(as(id), world.base, async () => true)).rejects.toBeDefined()
  expect((await join(link!)).status).toBe(201)
  const sees = await asActor(as(id), world.base, async (actor) => [
    peopleIn(actor, 'own'),
    peopleIn(actor, 'led'),
  ])
  expect(sees).toEqual([[world.sales.userId, id].sort(), [world.sales.userId, id].sort()])
  expect((await teams.list()).people.find((one) => one.id === id)).not.toHaveProperty('invited')
})

test('a member who is added with a password is in the teams at once', async () => {
  const team = await teams.create('华东')
  const { id } = await asActor(world.admin, world.base, (actor) =>
    addMember(actor, {
      name: '钱',
      email: `new${++number}@example.com`,
      password,
      roles: ['sales'],
      teams: [{ id: team.id }],
    }),
  )
  expect(await membersOf(team.id)).toEqual([{ id, manager: false }])
})

test('somebody invited is put into a team, made to lead it and taken out like anybody', async () => {
  const [one, two] = [await teams.create('甲'), await teams.create('乙')]
  const { id } = await invited({})
  await teams.add(one, { people: [id], manager: true })
  expect(await membersOf(one.id)).toEqual([{ id, manager: true }])
  await teams.add(two, { people: [id], from: one.id })
  expect([await membersOf(one.id), await membersOf(two.id)]).toEqual([[], [{ id, manager: false }]])
  await teams.takeOut(two, id)
  expect(await membersOf(two.id)).toEqual([])
})

test('an invitation into a team that is not there invites nobody', async () => {
  const email = 'nowhere@example.com'
  const away = [{ id: randomUUID() }]
  await expect(invited({ email, teams: away })).rejects.toMatchObject({
    code: 'VALUE_INVALID',
    detail: { field: 'teams', problem: 'teams.teamGone' },
  })
  const members = await asActor(world.admin, world.base, listMembers)
  expect(members.some((member) => member.email === email)).toBe(false)
})

test('who may not change teams invites into none, and without teams as ever', async () => {
  const stranger = await makePerson('他处管理员')
  const team = await teams.create('华东')
  await ownerTransaction((tx) => createBase(tx, stranger, 'elsewhere', { en: 'Elsewhere' }))
  const email = 'mine@example.com'
  await expect(invited({ email, teams: [{ id: team.id }] })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    detail: { problem: 'teams.notYours' },
  })
  expect(await membersOf(team.id)).toEqual([])
  expect(await invited({ email, teams: [] })).toMatchObject({ joined: false })
})

test('an invitation that is taken back leaves nobody in a team, unless another base knows them', async () => {
  const team = await teams.create('华东')
  const { id } = await invited({ teams: [{ id: team.id }] })
  await takeBack(id)
  expect(await run(appSql(), sql`select 1 from tian.team_members`)).toEqual([])

  const both = await invited({ teams: [{ id: team.id }] })
  const stranger = await makePerson('他处管理员')
  await ownerTransaction((tx) => createBase(tx, stranger, 'elsewhere', { en: 'Elsewhere' }))
  const members = await asActor(world.admin, world.base, listMembers)
  const { email } = members.find((member) => member.id === both.id)!
  await asActor(stranger, 'elsewhere', (actor) => invite(actor, { email: email!, roles: ['admin'] }))
  await takeBack(both.id)
  expect(await run(appSql(), sql`select 1 from tian.team_members`)).toHaveLength(1)
})
