/** A plan as definitions (pure): tables, option sets and a grid for each, ready to be saved together. */

import { isDeepStrictEqual } from 'node:util'
import { type Expr, stored } from '@/lib/expr/ast'
import type { Labels } from '@/lib/i18n/labels'
import { isKey, suggestKey } from '@/lib/meta/keys'
import type { Field, OptionSet, Section, Table, View } from '@/lib/meta/model'
import { exportTable } from './export'
import { ownTable } from './own'
import type { ImportPlan, PlannedField, PlannedTable } from './plan'

export interface Built {
  tables: Table[]
  views: View[]
  sets: OptionSet[]
}

export interface BuildWith {
  newId(): string
  /** The first of as many fresh numbers as there are fields. */
  firstNumber: number
  takenViews: ReadonlySet<string>
  /** Option sets of the base, by key; and keys that were ever used. */
  sets: ReadonlyMap<string, OptionSet>
  takenSets: ReadonlySet<string>
}

export const countFields = (plan: ImportPlan): number =>
  plan.tables.reduce((sum, t) => sum + t.fields.length, 0)

const everything: Labels = { 'zh-CN': '全部', en: 'All' }

export function build(plan: ImportPlan, base: BuildWith): Built {
  const { keys, sets } = setsOf(plan, base)
  const known = new Map([...base.sets, ...sets.map((s) => [s.key, s] as const)])
  const takenViews = new Set(base.takenViews)
  let number = base.firstNumber
  const tables = plan.tables.map((planned) => {
    const fields = planned.fields.map((f) => fieldOf(f, base.newId(), number++, keys))
    const table: Table = {
      id: base.newId(),
      key: planned.key,
      label: planned.label,
      ...(planned.description ? { description: planned.description } : {}),
      ...(planned.icon ? { icon: planned.icon } : {}),
      fields,
      ...arrangement(planned),
      uniques: [],
      checks: planned.checks,
      trash: [],
    }
    return keepSource(table, planned, known)
  })
  const views = tables.map((table): View => {
    const key = suggestKey(`${table.key}_all`, 'view', takenViews, isKey)
    takenViews.add(key)
    const columns = [table.title, ...table.fields.map((f) => f.key).filter((k) => k !== table.title)].map(
      (field) => ({ field }),
    )
    return {
      id: base.newId(),
      key,
      table: table.key,
      type: 'grid',
      label: everything,
      columns,
      frozen: 1,
      sort: [],
      default: true,
    }
  })
  return { tables, views, sets }
}

function fieldOf(
  { start, ...field }: PlannedField,
  id: string,
  number: number,
  keys: ReadonlyMap<string, string>,
): Field {
  const { set } = field.options as { set?: string }
  const value: Expr | undefined = start === undefined ? undefined : { op: 'value', value: start }
  return {
    ...field,
    id,
    number,
    options: set === undefined ? field.options : { ...field.options, set: keys.get(set) ?? set },
    ...(value ? { default: stored(value) } : {}),
  }
}

/** Sections and title as the schema says, if Tian wrote it and its fields are these. */
function arrangement({ schema, fields, sections, title }: PlannedTable): {
  sections: Section[]
  title: string
} {
  const x = ownTable(schema.schema['x-table']) ?? {}
  const keys = fields.map((f) => f.key).sort()
  const listed = (x.sections ?? []).flatMap((s) => s.fields)
  return {
    sections: x.sections && isDeepStrictEqual(listed.sort(), keys) ? x.sections : sections,
    title: x.title !== undefined && keys.includes(x.title) ? x.title : title,
  }
}

/**
 * A schema that Tian wrote, of which every word became a field, says nothing that the table does not: then the table
 * stays free to change. Any other is kept, and records are judged by it.
 */
function keepSource(table: Table, { schema }: PlannedTable, sets: ReadonlyMap<string, OptionSet>): Table {
  const free: Table = { ...table, fields: table.fields.map(({ pointer: _, ...field }) => field) }
  return isDeepStrictEqual(exportTable(free, sets), schema.schema)
    ? free
    : { ...table, schema: schema.schema }
}

/** Option sets that come along: the base's own one when it is the same, else a new one. */
function setsOf(plan: ImportPlan, base: BuildWith): { keys: Map<string, string>; sets: OptionSet[] } {
  const used = new Set(
    plan.tables.flatMap((t) => t.fields.flatMap((f) => (f.options as { set?: string }).set ?? [])),
  )
  const keys = new Map<string, string>()
  const sets: OptionSet[] = []
  const taken = new Set(base.takenSets)
  for (const [name, { label, options }] of plan.sets) {
    if (!used.has(name)) continue
    const there = base.sets.get(name)
    const same = there && isDeepStrictEqual(there.options, options)
    const key = same ? name : !taken.has(name) && isKey(name) ? name : suggestKey(name, 'options', taken)
    keys.set(name, key)
    taken.add(key)
    if (!same) sets.push({ id: base.newId(), key, label, options })
  }
  return { keys, sets }
}
