/**
 * What a stored value of one field is in another: `fromText(toText(x))` of their types, where links and people are read
 * and found by name. Total: what does not fit is NULL, nothing raises. Times without a zone are those of the session.
 */
import { generateNKeysBetween } from 'fractional-indexing'
import { alias, arrayParam, fill, ident, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { choiceFromText } from '@/lib/fields/choice'
import type { AnyFieldType } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import { linkTableName } from '@/lib/meta/derived-names'
import {
  columnOf,
  isPeople,
  isToMany,
  isToOne,
  optionsOf,
  ownsColumn,
  tableOf,
  targetOf,
  typeOf,
} from '@/lib/meta/fields'
import type { Definitions, Field, Table } from '@/lib/meta/model'

/** Where a row keeps the value: its id, and the column for what is no list of links. */
export interface Cell {
  id: SQL
  column: SQL
}

/** Where the row `row` keeps the value of a field, whose column may stand aside. */
export const cellOf = (field: Field, row: SQL, column = field.key): Cell => ({
  id: sql`${row}.id`,
  column: ownsColumn(field) ? sql`${row}.${ident(column)}` : sql`null`,
})

/** Printed once and read through a name, because templates say `{c}` many times. */
function once(value: SQL, template: string): SQL {
  if (template === '{c}') return value
  const e = alias()
  return sql`(select ${fill(template, { c: sql`${e}.x` })} from (select ${value} as x offset 0) ${e})`
}

/** The options with those of a shared set in place, as the templates of the choice types want them. */
function ownOptions(definitions: Definitions, field: Field): object {
  const { set } = field.options as { set?: string }
  return set === undefined ? field.options : { options: optionsOf(field, definitions) }
}

const toText = (definitions: Definitions, field: Field): string =>
  (typeOf(field) as AnyFieldType).toText(ownOptions(definitions, field))

const fromText = (definitions: Definitions, field: Field): string =>
  (typeOf(field) as AnyFieldType).fromText(ownOptions(definitions, field))

/** Whether the row has a value at all; a link to a deleted record is none. */
export function isFilled(definitions: Definitions, field: Field, cell: Cell): SQL {
  if (!isToOne(field) && !isToMany(field)) return sql`(${cell.column} is not null)`
  return sql`(${ids(definitions, field, cell)} is not null)`
}

/** Ids of the living records that a link names, as a list. */
function ids(definitions: Definitions, field: Field, { id, column }: Cell): SQL {
  const target = qualified(definitions.schema, targetOf(field)!)
  if (isToOne(field))
    return sql`(select array[r.id] from ${target} r where r.id = ${column} and r._deleted_at is null)`
  return sql`(select array_agg(r.id order by l.pos) from ${qualified(definitions.schema, linkTableName(field.number))} l
    join ${target} r on r.id = l."to" where l."from" = ${id} and r._deleted_at is null)`
}

/** The value as the text that a person reads: labels of options, titles of records, names of people. */
export function readable(definitions: Definitions, field: Field, cell: Cell): SQL {
  if (isToOne(field) || isToMany(field)) {
    const target = tableOf(definitions, targetOf(field)!)
    const r = alias()
    return sql`(select string_agg(${titleText(definitions, target, r)}, ', ' order by x.i)
      from unnest(${ids(definitions, field, cell)}) with ordinality as x(id, i)
      join ${qualified(definitions.schema, target.key)} ${r} on ${r}.id = x.id)`
  }
  if (!isPeople(field)) return once(cell.column, toText(definitions, field))
  const people = typeOf(field).kind === 'list' ? cell.column : sql`array[${cell.column}]`
  return sql`(select string_agg(u.name, ', ' order by x.i) from unnest(${people}) with ordinality as x(id, i)
    join tian.users u on u.id = x.id)`
}

const maxTitleHops = 3

/** What a record is called, as text; empty where its title has no column. */
export function titleText(definitions: Definitions, table: Table, row: SQL, hops = 0): SQL {
  const field = table.fields.find((f) => f.key === table.title)
  const column = field && columnOf(field)
  if (!field || column === undefined) return sql`null::text`
  const cell = sql`${row}.${ident(column)}`
  if (!isToOne(field)) return readable(definitions, field, { id: sql`${row}.id`, column: cell })
  if (hops === maxTitleHops) return sql`null::text`
  const target = tableOf(definitions, targetOf(field)!)
  const r = alias()
  return sql`(select ${titleText(definitions, target, r, hops + 1)} from ${qualified(definitions.schema, target.key)} ${r}
    where ${r}.id = ${cell})`
}

const refers = (field: Field): boolean => isToOne(field) || isToMany(field) || isPeople(field)

/** Both name people, or records of one table: then the ids themselves go over. */
const sameThings = (a: Field, b: Field): boolean => refers(a) && refers(b) && targetOf(a) === targetOf(b)

/** The value of `to` for a row that keeps its value in `from`; for links to many a list of ids. */
export function converted(definitions: Definitions, from: Field, to: Field, cell: Cell): SQL {
  if (sameThings(from, to)) return sameIds(definitions, from, to, cell)
  const text = readable(definitions, from, cell)
  if (!refers(to)) return once(text, fromText(definitions, to))
  const many = isToMany(to) || typeOf(to).kind === 'list'
  return many ? foundAll(definitions, to, text) : foundOne(definitions, to, text)
}

function sameIds(definitions: Definitions, from: Field, to: Field, cell: Cell): SQL {
  const single = (field: Field): boolean => typeOf(field).kind === 'ref'
  const list = isPeople(from)
    ? single(from)
      ? sql`nullif(array[${cell.column}], array[null::uuid])`
      : cell.column
    : ids(definitions, from, cell)
  if (!single(to)) return list
  // Several do not fit where one goes.
  const e = alias()
  return sql`(select case when cardinality(${e}.x) = 1 then ${e}.x[1] end from (select ${list} as x offset 0) ${e})`
}

/** A name as it is compared: without case and the space around it. */
const folded = (text: SQL): SQL => sql`lower(btrim(${text}) collate "und-x-icu") collate "C"`

/**
 * Ids by folded name, as one JSON object that PostgreSQL makes once per statement. A name that several have finds none
 * of them.
 */
function directory(definitions: Definitions, field: Field): SQL {
  const r = alias()
  const named = isPeople(field)
    ? sql`select u.id, u.name from tian.users u join tian.memberships m on m.user_id = u.id
        where m.base_id = ${param(definitions.baseId, 'uuid')}`
    : sql`select ${r}.id, ${titleText(definitions, tableOf(definitions, targetOf(field)!), r)} as name
        from ${qualified(definitions.schema, targetOf(field)!)} ${r} where ${r}._deleted_at is null`
  return sql`(select jsonb_object_agg(d.name, d.id) from (
    select ${folded(sql`n.name`)} as name, min(n.id::text) as id from (${named}) n
    where btrim(n.name) <> '' group by 1 having count(*) = 1) d)`
}

function foundOne(definitions: Definitions, field: Field, text: SQL): SQL {
  return sql`(${directory(definitions, field)} ->> ${folded(text)})::uuid`
}

/** All items of a list by name; one that is not found, and none of them is. */
function foundAll(definitions: Definitions, field: Field, text: SQL): SQL {
  const { maxItems = 1000 } = typeOf(field).valueSchema(field.options) as { maxItems?: number }
  return sql`(select case when count(*) between 1 and ${param(maxItems, 'int')} and bool_and(g.id is not null)
      then array_agg(g.id order by g.i) end
    from (select s.id, min(s.i) as i
      from (select (${directory(definitions, field)} ->> ${folded(sql`p.item`)})::uuid as id, p.i
        from regexp_split_to_table(${text}, '[,\uff0c、;\uff1b\n\r]+') with ordinality as p(item, i)
        where btrim(p.item) <> '') s
      group by s.id) g)`
}

/** Items of the text that mean no option of the field, most frequent first: what could become one. */
export function missingOptions(definitions: Definitions, from: Field, to: Field, cell: Cell): SQL {
  const text = readable(definitions, from, cell)
  const parts =
    typeOf(to).kind === 'list' ? sql`regexp_split_to_table(${text}, '[,\uff0c、;\uff1b\n\r]+')` : text
  const e = alias()
  return sql`select btrim(${e}.x) as text from (select ${parts} as x) ${e}
    where btrim(${e}.x) <> '' and ${once(sql`${e}.x`, choiceFromText(ownOptions(definitions, to)))} is null`
}

/** Whether the type of the field has options to choose from. */
export const chooses = (field: Field): boolean =>
  typeOf(field).optionsSchema.properties !== undefined &&
  Object.hasOwn(typeOf(field).optionsSchema.properties as object, 'set')

/** New options for texts: what is stored is the text itself. */
export function optionsFor(texts: readonly string[], colors: readonly string[]): Option[] {
  return texts.map((text, i) => ({
    value: text,
    label: { 'zh-CN': text },
    color: colors[i % colors.length]!,
  }))
}

/** Longer lists of links than a field may hold. */
const positions = generateNKeysBetween(null, null, 1000)

/** Links of a field from lists of ids, in their order. */
export const fillLinks = (
  definitions: Definitions,
  table: Table,
  field: Field,
  value: SQL,
  where: SQL = sql`true`,
): SQL =>
  sql`insert into ${qualified(definitions.schema, linkTableName(field.number))} ("from", "to", pos)
      select t.id, x.id, (${arrayParam(positions)})[x.i]
      from ${qualified(definitions.schema, table.key)} t
      cross join lateral unnest(${value}) with ordinality as x(id, i) where ${where} and x.i <= 1000`
