/** Two states that differ only in what a principal may not see; every single difference is checked against the reference. */

import { fieldType } from '@/lib/fields/index'
import type { Json } from '@/lib/json'
import { fieldOf, isInput, targetOf, watchedBy } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Field, Table, Team } from '@/lib/meta/model'
import type { Dice } from './dice'
import type { Principal } from './principal'
import { lineOf, seqs, someValue, type World } from './rows'
import { follows, ids } from './schema'
import { Sight } from './sight'
import { type Line, type Row, rowOf, type Share, type State } from './state'

export type Change =
  | { kind: 'cell'; row: string; field: string; value: Json }
  | { kind: 'creator'; row: string; person: string | null }
  | { kind: 'trash'; row: string; at: string | null }
  | { kind: 'add'; row: Row; line: Line }
  | { kind: 'remove'; row: string }
  | { kind: 'line'; line: Line }
  | { kind: 'share'; share: Share }
  | { kind: 'unshare'; record: string; person: string }
  | { kind: 'teams'; teams: Team[] }

/** The state after a change. What others do to a cell moves the stamps that watch it. */
export function changed(tables: ReadonlyMap<string, Table>, state: State, change: Change): State {
  const inRow = (id: string, edit: (row: Row) => Row): State => ({
    ...state,
    rows: state.rows.map((r) => (r.id === id ? edit(r) : r)),
  })
  switch (change.kind) {
    case 'cell':
      return inRow(change.row, (row) => {
        const { [change.field]: _before, ...cells } = row.cells
        const moved = change.value === null ? cells : { ...cells, [change.field]: change.value }
        return { ...row, cells: { ...moved, ...stampsOf(tables.get(row.table)!, change.field) } }
      })
    case 'creator':
      return inRow(change.row, (row) => ({ ...row, createdBy: change.person }))
    case 'trash':
      return inRow(change.row, (row) => ({ ...row, deletedAt: change.at }))
    case 'add':
      return { ...state, rows: [...state.rows, change.row], lines: [...state.lines, change.line] }
    case 'remove':
      return { ...state, rows: state.rows.filter((r) => r.id !== change.row) }
    case 'line':
      return { ...state, lines: [...state.lines, change.line].sort((a, b) => a.seq - b.seq) }
    case 'share':
      return { ...state, shares: [...state.shares, change.share] }
    case 'unshare':
      return {
        ...state,
        shares: state.shares.filter((s) => s.record !== change.record || s.person !== change.person),
      }
    case 'teams':
      return { ...state, teams: change.teams }
  }
}

/** "Changed at" and "changed by" of the fields that watch this one. */
const stampsOf = (table: Table, key: string): Record<string, Json> =>
  Object.fromEntries(
    table.fields
      .filter(
        (f) =>
          f.source.kind === 'auto' && f.source.of === 'updated' && watchedBy(table, f.source).includes(key),
      )
      .map((f) => [f.key, fieldType(f.type).kind === 'ref' ? null : '2024-06-01T08:00:00.000Z']),
  )

let secrets = 0
const letters = 'ghijklmnoprstuvwxy'

/** A word that occurs nowhere else. */
function markOf(): string {
  const n = ++secrets
  return `zq${[0, 1, 2, 3].map((i) => letters[Math.floor(n / letters.length ** i) % letters.length]).join('')}`
}

/** A value that occurs nowhere else, so that an answer that holds it has told of this cell. */
export function secretOf(field: Field): Json | undefined {
  const text = markOf()
  const n = secrets
  if (field.type === 'text' || field.type === 'longtext') return `${text} 密`
  if (field.type === 'email') return `${text}@example.com`
  if (field.type === 'phone') return `+86177${String(10_000_000 + (n % 80_000_000)).slice(0, 8)}`
  // Far enough apart that what a formula makes of one is never another.
  if (field.type === 'number' || field.type === 'currency') return 70_000_000 + ((n * 7) % 9_000_000)
  return undefined
}

export interface Pair {
  states: [State, State]
  changes: Change[]
}

/** A pair, or undefined where nothing could be found that the principal may not see. */
export function pairOf(
  dice: Dice,
  world: World,
  forms: readonly Form[],
  principal: Principal,
  start: State,
): Pair | undefined {
  const tables = new Map(world.tables.map((t) => [t.key, t]))
  const sightOf = (state: State) => new Sight(tables, principal, state)
  const first = planted(dice, world, sightOf, start, tables)
  const text = sightOf(first).text()
  const changes: Change[] = []
  let second = first
  for (let tries = dice.between(6, 24); tries > 0 || (changes.length === 0 && tries > -40); tries--) {
    const change = proposed(dice, world, second, sightOf(second))
    if (!change) continue
    const next = changed(tables, second, change)
    if (sightOf(next).text() !== text) continue
    changes.push(change)
    second = next
  }
  // What others have by themselves is always different.
  const [other, another] = world.people.slice(1)
  const states: [State, State] = [
    { ...first, drafts: draftsOf(world, forms), aside: [{ person: other!, mark: markOf() }] },
    {
      ...second,
      drafts: draftsOf(world, forms),
      aside: [{ person: another!, mark: markOf(), record: dice.pick(second.rows)?.id }],
    },
  ]
  return changes.length > 0 ? { states, changes } : undefined
}

const draftsOf = ({ people, tables }: World, forms: readonly Form[]): State['drafts'] =>
  forms.flatMap(({ id, table }) => {
    const { title, fields } = tables.find((t) => t.key === table)!
    const body = secretOf(fields.find((f) => f.key === title)!)
    return [{ form: id, holder: people[1]!, field: title, body: String(body) }]
  })

