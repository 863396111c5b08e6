/**
 * Ask + access → plan (law L9): pure, plain data, compared in tests. Names are resolved here, through what the actor
 * may read; a name that is hidden and one that does not exist get the same answer. Printing decides nothing more.
 */
import type { Actor } from '@/lib/access/actor'
import type { Decision } from '@/lib/access/clause'
import { type Access, decide, shows } from '@/lib/access/decide'
import { envOf } from '@/lib/access/env'
import { cellType } from '@/lib/access/relation'
import type { ListAsk } from '@/lib/api/contract'
import { type AppError, appError, outOfRange } from '@/lib/errors'
import type { Kind, StoredExpr } from '@/lib/expr/ast'
import { checkStored, type Scope } from '@/lib/expr/check'
import { checkText, type TextProblem } from '@/lib/expr/parse'
import type { ExprProblem } from '@/lib/expr/problem'
import type { Type, Typed } from '@/lib/expr/typed'
import { isUuid } from '@/lib/fields/reference'
import { fieldOf, isPeople, isToMany, isToOne, optionsOf, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import type { Keyset } from './cursor'
import { countedDays, onDates } from './dated'
import { type Sensitive, sensitiveIn } from './sensitive'

/** How a cell is printed into the answer. */
export interface OutputColumn {
  key: string
  /** `mixed`: the value in some rows, the mask in others. */
  how: 'value' | 'mask' | 'mixed' | 'link' | 'links' | 'people' | 'files'
  /** A link to one, some of whose targets may be out of sight: the answer says where it is set all the same. */
  partly?: true
}

/** One term of the order. */
export interface SortTerm {
  key: string
  desc: boolean
  /** What is compared: the value, the place in the list of options, the title of the linked record, a person's name. */
  by: 'value' | 'option' | 'title' | 'name'
  /** By reading order rather than by code point. */
  human: boolean
  kind: Kind
  options?: string[]
}

export interface ListPlan {
  table: string
  columns: OutputColumn[]
  /** Fields whose being editable differs from row to row; those that one rule decides stand together. */
  lockable: string[][]
  can: { update: Decision; delete: Decision }
  filter?: Typed
  sort: SortTerm[]
  limit: number
  offset: number
  /** Rows after this one only; whoever runs the plan opens the cursor that says so. */
  after?: Keyset
  count: 'none' | 'capped' | 'exact'
  deleted: boolean
  /** One record instead of a list. */
  id?: string
  /** These records alone. */
  ids?: string[]
  /** The rule has several alternatives and nothing else narrows the list: each is walked in its own index (law L10). */
  arms?: true
  /** What of the answer is personal or confidential: the access log says so, and asks for the records behind titles. */
  sensitive?: Sensitive
}

export const maxLimit = 200
const maxSortTerms = 5
const maxOffset = 10_000_000

/** The plan of a list; throws FIELD_UNKNOWN, FILTER_INVALID, SORT_INVALID or LIMIT_INVALID. */
export function planList(actor: Actor, table: Table, ask: ListAsk & { id?: string }): ListPlan {
  const access = decide(actor, table)
  const limit = ask.limit ?? 50
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) throw outOfRange('limit', maxLimit)
  const offset = ask.offset ?? 0
  if (!Number.isInteger(offset) || offset < 0 || offset > maxOffset)
    throw outOfRange('offset', maxOffset, { min: 0 })
  const columns = planColumns(actor, access, ask.fields)
  const filter = planFilter(actor, access, ask)
  const sort = planSort(actor, access, ask.sort ?? [])
  const sensitive = sensitiveIn(actor, access, { columns, filter, sort })
  return {
    table: table.key,
    columns,
    lockable: planLocks(access),
    can: { update: access.rows.update, delete: access.rows.delete },
    filter,
    sort,
    limit,
    offset,
    count: ask.count ?? 'none',
    deleted: ask.deleted ?? false,
    ...(ask.id ? { id: ask.id } : {}),
    ...(ask.ids ? { ids: ask.ids.filter(isUuid) } : {}),
    ...(inArms(access, ask) ? { arms: true } : {}),
    ...(sensitive ? { sensitive } : {}),
  }
}

const inArms = (
  { rows: { read } }: Access,
  { filter, where, sort, deleted, id, ids }: ListAsk & { id?: string },
): boolean =>
  typeof read !== 'boolean' &&
  read.length > 1 &&
  !filter &&
  where === undefined &&
  !sort?.length &&
  !deleted &&
  !id &&
  !ids

function planLocks(access: Access): string[][] {
  const byRule = new Map<string, string[]>()
  for (const [key, { write }] of access.fields) {
    if (typeof write === 'boolean') continue
    const rule = JSON.stringify(write)
    byRule.set(rule, [...(byRule.get(rule) ?? []), key])
  }
  return [...byRule.values()]
}

