/**
 * Plan → one statement (law L9). Rows come back as JSON text made by PostgreSQL, each with its keyset, beside the
 * guard that says whether rights and definitions are still those the plan was made with.
 */
import type { Actor } from '@/lib/access/actor'
import type { Decision } from '@/lib/access/clause'
import { decide } from '@/lib/access/decide'
import { guardOf } from '@/lib/access/enter'
import { envOf } from '@/lib/access/env'
import { relation, relationArms } from '@/lib/access/relation'
import { arrayParam, fill, ident, joinSql, param, qualified, type SQL, sql, word } from '@/lib/db/sql'
import type { Kind } from '@/lib/expr/ast'
import { toSql } from '@/lib/expr/to-sql'
import type { Typed } from '@/lib/expr/typed'
import { fieldOf, isToMany, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Table } from '@/lib/meta/model'
import { linkColumns, linkedSql, personName, titleSql, toManyCondition } from './links'
import type { ListPlan, OutputColumn, SortTerm } from './plan'

/** A row of the statement: always at least one, whose `record` is null when nothing matched. */
export interface PrintedRow {
  guard: string | null
  count: number | null
  record: string | null
  keyset: string | null
  /** Ids behind links whose titles are sensitive: a JSON array of texts that hold them, one per table of the plan. */
  linked: string | null
}

/** How many to-many ids an answer shows; the number of the rest goes into `more`. */
const shownLinks = 50
export const countCap = 10_000
/** Chinese by pinyin, digits before letters; the collation is named because nothing relies on the database's default. */
const reading = sql`collate "zh-x-icu"`
const v = ident('v')
const p = ident('p')

const pgTypes: Record<Kind, string> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  ref: 'uuid',
  list: 'text',
  json: 'text',
}

/** The statement of a list plan. */
export function printList(actor: Actor, plan: ListPlan): SQL {
  const table = tableOf(actor.definitions, plan.table)
  const terms = plan.sort.map((term) => sortSql(actor, table, term))
  const source = sql`(${relation(actor, table, { columns: neededColumns(actor, table, plan), deleted: plan.deleted })}) v`
  const filter = plan.filter && filterSql(actor, table, plan.filter)
  const conditions = [
    ...(plan.id ? [sql`v.id = ${param(plan.id, 'uuid')}`] : []),
    ...(plan.ids ? [sql`v.id = any(${arrayParam(plan.ids, 'uuid')})`] : []),
    ...(filter ? [filter] : []),
  ]
  const after = plan.after ? [afterSql(plan.sort, terms, plan.after)] : []
  const arms = plan.arms ? [armsSql(actor, table, plan)] : []
  const keys = terms.map((_, i) => ident(`_s${i}`))
  const inOrder = (by: readonly SQL[], id: SQL): SQL =>
    joinSql([...by.map((key, i) => sql`${key} ${direction(plan.sort[i]!)}`), sql`${id} desc`], sql`, `)
  const page = sql`select v.*${joinSql(
    terms.map((e, i) => sql`, ${e} as ${keys[i]!}`),
    sql``,
  )}
    from ${source}${where([...conditions, ...after, ...arms])} order by ${inOrder(terms, sql`v.id`)}
    limit ${param(plan.limit + 1, 'int')}${plan.offset > 0 ? sql` offset ${param(plan.offset, 'int')}` : sql``}`
  const ofPage = keys.map((key) => sql`p.${key}`)
  const keyset = joinSql([...ofPage.map((key) => sql`${key}::text`), sql`p.id::text`], sql`, `)
  return sql`select g.guard, g.count, ${recordSql(actor, table, plan)} as record, json_build_array(${keyset})::text as keyset,
      ${linkedIds(plan)} as linked
    from (select ${guardOf(actor)} as guard, ${countSql(plan, source, conditions)} as count) g
    left join lateral (${page}) p on true ${joinSql(manyJoins(actor, table, plan), sql` `)}
    order by ${inOrder(ofPage, sql`p.id`)}`
}

/** The ids behind links whose titles are sensitive, by table. */
function linkedIds({ sensitive, columns }: ListPlan): SQL {
  const tables = sensitive?.elsewhere ?? []
  if (tables.every(({ links }) => links.length === 0)) return sql`null::text`
  const toMany = new Set(columns.filter((c) => c.how === 'links').map((c) => c.key))
  const ids = tables.map(({ links }) => {
    const texts = links.map((key) =>
      toMany.has(key) ? sql`${manyAlias(key)}.ids::text` : sql`p.${ident(key)}::text`,
    )
    return texts.length === 0 ? sql`''` : sql`concat_ws(',', ${joinSql(texts, sql`, `)})`
  })
  return sql`json_build_array(${joinSql(ids, sql`, `)})::text`
}

const where = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? sql`` : sql` where ${joinSql(conditions, sql` and `)}`

/** Whoever is among the newest rows of a union of rules is among the newest of one of them. */
function armsSql(actor: Actor, table: Table, { limit, offset, after }: ListPlan): SQL {
  const before = after ? sql`id < ${param(after[0] ?? null, 'uuid')}` : sql`true`
  const arms = relationArms(actor, table).map(
    (arm) =>
      sql`(select id from (${arm}) a where ${before} order by id desc limit ${param(offset + limit + 1, 'int')})`,
  )
  return sql`v.id in (${joinSql(arms, sql` union all `)})`
}

