/** What a base has of templates: which item is which definition, which keys are taken, and what each install began with. */
import type { Db } from '@/lib/db/connection'
import { type Models, parse } from '@/lib/meta/documents'
import { keptFields } from '@/lib/meta/kept'
import type { Definitions, DocumentKind, Install } from '@/lib/meta/model'
import { installs, takenKeys } from '@/lib/meta/store'
import type { Template } from './format'
import { freeKey, type Here, type ItemKind } from './names'

export interface Base extends Here {
  definitions: Definitions
  installs: readonly Install[]
  /** What a first install of the template is called: one that was taken back keeps its key. */
  installKey: string
}

/** Reads what is to be known before a template is planned. */
export async function baseOf(db: Db, definitions: Definitions, template: Template): Promise<Base> {
  const { baseId } = definitions
  const found = await installs(db, baseId)
  const taken: Record<ItemKind, ReadonlySet<string>> = {
    table: await takenKeys(db, baseId, 'table'),
    options: await takenKeys(db, baseId, 'options'),
    view: await takenKeys(db, baseId, 'view'),
    role: await takenKeys(db, baseId, 'role'),
  }
  const name = `install_${template.key}`.slice(0, 44)
  const installKey = freeKey(name, await takenKeys(db, baseId, 'install'))
  return { ...describe(definitions, found, taken, template), installKey }
}

function describe(
  definitions: Definitions,
  found: readonly Install[],
  taken: Here['taken'],
  template: Template,
): Omit<Base, 'installKey'> {
  const tables = [...definitions.tables.values()]
  const upgrades = found.some((i) => i.template === template.key)
  const items = new Map(found.flatMap((i) => Object.entries(i.items)))
  // Whoever installs a template wants all of it: what was deleted before comes as something new.
  if (!upgrades) for (const [item, { id }] of items) if (!isThere(definitions, id)) items.delete(item)
  adoptAdministrator(definitions, template, items)
  return {
    definitions,
    installs: found,
    taken,
    items,
    fieldKeys: (key) => new Set(keysOf(definitions, key)),
    numbers: new Map(tables.flatMap((t) => keptFields(t).map((f) => [f.id, f.number] as const))),
  }
}

/** The template's administrator is the base's own. */
function adoptAdministrator(
  definitions: Definitions,
  template: Template,
  items: Map<string, Install['items'][string]>,
) {
  const own = [...definitions.roles.values()].find((r) => r.admin)
  if (!own) return
  for (const role of template.roles)
    if (role.admin && !items.has(role.item)) items.set(role.item, { kind: 'role', id: own.id, key: own.key })
}

function* keysOf(definitions: Definitions, key: string): Generator<string> {
  const table = definitions.tables.get(key)
  if (table) for (const field of keptFields(table)) yield field.key
}

/** Whether a definition of this id is in use: a field, or a document. */
export function isThere({ tables, optionSets, views, roles }: Definitions, id: string): boolean {
  for (const table of tables.values())
    if (table.id === id || table.fields.some((f) => f.id === id)) return true
  return [optionSets, views, roles].some((map) => [...map.values()].some((one) => one.id === id))
}

/** The document that an install began with, as typed data. */
export function ancestorOf<K extends DocumentKind>(
  install: Install | undefined,
  kind: K,
  item: string,
): Models[K] | undefined {
  const body = install?.ancestors[item]
  return body === undefined ? undefined : parse(kind, body)
}
