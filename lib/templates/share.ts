/**
 * Templates that share tables: what a pack leaves out is that of the template it shares them with, the same items, so
 * that in one base both are one table. A pack takes only the fields that it names, and what refers to others stays away.
 */
import type { Section, TableRights } from '@/lib/meta/model'
import type {
  FieldEntry,
  RoleEntry,
  TableEntry,
  Template,
  TemplateField,
  TemplateOptionSet,
  TemplateRole,
  TemplateTable,
  TemplateView,
} from './format'

export function composeField(entry: FieldEntry, shared?: TemplateTable): FieldEntry {
  return { ...shared?.fields.find((f) => f.key === entry.key), ...entry }
}

/** The sections of a shared table with the fields whose links lead to tables that are here. */
export function wholeOf(shared: TemplateTable, tables: readonly string[]): Sections {
  const leads = ({ options }: TemplateField): boolean => {
    const { table } = options as { table?: string }
    return table === undefined || tables.includes(table)
  }
  const there = new Set(shared.fields.filter(leads).map((f) => f.key))
  return shared.sections.map((s) => ({ ...s, fields: s.fields.filter((key) => there.has(key)) }))
}

type Sections = NonNullable<TableEntry['sections']>

export function composeTable(
  table: Omit<TableEntry, 'sections'>,
  entries: Sections,
  fields: TemplateField[],
  shared?: TemplateTable,
): TemplateTable {
  const sections = entries.map(({ key, fields: list, ...given }): Section => {
    const label = given.label ?? shared?.sections.find((s) => s.key === key)?.label
    if (!label) throw new Error(`section ${table.key}.${key} has no label`)
    return { key, label, fields: list.map((f) => (typeof f === 'string' ? f : f.key)) }
  })
  const checks = table.checks ?? shared?.checks ?? []
  return { ...shared, ...table, checks, sections, fields } as TemplateTable
}

/** The other template's option sets that these tables use. */
export function usedSets(
  tables: readonly TemplateTable[],
  shared: Template | undefined,
  own: ReadonlyMap<string, TemplateOptionSet>,
): TemplateOptionSet[] {
  const used = new Set(tables.flatMap((t) => t.fields.map((f) => (f.options as { set?: string }).set)))
  return (shared?.optionSets ?? []).filter(({ key }) => used.has(key) && !own.has(key))
}

const has = (tables: readonly TemplateTable[], table: string, field: string): boolean =>
  tables.some((t) => t.key === table && t.fields.some((f) => f.key === field))

/** The other template's views of a table, with the columns that are here. */
export function composeViews(
  tables: readonly TemplateTable[],
  table: string,
  shared: Template | undefined,
): TemplateView[] {
  const views = (shared?.views ?? []).filter((v) => v.table === table)
  return views.map((view) => ({
    ...view,
    columns: view.columns.filter((c) => has(tables, table, c.field)),
    sort: view.sort.filter((s) => has(tables, table, s.field)),
  }))
}

/** A role with the other template's rights to what is here, and this pack's own over them. */
export function composeRole(
  { tables: given, ...role }: RoleEntry,
  tables: readonly TemplateTable[],
  shared: Template | undefined,
): TemplateRole {
  const base = shared?.roles.find((r) => r.key === role.key)
  const rights = tables.flatMap(({ key }): [string, TableRights][] => {
    const [was, own] = [base?.tables[key], given[key]]
    if (!was && !own) return []
    const fields = Object.entries(was?.fields ?? {}).filter(([name]) => has(tables, key, name))
    const merged = { ...was, ...own, fields: { ...Object.fromEntries(fields), ...own?.fields } }
    return [[key, merged as TableRights]]
  })
  const notes = Object.entries({ ...base?.notes, ...role.notes }).filter(([name]) =>
    rights.some(([key]) => name.startsWith(`${key}.`)),
  )
  return {
    ...base,
    ...role,
    tables: Object.fromEntries(rights),
    ...(notes.length > 0 ? { notes: Object.fromEntries(notes) } : {}),
  } as TemplateRole
}
