/** Running a read plan: one statement, one round trip, and the guard compared before anything is answered. */
import type { Actor } from '@/lib/access/actor'
import { assertGuard } from '@/lib/access/enter'
import { type Db, run } from '@/lib/db/connection'
import type { Keyset } from './cursor'
import type { ListPlan } from './plan'
import { type PrintedRow, printList } from './print'

export interface ReadResult {
  /** Records as JSON text, as PostgreSQL made them. */
  records: string[]
  /** Per record `PrintedRow.linked`, where titles are sensitive. */
  linked: string[]
  /** Keyset of the last record, when there are more after it. */
  last?: Keyset
  count: number | null
}

/** Runs the plan; throws `Moved` when definitions or rights are newer than those it was planned with. */
export async function readList(db: Db, actor: Actor, plan: ListPlan): Promise<ReadResult> {
  const rows = await run<PrintedRow>(db, printList(actor, plan))
  assertGuard(actor, rows[0]?.guard ?? null)
  const found = rows.filter((r) => r.record !== null)
  const shown = found.slice(0, plan.limit)
  const last = found.length > plan.limit ? shown.at(-1)?.keyset : undefined
  return {
    records: shown.map((r) => r.record!),
    linked: shown.flatMap((r) => r.linked ?? []),
    ...(last ? { last: JSON.parse(last) as Keyset } : {}),
    count: rows[0]?.count ?? null,
  }
}

const idAt = '{"id":"'.length

/** The id of a printed record, which begins with it: nothing is parsed for that. */
export const printedId = (record: string): string => record.slice(idAt, idAt + 36)
