/** Where a person is sent, and why one is not let in: the decisions of the first pages, without their looks. */
import type { BaseAnswer, SessionAnswer } from '@/lib/api/contract'
import type { Complaint } from './account-rules'

/** Where to go, or undefined while that is not known yet or there is nowhere. */
export function startOf(session: SessionAnswer, base: BaseAnswer | undefined): string | undefined {
  if (session.setup) return '/setup'
  if (!session.person) return '/sign-in'
  if (session.bases.length === 0) return session.person.owner ? '/admin/templates' : undefined
  if (!base) return undefined
  // A table that only takes records is no place to begin while there is another one.
  const table = base.tables.find((one) => one.can.read) ?? base.tables[0]
  if (table) return `/${base.base.key}/${table.key}`
  return base.base.admin ? `/admin/templates?base=${base.base.key}` : undefined
}

/** Only an address of this site: to a browser `//elsewhere`, `\` and a tab between slashes are other sites. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next) ? next : '/'
}

/** What next-auth's error says to a person; a lockout may come with its seconds: `TOO_MANY_ATTEMPTS:120`. */
export function refusalOf(error: string, status: number): Complaint {
  const [code, seconds] = error.split(':')
  if (code === 'TOO_MANY_ATTEMPTS' || status === 429)
    return seconds && Number(seconds) > 0
      ? { key: 'auth.lockedSeconds', args: { seconds: Number(seconds) } }
      : { key: 'auth.locked' }
  if (code === 'BUSY') return { key: 'auth.busy' }
  if (code === 'UNAVAILABLE') return { key: 'auth.unreachable' }
  return status >= 500 ? { key: 'auth.unreachable' } : { key: 'auth.failed' }
}
