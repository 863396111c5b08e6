/** For tests: the log as it stands, and reads with what they leave in it. */
import { ownerSql, run } from '@/lib/db/connection'
import { qualified, sql } from '@/lib/db/sql'
import { flushLooks } from './buffer'

export interface StoredLine {
  seq: number
  actor: string | null
  acting_as: object | null
  door: string
  kind: string
  table_key: string | null
  fields: string[]
  records: string[]
  count: number | null
  reason: string | null
  detail: Record<string, unknown> | null
  salt: string | null
  erased: string | null
}

/** Every line, oldest first. */
export async function allLines(schema: string): Promise<StoredLine[]> {
  await flushLooks()
  return run<StoredLine>(ownerSql(), sql`select * from ${qualified(schema, '_access_log')} order by seq`)
}

/** What `work` left in the log. */
export async function linesOf(schema: string, work: () => Promise<unknown>): Promise<StoredLine[]> {
  const before = (await allLines(schema)).length
  await work()
  return (await allLines(schema)).slice(before)
}
