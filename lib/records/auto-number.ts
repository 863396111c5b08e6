/**
 * Auto numbers by a pattern such as `KH{YYYY}{00000}`: taken by one autocommitted statement before the transaction,
 * so that writers never wait for each other. A write that fails leaves a gap; two records never share a number.
 */
import { randomInt } from 'node:crypto'
import { type Db, run } from '@/lib/db/connection'
import { arrayParam, ident, param, qualified, type SQL, sql } from '@/lib/db/sql'

const datePart = /\{(Y{2,4}|YYYYMM|YYYYMMDD)\}/
const numberPart = /\{(0+)\}/

/** A pattern needs exactly one number such as `{00000}` and may have one date part. */
export const isNumberPattern = (pattern: string): boolean =>
  (pattern.match(/\{0+\}/g) ?? []).length === 1 &&
  !/[{}]/.test(pattern.replace(numberPart, '').replace(datePart, ''))

/** The date part as text on this day; the counter starts again with each. '' for patterns without one. */
export function periodOf(pattern: string, today: string): string {
  const part = datePart.exec(pattern)?.[1]
  if (!part) return ''
  const digits = today.replaceAll('-', '')
  return part === 'YY' ? digits.slice(2, 4) : digits.slice(0, part.length)
}

/** `KH{YYYY}{00000}`, 2026, 7 → `KH202600007`; a number with more digits than zeros is written whole. */
export const renderNumber = (pattern: string, period: string, n: number): string =>
  pattern
    .replace(datePart, period)
    .replace(numberPart, (_, zeros: string) => String(n).padStart(zeros.length, '0'))

/** An auto number field of a table, as far as its numbers go. */
export interface Numbered {
  id: string
  table: string
  column: string
  pattern: string
  /** No two records may have the same: numbers that are there already, typed in once or brought along, are passed over. */
  unique: boolean
}

/** Takes `count` numbers in a row for a field; @returns them in order. */
export async function takeNumbers(
  db: Db,
  schema: string,
  field: Numbered,
  today: string,
  count: number,
): Promise<string[]> {
  const period = periodOf(field.pattern, today)
  const last = await advance(db, schema, field, period, sql`c.value + ${param(count, 'bigint')}`, count)
  const numbers = Array.from({ length: count }, (_, i) =>
    renderNumber(field.pattern, period, last - count + 1 + i),
  )
  if (!field.unique || !(await areThere(db, schema, field, numbers))) return numbers
  const greatest = await greatestThere(db, schema, field, period)
  const after = sql`greatest(c.value, ${param(greatest, 'bigint')})`
  await advance(db, schema, field, period, after, greatest)
  return takeNumbers(db, schema, field, today, count)
}

/**
 * Numbers for records that nobody will keep: of the right shape, far beyond all that are in use, so that none is lost and
 * nobody waits for them.
 */
export function standInNumbers({ pattern }: Numbered, today: string, count: number): string[] {
  const period = periodOf(pattern, today)
  const first = 10 ** 14 + randomInt(2 ** 47)
  return Array.from({ length: count }, (_, i) => renderNumber(pattern, period, first + i))
}

/** Moves the counter, which begins with `first`; @returns where it stands now. */
async function advance(
  db: Db,
  schema: string,
  field: Numbered,
  period: string,
  value: SQL,
  first: number,
): Promise<number> {
  const [row] = await run<{ value: number }>(
    db,
    sql`insert into ${qualified(schema, '_counters')} as c (field, period, value)
        values (${param(field.id, 'uuid')}, ${param(period)}, ${param(first, 'bigint')})
        on conflict (field, period) do update set value = ${value} returning value`,
  )
  return row!.value
}

async function areThere(
  db: Db,
  schema: string,
  { table, column }: Numbered,
  numbers: string[],
): Promise<boolean> {
  const found = await run(
    db,
    sql`select 1 from ${qualified(schema, table)} t
        where t.${ident(column)} = any(${arrayParam(numbers)}) and t._deleted_at is null limit 1`,
  )
  return found.length > 0
}

/** The greatest number of this pattern and period that any record has, one in the trash included, which may come back. */
async function greatestThere(
  db: Db,
  schema: string,
  { table, column, pattern }: Numbered,
  period: string,
): Promise<number> {
  const [before, after] = pattern.replace(datePart, period).split(numberPart.exec(pattern)![0]) as [
    string,
    string,
  ]
  const text = sql`t.${ident(column)}`
  const [head, tail] = [[...before].length, [...after].length]
  const around = param(head + tail, 'int')
  const digits = sql`substr(${text}, ${param(head + 1, 'int')}, length(${text}) - ${around})`
  const fits = sql`starts_with(${text}, ${param(before)}) and right(${text}, ${param(tail, 'int')}) = ${param(after)}`
  const [row] = await run<{ greatest: number }>(
    db,
    sql`select coalesce(max(d.digits::bigint), 0) as greatest
        from (select case when ${fits} and length(${text}) > ${around} then ${digits} end as digits
          from ${qualified(schema, table)} t) d
        where d.digits ~ '^[0-9]{1,15}$'`,
  )
  return row!.greatest
}
