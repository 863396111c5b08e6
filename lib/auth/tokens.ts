/** Keys for programs: shown once, kept as a hash, sent in the Authorization header only. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type Actor, isAdmin, type Person } from '@/lib/access/actor'
import { knows } from '@/lib/access/decide'
import { assertPresent } from '@/lib/access/enter'
import type { Extent } from '@/lib/access/narrow'
import type { TokenAnswer } from '@/lib/api/contract'
import { isPlaceOf, noteAccount } from '@/lib/audit/accounts'
import { appSql, type Db, run, transaction } from '@/lib/db/connection'
import { jsonParam, param, type SQL, sql } from '@/lib/db/sql'
import { appError, outOfRange } from '@/lib/errors'
import type { Locale } from '@/lib/i18n/labels'
import { actions, verbs } from '@/lib/meta/model'
import { readName } from './accounts'
import { requireRecent } from './identity'
import { liveToken } from './sessions'

/** What our keys look like; anything else is not looked up. */
const shape = /^tian_[A-Za-z0-9_-]{43}$/

export const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url')

interface Row {
  id: string
  base: string
  role: string
  extent: Extent | null
  userId: string
  name: string
  email: string
  locale: Locale
  label: string
  /** Whether it was used from another address before. */
  moved: boolean
}

/**
 * The principal of a key, or undefined for a wrong, ended or unknown one. That it was used is written at most once a minute;
 * that it was used from an address where it never was before is in the log of accounts.
 */
export async function personOfToken(key: string, address: string): Promise<Person | undefined> {
  if (!shape.test(key)) return undefined
  const [row] = await run<Row>(
    appSql(),
    sql`with live as (
          select k.id, b.key as base, k.role, k.tables as extent, u.id as "userId", u.name,
            coalesce(u.email, '') as email, u.locale, k.last_used_at, k.last_address, k.label
          from tian.api_tokens k join tian.users u on ${liveToken} and u.active join tian.bases b on b.id = k.base_id
          where k.hash = ${param(hashOf(key))}),
        used as (
          update tian.api_tokens k set last_used_at = now(), last_address = ${param(address)} from live
          where k.id = live.id and coalesce(live.last_used_at, '-infinity') < now() - interval '1 minute')
        select id, base, role, extent, "userId", name, email, locale, label,
          last_address is distinct from ${param(address)} as moved from live`,
  )
  if (!row) return undefined
  const { id, base, role, extent, moved, label, ...person } = row
  if (moved) await notePlace({ id, base, label, userId: person.userId }, address)
  return { ...person, sessionId: null, owner: false, door: 'api', token: { id, base, role, extent } }
}

type Used = Pick<Row, 'id' | 'base' | 'label' | 'userId'>

/** One line for each address that a token was ever used from. */
async function notePlace({ id, base, label, userId }: Used, address: string): Promise<void> {
  if (!(await isPlaceOf(id, address)))
    await noteAccount('token_place', {
      by: { userId, door: 'api' },
      base,
      token: label,
      tokenId: id,
      address,
    })
}

export interface NewToken {
  label: string
  /** One of the maker's own roles. */
  role: string
  /** Verbs and actions by table; everything the role may when left out. */
  tables?: Extent
  /** Days from now on which it ends by itself. */
  days: number
}

export const longestDays = 366
export const mostTokens = 20

