/** Keys for programs: shown once, kept as a hash, sent in the Authorization header only. */
import { createHash } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import type { Extent } from '@/lib/access/narrow'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import type { Locale } from '@/lib/i18n/labels'
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
}

/** The principal of a key, or undefined for a wrong, ended or unknown one; that it was used is written at most once a minute. */
export async function personOfToken(key: string, address: string): Promise<Person | undefined> {
  if (!shape.test(key)) return undefined
  const [row] = await run<Row>(
    appSql(),
    sql`with live as (
          select k.id, b.key as base, k.role, k.tables as extent, u.id as "userId", u.name,
            coalesce(u.email, '') as email, u.locale, k.last_used_at
          from tian.api_tokens k join tian.users u on ${liveToken} and u.active join tian.bases b on b.id = k.base_id
          where k.hash = ${param(hashOf(key))}),
        used as (
          update tian.api_tokens k set last_used_at = now(), last_address = ${param(address)} from live
          where k.id = live.id and coalesce(live.last_used_at, '-infinity') < now() - interval '1 minute')
        select id, base, role, extent, "userId", name, email, locale from live`,
  )
  if (!row) return undefined
  const { id, base, role, extent, ...person } = row
  return { ...person, sessionId: null, owner: false, door: 'api', token: { id, base, role, extent } }
}
