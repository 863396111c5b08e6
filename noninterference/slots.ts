/** Slots of requests: names, ids, values and conditions, drawn so that what is out of sight stands in every place. */
import { call, type Expr, field as ref, type StoredExpr, stored, value } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import { isInput, isToMany, isToOne, targetOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Field, Table, View } from '@/lib/meta/model'
import type { Dice } from './dice'
import { someValue, type World } from './rows'
import type { SeenRow } from './seen'
import type { Sight } from './sight'
import type { Who } from './stage'
import { isSecret, type State } from './state'

export interface Scene {
  dice: Dice
  world: World
  base: string
  views: readonly View[]
  forms: readonly Form[]
  /** What the principal sees before anything is asked. */
  sight: Sight
  state: State
  who: Who['kind']
  /** Keys of fields that the principal's rules and conditions ask for, and of links that lead out of sight. */
  weighty: ReadonlySet<string>
  /** A record may have been made by an earlier step. */
  made: boolean
}

/** Filled in while a trace runs, from the answers of its own world. */
export const later = {
  next: '@next',
  admins: '@admins',

  ticket: '@ticket',
  made: '@made',
  file: '@file',
}

const hostile = [
  '__proto__',
  'constructor',
  't1.x',
  'id',
  '_raw_id',
  '_deleted_at',
  'created_by',
  'a"b',
  "x';--",
  '*',
  'ＮＡＭＥ',
  '',
]

/** A name of a field: 40 % out of sight, 30 % readable, the rest unknown or hostile. */
export function nameIn(
  { dice, sight }: Scene,
  table: Table,
  wanted: (f: Field) => boolean = () => true,
): string {
  const fits = table.fields.filter(wanted)
  const known = fits.filter((f) => sight.knows(table, f))
  const hidden = fits.filter((f) => !known.includes(f))
  const roll = dice.below(100)
  if (roll < 40 && hidden.length > 0) return dice.pick(hidden).key
  if (roll < 85 && known.length > 0) return dice.pick(known).key
  return roll < 92 ? 'nothing' : dice.pick(hostile)
}

/** Mostly a name that works, so that what comes after the names is reached too. */
export const goodName = (scene: Scene, table: Table, wanted: (f: Field) => boolean = () => true): string => {
  const known = table.fields.filter((f) => wanted(f) && scene.sight.knows(table, f))
  return known.length > 0 && scene.dice.chance(0.8)
    ? scene.dice.pick(known).key
    : nameIn(scene, table, wanted)
}

export const tableIn = ({ dice, world, sight }: Scene, wanted: (t: Table) => boolean = () => true): Table => {
  const known = world.tables.filter((t) => sight.knowsTable(t.key))
  const fit = known.filter(wanted)
  if (fit.length > 0 && dice.chance(0.8)) return dice.pick(fit)
  return known.length > 0 && dice.chance(0.7) ? dice.pick(known) : dice.pick(world.tables)
}
export const tableName = (scene: Scene, table: Table): string =>
  scene.dice.chance(0.03) ? scene.dice.pick(['nothing', '_cells', 'pg_class']) : table.key

/** An id: of a record in sight, out of sight, in the trash, of another table, made a moment ago, or of none. */
export function idIn(
  { dice, sight, state, made }: Scene,
  table: string,
  wanted: (row: SeenRow) => boolean = (row) => !row.deleted,
): string {
  const own = state.rows.filter((r) => r.table === table)
  const inSight = own.filter((r) => sight.rows.has(r.id))
  const fit = inSight.filter((r) => wanted(sight.rows.get(r.id)!))
  const seen = fit.length > 0 && dice.chance(0.7) ? fit : inSight
  const unseen = own.filter((r) => !sight.rows.has(r.id))
  const roll = dice.below(100)
  if (roll < (made ? 62 : 72) && seen.length > 0) return dice.pick(seen).id
  if (roll < 86 && unseen.length > 0) return dice.pick(unseen).id
  if (made && roll < 97) return later.made
  return roll < 98 && state.rows.length > 0
    ? dice.pick(state.rows).id
    : '01800000-0000-7000-8000-00000000dead'
}