/** A filter holds only when true; `is true` keeps three-valued logic out of `and`. */
export function filterSql(actor: Actor, table: Table, filter: Typed): SQL {
  const access = decide(actor, table)
  return sql`(${toSql(filter, {
    ...envOf(actor),
    field: (path) => pathSql(actor, table, v, path),
    call: (call) => toManyCondition(actor, access, call, v),
  })})`
}

/** The cell at the end of a path, each hop through the relation of its own table. */
function pathSql(actor: Actor, table: Table, row: SQL, [key, ...rest]: readonly string[]): SQL {
  const field = fieldOf(table, key!)!
  if (isToMany(field))
    return sql`(select array_agg(l.id) from (${linkedSql(actor, table, field, row, false)}) l)`
  const cell = sql`${row}.${ident(key!)}`
  if (rest.length === 0) return cell
  const target = tableOf(actor.definitions, targetOf(field)!)
  const h = ident(`h${rest.length}`)
  const columns = cellColumns(actor, target, rest[0]!)
  return sql`(select ${pathSql(actor, target, h, rest)} from (${relation(actor, target, { columns })}) ${h}
    where ${h}.id = ${cell})`
}

/** What the relation must have so that a cell can be spoken of. */
function cellColumns(actor: Actor, table: Table, key: string): string[] {
  const field = fieldOf(table, key)!
  return isToMany(field) ? linkColumns(decide(actor, table), field) : [key]
}

function* fieldsIn(typed: Typed): Generator<string> {
  if (typed.op === 'field') yield typed.path[0]!
  if (typed.op === 'call') for (const arg of typed.args) yield* fieldsIn(arg)
}

/** The columns of the relation that the statement mentions. */
function neededColumns(actor: Actor, table: Table, plan: ListPlan): Set<string> {
  const names = new Set<string>(plan.sort.map((s) => s.key))
  for (const { key, how, partly } of plan.columns) {
    if (how === 'mixed') names.add(`_json_${key}`)
    else for (const name of cellColumns(actor, table, key)) names.add(name)
    if (partly) names.add(`_set_${key}`)
  }
  if (typeof plan.can.update !== 'boolean') names.add('_can_update')
  if (typeof plan.can.delete !== 'boolean') names.add('_can_delete')
  for (const [key] of plan.lockable) names.add(`_write_${key!}`)
  for (const key of plan.filter ? fieldsIn(plan.filter) : [])
    for (const name of cellColumns(actor, table, key)) names.add(name)
  return names
}

function sortSql(actor: Actor, table: Table, term: SortTerm): SQL {
  const field = fieldOf(table, term.key)!
  const cell = sql`v.${ident(term.key)}`
  const by: Record<SortTerm['by'], () => SQL> = {
    value: () => fill(typeOf(field).sort ?? '{c}', { c: cell }),
    option: () => sql`array_position(${arrayParam(term.options ?? [])}, ${cell})`,
    title: () => titleSql(actor, tableOf(actor.definitions, targetOf(field)!), cell),
    name: () => personName(cell),
  }
  const expression = by[term.by]()
  return term.human ? sql`(${expression}) ${reading}` : expression
}

const direction = (term: SortTerm): SQL => (term.desc ? sql`desc nulls last` : sql`asc nulls last`)

/** Rows after the keyset in the order, empty values last, ids falling. */
function afterSql(sort: readonly SortTerm[], terms: readonly SQL[], keyset: readonly (string | null)[]): SQL {
  const id = keyset[terms.length] ?? null
  let rest = sql`v.id < ${param(id, 'uuid')}`
  for (let i = terms.length - 1; i >= 0; i--) {
    const e = terms[i]!
    const known = keyset[i] ?? null
    const value = param(known, pgTypes[sort[i]!.kind])
    rest =
      known === null
        ? sql`(${e} is null and ${rest})`
        : sql`(${e} ${sort[i]!.desc ? sql`<` : sql`>`} ${value} or ${e} is null or (${e} = ${value} and ${rest}))`
  }
  return rest
}

function countSql(plan: ListPlan, source: SQL, conditions: SQL[]): SQL {
  if (plan.count === 'none') return sql`null::int`
  if (plan.count === 'exact') return sql`(select count(*)::int from ${source}${where(conditions)})`
  return sql`(select count(*)::int from (select 1 from ${source}${where(conditions)} limit ${param(countCap + 1, 'int')}) c)`
}

/** PostgreSQL takes at most 100 arguments: long lists of pieces are joined in groups. */
function concatPieces(pieces: SQL[]): SQL {
  if (pieces.length === 0) return sql`''`
  if (pieces.length <= 90) return sql`concat_ws(',', ${joinSql(pieces, sql`, `)})`
  const groups: SQL[] = []
  for (let i = 0; i < pieces.length; i += 90)
    groups.push(sql`nullif(${concatPieces(pieces.slice(i, i + 90))}, '')`)
  return concatPieces(groups)
}

