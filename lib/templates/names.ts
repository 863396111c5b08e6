/**
 * Item → key (law L13): what a template's definitions are called in this base. Equal items are the same thing, also
 * when another template brought it; equal keys never mean that, so a clash becomes `customers_2`.
 */
import type { Install } from '@/lib/meta/model'
import type { Template } from './format'

export type ItemKind = 'table' | 'options' | 'view' | 'role'
type Item = Install['items'][string]

/** What is in a base already, as far as names go. */
export interface Here {
  /** What the items of installed templates are here. */
  items: ReadonlyMap<string, Item>
  /** Keys that exist or ever existed. */
  taken: Readonly<Record<ItemKind, ReadonlySet<string>>>
  /** Keys that fields of a table have or had. */
  fieldKeys(table: string): ReadonlySet<string>
  /** The numbers of fields, by id; those in the trash too. */
  numbers: ReadonlyMap<string, number>
}

/** Template key → key here. */
export type Names = Record<ItemKind, Map<string, string>> & {
  /** By the template's key of the table. */
  fields: Map<string, Map<string, string>>
}

/** An empty base. */
export const nothingHere: Here = {
  items: new Map(),
  taken: { table: new Set(), options: new Set(), view: new Set(), role: new Set() },
  fieldKeys: () => new Set(),
  numbers: new Map(),
}

/** The key, or the first of `key_2`, `key_3` … that nothing has. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? key : `${key.slice(0, 44)}_${n}`
    if (!taken.has(name)) return name
  }
}

/** The known name of each item, and a free one for what is new. */
function freeKeys(
  list: readonly { item: string; key: string }[],
  taken: ReadonlySet<string>,
  known: (item: string) => string | undefined,
): Map<string, string> {
  const used = new Set(taken)
  return new Map(
    list.map(({ item, key }) => {
      const free = known(item) ?? freeKey(key, used)
      used.add(free)
      return [key, free]
    }),
  )
}

export function namesIn(template: Template, { items, taken, fieldKeys }: Here): Names {
  const known = (item: string) => items.get(item)?.key
  const table = freeKeys(template.tables, taken.table, known)
  return {
    table,
    options: freeKeys(template.optionSets, taken.options, known),
    view: freeKeys(template.views, taken.view, known),
    role: freeKeys(template.roles, taken.role, known),
    fields: new Map(
      template.tables.map((t) => [t.key, freeKeys(t.fields, fieldKeys(table.get(t.key)!), known)]),
    ),
  }
}