/** A value that the principal could think of: never one that stands only where it cannot look. */
export function valueIn(scene: Scene, field: Field | undefined): unknown {
  const { dice, world, state, sight } = scene
  if (dice.chance(0.06))
    return dice.pick<unknown>([null, '', 0, 'no such value', [], {}, true, -1, '2024-02-30'])
  if (!field) return dice.pick<unknown>([1, 'a', null])
  const target = targetOf(field)
  if (target && dice.chance(0.8)) {
    const hidden = state.rows.filter((r) => r.table === target && !sight.rows.has(r.id) && !r.deletedAt)
    const one = () => (hidden.length > 0 && dice.chance(0.3) ? dice.pick(hidden).id : idIn(scene, target))
    return isToMany(field) ? Array.from({ length: dice.between(0, 2) }, one) : one()
  }
  if (field.type === 'attachment' && dice.chance(0.6))
    return [dice.chance(0.6) ? { id: later.file, name: 'a.txt' } : dice.pick(world.strays)]
  const made = someValue(dice, world, field, state.rows)
  return made === undefined || isSecret(made) ? null : made
}

export const fieldOfKey = (table: Table, key: string): Field | undefined =>
  table.fields.find((f) => f.key === key)

/** A condition that names fields in all positions: also behind links, and inside and/or/not. */
export function filterIn(scene: Scene, table: Table, depth = 0): Expr {
  const { dice, world } = scene
  if (depth < 2 && dice.chance(0.3)) {
    const fn = dice.pick(['and', 'or', 'not'])
    const args = Array.from({ length: fn === 'not' ? 1 : 2 }, () => filterIn(scene, table, depth + 1))
    return call(fn, ...args)
  }
  const hop = dice.chance(0.4) ? goodName(scene, table, (f) => isToOne(f)) : undefined
  const link = hop === undefined ? undefined : fieldOfKey(table, hop)
  const at = link ? (world.tables.find((t) => t.key === targetOf(link)) ?? table) : table
  const key = goodName(scene, at)
  const subject = hop === undefined ? ref(key) : ref(hop, key)
  const field = fieldOfKey(at, key)
  if (field && isToMany(field)) {
    const fn = dice.pick(['hasAnyOf', 'hasNoneOf', 'hasAllOf', 'isEmpty', 'isNotEmpty', 'isExactly'])
    return fn.startsWith('is') && fn !== 'isExactly'
      ? call(fn, subject)
      : call(fn, subject, value([idIn(scene, targetOf(field)!)]))
  }
  // Mostly one that fits the type.
  const fitting = field && dice.chance(0.6) ? [...fieldType(field.type).operators] : []
  const fn = dice.pick([
    ...fitting,
    ...fitting,
    'isEmpty',
    'isNotEmpty',
    'is',
    'eq',
    'isNot',
    'gt',
    'lt',
    'contains',
    'isMe',
    'hasMe',
    'isAnyOf',
  ])
  if (fn.endsWith('Empty') || fn.endsWith('Me')) return call(fn, subject)
  const other = dice.chance(0.1) ? ref(goodName(scene, at)) : value(valueIn(scene, field) as never)
  return call(fn, subject, fn === 'isAnyOf' ? value([valueIn(scene, field) as never]) : other)
}
export const storedFilter = (scene: Scene, table: Table): StoredExpr => stored(filterIn(scene, table))

export function whereIn(scene: Scene, table: Table): string {
  const { dice, world } = scene
  const key = goodName(scene, table, (f) => isToOne(f) || !dice.chance(0.4))
  const field = fieldOfKey(table, key)
  const link = field && isToOne(field) ? world.tables.find((t) => t.key === targetOf(field)) : undefined
  const path = link && dice.chance(0.6) ? `${key}.${goodName(scene, link)}` : key
  const given = valueIn(scene, field)
  const literal = typeof given === 'number' ? String(given) : JSON.stringify(String(given ?? 'a'))
  return dice.pick([
    `${path} = ${literal}`,
    `isEmpty(${path})`,
    `not isEmpty(${path})`,
    `${path} > ${literal}`,
    `${path} = me()`,
    `${path} = ${literal} or isEmpty(${goodName(scene, table)})`,
  ])
}

