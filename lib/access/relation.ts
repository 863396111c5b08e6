/**
 * The relation of an actor and a table (law L4): the rows its rules let through, the columns it may read, masks as
 * other values, hidden columns not at all. Every read is `select … from (this) v`; nothing else names a user table.
 */
import { alias, arrayParam, fill, ident, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { checkStored } from '@/lib/expr/check'
import { toSql } from '@/lib/expr/to-sql'
import type { Type } from '@/lib/expr/typed'
import { masks } from '@/lib/fields/masks'
import { columnOf, fieldOf, isToOne, plainType, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table, Verb } from '@/lib/meta/model'
import type { Actor } from './actor'
import { endsInPeople } from './check-role'
import type { Clause, Decision } from './clause'
import { type Access, decide, shows } from './decide'
import { envOf } from './env'
import { cellsOf, plainCell } from './stored-rows'
import { peopleIn } from './teams'

/**
 * Extra columns of the relation, beside the fields:
 * `_set_<key>`: a to-one link that may be read is set (to a live record), whether or not the actor sees that record;
 * `_json_<key>`: JSON of a cell: the value, or the mask where it is that;
 * `_raw_<key>`: a to-one link as stored, for walking it into the relation of its target, never for output;
 * `_reveal_<key>`: JSON of the value behind a mask where it may be asked for, and `_may_reveal_<key>` whether it may;
 * `_can_<verb>`, `_read_<key>`, `_mask_<key>`, `_write_<key>`: whether this very row allows it.
 */
export type ExtraColumn =
  | `_set_${string}`
  | `_json_${string}`
  | `_raw_${string}`
  | `_reveal_${string}`
  | `_may_reveal_${string}`
  | `_can_${Verb}`
  | `_read_${string}`
  | `_mask_${string}`
  | `_write_${string}`

export interface RelationAsk {
  /** Field keys and extra columns to print; `id` is always there. */
  columns: Iterable<string>
  /** Rows that the actor had before their own change count on, although it may have taken them out of sight. */
  had?: true
  /** The trash instead of the living rows. */
  deleted?: boolean
}

/** The relation as a `select`, to be put in parentheses and given an alias. */
export function relation(actor: Actor, table: Table, ask: RelationAsk): SQL {
  const access = decide(actor, table)
  const t = alias()
  const columns = [sql`${t}.id`]
  for (const name of new Set(ask.columns))
    columns.push(sql`${columnSql(actor, access, t, name)} as ${ident(name)}`)
  const rows = ask.had ? true : access.rows.read
  return sql`select ${joinSql(columns, sql`, `)} ${rowsSql(actor, table, t, rows, ask.deleted)}`
}

/** The ids of the relation by alternative of its rule: together its rows, some of them more than once. */
export function relationArms(actor: Actor, table: Table): SQL[] {
  const rule = decide(actor, table).rows.read
  const alternatives = typeof rule === 'boolean' ? [rule] : rule.map((alternative) => [alternative])
  return alternatives.map((only) => {
    const t = alias()
    return sql`select ${t}.id ${rowsSql(actor, table, t, only)}`
  })
}

function rowsSql(actor: Actor, table: Table, t: SQL, rule: Decision, deleted = false): SQL {
  const alive = deleted ? sql`${t}._deleted_at is not null` : sql`${t}._deleted_at is null`
  const rows = rule === true ? sql`` : sql` and ${conditionSql(actor, table, t, rule)}`
  return sql`from ${qualified(actor.definitions.schema, table.key)} ${t} where ${alive}${rows}`
}

/** What a readable field is inside the relation; undefined for hidden and unknown names alike. */
export function cellType(
  access: Access,
  key: string,
): (Type & { masked: boolean; field: Field }) | undefined {
  const right = access.fields.get(key)
  const field = fieldOf(access.table, key)
  if (!shows(right) || !field) return undefined
  if (right.mask) return { kind: 'text', masked: true, field }
  return { ...plainType(field), masked: false, field }
}

function columnSql(actor: Actor, access: Access, t: SQL, name: string): SQL {
  const special = /^_(set|json|raw|can|read|mask|write|reveal|may_reveal)_(.+)$/.exec(name)
  if (!special) return cellSql(actor, access, t, name)
  const [, kind, key] = special as unknown as [string, string, string]
  const { table } = access
  switch (kind) {
    case 'can':
      return conditionSql(actor, table, t, access.rows[key as Verb])
    case 'read':
    case 'write':
      return conditionSql(actor, table, t, access.fields.get(key)?.[kind] ?? false)
    case 'mask':
      return conditionSql(actor, table, t, access.fields.get(key)?.mask?.where ?? false)
    case 'may_reveal':
      return cases(actor, table, t, revealed(access, key, sql`true`))
    case 'reveal':
      return cases(actor, table, t, revealed(access, key, valueJson(actor, table, t, fieldOf(table, key)!)))
    case 'raw':
      return plainSql(actor, table, t, fieldOf(table, key)!)
    case 'set':
      return cases(actor, table, t, [[access.fields.get(key)?.read ?? false, linkSet(actor, table, t, key)]])
    default:
      return jsonCell(actor, access, t, key)
  }
}

/** The cell as a value: bare where it is always readable, else by case. */
function cellSql(actor: Actor, access: Access, t: SQL, key: string): SQL {
  const field = fieldOf(access.table, key)
  const right = access.fields.get(key)
  if (!field || !right) throw new Error(`column ${key} is not in scope`)
  const value = storedSql(actor, access.table, t, field)
  if (!right.mask) return cases(actor, access.table, t, [[right.read, value]])
  return cases(actor, access.table, t, [
    [right.read, fill(typeOf(field).toText(field.options), { c: value })],
    [right.mask.where, maskSql(actor, access, t, field)],
  ])
}

const valueJson = (actor: Actor, table: Table, t: SQL, field: Field): SQL =>
  sql`to_json(${fill(typeOf(field).json, { c: storedSql(actor, table, t, field) })})`

/** What is behind a mask, where it may be asked for or is shown anyway. */
const revealed = ({ fields }: Access, key: string, value: SQL): [Decision, SQL][] => [
  [fields.get(key)?.read ?? false, value],
  [fields.get(key)?.mask?.reveal ?? false, value],
]

function jsonCell(actor: Actor, access: Access, t: SQL, key: string): SQL {
  const field = fieldOf(access.table, key)!
  const right = access.fields.get(key)!
  return cases(actor, access.table, t, [
    [right.read, valueJson(actor, access.table, t, field)],
    [right.mask?.where ?? false, right.mask ? sql`to_json(${maskSql(actor, access, t, field)})` : sql`null`],
  ])
}

const maskSql = (actor: Actor, { table, fields }: Access, t: SQL, field: Field): SQL =>
  fill(masks[fields.get(field.key)!.mask!.name].sql, { c: plainSql(actor, table, t, field) })

const plainSql = ({ definitions }: Actor, table: Table, t: SQL, field: Field): SQL =>
  plainCell(definitions, table, cellsOf(t), field)

/** The stored value, except that a link to a record out of sight is empty. */
function storedSql(actor: Actor, table: Table, t: SQL, field: Field): SQL {
  const column = plainSql(actor, table, t, field)
  if (!isToOne(field)) return column
  const target = tableOf(actor.definitions, targetOf(field)!)
  const { rows } = decide(actor, target)
  return linkedId(actor, target, column, (r) => decisionSql(actor, target, r, rows.read))
}

/** `case when a then x when b then y end`, without the branches that decide themselves. */
function cases(actor: Actor, table: Table, t: SQL, branches: [Decision, SQL][]): SQL {
  const open = branches.filter(([decision]) => decision !== false)
  const [first] = open
  if (!first) return sql`null`
  if (first[0] === true) return first[1]
  const whens = open.map(([d, value]) => sql`when ${conditionSql(actor, table, t, d)} then ${value}`)
  return sql`case ${joinSql(whens, sql` `)} end`
}

function linkSet(actor: Actor, table: Table, t: SQL, key: string): SQL {
  const field = fieldOf(table, key)!
  const target = tableOf(actor.definitions, targetOf(field)!)
  return sql`(${linkedId(actor, target, plainSql(actor, table, t, field), () => true)} is not null)`
}

type Condition = (r: SQL) => SQL | boolean

/** The living record with this id that satisfies a condition, from a table. */
function livingRow(
  actor: Actor,
  target: Table,
  id: SQL,
  condition: Condition,
): { r: SQL; from: SQL } | undefined {
  const r = alias()
  const where = condition(r)
  if (where === false) return undefined
  const from = sql`from ${qualified(actor.definitions.schema, target.key)} ${r}
    where ${r}.id = ${id} and ${r}._deleted_at is null${where === true ? sql`` : sql` and ${where}`}`
  return { r, from }
}

/**
 * The same id if there is such a record, else empty. Among columns this looks up each row of the page by its key;
 * `exists` would be turned into a hash of the whole other table.
 */
function linkedId(actor: Actor, target: Table, id: SQL, condition: Condition): SQL {
  const row = livingRow(actor, target, id, condition)
  return row ? sql`(select ${row.r}.id ${row.from})` : sql`null::uuid`
}

function existsSql(actor: Actor, target: Table, id: SQL, condition: Condition): SQL {
  const row = livingRow(actor, target, id, condition)
  return row ? sql`exists (select 1 ${row.from})` : sql`false`
}

/** The same for denials: without a link false, of a record in the trash not to be told, else what the condition says. */
function toldSql({ definitions: { schema } }: Actor, target: Table, id: SQL, condition: Condition): SQL {
  const r = alias()
  const where = condition(r)
  const told = typeof where === 'boolean' ? (where ? sql`true` : sql`false`) : where
  return sql`(case when ${id} is null then false else (
    select case when ${r}._deleted_at is null then ${told} end from ${qualified(schema, target.key)} ${r}
    where ${r}.id = ${id}) end)`
}

const conditionSql = (actor: Actor, table: Table, t: SQL, decision: Decision): SQL => {
  const printed = decisionSql(actor, table, t, decision)
  return typeof printed === 'boolean' ? (printed ? sql`true` : sql`false`) : printed
}

/**
 * A rule as a condition on the row `t`; booleans stay booleans so that callers can leave them out.
 * @param denying the rule is a denial: what cannot be told of a linked record in the trash is NULL, not false
 */
export function decisionSql(
  actor: Actor,
  table: Table,
  t: SQL,
  decision: Decision,
  depth = 0,
  denying = false,
): SQL | boolean {
  if (typeof decision === 'boolean') return decision
  const parts: SQL[] = []
  for (const clause of decision) {
    const part = clauseSql(actor, table, t, clause, depth, denying)
    if (part === true) return true
    if (part !== false) parts.push(part)
  }
  if (parts.length === 0) return false
  // NULL denies: `is true` is only needed where a condition may be unknown, and `or` of unknowns is not true.
  return parts.length === 1 ? parts[0]! : sql`(${joinSql(parts, sql` or `)})`
}

/** A chain of `follows` ends well before this; a cycle, which saving refuses, lets nothing through. */
const maxHops = 8

/** Both conditions; false when one of them is. */
function bothSql(parts: (SQL | boolean)[]): SQL | boolean {
  if (parts.includes(false)) return false
  const open = parts.filter((part) => typeof part !== 'boolean')
  return open.length === 0 || sql`(${joinSql(open, sql` and `)})`
}

/** What names something that is gone is not true, and as a denial not false either. */
const untold = sql`null::boolean`

function clauseSql(
  actor: Actor,
  table: Table,
  t: SQL,
  rule: Clause,
  depth: number,
  denying: boolean,
): SQL | boolean {
  const linked = denying ? toldSql : existsSql
  switch (rule.kind) {
    case 'both':
      return bothSql(rule.rules.map((r) => decisionSql(actor, table, t, r, depth, denying)))
    case 'sees': {
      const field = fieldOf(table, rule.link)!
      const target = tableOf(actor.definitions, targetOf(field)!)
      const unseen = existsSql(actor, target, plainSql(actor, table, t, field), (r) => {
        const seen = decisionSql(actor, target, r, rule.where, depth + 1)
        return typeof seen === 'boolean' ? !seen : sql`(${seen}) is not true`
      })
      return sql`not ${unseen}`
    }
    case 'not': {
      const denied = decisionSql(actor, table, t, rule.rule, depth, true)
      // What cannot be told is denied.
      return typeof denied === 'boolean' ? !denied : sql`((${denied}) is false)`
    }
    case 'shared': {
      const shares = qualified(actor.definitions.schema, '_shares')
      const edit = rule.edit ? sql` and s.edit` : sql``
      // Few are shared with one person: their ids first, then those rows by key.
      return sql`${t}.id = any(array(
        select s.record from ${shares} s where s.person = ${param(actor.userId, 'uuid')}${edit}))`
    }
    case 'all':
      return true
    case 'created':
      return sql`${t}.created_by = ${param(actor.userId, 'uuid')}`
    case 'team':
      return peopleSql(actor, table, t, rule.path, peopleIn(actor, rule.reach), linked)
    case 'mine':
      return peopleSql(actor, table, t, rule.path, [actor.userId], linked)
    case 'follows': {
      const field = fieldOf(table, rule.link)
      const target = field && isToOne(field) && actor.definitions.tables.get(targetOf(field)!)
      if (!target) return untold
      if (depth >= maxHops) return false
      return linked(actor, target, plainSql(actor, table, t, field), (r) => {
        const seen = decisionSql(actor, target, r, decide(actor, target).rows.read, depth + 1)
        return typeof seen === 'boolean' || !denying ? seen : sql`((${seen}) is true)`
      })
    }
    case 'when': {
      const checked = checkStored(rule.expr, { field: ([key, ...more]) => rawType(table, key, more) })
      if (!checked.ok) return untold
      return sql`(${toSql(checked.expr, { ...envOf(actor), field: ([key]) => sql`${t}.${ident(columnOf(fieldOf(table, key!)!)!)}` })})`
    }
  }
}

/** In a row rule the rule itself reads the row: plain columns, no rights. Its bit is a declared exception of L4. */
function rawType(table: Table, key: string | undefined, more: string[]): Type | undefined {
  const field = key && more.length === 0 ? fieldOf(table, key) : undefined
  return field && columnOf(field) ? plainType(field) : undefined
}

/** That a field of people, possibly behind to-one links, names one of these. */
function peopleSql(
  actor: Actor,
  table: Table,
  t: SQL,
  path: readonly string[],
  people: readonly string[],
  linked: typeof existsSql,
): SQL | boolean {
  if (!endsInPeople(actor.definitions, table, path)) return untold
  if (people.length === 0) return false
  const [key, ...rest] = path
  const field = fieldOf(table, key!)!
  const column = plainSql(actor, table, t, field)
  if (rest.length > 0) {
    const target = tableOf(actor.definitions, targetOf(field)!)
    return linked(actor, target, column, (r) => peopleSql(actor, target, r, rest, people, linked))
  }
  const many = typeOf(field).kind === 'list'
  if (people.length === 1) {
    const one = param(people[0]!, 'uuid')
    return many ? sql`${column} @> array[${one}]` : sql`${column} = ${one}`
  }
  const all = arrayParam(people, 'uuid')
  return many ? sql`${column} && ${all}` : sql`${column} = any(${all})`
}
