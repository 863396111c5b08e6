/**
 * Use cases: the teams of the workspace, a tree of people with those who lead them. Row rules of every base read it, so
 * each change moves the version of every base, in its own transaction.
 */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { assertPresent } from '@/lib/access/enter'
import type { TeamAnswer, TeamPerson, TeamPlace, TeamsAnswer } from '@/lib/api/contract-teams'
import { appSql, type Db, run, type Tx, transaction } from '@/lib/db/connection'
import { arrayParam, param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { checkText, trimmed } from '@/lib/fields/characters'
import { isInvited, personId } from './accounts'

export const mostTeams = 1000
export const deepest = 20

/** The teams, and the people whom this administrator knows; of others in a team only how many they are. */
export async function listTeams(actor: Actor): Promise<TeamsAnswer> {
  const mayChange = await mayChangeTeams(appSql(), actor)
  const [teams, people] = await Promise.all([readTeams(appSql()), readPeople(actor, mayChange)])
  const known = new Set(people.map((person) => person.id))
  return {
    teams: [...teams.values()].map((team) => {
      const members = team.members.filter(({ id }) => known.has(id))
      return { ...team, members, others: team.members.length - members.length }
    }),
    people,
    mayChange,
  }
}

type Team = Omit<TeamAnswer, 'others'>
type Teams = ReadonlyMap<string, Team>

/** All teams by id, in order of their names. */
async function readTeams(db: Db): Promise<Teams> {
  const rows = await run<Omit<Team, 'parent'> & { parent: string | null }>(
    db,
    sql`select t.id, t.name, t.parent_id as parent, coalesce(jsonb_agg(
            jsonb_build_object('id', m.user_id, 'manager', m.manager)
            order by m.manager desc, u.name collate "zh-x-icu", u.id) filter (where u.id is not null), '[]') as members
        from tian.teams t left join tian.team_members m on m.team_id = t.id left join tian.users u on u.id = m.user_id
        group by t.id order by t.name collate "zh-x-icu", t.id`,
  )
  return new Map(rows.map(({ parent, ...team }) => [team.id, { ...team, ...(parent && { parent }) }]))
}

/**
 * Active and invited people and those in a team, of the base alone unless the person asking has every base in their hands.
 * Somebody deactivated stays in the team, for what names them is still the team's; they can be taken out.
 */
function readPeople(actor: Actor, everybody: boolean): Promise<TeamPerson[]> {
  const here = sql`exists (select 1 from tian.memberships m
    where m.user_id = u.id and m.base_id = ${param(actor.definitions.baseId, 'uuid')})`
  return run<Omit<TeamPerson, 'email' | 'invited'> & { email: string | null; invited: boolean }>(
    appSql(),
    sql`select u.id, u.name, u.email, u.placeholder, u.active, ${isInvited} as invited from tian.users u
        where (u.active or ${isInvited} or exists (select 1 from tian.team_members m where m.user_id = u.id)) and ${everybody ? sql`true` : here}
        order by u.placeholder, u.name collate "zh-x-icu", u.id`,
  ).then((rows) =>
    rows.map(({ email, invited, ...person }) => ({
      ...person,
      ...(email && { email }),
      ...(invited && { invited }),
    })),
  )
}

/**
 * Teams decide about rows in every base. Who administers one base must not gain rights in another by them, so the
 * workspace's owner changes them, and whoever administers every base.
 */
export async function mayChangeTeams(db: Db, actor: Actor): Promise<boolean> {
  // A token is bound to one base, and whoever looks through other eyes changes nothing.
  if (actor.token || actor.as) return false
  const [row] = await run<{ may: boolean }>(
    db,
    sql`select u.owner or not exists (
            select 1 from tian.bases b where not exists (
              select 1 from tian.memberships m join tian.documents d on d.base_id = m.base_id and d.kind = 'role'
                and d.deleted_at is null and d.key = any(m.roles) and d.body -> 'admin' = 'true'
              where m.base_id = b.id and m.user_id = u.id)) as may
        from tian.users u where u.id = ${param(actor.userId, 'uuid')}`,
  )
  return row?.may ?? false
}

/** One change at a time: whoever may make it, with the teams as they are under the lock. */
function changing<T>(actor: Actor, work: (tx: Tx, teams: Teams) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await lockEveryBase(tx)
    await assertPresent(tx, actor)
    if (!(await mayChangeTeams(tx, actor))) throw appError('FORBIDDEN', { problem: 'teams.notYours' })
    const done = await work(tx, await readTeams(tx))
    await moveEveryBase(tx)
    return done
  })
}

/**
 * Locks all bases, always in one order, and then keeps new ones from being made until this is over: a copy of one would
 * hold the teams of before under a version that never moves. The lines come first, as for whoever changes one base.
 */
export async function lockEveryBase(tx: Tx): Promise<void> {
  await run(tx, sql`set local lock_timeout = '3s'`)
  await run(tx, sql`select 1 from tian.bases order by id for no key update`)
  await run(tx, sql`lock table tian.bases in share row exclusive mode`)
}

