/** What a menu of rights can be about: a cell, and with it what a drag, a heading or all of the table would mean. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import type { FieldRight, Role } from '@/lib/meta/model'
import type { MatrixSection } from './layout'
import { type RightsTable, rightOf } from './matrix'
import { same } from './same'

export interface Target {
  rows: ReadonlySet<string>
  roles: readonly string[]
  /** The right they all have, if they agree. */
  present?: FieldRight
}

export type ScopeName = 'cell' | 'section' | 'column' | 'row' | 'sectionAll' | 'everything'
export interface Scope extends Target {
  name: ScopeName
}

/** Rows of roles that can be set, with the right that they share. */
export function targetOf(table: RightsTable, rows: readonly string[], columns: readonly Role[]): Target {
  const open = columns.filter((r) => !r.admin)
  const [first] = open
  const present = first && rows[0] !== undefined ? rightOf(first, table.key, rows[0]) : undefined
  const agree = open.every((r) => rows.every((key) => same(rightOf(r, table.key, key), present)))
  return {
    rows: new Set(rows),
    roles: open.map((r) => r.key),
    ...(present !== undefined && agree ? { present } : {}),
  }
}

/** The wider targets around one cell, the cell itself first. */
export function scopesAround(
  table: RightsTable,
  sections: readonly MatrixSection[],
  keys: readonly string[],
  roles: readonly Role[],
  row: string,
  role: Role,
): Scope[] {
  const section = sections.find((s) => s.fields.some((f) => f.key === row))?.fields.map((f) => f.key)
  const scope = (name: ScopeName, rows: readonly string[], columns: readonly Role[]): Scope => ({
    name,
    ...targetOf(table, rows, columns),
  })
  return [
    scope('cell', [row], [role]),
    ...(section && sections.length > 1 ? [scope('section', section, [role])] : []),
    scope('column', keys, [role]),
    scope('row', [row], roles),
    ...(section && sections.length > 1 ? [scope('sectionAll', section, roles)] : []),
    scope('everything', keys, roles),
  ]
}

/** What the section is called whose fields these are, all of them and nothing else. */
function wholeSection(table: RightsTable, rows: ReadonlySet<string>, locale: Locale): string | undefined {
  const nameOf = ({ section }: RightsTable['fields'][number]) => section && labelOf(section, locale)
  const first = table.fields.find((f) => rows.has(f.key))
  const name = first && nameOf(first)
  if (name === undefined) return undefined
  const inside = table.fields.filter((f) => nameOf(f) === name)
  return inside.length === rows.size && inside.every((f) => rows.has(f.key)) ? name : undefined
}

/** The names of what a target is about, where it is one thing. */
export function namesIn(
  table: RightsTable,
  roles: readonly Role[],
  { rows, roles: keys }: Target,
  locale: Locale,
  newFieldsLabel: string,
): { field?: string; role?: string } {
  const [row] = rows
  const field = table.fields.find((f) => f.key === row)
  const section = rows.size > 1 ? wholeSection(table, rows, locale) : undefined
  const named = (label: Labels | undefined, key: string) => labelOf(label, locale, key)
  return {
    ...(rows.size === 1 && row ? { field: field ? named(field.label, row) : newFieldsLabel } : {}),
    ...(section !== undefined ? { field: section } : {}),
    ...(keys.length === 1 ? { role: named(roles.find((r) => r.key === keys[0])?.label, keys[0]!) } : {}),
  }
}
