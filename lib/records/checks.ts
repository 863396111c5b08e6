/** What every record must satisfy: the checks of a table, judged over the rows as they are after a write. */
import type { Actor } from '@/lib/access/actor'
import type { Access } from '@/lib/access/decide'
import { envOf } from '@/lib/access/env'
import { relation } from '@/lib/access/relation'
import { cellsOf, storedEnv } from '@/lib/access/stored-rows'
import { run, type Tx } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { checkStored } from '@/lib/expr/check'
import { references } from '@/lib/expr/references'
import { toSql } from '@/lib/expr/to-sql'
import type { CheckRule } from '@/lib/meta/model'
import { storedScope } from '@/lib/meta/stored-scope'
import { understood } from '@/lib/query/plan'
import { filterSql } from '@/lib/query/print'

const t = ident('t')
const v = ident('v')

/**
 * Refuses the write when a check does not hold; unknown passes. A new record is judged as it is stored. An old one is
 * judged through its writer's eyes, and by those checks alone that read nothing else than what the writer reads: a
 * refusal must tell nobody of a value that is hidden from them.
 * @param changed the fields that the write moved; checks of others are not its business. Undefined: new records
 */
export async function keepChecks(
  tx: Tx,
  actor: Actor,
  access: Access,
  ids: readonly string[],
  changed: ReadonlySet<string> | undefined,
): Promise<void> {
  const { table } = access
  const broken = (changed ? seenChecks(actor, access, changed) : storedChecks(actor, access)).map(
    ({ rule, holds }) => sql`when (${holds}) is false then ${param(rule.key)}`,
  )
  if (broken.length === 0 || ids.length === 0) return
  const columns = [...new Set(table.checks.flatMap(namesOf))].filter((key) => access.fields.has(key))
  const rows = changed
    ? sql`(${relation(actor, table, { columns })}) ${v}`
    : sql`${qualified(actor.definitions.schema, table.key)} ${t}`
  const row = changed ? v : t
  const [found] = await run<{ key: string }>(
    tx,
    sql`select r.key from (select case ${joinSql(broken, sql` `)} end as key from ${rows}
      where ${row}.id = any(${arrayParam(ids, 'uuid')})) r where r.key is not null limit 1`,
  )
  const rule = table.checks.find((c) => c.key === found?.key)
  if (!rule) return
  const [only, ...more] = namesOf(rule)
  const field = only && more.length === 0 ? { field: only } : {}
  throw appError('VALUE_INVALID', { message: rule.message, ...field })
}

/** A check and its condition on a row. */
interface Condition {
  rule: CheckRule
  holds: SQL
}

const namesOf = ({ expr }: CheckRule): string[] => [...new Set(references(expr.expr).map(([key]) => key!))]

function storedChecks(actor: Actor, { table }: Access): Condition[] {
  const { definitions } = actor
  const { field } = storedScope(definitions, table)
  return table.checks.flatMap((rule) => {
    const checked = checkStored(rule.expr, { field })
    return checked.ok
      ? [{ rule, holds: toSql(checked.expr, storedEnv(definitions, table, cellsOf(t), envOf(actor))) }]
      : []
  })
}

function seenChecks(actor: Actor, access: Access, changed: ReadonlySet<string>): Condition[] {
  return access.table.checks.flatMap((rule) => {
    const names = namesOf(rule)
    if (!names.some((key) => changed.has(key))) return []
    if (!names.every((key) => access.fields.get(key)?.read === true)) return []
    const checked = understood(actor, access, rule.expr)
    return checked ? [{ rule, holds: filterSql(actor, access.table, checked) }] : []
  })
}