/** Every copy of definitions, which the teams are part of, is of yesterday; for callers that hold `lockEveryBase`. */
export const moveEveryBase = (tx: Tx): Promise<object[]> =>
  run(tx, sql`update tian.bases set version = version + 1`)

const uuid = (id: string | undefined): SQL => param(id ?? null, 'uuid')

/** A team under another, or at the top. */
export function createTeam(actor: Actor, given: { name: string; parent?: string }): Promise<TeamAnswer> {
  const name = readTeamName(given.name)
  const id = randomUUID()
  return changing(actor, async (tx, teams) => {
    if (teams.size >= mostTeams) throw refused('name', 'teams.tooMany', { max: mostTeams })
    const parent = given.parent === undefined ? undefined : parentOf(teams, given.parent)
    requirePlace(teams, { id, name, parent })
    await run(
      tx,
      sql`insert into tian.teams (id, name, parent_id) values (${uuid(id)}, ${param(name)}, ${uuid(parent)})`,
    )
    return teamOf(tx, id)
  })
}

export interface TeamChange {
  name?: string
  /** Null is the top. */
  parent?: string | null
}

/** Renames a team, or moves it with all that is below it. */
export function changeTeam(actor: Actor, id: string, change: TeamChange): Promise<TeamAnswer> {
  const newName = change.name === undefined ? undefined : readTeamName(change.name)
  return changing(actor, async (tx, teams) => {
    const before = found(teams, id)
    const name = newName ?? before.name
    const { parent } = change.parent === undefined ? before : { parent: change.parent ?? undefined }
    const moved = { id: before.id, name, parent: parent === undefined ? undefined : parentOf(teams, parent) }
    requirePlace(teams, moved)
    await run(
      tx,
      sql`update tian.teams set name = ${param(name)}, parent_id = ${uuid(moved.parent)} where id = ${uuid(before.id)}`,
    )
    return teamOf(tx, before.id)
  })
}

/** Deletes a team. The teams right below it move up to where it was; its members stay the people they are. */
export function deleteTeam(actor: Actor, id: string): Promise<void> {
  return changing(actor, async (tx, teams) => {
    const team = found(teams, id)
    const left = new Map(teams)
    left.delete(team.id)
    for (const child of childrenOf(teams, team.id)) {
      left.set(child.id, { ...child, parent: team.parent })
      requireFreeName(left, left.get(child.id)!)
    }
    await run(
      tx,
      sql`with up as (update tian.teams set parent_id = ${uuid(team.parent)} where parent_id = ${uuid(team.id)}),
            members as (delete from tian.team_members where team_id = ${uuid(team.id)})
          delete from tian.teams where id = ${uuid(team.id)}`,
    )
  })
}

export interface NewTeamMembers {
  people: string[]
  /** Whether they lead the team; left out, whoever is in it already keeps what they are. */
  manager?: boolean
  /** A team that they leave for this one. */
  from?: string
}

/** Puts people into a team, or says of those in it whether they lead it. */
export function addToTeam(actor: Actor, id: string, given: NewTeamMembers): Promise<TeamAnswer> {
  const people = [...new Set(given.people.map(personId))]
  return changing(actor, async (tx, teams) => {
    const team = found(teams, id)
    const from = given.from === undefined ? undefined : found(teams, given.from)
    const ids = arrayParam(people, 'uuid')
    const there = await run(
      tx,
      sql`select 1 from tian.users u where u.id = any(${ids}) and (u.active or ${isInvited})`,
    )
    if (there.length < people.length) throw refused('people', 'teams.personGone')
    if (from && from.id !== team.id)
      await run(
        tx,
        sql`delete from tian.team_members where team_id = ${uuid(from.id)} and user_id = any(${ids})`,
      )
    await put(tx, team, people, given.manager)
    return teamOf(tx, team.id)
  })
}

async function put(tx: Tx, team: Team, people: readonly string[], leads: boolean | undefined): Promise<void> {
  const manager = param(leads ?? null, 'boolean')
  await run(
    tx,
    sql`insert into tian.team_members as m (team_id, user_id, manager)
        select ${uuid(team.id)}, p, coalesce(${manager}, false) from unnest(${arrayParam(people, 'uuid')}) p
        on conflict (team_id, user_id) do update set manager = coalesce(${manager}, m.manager)`,
  )
}

/** A team that a new member is to be in, and whether they lead it. */
export interface Place {
  id: string
  manager?: boolean
}

/** The transaction in which somebody becomes a member: with places, it is a change of teams and refused like one. */
export const joining = <T>(
  actor: Actor,
  places: readonly Place[] = [],
  work: (tx: Tx, teams: Teams) => Promise<T>,
): Promise<T> =>
  places.length > 0
    ? changing(actor, work)
    : transaction(async (tx) => {
        await assertPresent(tx, actor)
        return work(tx, new Map())
      })

