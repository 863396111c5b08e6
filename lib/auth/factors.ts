/** The second factor of a person: enrolling an authenticator app, judging its codes, and the recovery codes beside it. */
import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, type Db, run, transaction } from '@/lib/db/connection'
import { arrayParam, param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { countAttempt, forgiveAttempt } from './limits'
import { notify } from './notices'
import { seal, unseal } from './seal'
import { revokeAll } from './sessions'
import { base32, newSecret, otpauth, stepOf } from './totp'

/** Whom the workspace asks for a second factor. */
export const factorPolicies = ['nobody', 'administrators', 'everybody'] as const
export type FactorPolicy = (typeof factorPolicies)[number]

const policy = sql`coalesce((select value #>> '{}' from tian.settings where key = 'factor'), 'nobody')`

export const isAdministrator: SQL = sql`(u.owner or exists (select 1 from tian.memberships m
  join tian.documents d on d.base_id = m.base_id and d.kind = 'role' and d.deleted_at is null
    and d.key = any(m.roles) and d.body -> 'admin' = 'true' where m.user_id = u.id))`

/** Whether user `u` has a second factor. */
export const hasFactor: SQL = sql`exists (select 1 from tian.factors f where f.user_id = u.id and f.confirmed_at is not null)`

/** Whether the workspace asks user `u` for one. */
export const needsFactor: SQL = sql`case ${policy} when 'everybody' then true
  when 'administrators' then ${isAdministrator} else false end`

export interface FactorState {
  enrolled: boolean
  required: boolean
  since: string | null
  recoveryLeft: number
}

export async function factorOf(userId: string, db: Db = appSql()): Promise<FactorState> {
  const [state] = await run<FactorState>(
    db,
    sql`select ${hasFactor} as enrolled, ${needsFactor} as required, f.confirmed_at as since,
          coalesce(cardinality(f.recovery), 0) as "recoveryLeft"
        from tian.users u left join tian.factors f on f.user_id = u.id where u.id = ${param(userId, 'uuid')}`,
  )
  return state!
}

/** Whom the workspace asks, for who administers any base; undefined for others. */
export async function policyFor({ userId }: Person, db: Db = appSql()): Promise<FactorPolicy | undefined> {
  const [row] = await run<{ policy: FactorPolicy }>(
    db,
    sql`select ${policy} as policy from tian.users u where u.id = ${param(userId, 'uuid')} and ${isAdministrator}`,
  )
  return row?.policy
}

/** Asks for second factors from now on. Who is asked and has none is signed out, and led to one at the next sign-in. */
export async function setPolicy(wanted: FactorPolicy, by: Person | null = null): Promise<void> {
  await transaction(async (tx) => {
    await run(
      tx,
      sql`insert into tian.settings (key, value) values ('factor', to_jsonb(${param(wanted)}))
          on conflict (key) do update set value = excluded.value`,
    )
    const without = await run<{ id: string }>(
      tx,
      sql`select u.id from tian.users u where ${needsFactor} and not ${hasFactor}
          and exists (select 1 from tian.sessions s where s.user_id = u.id and s.revoked_at is null) order by u.id`,
    )
    for (const { id } of without) await revokeAll(tx, id, 'factorRequired')
    await noteAccount('factor_asked', { by, policy: wanted }, tx)
  })
}

/** What is shown to the person who enrols. Nothing is stored: the sealed offer comes back with the first code. */
export interface Enrolment {
  secret: string
  /** For the QR code. */
  uri: string
  offer: string
}

const offerMinutes = 15

export function offerFactor(person: { userId: string; email: string }, workspace: string): Enrolment {
  const secret = newSecret()
  const until = Date.now() + offerMinutes * 60_000
  return {
    secret,
    uri: otpauth(secret, person.email, workspace),
    offer: seal('enrolment', person.userId, JSON.stringify({ secret, until })),
  }
}

const wrongCode = (problem = 'account.codeWrong') => appError('VALUE_INVALID', { field: 'code', problem })

/** An app that has shown its first code. */
export interface Proven {
  secret: string
  step: number
}

/** The app that the offer was scanned with; throws at `code` unless the code is its own. */
export async function proveFactor(
  userId: string,
  { offer = '', code }: { offer?: string; code: string },
  address: string,
): Promise<Proven> {
  const { secret, until } = JSON.parse(unseal('enrolment', userId, offer) ?? '{}') as {
    secret?: string
    until?: number
  }
  if (!secret || !until || until < Date.now()) throw wrongCode('account.offerExpired')
  await countAttempt(attemptsOf(userId), address)
  const step = stepOf(secret, plain(code))
  if (step === undefined) throw wrongCode()
  await forgiveAttempt(attemptsOf(userId), address)
  return { secret, step }
}

/** Takes the app as the person's second factor; @returns the recovery codes, this once. */
export async function keepFactor(db: Db, userId: string, { secret, step }: Proven): Promise<string[]> {
  const codes = recoveryCodes()
  const hashes = arrayParam(codes.map((one) => hashOf(userId, one)))
  await run(
    db,
    sql`insert into tian.factors (user_id, secret, confirmed_at, last_step, recovery)
        values (${param(userId, 'uuid')}, ${param(seal('factor', userId, secret))}, now(), ${param(step, 'bigint')}, ${hashes})
        on conflict (user_id) do update set secret = excluded.secret, confirmed_at = now(), created_at = now(),
          last_step = excluded.last_step, recovery = excluded.recovery`,
  )
  return codes
}

/** Throws unless the code is the app's, not used before, or one of the recovery codes, which is used up. @returns which */
export async function checkCode(userId: string, code: string, address: string): Promise<'code' | 'recovery'> {
  await countAttempt(attemptsOf(userId), address)
  const given = plain(code)
  const ofApp = await isAppCode(userId, given)
  if (!(ofApp || (await takeRecoveryCode(userId, given)))) throw wrongCode()
  await forgiveAttempt(attemptsOf(userId), address)
  return ofApp ? 'code' : 'recovery'
}

const attemptsOf = (userId: string): string => `factor:${userId}`
const plain = (code: string): string => code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

async function isAppCode(userId: string, code: string): Promise<boolean> {
  const user = param(userId, 'uuid')
  const [factor] = await run<{ secret: string }>(
    appSql(),
    sql`select secret from tian.factors where user_id = ${user} and confirmed_at is not null`,
  )
  const secret = factor && unseal('factor', userId, factor.secret)
  // Recovery codes still work then, and an administrator can reset the factor.
  if (factor && !secret)
    console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), factor: 'other data key' }))
  const step = secret ? stepOf(secret, code) : undefined
  if (step === undefined) return false
  // Of two requests with one code, the second finds the step taken.
  const taken = await run(
    appSql(),
    sql`update tian.factors set last_step = ${param(step, 'bigint')} where user_id = ${user}
          and coalesce(last_step, 0) < ${param(step, 'bigint')} returning 1`,
  )
  return taken.length > 0
}

