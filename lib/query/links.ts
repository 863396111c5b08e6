/** Linked records inside a statement: their titles, the ids behind a to-many field, and to-many conditions as EXISTS. */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide, shows } from '@/lib/access/decide'
import { cellType, relation } from '@/lib/access/relation'
import { arrayParam, fill, ident, joinSql, jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'
import type { TypedCall } from '@/lib/expr/typed'
import { labelOf } from '@/lib/i18n/labels'
import { linkTableName } from '@/lib/meta/derived-names'
import { fieldOf, isPeople, isToMany, isToOne, optionsOf, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'

/** A person's name by id. */
export const personName = (id: SQL): SQL => sql`(select u.name from tian.users u where u.id = ${id})`

const maxTitleHops = 3

/**
 * How a table names its records for this actor: the title field, or the first other field the actor may read that
 * reads like a name. `expression` is over a relation that has `columns`; undefined when nothing is readable.
 */
export function titleOf(
  actor: Actor,
  table: Table,
  hops = 0,
): { field: Field; columns: string[]; expression: (r: SQL) => SQL } | undefined {
  const access = decide(actor, table)
  const candidates = [
    table.title,
    ...table.fields.filter((f) => f.unique || typeOf(f).humanOrder).map((f) => f.key),
  ]
  for (const key of candidates) {
    const field = fieldOf(table, key)
    const expression =
      field && shows(access.fields.get(key)) ? titleExpression(actor, access, field, hops) : undefined
    if (expression) return { field: field!, columns: [titleColumn(access, field!)], expression }
  }
  return undefined
}

/** The title of a linked record is asked of its own relation, so its link need not be looked up a first time. */
const titleColumn = (access: Access, field: Field): string =>
  isToOne(field) && access.fields.get(field.key)!.read === true ? `_raw_${field.key}` : field.key

function titleExpression(
  actor: Actor,
  access: Access,
  field: Field,
  hops: number,
): ((r: SQL) => SQL) | undefined {
  if (isToMany(field)) return undefined
  const cell = (r: SQL): SQL => sql`${r}.${ident(titleColumn(access, field))}`
  if (cellType(access, field.key)!.masked) return cell
  if (isToOne(field)) {
    const target = tableOf(actor.definitions, targetOf(field)!)
    return hops < maxTitleHops ? (r) => titleSql(actor, target, cell(r), hops + 1) : undefined
  }
  if (isPeople(field)) return typeOf(field).kind === 'ref' ? (r) => personName(cell(r)) : undefined
  const options = optionsOf(field, actor.definitions)
  if (options) {
    const labels = Object.fromEntries(options.map((o) => [o.value, labelOf(o.label, actor.locale, o.value)]))
    return (r) => sql`(${jsonParam(labels)} ->> ${cell(r)})`
  }
  return (r) => fill(typeOf(field).toText(field.options), { c: cell(r) })
}

/** The title of the record with this id, through the actor's relation: NULL when it is out of sight. */
export function titleSql(actor: Actor, table: Table, id: SQL, hops = 0): SQL {
  const title = titleOf(actor, table, hops)
  if (!title) return sql`null::text`
  // One alias per hop: `id` may itself be a column of the hop before.
  const r = ident(`r${hops}`)
  return sql`(select ${title.expression(r)} from (${relation(actor, table, { columns: title.columns })}) ${r} where ${r}.id = ${id})`
}

/** The columns that a row needs so that `linkedSql` can be asked of it: links to many have none of their own. */
export const linkColumns = (access: Access, field: Field): string[] =>
  access.fields.get(field.key)!.read === true ? [] : [`_read_${field.key}`]

/**
 * The visible records behind a to-many field of a row of the relation: a `select id, ord, title`.
 * A stored link keeps its own order, the other side shows the newest first.
 */
export function linkedSql(actor: Actor, table: Table, field: Field, row: SQL, withTitle: boolean): SQL {
  const id = sql`${row}.id`
  const open = joinSql(
    linkColumns(decide(actor, table), field).map((name) => sql` and ${row}.${ident(name)}`),
    sql``,
  )
  const target = tableOf(actor.definitions, targetOf(field)!)
  const title = withTitle ? titleOf(actor, target) : undefined
  const r = ident('r')
  const titled = title ? title.expression(r) : sql`null::text`
  const columns = title?.columns ?? []
  const { schema } = actor.definitions
  if (field.source.kind !== 'inverse') {
    return sql`select r.id, l.pos as ord, ${titled} as title from ${qualified(schema, linkTableName(field.number))} l
      join (${relation(actor, target, { columns })}) r on r.id = l."to" where l."from" = ${id}${open}`
  }
  const far = fieldOf(target, field.source.field)
  if (!far) return sql`select null::uuid as id, null::text as ord, null::text as title where false`
  if (isToOne(far)) {
    const raw = `_raw_${far.key}`
    return sql`select r.id, null::text as ord, ${titled} as title
      from (${relation(actor, target, { columns: [...columns, raw] })}) r where r.${ident(raw)} = ${id}${open}`
  }
  return sql`select r.id, null::text as ord, ${titled} as title from ${qualified(schema, linkTableName(far.number))} l
    join (${relation(actor, target, { columns })}) r on r.id = l."from" where l."to" = ${id}${open}`
}

/**
 * A condition on a to-many field of a row, printed as EXISTS over the visible linked records; undefined for other
 * calls, and where the ids it is compared with are no constants of the expression.
 */
export function toManyCondition(actor: Actor, access: Access, call: TypedCall, row: SQL): SQL | undefined {
  const [subject, operand] = call.args
  if (subject?.op !== 'field' || subject.path.length !== 1) return undefined
  const field = fieldOf(access.table, subject.path[0]!)
  if (!field || !isToMany(field)) return undefined
  const linked = linkedSql(actor, access.table, field, row, false)
  const ids = operand?.op === 'value' && Array.isArray(operand.value) ? (operand.value as string[]) : []
  if (operand && ids.length === 0) return undefined
  const some = sql`exists (select 1 from (${linked}) l where l.id = any(${arrayParam(ids, 'uuid')}))`
  const matched = sql`(select count(*) from (${linked}) l where l.id = any(${arrayParam(ids, 'uuid')}))`
  const conditions: Record<string, () => SQL> = {
    isEmpty: () => sql`not exists (${linked})`,
    isNotEmpty: () => sql`exists (${linked})`,
    hasAnyOf: () => some,
    hasNoneOf: () => sql`not ${some}`,
    hasAllOf: () => sql`${matched} = ${param(new Set(ids).size, 'int')}`,
    isExactly: () =>
      sql`(${matched} = ${param(new Set(ids).size, 'int')}
        and not exists (select 1 from (${linked}) l where not l.id = any(${arrayParam(ids, 'uuid')})))`,
  }
  return conditions[call.fn]?.()
}