/** Secrets in many of the cells that are out of sight; links and people there are as they are. */
function planted(
  dice: Dice,
  { tables: all }: World,
  sightOf: (s: State) => Sight,
  start: State,
  tables: ReadonlyMap<string, Table>,
): State {
  let state = start
  const seen = sightOf(start)
  for (const row of start.rows)
    for (const field of all.find((t) => t.key === row.table)!.fields) {
      if (!isInput(field) || seen.rows.get(row.id)?.cells[field.key] || !dice.chance(0.5)) continue
      const value = secretOf(field)
      if (value !== undefined)
        state = changed(tables, state, { kind: 'cell', row: row.id, field: field.key, value })
    }
  return state
}

/** Some difference, mostly where the principal sees nothing; whether it may be is for the reference to say. */
function proposed(dice: Dice, world: World, state: State, sight: Sight): Change | undefined {
  const unseen = state.rows.filter((r) => !sight.rows.has(r.id))
  const row = unseen.length > 0 && dice.chance(0.5) ? dice.pick(unseen) : dice.pick(state.rows)
  if (!row) return undefined
  const seen = sight.rows.get(row.id)
  const { fields } = world.tables.find((t) => t.key === row.table)!
  const what = dice.below(20)
  if (what < 10) {
    const hidden = fields.filter(
      (f) =>
        !follows(f) &&
        f.source.kind !== 'inverse' &&
        !(f.source.kind === 'auto' && f.source.of === 'created') &&
        !(seen && f.key in seen.cells && 'value' in seen.cells[f.key]! && !targetOf(f)),
    )
    if (hidden.length === 0) return undefined
    const field = dice.pick(hidden)
    const secret = field.unique || dice.chance(0.35) ? secretOf(field) : undefined
    if (field.unique && secret === undefined) return undefined
    // Left out: other auto numbers, and another count of them (declared exception 2).
    if (field.source.kind === 'auto') return undefined
    const value = secret ?? someValue(dice, world, field, state.rows) ?? null
    // The same again is no change: it would move no stamp.
    if (JSON.stringify(value) === JSON.stringify(row.cells[field.key] ?? null)) return undefined
    // A link to a record in the trash reads as empty for everybody, and nobody can make one.
    const living = (ids: Json): boolean =>
      [ids ?? []].flat().every((id) => rowOf(state, id)?.deletedAt === null)
    if (targetOf(field) && !(living(value) && living(row.cells[field.key] ?? null))) return undefined
    return { kind: 'cell', row: row.id, field: field.key, value }
  }
  if (what < 13) return { kind: 'trash', row: row.id, at: row.deletedAt ? null : '2024-03-02T08:00:00.000Z' }
  if (what < 14)
    return { kind: 'creator', row: row.id, person: dice.chance(0.8) ? dice.pick(world.people) : null }
  if (what < 16) {
    const line = lineOf(dice, world, state.rows, row, freeSeq(state, row.createdIn! + 3 + 2 * dice.below(4)))
    return { kind: 'line', line }
  }
  if (what < 17) {
    const share = dice.pick([...state.shares, undefined])
    if (share) return { kind: 'unshare', record: share.record, person: share.person }
    const person = dice.pick(world.people)
    if (state.shares.some((s) => s.record === row.id && s.person === person)) return undefined
    return { kind: 'share', share: { record: row.id, person, table: row.table, edit: dice.chance(0.5) } }
  }
  if (what < 18) {
    const teams = state.teams.map((t) => ({
      ...t,
      members: dice.chance(0.5) ? dice.some(world.people, 0.4) : t.members,
      managers: [],
    }))
    return { kind: 'teams', teams }
  }
  if (what < 19) {
    const inbound = state.rows.some((r) => Object.values(r.cells).flat().includes(row.id))
    return inbound || state.shares.some((s) => s.record === row.id)
      ? undefined
      : { kind: 'remove', row: row.id }
  }
  return added(dice, world, state, row)
}

/** A copy of a row under another id, with other values where they must be unique. */
function added(dice: Dice, { tables, people }: World, state: State, like: Row): Change {
  // Somewhere among the others, also where one has just been taken away.
  const used = new Set(state.rows.map((r) => r.id))
  let n = dice.between(1, 60)
  while (used.has(ids.row(n))) n++
  const seq = freeSeq(state, n * seqs + 1)
  const table = tables.find((t) => t.key === like.table)!
  const cells = Object.fromEntries(
    Object.entries(like.cells).flatMap(([key, v]): [string, Json][] => {
      const field = fieldOf(table, key)
      if (!field || follows(field)) return []
      if (!field.unique) return [[key, v]]
      const secret = secretOf(field)
      return secret === undefined || field.source.kind === 'auto' ? [] : [[key, secret]]
    }),
  )
  const row: Row = { ...like, id: ids.row(n), cells, createdBy: dice.pick(people), createdIn: n * seqs + 1 }
  const line: Line = {
    seq,
    at: row.createdAt,
    actor: row.createdBy,
    door: 'api',
    kind: 'create',
    table: like.table,
    cells: [],
  }
  return { kind: 'add', row, line }
}

/** The next number of the log that no line has. */
function freeSeq(state: State, from: number): number {
  const taken = new Set(state.lines.map((l) => l.seq))
  let seq = from
  while (taken.has(seq)) seq++
  return seq
}
