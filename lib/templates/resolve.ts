/** A template as definitions of a base: with ids, keys, numbers and origins, and everything that refers to them. */
import { randomUUID } from 'node:crypto'
import type { Field, Install, OptionSet, Origin, Role, Table, View } from '@/lib/meta/model'
import type { Template } from './format'
import { type Here, type Names, namesIn } from './names'
import { renamed } from './rename'

/** The template's definitions, and what each item became. */
export interface Resolved {
  tables: Table[]
  optionSets: OptionSet[]
  views: View[]
  roles: Role[]
  items: Install['items']
  names: Names
}

/**
 * @param here what is known of the template's items: those keep their ids and keys
 * @param number a fresh field number
 */
export function resolveTemplate(template: Template, here: Here, number: () => number): Resolved {
  const names = namesIn(template, here)
  const { tables, optionSets, views, roles } = renamed(template, names)
  const items: Install['items'] = {}
  const origin = (item: string): Origin => ({ template: template.key, version: template.version, item })
  const idOf = (item: string): string => here.items.get(item)?.id ?? randomUUID()
  /** A definition with its identity, entered into the origin map. */
  function placed<T extends { item: string; key: string }>(
    kind: 'options' | 'table' | 'view' | 'role',
    draft: T,
  ) {
    const { item, ...body } = draft
    const id = idOf(item)
    items[item] = { kind, id, key: draft.key }
    return { ...body, id, origin: origin(item) }
  }
  return {
    optionSets: optionSets.map((set): OptionSet => placed('options', set)),
    tables: tables.map((table): Table => {
      const made = placed('table', table)
      const fields = table.fields.map(({ item, ...field }): Field => {
        const id = idOf(item)
        items[item] = { kind: 'table', id, key: field.key, table: table.key }
        return { ...field, id, number: here.numbers.get(id) ?? number(), origin: origin(item) }
      })
      return { ...made, fields, uniques: [], trash: [] }
    }),
    views: views.map((view): View => placed('view', view)),
    roles: roles.map((role): Role => placed('role', role)),
    items,
    names,
  }
}
