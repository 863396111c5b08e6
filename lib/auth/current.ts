/** The person for whom a page is rendered. */
import { cookies } from 'next/headers'
import type { Person } from '@/lib/access/actor'
import { readPerson } from './authenticate'
import { cookieName, readClaims } from './cookie'

/** For server components; asks the database, so a session that has ended is nobody. */
export async function currentPerson(): Promise<Person | undefined> {
  const cookie = (await cookies()).get(cookieName())?.value
  const claims = cookie ? await readClaims(cookie) : undefined
  const person = claims && (await readPerson(claims))
  return person && { ...person, door: 'page' }
}
