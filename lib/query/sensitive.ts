/**
 * What of a list's answer is personal or confidential, told from the plan alone: the fields whose values it may show, and
 * those that its rows are chosen or ordered by. A field of which only the mask is seen is not among them.
 */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide } from '@/lib/access/decide'
import type { Typed } from '@/lib/expr/typed'
import { fieldOf, isToOne, tableOf, targetOf } from '@/lib/meta/fields'
import type { Table } from '@/lib/meta/model'
import { sensitiveFields } from '@/lib/meta/sensitivity'
import { titleOf } from './links'
import type { OutputColumn, SortTerm } from './plan'

/** Fields of one table, and the columns whose links name the records that they are shown of. */
export interface SensitiveElsewhere {
  table: string
  fields: string[]
  links: string[]
  /** Records are chosen or ordered by some of them. */
  asked: boolean
}

export interface Sensitive {
  /** Fields of the table itself. */
  fields: string[]
  /** Those that decide which records are there, and in which order: of them an answer without any tells as well. */
  asked: string[]
  /** Fields of other tables, in titles of links or at the end of a path. */
  elsewhere: SensitiveElsewhere[]
}

/** Where the value may be seen, rather than its mask or nothing. */
const opened = (access: Access, key: string): boolean => (access.fields.get(key)?.read ?? false) !== false

/** The sensitive field that names a table's records for this actor, if there is one, and whether it is the table's own. */
export function sensitiveTitle(
  actor: Actor,
  table: Table,
): { table: string; field: string; own: boolean } | undefined {
  const sensitive = sensitiveFields(actor.definitions)
  let at = table
  for (let hops = 0; ; hops++) {
    const title = titleOf(actor, at, hops)
    if (!title || !opened(decide(actor, at), title.field.key)) return undefined
    const { field } = title
    if (sensitive.get(at.key)?.has(field.key)) return { table: at.key, field: field.key, own: at === table }
    if (!isToOne(field)) return undefined
    at = tableOf(actor.definitions, targetOf(field)!)
  }
}

interface Asked {
  columns: readonly OutputColumn[]
  filter?: Typed
  sort: readonly SortTerm[]
}

/** Undefined where nothing is sensitive, as in most answers. */
export function sensitiveIn(actor: Actor, access: Access, asked: Asked): Sensitive | undefined {
  const sensitive = sensitiveFields(actor.definitions)
  const own = sensitive.get(access.table.key)
  const fields = new Set<string>()
  const elsewhere = new Map<string, { fields: Set<string>; links: Set<string>; asked: boolean }>()
  const beyond = (table: string, field: string, asked: boolean, link?: string): void => {
    const found = elsewhere.get(table) ?? { fields: new Set(), links: new Set(), asked: false }
    elsewhere.set(table, found)
    found.fields.add(field)
    found.asked ||= asked
    if (link !== undefined) found.links.add(link)
  }
  const titled = (link: string, asked: boolean): void => {
    const title = sensitiveTitle(actor, tableOf(actor.definitions, targetOf(fieldOf(access.table, link)!)!))
    if (title) beyond(title.table, title.field, asked, title.own && !asked ? link : undefined)
  }
  for (const { key, how } of asked.columns) {
    if (how !== 'mask' && own?.has(key)) fields.add(key)
    if (how === 'link' || how === 'links') titled(key, false)
  }
  const chosen = new Set<string>()
  const walk = (table: Table, [key, ...rest]: readonly string[]): void => {
    if (!opened(decide(actor, table), key!)) return
    if (sensitive.get(table.key)?.has(key!)) {
      if (table === access.table) chosen.add(key!)
      else beyond(table.key, key!, true)
    }
    const field = fieldOf(table, key!)!
    if (rest.length > 0 && isToOne(field)) walk(tableOf(actor.definitions, targetOf(field)!), rest)
  }
  for (const path of asked.filter ? pathsIn(asked.filter) : []) walk(access.table, path)
  for (const { key, by } of asked.sort) {
    walk(access.table, [key])
    if (by === 'title') titled(key, true)
  }
  for (const key of chosen) fields.add(key)
  if (fields.size === 0 && elsewhere.size === 0) return undefined
  return {
    fields: [...fields],
    asked: [...chosen],
    elsewhere: [...elsewhere].map(([table, found]) => ({
      table,
      fields: [...found.fields],
      links: [...found.links],
      asked: found.asked,
    })),
  }
}

function* pathsIn(typed: Typed): Generator<string[]> {
  if (typed.op === 'field') yield typed.path
  if (typed.op === 'call') for (const arg of typed.args) yield* pathsIn(arg)
}