/** Makes a key for a program of this person. @returns it with the key itself, this once. */
export async function createToken(actor: Actor, given: NewToken): Promise<TokenAnswer & { key: string }> {
  refuseOtherEyes(actor)
  await requireRecent(actor)
  if (!given.label.trim()) throw appError('VALUE_INVALID', { field: 'label', problem: 'tokens.labelNeeded' })
  const label = readName(given.label, 'label')
  if (!actor.roles.some((role) => role.key === given.role))
    throw appError('BODY_INVALID', { pointer: '/role' })
  const extent = given.tables && readExtent(actor, given.tables)
  if (!Number.isInteger(given.days) || given.days < 1 || given.days > longestDays)
    throw outOfRange('days', longestDays)
  const key = `tian_${randomBytes(32).toString('base64url')}`
  const id = randomUUID()
  return transaction(async (tx) => {
    await assertPresent(tx, actor)
    const made = await run(
      tx,
      sql`insert into tian.api_tokens (id, base_id, user_id, label, prefix, hash, role, tables, expires_at)
          select ${param(id, 'uuid')}, ${base(actor)}, ${own(actor)}, ${param(label)}, ${param(key.slice(0, 9))},
            ${param(hashOf(key))}, ${param(given.role)}, ${extent ? jsonParam(extent) : sql`null`},
            now() + ${param(`${given.days} days`, 'interval')}
          from tian.users u where u.id = ${own(actor)} and (select count(*) from tian.api_tokens k
            where k.base_id = ${base(actor)} and ${liveToken}) < ${param(mostTokens, 'int')} returning id`,
    )
    if (made.length === 0)
      throw appError('LIMIT_INVALID', { problem: 'tokens.tooMany', params: { max: mostTokens } })
    await noteAccount(
      'token_made',
      { by: actor, base: actor.definitions.base, token: label, tokenId: id, roles: [given.role] },
      tx,
    )
    const [token] = await readTokens(tx, sql`k.id = ${param(id, 'uuid')}`)
    return { ...token!, key }
  })
}

/** The person's living keys in the base; for administrators everybody's, and for a key itself alone. */
export async function listTokens(actor: Actor): Promise<TokenAnswer[]> {
  const all = isAdmin(actor) ? sql`true` : sql`k.user_id = ${own(actor)}`
  const whose = actor.token ? sql`k.id = ${param(actor.token.id, 'uuid')}` : all
  return readTokens(appSql(), sql`k.base_id = ${base(actor)} and ${whose}`)
}

/** Ends a key at once: one's own, or as an administrator anybody's. */
export async function endToken(actor: Actor, id: string): Promise<void> {
  refuseOtherEyes(actor)
  const whose = isAdmin(actor) ? sql`true` : sql`user_id = ${own(actor)}`
  await transaction(async (tx) => {
    const [ended] = await run<{ of: string; token: string }>(
      tx,
      sql`update tian.api_tokens set revoked_at = now(), revoked_why = 'ended'
          where id::text = ${param(id)} and base_id = ${base(actor)} and ${whose} and revoked_at is null
          returning user_id as of, label as token`,
    )
    if (!ended) throw appError('NOT_FOUND')
    await noteAccount('token_ended', { by: actor, base: actor.definitions.base, tokenId: id, ...ended }, tx)
  })
}

/** A key makes no keys, and who looks through other eyes has none there. */
function refuseOtherEyes({ token, as }: Actor): void {
  if (token || as) throw appError('FORBIDDEN')
}

/** Tables that the person knows, with verbs and actions that there are. */
function readExtent({ definitions, ...actor }: Actor, extent: Extent): Extent {
  const known: readonly string[] = [...verbs, ...actions]
  for (const [key, given] of Object.entries(extent)) {
    const table = definitions.tables.get(key)
    if (!table || !knows({ ...actor, definitions }, table))
      throw appError('BODY_INVALID', { pointer: `/tables/${key}` })
    if (!given.every((name) => known.includes(name)))
      throw appError('BODY_INVALID', { pointer: `/tables/${key}` })
  }
  return extent
}

const base = (actor: Actor): SQL => param(actor.definitions.baseId, 'uuid')
const own = (actor: Actor): SQL => param(actor.userId, 'uuid')

const readTokens = (db: Db, which: SQL): Promise<TokenAnswer[]> =>
  run<TokenAnswer>(
    db,
    sql`select k.id, k.label, k.prefix, k.role, k.tables, k.created_at as "createdAt", k.expires_at as "expiresAt",
          k.last_used_at as "lastUsedAt", k.last_address as "lastAddress", u.id as person, u.name
        from tian.api_tokens k join tian.users u on ${liveToken} and u.active
        where ${which} order by k.created_at desc, k.id`,
  )
