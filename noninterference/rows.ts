/** Random states: few rows with values from tiny domains, people, teams, shares, a trash and a history. */

import { fieldType } from '@/lib/fields/index'
import type { Json } from '@/lib/json'
import { isInput, isPeople, isToMany, targetOf } from '@/lib/meta/fields'
import type { Field, Table, Team } from '@/lib/meta/model'
import type { Dice } from './dice'
import { type Blueprint, ids } from './schema'
import type { Line, Row, State } from './state'

export interface World {
  blueprint: Blueprint
  tables: readonly Table[]
  /** Members of the base, the principal first; then one who is in no team. */
  people: readonly string[]
  /** Files that are there, bound. */
  files: readonly { id: string; name: string }[]
  /** Files that are there and that the principal has no way to. */
  strays: readonly { id: string; name: string }[]
}

/** So many numbers of the log are between the making of one row and of the next. */
export const seqs = 100

const day = (n: number): string => `2024-02-${String((n % 28) + 1).padStart(2, '0')}T08:00:00.000Z`

/** A value that the field may hold; undefined for empty. Unique values are found by the row's number. */
export function someValue(
  dice: Dice,
  { blueprint, people, files }: World,
  field: Field,
  rows: readonly { id: string; table: string }[],
  nth?: number,
): Json | undefined {
  if (dice.chance(0.2)) return undefined
  const target = targetOf(field)
  const list = fieldType(field.type).kind === 'list' || isToMany(field)
  const several = (from: readonly string[]): Json | undefined => {
    const some = dice.some(from, 0.4)
    return list ? (some.length > 0 ? some : undefined) : from.length > 0 ? dice.pick(from) : undefined
  }
  if (target) return several(rows.filter((r) => r.table === target).map((r) => r.id))
  if (isPeople(field)) return field.unique && nth !== undefined ? people[nth] : several(people)
  if (fieldType(field.type).fileIds) {
    const some = dice.some(files, 0.4)
    return some.length > 0 ? some.map(({ id, name }) => ({ id, name })) : undefined
  }
  // Formulas come out as numbers.
  const values = blueprint.domains.get(field.key) ?? [1, 2, 3]
  if (values.length === 0) return undefined
  if (field.unique) return nth === undefined ? dice.pick(values) : values[nth]
  return dice.pick(values)
}

export function stateOf(dice: Dice, world: World): State {
  const { tables, people } = world
  let n = 0
  const rows = tables.flatMap((t) =>
    Array.from({ length: dice.between(1, 5) }, (_, i): Row & { nth: number } => ({
      id: ids.row(++n),
      table: t.key,
      nth: i,
      cells: {},
      createdBy: dice.chance(0.9) ? dice.pick(people) : null,
      createdAt: day(n),
      createdIn: n * seqs,
      deletedAt: dice.chance(0.22) ? '2024-03-01T08:00:00.000Z' : null,
    })),
  )
  for (const row of rows)
    for (const field of tables.find((t) => t.key === row.table)!.fields) {
      const value = startingValue(dice, world, field, rows, row)
      if (value !== undefined) row.cells[field.key] = value
    }
  const lines = rows.flatMap((row): Line[] => [
    {
      seq: row.createdIn!,
      at: row.createdAt,
      actor: row.createdBy,
      door: 'api',
      kind: 'create',
      table: row.table,
      cells: [],
    },
    // Now and then more of them than a page of a history holds.
    ...Array.from({ length: dice.chance(0.05) ? 45 : dice.pick([0, 1, 2, 3]) }, (_, i) =>
      lineOf(dice, world, rows, row, row.createdIn! + 2 * i + 2),
    ),
  ])
  const shares = rows
    .filter(() => dice.chance(0.25))
    .map((r) => ({ record: r.id, person: dice.pick(people), table: r.table, edit: dice.chance(0.5) }))
  return {
    rows: rows.map(({ nth, ...row }) => row),
    lines,
    shares,
    teams: teamsOf(dice, people),
    drafts: [],
    aside: [],
  }
}

function startingValue(
  dice: Dice,
  world: World,
  field: Field,
  rows: readonly Row[],
  row: Row & { nth: number },
): Json | undefined {
  const { source } = field
  if (source.kind === 'auto' && source.of === 'number') return `N${String(row.nth + 1).padStart(3, '0')}`
  if (source.kind === 'auto' && source.of === 'updated')
    return fieldType(field.type).kind === 'ref' ? dice.pick(world.people) : day(row.createdIn!)
  return isInput(field) ? someValue(dice, world, field, rows, row.nth) : undefined
}

/** Somebody changed a cell or two of a row. */
export function lineOf(dice: Dice, world: World, rows: readonly Row[], row: Row, seq: number): Line {
  const inputs = world.tables.find((t) => t.key === row.table)!.fields.filter(isInput)
  const changed = Array.from({ length: dice.pick([1, 1, 2]) }, () => dice.pick(inputs))
  const cells = () => Object.fromEntries(changed.map((f) => [f.key, someValue(dice, world, f, rows) ?? null]))
  return {
    seq,
    at: day(seq),
    actor: dice.pick(world.people),
    door: 'page',
    kind: 'update',
    table: row.table,
    cells: [{ record: row.id, before: cells(), after: cells() }],
  }
}

/** A top, two below it, and one that nobody is in. */
function teamsOf(dice: Dice, people: readonly string[]): Team[] {
  const members = () => dice.some(people, 0.4)
  const team = (n: number, parent?: string): Team => {
    const inside = members()
    return {
      id: ids.other(400 + n),
      name: `Team ${n}`,
      members: inside,
      managers: dice.some(inside, 0.4),
      ...(parent ? { parent } : {}),
    }
  }
  const top = team(0)
  return [top, team(1, top.id), team(2, ids.other(401)), { ...team(3, top.id), members: [], managers: [] }]
}
