/** Requests that bring rows in: new ones, such as name a record in sight by one of its values, or one that is not. */
import { fieldType } from '@/lib/fields/index'
import type { Table } from '@/lib/meta/model'
import { type Ask, changeable } from './ask'
import type { SeenRow } from './seen'
import { fieldOfKey, goodName, nameIn, type Scene, valueIn, valuesIn } from './slots'

type Fields = Record<string, unknown>

export function importAsk(scene: Scene, table: Table): Pick<Ask, 'body' | 'headers'> {
  const { dice, sight } = scene
  const importing = sight.through(table.key, 'import')
  const rows = [...importing.rows.values()].filter((row) => row.table === table.key && !row.deleted)
  const match = dice.chance(0.75) ? matchIn(scene, table, rows) : undefined
  const mayChange = rows.some(changeable) || dice.chance(0.1)
  const existing = dice.chance(0.95) ? dice.pick(['skip', mayChange ? 'update' : 'skip']) : undefined
  const one = (): Fields => {
    const fields = valuesIn(scene, table, (f) => importing.mayGive(table, f))
    return match ? naming(scene, table, rows, match, existing, fields) : fields
  }
  return {
    body: {
      records: Array.from({ length: dice.pick([1, 1, 1, 2, 3]) }, () => ({ fields: one() })),
      ...(match ? { match, ...(existing ? { existing } : {}) } : {}),
      ...(dice.chance(0.3) ? { check: true } : {}),
    },
    ...(dice.chance(0.1) ? { headers: { 'idempotency-key': 'again' } } : {}),
  }
}

/** A field to tell records by: mostly one that is shown in all of them, now and then masked, or any name at all. */
function matchIn(scene: Scene, table: Table, rows: readonly SeenRow[]): string {
  const { dice, sight } = scene
  const fields = table.fields.filter((f) => fieldType(f.type).uniqueable)
  const shown = fields.filter((f) => rows.every(({ cells }) => cells[f.key] && 'value' in cells[f.key]!))
  const partly = fields.filter((f) => sight.knows(table, f) && !shown.includes(f))
  const roll = dice.below(100)
  if (roll < 60 && rows.length > 0 && shown.length > 0) return dice.pick(shown).key
  if (roll < 82 && partly.length > 0) return dice.pick(partly).key
  return roll < 92 ? goodName(scene, table) : nameIn(scene, table)
}

/** A row that has some value of the field: of a record in sight, or what might stand in one that is not. */
function naming(
  scene: Scene,
  table: Table,
  rows: readonly SeenRow[],
  match: string,
  existing: string | undefined,
  fields: Fields,
): Fields {
  const { dice } = scene
  const told = ({ cells }: SeenRow): unknown => {
    const cell = cells[match]
    return cell && 'value' in cell ? (cell.value ?? undefined) : undefined
  }
  const fit = rows.filter((row) => told(row) !== undefined)
  const best = existing === 'update' ? fit.filter(changeable) : fit
  const row = fit.length > 0 && dice.chance(0.6) ? dice.pick(best.length > 0 ? best : fit) : undefined
  if (!row) return { ...fields, [match]: valueIn(scene, fieldOfKey(table, match)) }
  const kept = Object.entries(fields).filter(
    ([key]) => existing !== 'update' || row.write.includes(key) || dice.chance(0.3),
  )
  return { ...Object.fromEntries(kept), [match]: told(row) }
}