const positions = ['fields', 'filter', 'filter', 'where', 'sort', 'sort', 'none'] as const

/** The question of a list, in all its positions. */
export function askIn(scene: Scene, table: Table): Record<string, unknown> {
  const { dice } = scene
  const sorts = () =>
    Array.from({ length: dice.pick([1, 1, 1, 2]) }, () => ({
      field: goodName(scene, table),
      desc: dice.chance(0.5),
    }))
  const cursor = () => dice.pick([later.next, later.admins, later.admins, 'AAAA'])
  // One or two positions for names: with more of them, hardly a question would get past its first wrong name.
  const named = new Set([dice.pick(positions), ...(dice.chance(0.3) ? [dice.pick(positions)] : [])])
  return {
    ...(named.has('fields')
      ? { fields: Array.from({ length: dice.pick([1, 1, 2]) }, () => goodName(scene, table)) }
      : {}),
    ...(named.has('filter') ? { filter: storedFilter(scene, table) } : {}),
    ...(named.has('where') ? { where: whereIn(scene, table) } : {}),
    ...(named.has('sort') ? { sort: sorts() } : {}),
    ...(dice.chance(0.4) ? { limit: dice.pick([1, 1, 2, 200]) } : {}),
    ...(dice.chance(0.12) ? { cursor: cursor() } : {}),
    ...(dice.chance(0.35) ? { count: dice.pick(['exact', 'capped', 'none']) } : {}),
    ...(dice.chance(0.2) ? { deleted: true } : {}),
    ...(dice.chance(0.1) ? { offset: dice.between(0, 2) } : {}),
  }
}

export const inQuery = (ask: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ask).map(([key, v]): [string, string] => {
      if (key === 'fields') return [key, (v as string[]).join(',')]
      if (key === 'sort')
        return [
          key,
          (v as { field: string; desc: boolean }[]).map((s) => `${s.desc ? '-' : ''}${s.field}`).join(','),
        ]
      return [key, typeof v === 'object' ? JSON.stringify(v) : String(v)]
    }),
  )

/** Values of a body: mostly of fields that may be given, now and then of others. */
export function valuesIn(
  scene: Scene,
  table: Table,
  may: (f: Field) => boolean,
  rate = 0.6,
): Record<string, unknown> {
  const { dice } = scene
  // What decides over what is in reach, and what leads out of it, is moved more often.
  const rateOf = (f: Field): number => (scene.weighty.has(f.key) ? Math.max(rate, 0.7) : rate)
  // Now and then a field that is shown, but not theirs to give.
  const theirs = (f: Field): boolean => may(f) || dice.chance(0.04)
  const given = table.fields.filter((f) => isInput(f) && (f.required || dice.chance(rateOf(f))) && theirs(f))
  const values: [string, unknown][] = given.map((f) => [f.key, valueIn(scene, f)])
  if (dice.chance(0.1)) {
    const key = nameIn(scene, table)
    values.push([key, valueIn(scene, fieldOfKey(table, key))])
  }
  return Object.fromEntries(values)
}

export const writable =
  (scene: Scene, id: string) =>
  (f: Field): boolean =>
    scene.sight.rows.get(id)?.write.includes(f.key) ?? false
export const givable =
  (scene: Scene, table: Table) =>
  (f: Field): boolean =>
    scene.sight.mayGive(table, f)

export function wasIn(
  scene: Scene,
  id: string,
  table: Table,
  set: Record<string, unknown>,
): Record<string, unknown> {
  const cells = scene.sight.rows.get(id)?.cells ?? {}
  return Object.fromEntries(
    Object.keys(set).map((key) => {
      const cell = cells[key]
      if (cell && scene.dice.chance(0.6)) return [key, 'value' in cell ? cell.value : cell.mask]
      return [key, valueIn(scene, fieldOfKey(table, key))]
    }),
  )
}