/** Puts a new member where they are to be; until they have joined they can do nothing there either. */
export async function placed(
  tx: Tx,
  teams: Teams,
  person: string,
  places: readonly Place[] = [],
): Promise<void> {
  for (const { id, manager } of places) {
    const team = teams.get(id.toLowerCase())
    if (!team) throw refused('teams', 'teams.teamGone')
    await put(tx, team, [person], manager)
  }
}

/** Takes somebody who is nowhere a member out of all teams; for callers that hold `lockEveryBase`. */
export async function leaveTeams(tx: Tx, person: string): Promise<void> {
  const left = await run(tx, sql`delete from tian.team_members where user_id = ${uuid(person)} returning 1`)
  if (left.length > 0) await moveEveryBase(tx)
}

/** Takes somebody out of a team. */
export function removeFromTeam(actor: Actor, id: string, person: string): Promise<void> {
  const user = personId(person)
  return changing(actor, async (tx, teams) => {
    const gone = await run(
      tx,
      sql`delete from tian.team_members where team_id = ${uuid(found(teams, id).id)} and user_id = ${uuid(user)} returning 1`,
    )
    if (gone.length === 0) throw appError('NOT_FOUND')
  })
}

/** The teams that somebody is in, and whether they lead them. */
export const placesOf = (db: Db, person: string): Promise<TeamPlace[]> =>
  run<TeamPlace>(
    db,
    sql`select t.id, t.name, m.manager from tian.team_members m join tian.teams t on t.id = m.team_id
        where m.user_id = ${uuid(person)} order by m.manager desc, t.name collate "zh-x-icu", t.id`,
  )

/**
 * Before somebody's places in teams go to another, which is only for whoever may change teams. Every base is locked from
 * here on, so call it before anything else is.
 */
export async function lockPlaces(tx: Tx, actor: Actor): Promise<void> {
  if (!(await mayChangeTeams(tx, actor))) throw appError('FORBIDDEN', { problem: 'teams.notYours' })
  await lockEveryBase(tx)
}

/** Puts one person where another was in teams. */
export async function handOverPlaces(tx: Tx, from: string, to: string): Promise<void> {
  await run(
    tx,
    sql`with gone as (delete from tian.team_members where user_id = ${uuid(from)} returning team_id, manager)
        insert into tian.team_members as m (team_id, user_id, manager)
        select team_id, ${uuid(to)}, manager from gone
        on conflict (team_id, user_id) do update set manager = m.manager or excluded.manager`,
  )
  await moveEveryBase(tx)
}

/** The team as it is after a change; who changes teams knows everybody in them. */
const teamOf = async (tx: Tx, id: string): Promise<TeamAnswer> => ({
  ...(await readTeams(tx)).get(id)!,
  others: 0,
})

function found(teams: Teams, id: string): Team {
  const team = teams.get(id.toLowerCase())
  if (!team) throw appError('NOT_FOUND')
  return team
}

function parentOf(teams: Teams, id: string): string {
  const team = teams.get(id.toLowerCase())
  if (!team) throw refused('parent', 'teams.parentGone')
  return team.id
}

const refused = (field: string, problem: string, params?: Record<string, string | number>) =>
  appError('VALUE_INVALID', { field, problem, params })

/** A line of text up to 100 characters, in any script. */
function readTeamName(text: string): string {
  const name = trimmed(text)
  const problem = name === undefined ? { code: 'teams.nameNeeded' } : checkText(name, { max: 100 })
  if (problem) throw refused('name', problem.code, problem.params)
  return (name as string).normalize('NFC')
}

type Placed = Pick<Team, 'id' | 'name' | 'parent'>

const childrenOf = (teams: Teams, id: string | undefined): Team[] =>
  [...teams.values()].filter((team) => team.parent === id)

/** Refuses a place below itself, too deep, or beside a team of the same name. */
function requirePlace(teams: Teams, team: Placed): void {
  const above = pathTo(teams, team.parent)
  if (above.includes(team.id)) throw refused('parent', 'teams.belowItself')
  if (above.length + heightOf(teams, team.id) > deepest)
    throw refused('parent', 'teams.tooDeep', { max: deepest })
  requireFreeName(teams, team)
}

/** The team and all above it. */
function pathTo(teams: Teams, id: string | undefined): string[] {
  const path: string[] = []
  for (let at = id; at !== undefined && !path.includes(at); at = teams.get(at)?.parent) path.push(at)
  return path
}

/** How many levels the team takes with all below it. */
const heightOf = (teams: Teams, id: string): number =>
  1 + Math.max(0, ...childrenOf(teams, id).map((child) => heightOf(teams, child.id)))

/** Names that people read as one are one. */
const read = (name: string): string => name.normalize('NFKC').toLowerCase()

function requireFreeName(teams: Teams, { id, name, parent }: Placed): void {
  const same = childrenOf(teams, parent).some((team) => team.id !== id && read(team.name) === read(name))
  if (same) throw refused('name', 'teams.nameTaken', { name })
}
