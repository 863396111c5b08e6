/** Defaults of new records: the system's own writes, computed from the record, the asker, the day, and linked records. */
import type { Actor } from '@/lib/access/actor'
import { envOf } from '@/lib/access/env'
import { type Db, run } from '@/lib/db/connection'
import { arrayParam, fill, ident, qualified, sql } from '@/lib/db/sql'
import { checkStored } from '@/lib/expr/check'
import { evaluate } from '@/lib/expr/evaluate'
import { references } from '@/lib/expr/references'
import type { Type } from '@/lib/expr/typed'
import type { JsonObject } from '@/lib/json'
import {
  columnOf,
  fieldOf,
  isInput,
  isToOne,
  namesPart,
  plainType,
  tableOf,
  targetOf,
  typeOf,
} from '@/lib/meta/fields'
import type { Definitions, Table } from '@/lib/meta/model'
import type { Values } from './values'

/** Fills what was not given. Fields that refer to linked records read them set-based, one statement per hop. */
export async function applyDefaults(
  db: Db,
  actor: Actor,
  table: Table,
  records: readonly Values[],
): Promise<void> {
  const env = envOf(actor)
  for (const field of table.fields) {
    if (!field.default || !isInput(field)) continue
    const due = records.filter((r) => !r.has(field.key))
    if (due.length === 0) continue
    const checked = checkStored(
      field.default,
      { field: (path) => rawPathType(actor.definitions, table, path) },
      plainType(field),
    )
    if (!checked.ok) continue
    const cells = new Map<string, Map<Values, unknown>>()
    for (const path of references(field.default.expr)) {
      cells.set(path.join('.'), await readPath(db, actor.definitions, table, due, path))
    }
    for (const record of due) {
      const value = evaluate(checked.expr, {
        ...env,
        field: (path) => cells.get(path.join('.'))?.get(record) ?? null,
      })
      if (value !== null) record.set(field.key, value)
    }
  }
}

function rawPathType(
  definitions: Definitions,
  table: Table,
  [key, ...rest]: readonly string[],
): Type | undefined {
  const field = key === undefined ? undefined : fieldOf(table, key)
  if (!field || columnOf(field) === undefined) return undefined
  if (rest.length === 0) return plainType(field)
  if (namesPart(field, rest)) return { kind: 'text' }
  return isToOne(field) ? rawPathType(definitions, tableOf(definitions, targetOf(field)!), rest) : undefined
}

/** The value at the end of a path, per record. */
async function readPath(
  db: Db,
  definitions: Definitions,
  table: Table,
  records: readonly Values[],
  [key, ...rest]: readonly string[],
): Promise<Map<Values, unknown>> {
  let cells = new Map(records.map((r) => [r, r.get(key!)]))
  let field = fieldOf(table, key!)!
  for (const next of rest) {
    if (namesPart(field, [next])) {
      cells = new Map([...cells].map(([record, value]) => [record, (value as JsonObject | null)?.[next]]))
      continue
    }
    const target = tableOf(definitions, targetOf(field)!)
    field = fieldOf(target, next)!
    const ids = [...new Set([...cells.values()].filter((v): v is string => typeof v === 'string'))]
    const json = fill(typeOf(field).json, { c: sql`t.${ident(columnOf(field)!)}` })
    const rows = await run<{ id: string; value: unknown }>(
      db,
      sql`select t.id, to_json(${json}) as value from ${qualified(definitions.schema, target.key)} t
          where t.id = any(${arrayParam(ids, 'uuid')}) and t._deleted_at is null`,
    )
    const values = new Map(rows.map((r) => [r.id, r.value]))
    cells = new Map([...cells].map(([record, id]) => [record, values.get(id as string)]))
  }
  return cells
}
