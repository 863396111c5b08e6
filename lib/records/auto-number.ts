/**
 * Auto numbers by a pattern such as `KH{YYYY}{00000}`: taken by one autocommitted statement before the transaction,
 * so that writers never wait for each other. A write that fails leaves a gap; two records never share a number.
 */
import { type Db, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'

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

/** Takes `count` numbers in a row for a field; @returns them in order. */
export async function takeNumbers(
  db: Db,
  schema: string,
  field: { id: string; pattern: string },
  today: string,
  count: number,
): Promise<string[]> {
  const period = periodOf(field.pattern, today)
  const [row] = await run<{ value: number }>(
    db,
    sql`insert into ${qualified(schema, '_counters')} as c (field, period, value)
        values (${param(field.id, 'uuid')}, ${param(period)}, ${param(count, 'bigint')})
        on conflict (field, period) do update set value = c.value + excluded.value returning value`,
  )
  const first = row!.value - count + 1
  return Array.from({ length: count }, (_, i) => renderNumber(field.pattern, period, first + i))
}
