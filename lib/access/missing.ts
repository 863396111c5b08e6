/** What is missing for somebody in a table, and why: how many of its rows they see, and the fields that are not all there. */
import type { MissingAnswer } from '@/lib/api/contract-explain'
import { appSql, run } from '@/lib/db/connection'
import { qualified, sql } from '@/lib/db/sql'
import type { Table } from '@/lib/meta/model'
import type { Actor } from './actor'
import { assertGuard, guardOf } from './enter'
import { examine } from './explain'
import { explainInWords } from './explain-words'
import { relation } from './relation'
import type { RuleWords } from './rule-words'

/** For administrators, about somebody whose eyes they may look through. */
export async function missingFor(
  actor: Actor,
  name: string,
  table: Table,
  words: RuleWords,
): Promise<MissingAnswer> {
  const [counted] = await run<{ all: number; seen: number; guard: string | null }>(
    appSql(),
    sql`select ${guardOf(actor)} as guard,
          (select count(*)::int from ${qualified(actor.definitions.schema, table.key)} t where t._deleted_at is null) as all,
          (select count(*)::int from (${relation(actor, table, { columns: [] })}) v) as seen`,
  )
  assertGuard(actor, counted?.guard ?? null)
  const { all, seen } = counted!
  const [read] = explainInWords(actor, name, examine(actor, table), words).answers
  const fields = table.fields.flatMap((field): MissingAnswer['fields'] => {
    const [value] = explainInWords(actor, name, examine(actor, table, field), words).answers
    const { outcome, lines } = value!
    return outcome === 'yes' ? [] : [{ key: field.key, label: field.label, outcome, lines }]
  })
  return { rows: { all, seen, why: read!.lines }, fields }
}
