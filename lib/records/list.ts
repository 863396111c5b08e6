/** Use case: a page of records of a table, as JSON text. */
import type { Actor } from '@/lib/access/actor'
import { decide, knows } from '@/lib/access/decide'
import { envOf } from '@/lib/access/env'
import type { ListAsk } from '@/lib/api/contract'
import { noteRead } from '@/lib/audit/looks'
import { datedIn } from '@/lib/compute/midnight'
import { appSql, type Db } from '@/lib/db/connection'
import { appError } from '@/lib/errors'
import type { Table } from '@/lib/meta/model'
import { openCursor, sealCursor } from '@/lib/query/cursor'
import { planList } from '@/lib/query/plan'
import { countCap } from '@/lib/query/print'
import { readList } from '@/lib/query/read'

/** The table of this key if the actor may read or add anything there; hidden and missing tables answer alike. */
export function visibleTable(actor: Actor, key: string): Table {
  const table = actor.definitions.tables.get(key)
  if (!table || !knows(actor, table)) throw appError('NOT_FOUND')
  return table
}

/** Until the night's sweep has passed, the answer says for which day its windows over other records are. */
function asOf(actor: Actor, table: Table): string {
  const { definitions } = actor
  const { today } = envOf(actor)
  if (!definitions.asOf || definitions.asOf >= today) return ''
  const { fields } = decide(actor, table)
  const dated = datedIn(definitions).some((c) => c.table.key === table.key && fields.has(c.field.key))
  return dated ? `,"asOf":"${definitions.asOf}"` : ''
}

/** @returns a `ListAnswer` as JSON text: PostgreSQL made the records and nobody parses them again. */
export async function listRecords(
  actor: Actor,
  tableKey: string,
  ask: ListAsk,
  db: Db = appSql(),
): Promise<string> {
  const table = visibleTable(actor, tableKey)
  const plan = planList(actor, table, ask)
  const about = [table.key, plan.filter, plan.sort, plan.deleted, ...(plan.ids ? [plan.ids] : [])]
  const after = ask.cursor === undefined ? undefined : openCursor(actor, about, ask.cursor)
  const page = await readList(db, actor, { ...plan, after })
  noteRead(actor, plan, page, 'list')
  const { records, last, count } = page
  const next = last ? `,"next":${JSON.stringify(sealCursor(actor, about, last))}` : ''
  const capped = plan.count === 'capped' && count !== null && count > countCap
  const counted = count === null ? '' : `,"count":{"value":${capped ? countCap : count},"more":${capped}}`
  return `{"records":[${records.join(',')}]${next}${counted}${asOf(actor, table)}}`
}
