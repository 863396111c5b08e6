/** Which fields a form shows at once and which wait in collapsed sections: simple by default. */
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { Labels } from '@/lib/i18n/labels'

export interface FormSection {
  key: string
  /** The first block has none; fields outside any section stand under "more". */
  label?: Labels
  fields: FieldAnswer[]
  open: boolean
}

/** Keys of the two blocks that are not sections of the table; section keys never begin with `_`. */
export const firstBlock = '_first'
export const restBlock = '_rest'

/** How many optional fields a create form opens beside the required ones. */
const openFields = 8

/** Every field in its section, in the order in which the sections and their lists stand; the rest at the end. */
export function sectionsOf(table: TableAnswer): FormSection[] {
  const left = new Map(table.fields.map((f) => [f.key, f]))
  const take = (key: string): FieldAnswer[] => {
    const field = left.get(key)
    left.delete(key)
    return field ? [field] : []
  }
  const sections = table.sections.map((s) => ({
    key: s.key,
    label: s.label,
    fields: s.fields.flatMap(take),
    open: true,
  }))
  const rest = { key: restBlock, fields: [...left.values()], open: true }
  return [...sections, rest].filter((s) => s.fields.length > 0)
}

/** What a person sees in the main grid is what matters to them. */
function importance(table: TableAnswer): (field: FieldAnswer) => number {
  const view = table.views.find((v) => v.default) ?? table.views[0]
  const columns = (view?.columns ?? []).filter((c) => !c.hidden).map((c) => c.field)
  return (field) => {
    const place = columns.indexOf(field.key)
    return field.key === table.title ? -1 : place < 0 ? columns.length : place
  }
}

/** The fields of a new record: what it shows, and what may be given only then. */
export const newFields = (table: TableAnswer): FieldAnswer[] => [...table.fields, ...(table.onlyNew ?? [])]

/** A first block with the required fields, the prefilled ones and the most important others; sections for the rest, closed. */
export function createSections(table: TableAnswer, prefilled: readonly string[] = []): FormSection[] {
  const sections = sectionsOf({ ...table, fields: newFields(table) })
    .map((s) => ({ ...s, fields: s.fields.filter((f) => f.creatable) }))
    .filter((s) => s.fields.length > 0)
  const inOrder = sections.flatMap((s) => s.fields)
  const needed = inOrder.filter((f) => f.required || prefilled.includes(f.key))
  const rank = importance(table)
  const others = inOrder
    .filter((f) => !needed.includes(f))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, openFields)
  const first = new Set([...needed, ...others])
  const rest = sections
    .map((s) => ({ ...s, open: false, fields: s.fields.filter((f) => !first.has(f)) }))
    .filter((s) => s.fields.length > 0)
  return [{ key: firstBlock, fields: inOrder.filter((f) => first.has(f)), open: true }, ...rest]
}
