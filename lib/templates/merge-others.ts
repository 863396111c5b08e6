/** Merging option sets, views and roles of a template into those that are here. */
import type { PlanSubject } from '@/lib/api/contract-upgrade'
import type { Option } from '@/lib/fields/type'
import type { OptionSet, Role, Table, View, ViewColumn } from '@/lib/meta/model'
import type { Report } from './report'
import { merge, placeBehind, same, type Versions } from './three-way'

const labelsIn = (...names: string[]) => {
  const set = new Set(names)
  return (path: string[]): boolean => path.length === 1 && set.has(path[0]!)
}

export const ofSet = (set: OptionSet): PlanSubject => ({ kind: 'options', label: set.label })
export const ofView = (view: View, table?: Table): PlanSubject => ({
  kind: 'view',
  label: view.label,
  ...(table ? { of: table.label } : {}),
})
export const ofRole = (role: Role): PlanSubject => ({ kind: 'role', label: role.label })

/** Options are known by their value; one that the new version no longer has is left to the people here. */
export function mergeOptions(
  { ancestor, mine, theirs, partial }: Versions<OptionSet>,
  report: Report,
): OptionSet {
  const own = ({ label }: OptionSet) => ({ label })
  const words =
    ancestor &&
    merge({ ancestor: own(ancestor), mine: own(mine), theirs: own(theirs), partial }, labelsIn('label'))
  if (words) report.merged(ofSet(mine), words)
  let options: readonly Option[] = mine.options
  for (const option of theirs.options) {
    const is = mine.options.find((o) => o.value === option.value)
    const was = ancestor?.options.find((o) => o.value === option.value)
    const subject: PlanSubject = { kind: 'option', label: (is ?? option).label, of: mine.label }
    if (is && was) {
      const merged = merge({ ancestor: was, mine: is, theirs: option, partial }, labelsIn('label'))
      report.merged(subject, merged)
      options = options.map((o) => (o === is ? merged.value : o))
    } else if (!is && !was) {
      report.add(subject)
      options = placeBehind(options, option, theirs.options, (o) => o.value)
    }
  }
  return { ...mine, ...words?.value, options: [...options] }
}

const columnName = (column: ViewColumn): string => column.field

/** Columns that nobody has touched are those of the new version; touched ones get the new columns at their place. */
export function mergeView(
  { ancestor, mine, theirs, partial }: Versions<View>,
  table: Table,
  report: Report,
): View {
  if (!ancestor) return mine
  const own = ({ label, frozen, sort, filter, default: start }: View) => ({
    label,
    frozen,
    sort,
    filter,
    default: start,
  })
  const merged = merge(
    { ancestor: own(ancestor), mine: own(mine), theirs: own(theirs), partial },
    labelsIn('label'),
  )
  let columns = mine.columns
  if (same(mine.columns, ancestor.columns) && !partial) columns = theirs.columns
  else
    for (const column of theirs.columns) {
      const known = [...ancestor.columns, ...columns].some((c) => c.field === column.field)
      if (!known) columns = placeBehind(columns, column, theirs.columns, columnName)
    }
  const there = columns.filter((c) => table.fields.some((f) => f.key === c.field))
  const changed = !same(there, mine.columns)
  report.merged(ofView(mine, table), {
    ...merged,
    taken: [...merged.taken, ...(changed ? [{ path: ['columns'] }] : [])],
  })
  return { ...mine, ...merged.value, columns: changed ? there : mine.columns }
}

/** Rights are merged one by one: a verb's rows, a field's right. */
const rightsInParts = (path: string[]): boolean => {
  const [first, , third, ...rest] = path
  if (first === 'tables')
    return rest.length === 0 && (third === undefined || third === 'rows' || third === 'fields')
  return path.length === 1 && (first === 'label' || first === 'description' || first === 'notes')
}

/** @param tables the tables as they will be: rights to what is not there are left away */
export function mergeRole(
  { ancestor, mine, theirs, partial }: Versions<Role>,
  tables: ReadonlyMap<string, Table>,
  report: Report,
): Role {
  // An administrator may do everything already.
  if (mine.admin) return mine
  const own = (role: Role) => ({
    label: role.label,
    description: role.description,
    notes: role.notes,
    tables: rightsTo(role, new Map([...tables].filter(([key]) => !withdrawn(key)))),
  })
  /** A table that a person has closed to the role altogether stays closed. */
  const withdrawn = (table: string) => ancestor?.tables[table] !== undefined && !mine.tables[table]
  const merged = ancestor
    ? merge(
        { ancestor: own(ancestor), mine: own(mine), theirs: own(theirs), partial },
        rightsInParts,
        keepsRights,
      )
    : merge({ mine: own(mine), theirs: { ...own(mine), tables: rightsTo(theirs, tables) } }, rightsInParts)
  report.merged(ofRole(mine), merged)
  if (merged.taken.length === 0) return mine
  const rights = Object.entries(merged.value.tables).map(([key, right]) => [
    key,
    { ...right, fields: right.fields ?? {} },
  ])
  return { ...mine, ...merged.value, tables: { ...mine.tables, ...Object.fromEntries(rights) } }
}

/** A right that the new version no longer speaks of stays. */
const keepsRights = ([first]: string[]): boolean => first === 'tables'

/** The role's rights to tables and fields that are there. */
export function rightsTo(role: Role, tables: ReadonlyMap<string, Table>): Role['tables'] {
  return Object.fromEntries(
    Object.entries(role.tables).flatMap(([key, right]) => {
      const table = tables.get(key)
      if (!table) return []
      const fields = Object.entries(right.fields).filter(([name]) => table.fields.some((f) => f.key === name))
      return [[key, { ...right, fields: Object.fromEntries(fields) }]]
    }),
  )
}
