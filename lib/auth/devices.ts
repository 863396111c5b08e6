/** Where a person is signed in: the list, ending one, and ending all others. */
import type { Person } from '@/lib/access/actor'
import type { DeviceAnswer } from '@/lib/api/contract-account'
import { noteAccount } from '@/lib/audit/accounts'
import { appSql, run, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { liveSession, revoke, revokeAll } from './sessions'

/** The living sessions, the one that asks first, then the latest used. */
export async function listDevices(person: Person): Promise<DeviceAnswer[]> {
  return run<DeviceAnswer>(
    appSql(),
    sql`select s.id, coalesce(s.agent, '') as agent, coalesce(s.address, '') as address, s.created_at as "signedIn",
          s.last_seen_at as "lastSeen", s.id is not distinct from ${param(person.sessionId, 'uuid')} as current
        from tian.users u join tian.sessions s on ${liveSession}
        where u.id = ${param(person.userId, 'uuid')} order by current desc, s.last_seen_at desc, s.id`,
  )
}

/** Ends one session of one's own; somebody else's is not there. */
export async function endDevice(person: Person, id: string): Promise<void> {
  const devices = await listDevices(person)
  if (!devices.some((device) => device.id === id)) throw appError('NOT_FOUND')
  await revoke(id, 'endedByPerson')
  await noteAccount('session_ended', { by: person })
}

/** Ends every session but the one that asks. */
export async function endOtherDevices(person: Person): Promise<void> {
  await transaction(async (tx) => {
    await revokeAll(tx, person.userId, 'signedOutEverywhere', person.sessionId)
    await noteAccount('everywhere_ended', { by: person }, tx)
  })
}
