/** What every record must satisfy: the checks of a table, judged over the rows as they are after a write. */
import type { Actor } from '@/lib/access/actor'
import type { Access } from '@/lib/access/decide'
import { envOf } from '@/lib/access/env'
import { relation } from '@/lib/access/relation'
import { cellsOf, storedEnv } from '@/lib/access/stored-rows'
import { run, type Tx } from '@/lib/db/connection'
import { arrayParam, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { type AppError, appError } from '@/lib/errors'
import { checkStored } from '@/lib/expr/check'
import { references } from '@/lib/expr/references'
import { toSql } from '@/lib/expr/to-sql'
import { fieldOf, namesPart } from '@/lib/meta/fields'
import { graphOf } from '@/lib/meta/graph'
import type { CheckRule, Definitions, Table } from '@/lib/meta/model'
import { storedScope } from '@/lib/meta/stored-scope'
import { understood } from '@/lib/query/plan'
import { filterSql } from '@/lib/query/print'

import { merged, type Refusals, throwFirst } from './refusals'

const v = ident('v')

/** Refuses the write when a check does not hold. */
export async function keepChecks(...written: Parameters<typeof brokenChecks>): Promise<void> {
  throwFirst(await brokenChecks(...written))
}

/**
 * The checks that do not hold, by record; unknown passes. What a new record holds by itself is judged as it is stored.
 * Anything else is judged through the writer's eyes, and by those checks alone that read nothing else than what the
 * writer reads: a refusal must tell nobody of a value that is hidden from them.
 * @param changed the fields that the write moved; checks of others are not its business. Undefined: new records
 */
export async function brokenChecks(
  tx: Tx,
  actor: Actor,
  access: Access,
  ids: readonly string[],
  changed: ReadonlySet<string> | undefined,
): Promise<Refusals> {
  const { table } = access
  const own = changed ? [] : table.checks.filter((rule) => isOfItself(actor.definitions, table, rule))
  const seen = table.checks.filter(
    (rule) => !own.includes(rule) && (!changed || namesOf(rule).some((key) => changed.has(key))),
  )
  const columns = [...new Set(seen.flatMap(namesOf))].filter((key) => access.fields.has(key))
  const stored = sql`${qualified(actor.definitions.schema, table.key)} ${v}`
  // What somebody hands over they could read until now.
  const visible = sql`(${relation(actor, table, { columns, ...(changed ? { had: true } : {}) })}) ${v}`
  return merged([
    ...(await brokenIn(tx, ids, stored, storedConditions(actor, table, own))),
    ...(await brokenIn(tx, ids, visible, seenConditions(actor, access, seen))),
  ])
}

/** A check and its condition on a row `v`. */
interface Condition {
  rule: CheckRule
  holds: SQL
}

async function brokenIn(
  tx: Tx,
  ids: readonly string[],
  rows: SQL,
  conditions: readonly Condition[],
): Promise<[string, AppError][]> {
  if (conditions.length === 0 || ids.length === 0) return []
  const broken = conditions.map(
    ({ rule, holds }) => sql`case when (${holds}) is false then ${param(rule.key)} end`,
  )
  const found = await run<{ id: string; keys: string[] }>(
    tx,
    sql`select r.id, r.keys from (select ${v}.id, array_remove(array[${joinSql(broken, sql`, `)}], null) as keys
      from ${rows} where ${v}.id = any(${arrayParam(ids, 'uuid')})) r where cardinality(r.keys) > 0`,
  )
  const refusal = ({ rule }: Condition): AppError => {
    const [only, ...more] = namesOf(rule)
    return appError('VALUE_INVALID', {
      message: rule.message,
      ...(only && more.length === 0 ? { field: only } : {}),
    })
  }
  return found.flatMap(({ id, keys }) =>
    conditions.filter((c) => keys.includes(c.rule.key)).map((c): [string, AppError] => [id, refusal(c)]),
  )
}

const namesOf = ({ expr }: CheckRule): string[] => [...new Set(references(expr.expr).map(([key]) => key!))]

/** Whether a check reads what the record itself holds, and what follows from that alone. */
const isOfItself = (definitions: Definitions, table: Table, { expr }: CheckRule): boolean =>
  references(expr.expr).every(([key, ...rest]) => {
    const field = fieldOf(table, key!)
    return (
      field && (rest.length === 0 || namesPart(field, rest)) && followsFromItself(definitions, table, key!)
    )
  })

const followsFromItself = (definitions: Definitions, table: Table, key: string): boolean =>
  (graphOf(definitions).computed(table.key, key)?.inputs ?? []).every(
    ({ via, field }) => via.length === 0 && followsFromItself(definitions, table, field),
  )

const storedConditions = (actor: Actor, table: Table, rules: readonly CheckRule[]): Condition[] =>
  rules.flatMap((rule) => {
    const { definitions } = actor
    const { field } = storedScope(definitions, table)
    const checked = checkStored(rule.expr, { field })
    if (!checked.ok) return []
    return [{ rule, holds: toSql(checked.expr, storedEnv(definitions, table, cellsOf(v), envOf(actor))) }]
  })

const seenConditions = (actor: Actor, access: Access, rules: readonly CheckRule[]): Condition[] =>
  rules.flatMap((rule) => {
    if (!namesOf(rule).every((key) => access.fields.get(key)?.read === true)) return []
    const checked = understood(actor, access, rule.expr)
    return checked ? [{ rule, holds: filterSql(actor, access.table, checked) }] : []
  })
