/**
 * Item → key (law L13): what a template's definitions are called in this base. A clash with anything that is or was
 * here becomes `customers_2`, and every reference inside the template is rewritten; equal keys never mean equal things.
 */
import { randomUUID } from 'node:crypto'
import type { Field, Install, OptionSet, Origin, Role, Source, Table, View } from '@/lib/meta/model'
import type { Template, TemplateField } from './format'

export interface TakenKeys {
  table: ReadonlySet<string>
  options: ReadonlySet<string>
  view: ReadonlySet<string>
  role: ReadonlySet<string>
}

/** The template as definitions of this base, and what each item became. */
export interface Resolved {
  tables: Table[]
  optionSets: OptionSet[]
  views: View[]
  roles: Role[]
  items: Install['items']
  /** Template key → key here. */
  names: Record<'table' | 'options' | 'view' | 'role', Map<string, string>>
}

function freeKeys(keys: readonly string[], taken: ReadonlySet<string>): Map<string, string> {
  const used = new Set(taken)
  return new Map(
    keys.map((key) => {
      let free = key
      for (let n = 2; used.has(free); n++) free = `${key.slice(0, 44)}_${n}`
      used.add(free)
      return [key, free]
    }),
  )
}

/**
 * Gives ids, keys, numbers and origins.
 * @param adopted roles of this base that stand for roles of the template: its administrator is the base's own
 * @param number a fresh field number
 */
export function resolveTemplate(
  template: Template,
  taken: TakenKeys,
  adopted: ReadonlyMap<string, Role>,
  number: () => number,
): Resolved {
  const newRoles = template.roles.filter((r) => !adopted.has(r.key))
  const names: Resolved['names'] = {
    table: freeKeys(
      template.tables.map((t) => t.key),
      taken.table,
    ),
    options: freeKeys(
      template.optionSets.map((o) => o.key),
      taken.options,
    ),
    view: freeKeys(
      template.views.map((v) => v.key),
      taken.view,
    ),
    role: freeKeys(
      newRoles.map((r) => r.key),
      taken.role,
    ),
  }
  const origin = (item: string): Origin => ({ template: template.key, version: template.version, item })
  const items: Install['items'] = {}

  const optionSets = template.optionSets.map(({ item, ...set }): OptionSet => {
    const made = { ...set, id: randomUUID(), key: names.options.get(set.key)!, origin: origin(item) }
    items[item] = { kind: 'options', id: made.id, key: made.key }
    return made
  })
  const tables = template.tables.map(({ item, fields, ...table }): Table => {
    const key = names.table.get(table.key)!
    const made: Table = {
      ...table,
      id: randomUUID(),
      key,
      fields: fields.map((f) => resolveField(f, names, origin(f.item), number())),
      trash: [],
      origin: origin(item),
    }
    items[item] = { kind: 'table', id: made.id, key }
    for (const f of made.fields) items[f.origin!.item] = { kind: 'table', id: f.id, key: f.key, table: key }
    return made
  })
  const views = template.views.map(({ item, ...view }): View => {
    const made = {
      ...view,
      id: randomUUID(),
      key: names.view.get(view.key)!,
      table: names.table.get(view.table)!,
      origin: origin(item),
    }
    items[item] = { kind: 'view', id: made.id, key: made.key }
    return made
  })
  for (const role of template.roles) {
    const own = adopted.get(role.key)
    if (own) items[role.item] = { kind: 'role', id: own.id, key: own.key }
  }
  const roles = newRoles.map(({ item, ...role }): Role => {
    const rights = Object.entries(role.tables).map(([table, right]) => [
      names.table.get(table) ?? table,
      right,
    ])
    const made = {
      ...role,
      id: randomUUID(),
      key: names.role.get(role.key)!,
      tables: Object.fromEntries(rights) as Role['tables'],
      origin: origin(item),
    }
    items[item] = { kind: 'role', id: made.id, key: made.key }
    return made
  })
  return { tables, optionSets, views, roles, items, names }
}

function resolveField(
  { item: _item, ...field }: TemplateField,
  names: Resolved['names'],
  origin: Origin,
  number: number,
): Field {
  const { table, set, ...rest } = field.options as { table?: string; set?: string }
  return {
    ...field,
    id: randomUUID(),
    options: {
      ...rest,
      ...(table === undefined ? {} : { table: names.table.get(table) ?? table }),
      ...(set === undefined ? {} : { set: names.options.get(set) ?? set }),
    },
    source: resolveSource(field.source, names),
    number,
    origin,
  }
}

const resolveSource = (source: Source, names: Resolved['names']): Source =>
  source.kind === 'inverse' ? { ...source, table: names.table.get(source.table) ?? source.table } : source
