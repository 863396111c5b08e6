/**
 * Where a role may read a computed field (law L4): where it may read everything that the field draws on. A value that
 * gathers other records needs a rule that shows every one of them; that is looked up in the rules, never proved.
 */
import { fieldOf, isToOne, targetOf, watchedBy } from '@/lib/meta/fields'
import { graphOf, type Hop, type Input } from '@/lib/meta/graph'
import type { Definitions, Field, Role, Table, TableRights } from '@/lib/meta/model'
import { type Clause, opens, rightsOf } from './decide'

/** To-one links that must lead to records the role sees, by link; below each, those that go on from there. */
type Ways = Map<string, Ways>

/**
 * What must hold of a row, beside the role's rule for it, so that the role may read the computed value: [] for nothing,
 * undefined where no row will do.
 */
export function readableWhere(
  definitions: Definitions,
  role: Role,
  table: string,
  field: string,
): Clause[] | undefined {
  if (role.admin) return []
  const ways: Ways = new Map()
  if (!readable(definitions, role, { table, field, via: [] }, ways)) return undefined
  return clausesOf(definitions, role, table, ways)
}

/** Both conditions as one rule; a rule for all rows adds nothing. */
export function together(rule: Clause[], where: Clause[]): Clause[] {
  const rules = [...(rule.some((c) => c.kind === 'all') ? [] : [rule]), ...where.map((c) => [c])]
  if (rules.length === 0) return [{ kind: 'all' }]
  return rules.length === 1 ? rules[0]! : [{ kind: 'both', rules }]
}

/** Whether the role opens what a computed field draws on; the links that it must see along are added to `ways`. */
function readable(definitions: Definitions, role: Role, { table, field, via }: Input, ways: Ways): boolean {
  const computed = graphOf(definitions).computed(table, field)
  if (!computed) return false
  return computed.inputs.every((input) => {
    const there: Input = { ...input, via: [...via, ...input.via] }
    const rights = rightsOf(role, input.table)
    if (!rights || !sees(definitions, role, there.via, ways)) return false
    if (input.field === 'id') return true
    if (!opens(rights, input.field)) return false
    const drawnOn = definitions.tables.get(input.table)!
    const drawn = fieldOf(drawnOn, input.field)
    if (drawn && !showsWatched(rights, drawnOn, drawn)) return false
    if (drawn?.source.kind !== 'formula' || drawn.declassified) return true
    return readable(definitions, role, there, ways)
  })
}

/** When a record was last changed tells of every field that it watches. */
export const showsWatched = (
  rights: Pick<TableRights, 'fields' | 'otherFields'>,
  table: Table,
  { source }: Field,
): boolean =>
  source.kind !== 'auto' ||
  source.of !== 'updated' ||
  watchedBy(table, source).every((key) => opens(rights, key))

const seesAll = (role: Role, table: string): boolean =>
  rightsOf(role, table)?.rows.read.some((a) => a.kind === 'all') ?? false

/** Whether the role sees every record on the way: by its rules alone, or along links that each row will be asked about. */
function sees(definitions: Definitions, role: Role, via: readonly Hop[], ways: Ways): boolean {
  /** Where the way stands: undefined once it has gathered records, of which no single one can be asked. */
  let asked: Ways | undefined = ways
  for (const hop of via) {
    if (hop.along === 'all') {
      if (!seesAll(role, hop.table)) return false
      asked = undefined
    } else if (hop.along === 'many') {
      if (!seesBehind(definitions, role, hop)) return false
      asked = undefined
    } else if (!seesAll(role, targetOf(fieldOf(definitions.tables.get(hop.table)!, hop.link)!)!)) {
      if (!asked) return false
      const further: Ways = asked.get(hop.link) ?? new Map()
      asked.set(hop.link, further)
      asked = further
    } else if (asked) {
      // Further on from a table of which everything is seen, the way must go by such tables only.
      const further: Ways | undefined = asked.get(hop.link)
      asked = further
    }
  }
  return true
}

/** Every record behind a to-many field: all of their table, or visible exactly when the one they belong to is. */
function seesBehind(definitions: Definitions, role: Role, hop: Extract<Hop, { along: 'many' }>): boolean {
  const field = fieldOf(definitions.tables.get(hop.table)!, hop.link)!
  const target = targetOf(field)!
  if (seesAll(role, target)) return true
  const { source } = field
  if (source.kind !== 'inverse') return false
  const far = fieldOf(definitions.tables.get(target)!, source.field)
  if (!far || !isToOne(far)) return false
  return rightsOf(role, target)?.rows.read.some((a) => a.kind === 'follows' && a.link === far.key) ?? false
}

function clausesOf(definitions: Definitions, role: Role, table: string, ways: Ways): Clause[] {
  return [...ways].map(([link, further]): Clause => {
    const target = targetOf(fieldOf(definitions.tables.get(table)!, link)!)!
    const rule: Clause[] = rightsOf(role, target)?.rows.read ?? []
    return { kind: 'sees', link, where: together(rule, clausesOf(definitions, role, target, further)) }
  })
}
