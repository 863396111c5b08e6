/**
 * Entering a base: person × base → actor, from copies that every statement verifies (design §3, caches).
 * Session, membership and version travel in the statement itself, so a revocation holds at the next request.
 */
import { liveSession, liveToken, personLives } from '@/lib/auth/sessions'
import { appSql, type Db, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { AppError, appError } from '@/lib/errors'
import type { Definitions, Role } from '@/lib/meta/model'
import { findBase, loadDefinitions } from '@/lib/meta/store'
import type { Actor, Person } from './actor'
import { narrowed, silenced } from './narrow'

type Entry = Omit<Actor, keyof Person> & { userId: string }

/** What an actor is beyond the person, by session and base. */
const entries = new Map<string, Entry>()
const maxEntries = 2000

/**
 * `version:role,role`, and where somebody looks through a member's eyes `:role,role` of that member; NULL once the
 * session or token, the person, the membership or the base is gone.
 */
function guardSql(person: Person & { really?: string }, baseId: string): SQL {
  // A form's link is asked for before anything else is; whoever takes it away moves the version.
  if (person.form)
    return sql`(select b.version::text || ':' from tian.bases b where b.id = ${param(baseId, 'uuid')})`
  const real = param(person.really ?? person.userId, 'uuid')
  const session = person.sessionId
    ? sql`join tian.sessions s on s.id = ${param(person.sessionId, 'uuid')} and ${liveSession}`
    : sql``
  const token = person.token
    ? sql`join tian.api_tokens k on k.id = ${param(person.token.id, 'uuid')} and k.base_id = b.id and ${liveToken}`
    : sql``
  const viewed =
    person.as && 'person' in person.as
      ? sql` || coalesce((select ':' || array_to_string(v.roles, ',') from tian.memberships v
          join tian.users o on o.id = v.user_id and o.active
          where v.base_id = b.id and v.user_id = ${param(person.as.person, 'uuid')}), '')`
      : sql``
  return sql`(select b.version::text || ':' || array_to_string(m.roles, ',')${viewed}
    from tian.users u ${session}
    join tian.memberships m on m.user_id = u.id and m.base_id = ${param(baseId, 'uuid')}
    join tian.bases b on b.id = m.base_id ${token}
    where u.id = ${real} and u.active)`
}

/** The guard as a scalar to select beside the rows of a read. */
export const guardOf = (actor: Actor): SQL => guardSql(actor, actor.definitions.baseId)

/** Thrown when a statement met another version than it was planned with; `retryMoved` plans again. */
export class Moved extends Error {}

/** Asks for the guard alone: for writes after their locks, and before a refusal that a copy decided. */
export async function assertPresent(db: Db, actor: Actor): Promise<void> {
  const [row] = await run<{ guard: string | null }>(db, sql`select ${guardOf(actor)} as guard`)
  assertGuard(actor, row?.guard ?? null)
}

/** Compares what the statement saw with what it was planned with. */
export function assertGuard(actor: Actor, seen: string | null): void {
  if (seen !== actor.guard) throw new Moved('definitions or rights moved')
}

/** Eyes that were chosen for another base mean nothing in this one. */
const inBase = (person: Person, base: string): Person =>
  person.as && person.as.base !== base ? { ...person, as: undefined } : person

const cacheKey = ({ sessionId, userId, as, token }: Person, base: string): string =>
  [token?.id ?? sessionId ?? userId, base, ...(as ? [JSON.stringify(as)] : [])].join('/')

/** The actor from the copy, or read anew. A base that is not theirs and one that is not there answer alike. */
export async function enterBase(asked: Person, base: string, db: Db = appSql()): Promise<Actor> {
  const person = inBase(asked, base)
  if (person.token && person.token.base !== base) throw appError('NOT_FOUND')
  const known = entries.get(cacheKey(person, base))
  return known ? withEntry(person, known) : readActor(person, base, db)
}

async function readActor(person: Person, key: string, db: Db): Promise<Actor> {
  const base = await findBase(db, key)
  const [row] = await run<{ lives: boolean; guard: string | null }>(
    db,
    sql`select ${personLives(person)} as lives, ${base ? guardSql(person, base.id) : sql`null`} as guard`,
  )
  if (!row?.lives) throw appError('SIGNED_OUT')
  if (!base || !row.guard) throw appError('NOT_FOUND')
  const [version, own, viewed] = row.guard.split(':') as [string, string, string | undefined]
  const definitions = await loadDefinitions(db, { ...base, version: Number(version) })
  const named = (keys: string) => keys.split(',').flatMap((r) => definitions.roles.get(r) ?? [])
  const entry: Entry = {
    ...rolesFor(person, definitions, named(own), viewed === undefined ? undefined : named(viewed)),
    definitions,
    guard: row.guard,
  }
  if (entries.size >= maxEntries) entries.clear()
  entries.set(cacheKey(person, key), entry)
  return withEntry(person, entry)
}

/** Through other eyes, and with a token, nobody owns the workspace. */
const withEntry = (person: Person, entry: Entry): Actor => ({
  ...person,
  ...entry,
  owner: person.owner && !person.as && !person.token,
})

/** With which roles a person acts: their own; with a token one of them, narrowed; with other eyes those looked through. */
export function rolesFor(
  { as, token, userId }: Person,
  definitions: Definitions,
  own: Role[],
  viewed: Role[] | undefined,
): Pick<Actor, 'roles' | 'really'> & { userId: string } {
  if (token) {
    const role = own.find((r) => r.key === token.role)
    if (!role) return { roles: [], userId }
    const others = role.admin ? [] : own.filter((r) => r !== role).map(silenced)
    return { roles: [narrowed(role, definitions, token.extent), ...others], userId }
  }
  if (!as) return { roles: own, userId }
  if (!own.some((r) => r.admin)) throw appError('FORBIDDEN')
  if ('person' in as) {
    if (!viewed) throw appError('NOT_FOUND')
    return { roles: viewed, userId: as.person, really: userId }
  }
  const roles = as.roles.map((key) => definitions.roles.get(key))
  if (!roles.every((r) => r !== undefined)) throw appError('NOT_FOUND')
  return { roles, userId }
}

/**
 * Runs a use case as an actor of the base; when it meets newer definitions or rights, it is run once more with those.
 * The use case must not have committed anything when it throws `Moved`.
 */
export async function asActor<T>(
  person: Person,
  base: string,
  work: (actor: Actor) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const actor = await enterBase(person, base)
    try {
      return await work(actor).catch(async (error: unknown) => {
        // A refusal is only an answer if the copy that it was decided with is the present one; and a column whose type
        // has changed since makes PostgreSQL refuse the statement.
        // What somebody has stopped was no decision, and must not begin anew.
        const stopped = error instanceof AppError && error.code === 'CANCELLED'
        if (!stopped && !(error instanceof Moved)) await assertPresent(appSql(), actor)
        throw error
      })
    } catch (error) {
      if (!(error instanceof Moved)) throw error
      entries.delete(cacheKey(inBase(person, base), base))
      if (attempt === 4) throw appError('BUSY')
      if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, 20 * attempt))
    }
  }
}