function planColumns(actor: Actor, access: Access, asked?: readonly string[]): OutputColumn[] {
  const shown = [...access.fields].flatMap(([key, right]) => (shows(right) ? [key] : []))
  const keys = asked ? [...new Set(asked)] : shown
  return keys.map((key, i) => {
    const right = access.fields.get(key)
    const field = shows(right) && fieldOf(access.table, key)
    if (!right || !field) throw appError('FIELD_UNKNOWN', { pointer: `/fields/${i}` })
    if (right.mask) return { key, how: right.read === false ? 'mask' : 'mixed' }
    const how = outputOf(field)
    return { key, how, ...(how === 'link' && !seesAll(actor, field) ? { partly: true as const } : {}) }
  })
}

const seesAll = (actor: Actor, link: Field): boolean =>
  decide(actor, tableOf(actor.definitions, targetOf(link)!)).rows.read === true

function outputOf(field: Field): OutputColumn['how'] {
  if (isToMany(field)) return 'links'
  if (isToOne(field)) return 'link'
  if (isPeople(field)) return 'people'
  return typeOf(field).fileIds ? 'files' : 'value'
}

/** The kind of a path along to-one links, through the actor's eyes; undefined for hidden and unknown alike. */
export function pathType(actor: Actor, access: Access, [key, ...rest]: readonly string[]): Type | undefined {
  const type = key === undefined ? undefined : cellType(access, key)
  if (!type || rest.length === 0)
    return type && { kind: type.kind, ...(type.item ? { item: type.item } : {}) }
  if (type.masked || !isToOne(type.field)) return undefined
  const target = decide(actor, tableOf(actor.definitions, targetOf(type.field)!))
  return pathType(actor, target, rest)
}

/** A condition whose names the actor knows, with kinds that the condition can use; undefined for any other. */
export function understood(actor: Actor, access: Access, condition: StoredExpr): Typed | undefined {
  const checked = checkStored(condition, { field: (path) => pathType(actor, access, path) })
  return checked.ok ? checked.expr : undefined
}
export const understands = (actor: Actor, access: Access, condition: StoredExpr): boolean =>
  understood(actor, access, condition) !== undefined

/** The condition of `filter` and that of `where`, both of which must hold; each is refused at its own place. */
function planFilter(actor: Actor, access: Access, { filter, where }: ListAsk): Typed | undefined {
  const scope: Scope = { field: (path) => pathType(actor, access, path) }
  const conditions: Typed[] = []
  if (filter) {
    const checked = checkStored(filter, scope)
    if (!checked.ok) throw refused(checked.problem, `/filter${checked.problem.path}`)
    conditions.push(checked.expr)
  }
  if (where !== undefined) {
    const checked = checkText(where, scope)
    if (!checked.ok) throw refused(checked.problem, '/where')
    conditions.push(checked.expr)
  }
  const counted = (key: string) => countedDays(actor.definitions, access, key)
  const dated = conditions.map((condition) => onDates(condition, counted, envOf(actor).today))
  return dated.length > 1 ? { op: 'call', kind: 'boolean', fn: 'and', args: dated } : dated[0]
}

function refused(problem: ExprProblem | TextProblem, pointer: string): AppError {
  const { code, params } = problem
  const spot = 'at' in problem ? { pointer, place: problem.at + 1 } : { pointer }
  return code === 'field_unknown'
    ? appError('FIELD_UNKNOWN', spot)
    : appError('FILTER_INVALID', { ...spot, problem: code, params })
}

function planSort(actor: Actor, access: Access, sort: NonNullable<ListAsk['sort']>): SortTerm[] {
  if (sort.length > maxSortTerms) throw appError('SORT_INVALID', { params: { max: maxSortTerms } })
  return sort.map(({ field: key, desc }, i) => {
    const type = cellType(access, key)
    if (!type) throw appError('FIELD_UNKNOWN', { pointer: `/sort/${i}` })
    const term = sortTerm(actor, type.field, type.masked)
    if (!term) throw appError('SORT_INVALID', { field: key, pointer: `/sort/${i}` })
    const counted = countedDays(actor.definitions, access, key)
    if (!counted) return { key, desc, ...term }
    return { key: counted.date, desc: counted.falls ? !desc : desc, by: 'value', human: false, kind: 'date' }
  })
}

/** How a field is ordered; undefined when it has no order. */
export function sortTerm(
  actor: Actor,
  field: Field,
  masked: boolean,
): Omit<SortTerm, 'key' | 'desc'> | undefined {
  if (masked) return { by: 'value', human: false, kind: 'text' }
  const type = typeOf(field)
  if (isToMany(field) || type.kind === 'list') return undefined
  if (isToOne(field)) return { by: 'title', human: true, kind: 'text' }
  if (isPeople(field)) return { by: 'name', human: true, kind: 'text' }
  const options = optionsOf(field, actor.definitions)
  if (options) return { by: 'option', human: false, kind: 'number', options: options.map((o) => o.value) }
  return type.sort ? { by: 'value', human: type.humanOrder === true, kind: type.kind } : undefined
}
