/** Asking for what must be refused, in both languages at once. */
import { expect } from 'vitest'
import { ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { makePerson, type World } from '@/lib/records/testing/world'
import { type Ask, signedIn } from './client'

/** Expects a 4xx with one of these codes, and words and a remedy in the language of the one who asked. */
export type Refused = (method: string, path: string, ask: Ask, codes: string | string[]) => Promise<void>

/** A Chinese and an English administrator of the world, who both ask. */
export async function refusals(world: World): Promise<Refused> {
  const english = await makePerson('Admin', 'en')
  await run(
    ownerSql(),
    sql`insert into tian.memberships (base_id, user_id, roles)
        select base_id, ${param(english.userId, 'uuid')}, roles from tian.memberships
        where user_id = ${param(world.admin.userId, 'uuid')}`,
  )
  const clients = [await signedIn(world.admin), await signedIn(english, 'en')]
  return async (method, path, ask, codes) => {
    for (const [i, client] of clients.entries()) {
      const { status, text, body } = await client.ask(method, path, ask)
      const what = `${method} ${path} ${JSON.stringify(ask).slice(0, 200)} → ${text.slice(0, 300)}`
      expect([codes].flat(), what).toContain(body.error?.code)
      expect(Math.floor(status / 100), what).toBe(4)
      const { message, hint } = body.error!
      for (const words of [message, hint]) {
        expect(words, what).toMatch(i === 0 ? /\p{Script=Han}/u : /^[^\p{Script=Han}]+$/u)
        expect(words, what).not.toMatch(/[{}]|undefined/)
      }
    }
  }
}
