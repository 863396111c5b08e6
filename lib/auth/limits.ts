/**
 * Limits on guessing, by account and by address, kept in the database. An attempt is counted before the password is
 * looked at, so that a hundred at once are a hundred; a right one is taken back. Unknown accounts are counted alike.
 */
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { appSql, run } from '@/lib/db/connection'
import { param, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'

export interface Limit {
  /** So many attempts in `windowSeconds`; the last of them locks for `lockSeconds`, each further one for twice as long. */
  most: number
  windowSeconds: number
  lockSeconds: number
  longestSeconds: number
}

export const accountLimit: Limit = {
  most: 5,
  windowSeconds: 24 * 3600,
  lockSeconds: 300,
  longestSeconds: 3600,
}
export const addressLimit: Limit = { most: 30, windowSeconds: 600, lockSeconds: 600, longestSeconds: 600 }

/** A counter's key for something that people type: of one length, whatever they type. */
export const namedKey = (kind: string, name: string): string =>
  `${kind}:${createHash('sha256').update(name).digest('base64url')}`

const accountKey = (account: string): string => namedKey('account', account)

/** One household or server has a whole /64 of IPv6 addresses. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return `address:${isIPv6(plain) ? network(plain) : plain.slice(0, 60)}`
}

function network(address: string): string {
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const groups = (text: string) => (text ? text.split(':') : [])
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(tail ?? '')]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/**
 * Counts an attempt to sign in; throws TOO_MANY_ATTEMPTS with the seconds to wait.
 * @returns whether further ones have to wait, unless this one is right
 */
export async function countAttempt(account: string, address: string): Promise<boolean> {
  const of = await count(addressKey(address), addressLimit)
  return (await count(accountKey(account), accountLimit)) || of
}

/** Counts one use of whatever the key names; throws TOO_MANY_ATTEMPTS with the seconds to wait. @returns whether the next has to */
export async function count(key: string, limit: Limit): Promise<boolean> {
  const seconds = (n: number): SQL => sql`${param(`${n} s`, 'interval')}`
  const fresh = sql`(a.window_start < now() - ${seconds(limit.windowSeconds)})`
  const next = sql`(case when ${fresh} then 1 else a.count + 1 end)`
  const most = param(limit.most, 'int')
  const [counted] = await run<{ paused: boolean }>(
    appSql(),
    sql`insert into tian.attempts as a (key, count, window_start) values (${param(key)}, 1, now())
        on conflict (key) do update set count = ${next},
          window_start = case when ${fresh} then now() else a.window_start end,
          locked_until = case when ${next} >= ${most} then now() + least(
            ${seconds(limit.lockSeconds)} * power(2, least(${next} - ${most}, 20)), ${seconds(limit.longestSeconds)}) end
        where a.locked_until is null or a.locked_until <= now()
        returning a.locked_until is not null as paused`,
  )
  if (counted) return counted.paused
  const [row] = await run<{ seconds: number }>(
    appSql(),
    sql`select greatest(1, ceil(extract(epoch from locked_until - now())))::int as seconds
        from tian.attempts where key = ${param(key)}`,
  )
  throw appError('TOO_MANY_ATTEMPTS', { params: { seconds: row?.seconds ?? 1 } })
}

/** The attempt was right: the account starts afresh, the address gets its attempt back, old counters go. */
export async function forgiveAttempt(account: string, address: string): Promise<void> {
  await run(
    appSql(),
    sql`with old as (delete from tian.attempts where key = ${param(accountKey(account))}
            or (window_start < now() - interval '2 days' and coalesce(locked_until, now()) <= now()))
        update tian.attempts set count = greatest(count - 1, 0), locked_until = null where key = ${param(addressKey(address))}`,
  )
}
