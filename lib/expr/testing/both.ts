/** What SQL and JavaScript yield, as text that can be compared. */
import { type SQL, sql } from '@/lib/db/sql'
import type { Kind } from '../ast'
import { Decimal, decimalText } from '../numbers'

/** A value of PostgreSQL as text. */
export const asText: Record<Kind, (x: SQL) => SQL> = {
  text: (x) => x,
  number: (x) => sql`trim_scale(${x})::text`,
  boolean: (x) => sql`(${x})::text`,
  date: (x) => sql`to_char(${x}, 'YYYY-MM-DD')`,
  datetime: (x) => sql`to_char((${x}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  ref: (x) => sql`(${x})::text`,
  list: (x) => sql`array_to_string(${x}, ',')`,
  json: (x) => sql`(${x})::text`,
}

/** A result of `evaluate` as the same text. */
export function jsText(result: unknown): string | null {
  if (result === null) return null
  return typeof result === 'number' ? decimalText(new Decimal(result)) : String(result)
}

/** The columns of `generate.ts` as those of a `jsonb_to_recordset`. */
export const recordColumns = sql`
  t1 text collate "C", t2 text collate "C", n1 numeric, n2 numeric, b1 boolean, b2 boolean, d1 date, d2 date,
  m1 timestamptz(3), m2 timestamptz(3), r1 uuid, r2 uuid, l1 text[], l2 text[], u1 uuid[], u2 uuid[], j1 jsonb`
