/** Looking through other eyes: how it begins and ends, what the session says meanwhile, and the lines of the log about it. */
import type { Actor, Person, ViewAs } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { noteLook, writeLook } from '@/lib/audit/buffer'
import { secure } from '@/lib/auth/cookie'
import { printViewAs, viewAsCookie } from '@/lib/auth/view-as'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import { describeBase } from '@/lib/records/describe'
import type { SessionAnswer } from './contract'
import type { ViewAsBody, Viewing } from './contract-explain'

/** The eyes that a request names, as text of an address or body; throws BODY_INVALID for none and for both. */
export function eyesOf(
  base: string,
  { person, roles }: { person?: string; roles?: readonly string[] },
): ViewAs {
  if (person !== undefined && !roles) {
    if (!isUuid(person)) throw appError('NOT_FOUND')
    return { base, person }
  }
  if (person !== undefined || !roles?.length) throw appError('BODY_INVALID', { pointer: '/' })
  return { base, roles: [...new Set(roles)] }
}

/** Runs something as the administrator's choice of eyes; it is theirs to choose, or it is refused. */
export const throughEyes = <T>(person: Person, as: ViewAs, work: (viewed: Actor) => Promise<T>): Promise<T> =>
  asActor({ ...person, as, owner: false }, as.base, work)

const memory = 60 * 60 * 1000
const mostNoted = 5000
/** When the log last said that a session looks through these eyes. */
const noted = new Map<string, number>()

/** Leaves a line where eyes are used that the log has not heard of for an hour: a header needs no beginning. */
export function noteEyes(actor: Actor): void {
  if (!actor.as) return
  const key = `${actor.sessionId ?? actor.really ?? actor.userId} ${printViewAs(actor.as)}`
  if ((noted.get(key) ?? 0) > Date.now() - memory) return
  remember(key)
  noteLook(actor, { kind: 'view_as' })
}

function remember(key: string): void {
  if (noted.size >= mostNoted) noted.clear()
  noted.set(key, Date.now())
}

/** Begins: nothing is shown before the log has it. */
export async function beginLooking(person: Person, base: string, body: ViewAsBody): Promise<Viewing> {
  const as = eyesOf(base, body)
  return throughEyes(person, as, async (viewed) => {
    await writeLook(viewed, { kind: 'view_as', detail: { begun: true } })
    remember(`${viewed.sessionId ?? viewed.really ?? viewed.userId} ${printViewAs(as)}`)
    return viewingOf(viewed, as)
  })
}

/** Ends. Where nothing can be seen with these eyes any more, the line is their owner's own. */
export async function endLooking(person: Person): Promise<void> {
  const { as, ...own } = person
  if (!as) return
  noted.delete(`${person.sessionId ?? person.userId} ${printViewAs(as)}`)
  const leave = (actor: Actor) => writeLook({ ...actor, as }, { kind: 'view_as', detail: { ended: true } })
  await throughEyes(person, as, leave).catch(() => asActor(own, as.base, leave).catch(() => undefined))
}

/** The Set-Cookie line that begins it, or without eyes the one that ends it. Scripts may end it as well: it only takes away. */
export const viewAsLine = (as?: ViewAs): string =>
  `${viewAsCookie}=${as ? encodeURIComponent(printViewAs(as)) : ''}; Path=/; SameSite=Lax${as ? '' : '; Max-Age=0'}${secure() ? '; Secure' : ''}`

async function viewingOf(viewed: Actor, as: ViewAs): Promise<Viewing> {
  const roles = viewed.roles.map(({ key, label }) => ({ key, label }))
  const eyes = printViewAs(as)
  if (!('person' in as)) return { base: as.base, eyes, roles }
  const { id, name } = await accountOf(as.person)
  return { base: as.base, eyes, person: { id, name }, roles }
}

async function accountOf(id: string): Promise<{ id: string; name: string; email: string }> {
  const [found] = await run<{ id: string; name: string; email: string }>(
    appSql(),
    sql`select id, name, coalesce(email, '') as email from tian.users where id = ${param(id, 'uuid')}`,
  )
  if (!found) throw appError('NOT_FOUND')
  return found
}

/** The session as those eyes see it: their base alone, and nobody who owns anything. */
export async function sessionThrough(person: Person, own: SessionAnswer): Promise<SessionAnswer> {
  const { as } = person
  if (!as || !own.person) return own
  const mine = { ...own.person, owner: false }
  try {
    return await throughEyes(person, as, async (viewed) => ({
      ...own,
      person: 'person' in as ? { ...mine, ...(await accountOf(as.person)) } : mine,
      bases: [describeBase(viewed, undefined).base],
      viewing: await viewingOf(viewed, as),
    }))
  } catch {
    // Why is not said: who may not look is not told whether there is anything.
    const gone: Viewing = { base: as.base, eyes: printViewAs(as), roles: [], gone: true }
    const bases = own.bases.filter((b) => b.key === as.base).map((b) => ({ ...b, admin: false }))
    return { ...own, person: mine, bases, viewing: gone }
  }
}