/** The record as JSON text: pieces of empty cells are NULL, and joining leaves them out. */
function recordSql(actor: Actor, table: Table, plan: ListPlan): SQL {
  const cells = plan.columns.map((c) => sql`${word(`"${c.key}":`)} || ${cellJson(actor, table, c)}::text`)
  const titles = concatPieces(titlePieces(actor, table, plan))
  const partly = plan.columns.filter((c) => c.partly)
  const many = plan.columns.filter((c) => c.how === 'links')
  const noAccess = partly.map(
    ({ key }) =>
      sql`case when p.${ident(key)} is null and p.${ident(`_set_${key}`)} then ${word(`"${key}"`)} end`,
  )
  const more = many.map(
    ({ key }) =>
      sql`case when ${manyAlias(key)}.n > ${param(shownLinks, 'int')} then ${word(`"${key}":`)} || ${manyAlias(key)}.n end`,
  )
  const locked = plan.lockable.map(
    (keys) =>
      sql`case when p.${ident(`_write_${keys[0]!}`)} is not true then ${word(`"${keys.join('","')}"`)} end`,
  )
  return sql`case when p.id is null then null else concat(
    ${word('{"id":"')}, p.id::text, ${word('","fields":{')}, ${concatPieces(cells)},
    ${word('},"titles":{')}, ${titles},
    ${word('},"can":{"update":')}, ${canSql(plan.can.update, 'update')}, ${word(',"delete":')}, ${canSql(plan.can.delete, 'delete')},
    ${optionalList(',"locked":[', locked, ']')}, ${word('}')},
    ${optionalList(',"noAccess":[', noAccess, ']')},
    ${optionalList(',"more":{', more, '}')}, ${word('}')}) end`
}

const optionalList = (open: string, pieces: SQL[], close: string): SQL =>
  pieces.length === 0
    ? sql`''`
    : sql`(${word(open)} || nullif(${concatPieces(pieces)}, '') || ${word(close)})`

const canSql = (decision: Decision, verb: 'update' | 'delete'): SQL =>
  typeof decision === 'boolean'
    ? word(String(decision))
    : sql`case when p.${ident(`_can_${verb}`)} then 'true' else 'false' end`

function cellJson(actor: Actor, table: Table, { key, how }: OutputColumn): SQL {
  if (how === 'files') return filesJson(actor, sql`p.${ident(key)}`)
  if (how === 'mixed') return sql`p.${ident(`_json_${key}`)}`
  if (how === 'links') return sql`${manyAlias(key)}.ids`
  if (how === 'mask') return sql`to_json(p.${ident(key)})`
  return sql`to_json(${fill(typeOf(fieldOf(table, key)!).json, { c: sql`p.${ident(key)}` })})`
}

/** A cell's files with what is known of each. */
const filesJson = (actor: Actor, cell: SQL): SQL =>
  sql`(select json_agg(json_build_object('id', e ->> 'id', 'name', e ->> 'name', 'size', f.size, 'type', f.type) order by i)
    from jsonb_array_elements(${cell}) with ordinality as x(e, i)
    left join ${qualified(actor.definitions.schema, '_files')} f on f.id = (e ->> 'id')::uuid)`

const manyAlias = (key: string): SQL => ident(`_m_${key}`)

/** Per to-many column: how many, the first ids, and their titles as pieces of JSON. */
function manyJoins(actor: Actor, table: Table, plan: ListPlan): SQL[] {
  return plan.columns
    .filter((c) => c.how === 'links')
    .map(({ key }) => {
      const linked = linkedSql(actor, table, fieldOf(table, key)!, p, true)
      const shown = sql`filter (where x.i <= ${param(shownLinks, 'int')})`
      return sql`left join lateral (
        select count(*) as n, json_agg(x.id order by x.i) ${shown} as ids,
          string_agg(to_json(x.id)::text || ':' || to_json(x.title)::text, ',' order by x.i) ${shown} as titles
        from (select l.id, l.title, row_number() over (order by l.ord, l.id desc) as i from (${linked}) l) x
      ) ${manyAlias(key)} on true`
    })
}

function titlePieces(actor: Actor, table: Table, plan: ListPlan): SQL[] {
  const pieces: SQL[] = []
  const people: SQL[] = []
  for (const { key, how } of plan.columns) {
    const field = fieldOf(table, key)!
    const cell = sql`p.${ident(key)}`
    if (how === 'links') pieces.push(sql`${manyAlias(key)}.titles`)
    if (how === 'link') {
      const title = titleSql(actor, tableOf(actor.definitions, targetOf(field)!), cell)
      pieces.push(sql`to_json(${cell})::text || ':' || to_json(${title})::text`)
    }
    if (how === 'people') people.push(typeOf(field).kind === 'list' ? cell : sql`array[${cell}]`)
  }
  if (people.length > 0) {
    pieces.push(sql`(select string_agg(to_json(u.id)::text || ':' || to_json(u.name)::text, ',')
      from tian.users u where u.id = any(${joinSql(people, sql` || `)}))`)
  }
  return pieces
}
