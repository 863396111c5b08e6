/** What can be named in a formula by the words people use: labels of fields and tables, those of the reader's language first. */
import type { Over } from '@/lib/expr/ast'
import type { Labelled, Names } from '@/lib/expr/names'
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { isToOne, targetOf } from './fields'
import type { Definitions, Table } from './model'
import { gatheredTable, tableAt } from './stored-scope'

/** The names of a table's fields, along its links, and of gathered records. */
export function namesIn(definitions: Definitions, table: Table, locale: Locale): Names {
  const named = new Map<Table, Labelled>()
  const fieldsOf = (owner: Table): Labelled => {
    const fields = owner.fields.map((f) => [f.key, spoken(f.label, f.key, locale)] as const)
    const found = named.get(owner) ?? new Map([...fields, ['id', spoken(itself, 'id', locale)] as const])
    named.set(owner, found)
    return found
  }
  const tables: Labelled = new Map(
    [...definitions.tables.values()].map((t) => [t.key, spoken(t.label, t.key, locale)] as const),
  )
  return {
    fields(before: readonly string[], over?: Over) {
      const from = over ? gatheredTable(definitions, table, over) : table
      const owner = from && tableAt(definitions, from, before)
      return owner ? fieldsOf(owner) : none
    },
    tables: () => tables,
  }
}

/** The record that a gathered one is: `@rules.first(id)` names the rule that matched. */
const itself: Labels = { 'zh-CN': '这条记录', en: 'this record' }

const none: Labelled = new Map()

const spoken = (label: Labels, key: string, locale: Locale): string[] => [
  ...new Set([labelOf(label, locale, key), ...Object.values(label)]),
]

/** The table that the record at the end of a path of fields belongs to, where the last one is a link to one. */
export function linkedTable(
  definitions: Definitions,
  table: Table,
  path: readonly string[],
): string | undefined {
  const owner = tableAt(definitions, table, path.slice(0, -1))
  const field = owner?.fields.find((f) => f.key === path.at(-1))
  if (path.at(-1) === 'id') return owner?.key
  return field && isToOne(field) ? targetOf(field) : undefined
}