async function takeRecoveryCode(userId: string, code: string): Promise<boolean> {
  const hash = param(hashOf(userId, code))
  const used = await run(
    appSql(),
    sql`update tian.factors set recovery = array_remove(recovery, ${hash})
        where user_id = ${param(userId, 'uuid')} and confirmed_at is not null and ${hash} = any(recovery) returning 1`,
  )
  return used.length > 0
}

/** Ten codes of 120 bits in groups of four. So long a secret needs no slow hash. */
const recoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    base32(randomBytes(15))
      .toLowerCase()
      .replace(/(.{4})(?=.)/g, '$1-'),
  )

const hashOf = (userId: string, code: string): string =>
  createHash('sha256')
    .update(`${userId}:${plain(code)}`)
    .digest('base64url')

/** New recovery codes in the place of all old ones. */
export async function renewRecovery(person: Person): Promise<string[]> {
  const codes = recoveryCodes()
  await transaction(async (tx) => {
    const kept = await run(
      tx,
      sql`update tian.factors set recovery = ${arrayParam(codes.map((one) => hashOf(person.userId, one)))}
          where user_id = ${param(person.userId, 'uuid')} and confirmed_at is not null returning 1`,
    )
    if (kept.length === 0) throw appError('NOT_FOUND')
    await noteAccount('recovery_renewed', { by: person }, tx)
    await notify(tx, person.userId, 'recoveryRenewed')
  })
  return codes
}

/** Takes the second factor away; true when there was one. */
export async function dropFactor(db: Db, userId: string): Promise<boolean> {
  const gone = await run(
    db,
    sql`delete from tian.factors where user_id = ${param(userId, 'uuid')} returning 1`,
  )
  return gone.length > 0
}
