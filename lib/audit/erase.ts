/**
 * What leaves the log again, by the database's owner alone: the lines of a person who is to be forgotten are emptied, and
 * lines are removed when their time is over. Both leave the digests, and a line that says so.
 */
import type { Actor } from '@/lib/access/actor'
import { type Db, ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { arrayParam, jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { workspaceLog } from './accounts'
import { flushLooks } from './buffer'
import { takeTurn } from './chain'
import { insertLines, lineOf } from './line'

/** Somebody else works on this log: it takes moments. */
async function expectTurn(tx: Tx, schema: string): Promise<void> {
  if (!(await takeTurn(tx, schema))) throw appError('BUSY')
}

/**
 * Empties every line of a person, here and about their account: nobody can tell any more what they looked at, nor that it was
 * they. For the owner of the workspace, about others who have left. @returns how many lines
 */
export async function eraseLooks(actor: Actor, personId: string): Promise<number> {
  const { schema } = actor.definitions
  if (!actor.owner || personId === actor.userId) throw appError('FORBIDDEN')
  if (!(await flushLooks())) throw appError('UNAVAILABLE')
  return ownerTransaction(async (tx) => {
    await expectTurn(tx, schema)
    await expectTurn(tx, workspaceLog)
    const [person] = await run<{ active: boolean }>(
      tx,
      sql`select active from tian.users where id = ${param(personId, 'uuid')}`,
    )
    if (!person) throw appError('NOT_FOUND')
    if (person.active) throw appError('PERSON_ACTIVE')
    const here = await emptied(tx, schema, sql`actor = ${param(personId, 'uuid')}`)
    await run(tx, insertLines(schema, [lineOf(actor, { kind: 'erase', count: here })]))
    const ids = arrayParam([personId], 'uuid')
    const account = await emptied(
      tx,
      workspaceLog,
      sql`(actor = ${param(personId, 'uuid')} or records @> ${ids})`,
    )
    if (account > 0)
      await run(tx, insertLines(workspaceLog, [lineOf(actor, { kind: 'erase', count: account })]))
    return here + account
  })
}

async function emptied(tx: Tx, schema: string, whose: SQL): Promise<number> {
  const [row] = await run<{ count: number }>(
    tx,
    sql`with emptied as (update ${qualified(schema, '_access_log')}
          set actor = null, acting_as = null, fields = '{}', records = '{}', count = null, reason = null, detail = null,
            salt = null, erased = now()
          where ${whose} and kind <> 'erase' returning 1)
        select count(*)::int as count from emptied`,
  )
  return row!.count
}

export const usualMonths = 12
export const mostMonths = 120
const monthsKey = (schema: string): string => `access_log.months.${schema}`

/** For how many months the lines of a base are kept. */
export async function keptMonths(db: Db, schema: string): Promise<number> {
  const [row] = await run<{ value: unknown }>(
    db,
    sql`select value from tian.settings where key = ${param(monthsKey(schema))}`,
  )
  const months = Number(row?.value ?? usualMonths)
  return Number.isInteger(months) && months >= 1 && months <= mostMonths ? months : usualMonths
}

/** Says for how long lines are kept. For the owner of the workspace, and itself a line. */
export async function keepMonths(actor: Actor, months: number): Promise<void> {
  const { schema } = actor.definitions
  if (!actor.owner) throw appError('FORBIDDEN')
  await ownerTransaction(async (tx) => {
    await run(
      tx,
      sql`insert into tian.settings (key, value) values (${param(monthsKey(schema))}, ${jsonParam(months)})
          on conflict (key) do update set value = excluded.value`,
    )
    await run(tx, insertLines(schema, [lineOf(actor, { kind: 'keep', detail: { months } })]))
  })
}

/** Removes the lines whose time is over, oldest first and only chained ones; @returns how many. */
export function forgetLooks(schema: string): Promise<number> {
  const [log, links] = [qualified(schema, '_access_log'), qualified(schema, '_access_chain')]
  return ownerTransaction(async (tx) => {
    const months = await keptMonths(tx, schema)
    if (!(await takeTurn(tx, schema))) return 0
    const [{ upTo }] = (await run<{ upTo: number | null }>(
      tx,
      sql`select least((select max(c.seq) from ${links} c),
            (select l.seq - 1 from ${log} l where l.at >= now() - make_interval(months => ${param(months, 'int')})
              order by l.seq limit 1)) as "upTo"`,
    )) as [{ upTo: number | null }]
    if (upTo === null) return 0
    const [removed] = await run<{ count: number }>(
      tx,
      sql`with removed as (delete from ${log} where seq <= ${param(upTo, 'bigint')} returning 1)
          select count(*)::int as count from removed`,
    )
    const { count } = removed!
    if (count > 0)
      await run(
        tx,
        insertLines(schema, [
          { kind: 'forget', at: Date.now(), actor: null, door: 'command', count, detail: { upTo, months } },
        ]),
      )
    return count
  })
}
