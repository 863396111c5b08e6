/**
 * Where a role may read a computed field (law L4): where it may read everything that the field draws on. A value that
 * gathers other records needs a rule that shows every one of them; that is looked up in the rules, never proved.
 */
import { fieldOf, isToOne, targetOf, watchedBy } from '@/lib/meta/fields'
import { graphOf, type Hop, type Input } from '@/lib/meta/graph'
import type { Definitions, Field, Table, When } from '@/lib/meta/model'
import { type Clause, together } from './clause'
import type { EffectiveRole } from './granted'

/** To-one links that must lead to records the role sees, by link; below each, those that go on from there. */
type Ways = Map<string, Ways>

/** What must hold for a value to be told: links to walk, and conditions on the row itself. */
interface Needed {
  ways: Ways
  conditions: Map<string, Clause>
  /** What stands in the way, where something does: the first of it. */
  stopped?: Input
}

/**
 * What must hold of a row, beside the role's rule for it, so that the role may read the computed value: [] for nothing,
 * undefined where no row will do.
 */
export function readableWhere(
  definitions: Definitions,
  role: EffectiveRole,
  table: string,
  field: string,
): Clause[] | undefined {
  if (role.role.admin) return []
  const needed: Needed = { ways: new Map(), conditions: new Map() }
  if (!readable(definitions, role, { table, field, via: [] }, needed)) return undefined
  return [...needed.conditions.values(), ...clausesOf(definitions, role, table, needed.ways)]
}

/** What the computed field draws on that the role may not read in any row, and the way there; the first of several. */
export function stoppedBy(
  definitions: Definitions,
  role: EffectiveRole,
  table: string,
  field: string,
): Input | undefined {
  const needed: Needed = { ways: new Map(), conditions: new Map() }
  if (role.role.admin || readable(definitions, role, { table, field, via: [] }, needed)) return undefined
  return needed.stopped
}

/** Whether the role opens what a computed field draws on; what each row must be asked for is added to `needed`. */
function readable(
  definitions: Definitions,
  role: EffectiveRole,
  { table, field, via }: Input,
  needed: Needed,
): boolean {
  const computed = graphOf(definitions).computed(table, field)
  if (!computed) return false
  return computed.inputs.every((input) => {
    const there: Input = { ...input, via: [...via, ...input.via] }
    const stop = (): false => {
      needed.stopped ??= there
      return false
    }
    const granted = role.on(input.table)
    if (!granted || !sees(definitions, role, there.via, needed.ways)) return stop()
    if (input.field === 'id') return true
    if (!opensWhere(granted.modes(input.field).read, there, needed)) return stop()
    const drawnOn = definitions.tables.get(input.table)!
    const drawn = fieldOf(drawnOn, input.field)
    if (drawn && !showsWatched(role, drawnOn, drawn)) return stop()
    if (drawn?.source.kind !== 'formula' || drawn.declassified) return true
    return readable(definitions, role, there, needed)
  })
}

/** A condition can only be asked of the row itself; on the way to others it counts as closed. */
function opensWhere(read: When, { via }: Input, { conditions }: Needed): boolean {
  if (typeof read === 'boolean') return read
  if (via.length > 0) return false
  conditions.set(JSON.stringify(read), { kind: 'when', expr: read })
  return true
}

/**
 * When a record was last changed tells of every field that it watches, and of every record that a watched link has ever
 * led to.
 */
export function showsWatched(role: EffectiveRole, table: Table, { source }: Field): boolean {
  if (source.kind !== 'auto' || source.of !== 'updated') return true
  return watchedBy(table, source).every((key) => {
    const watched = fieldOf(table, key)
    const target = watched && targetOf(watched)
    return role.on(table.key)?.modes(key).read === true && (target === undefined || seesAll(role, target))
  })
}

const seesAll = (role: EffectiveRole, table: string): boolean =>
  role.on(table)?.rows.read.some((a) => a.kind === 'all') ?? false

/** Whether the role sees every record on the way: by its rules alone, or along links that each row will be asked about. */
function sees(definitions: Definitions, role: EffectiveRole, via: readonly Hop[], ways: Ways): boolean {
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
function seesBehind(
  definitions: Definitions,
  role: EffectiveRole,
  hop: Extract<Hop, { along: 'many' }>,
): boolean {
  const field = fieldOf(definitions.tables.get(hop.table)!, hop.link)!
  const target = targetOf(field)!
  if (seesAll(role, target)) return true
  const { source } = field
  if (source.kind !== 'inverse') return false
  const far = fieldOf(definitions.tables.get(target)!, source.field)
  if (!far || !isToOne(far)) return false
  return role.on(target)?.rows.read.some((a) => a.kind === 'follows' && a.link === far.key) ?? false
}

function clausesOf(definitions: Definitions, role: EffectiveRole, table: string, ways: Ways): Clause[] {
  return [...ways].map(([link, further]): Clause => {
    const target = targetOf(fieldOf(definitions.tables.get(table)!, link)!)!
    const rule: Clause[] = role.on(target)?.rows.read ?? []
    return { kind: 'sees', link, where: together(rule, clausesOf(definitions, role, target, further)) }
  })
}
