/** For tests: a schema imported as far as that goes without a database, and documents taken apart and judged. */
import { isDeepStrictEqual } from 'node:util'
import { fieldType } from '@/lib/fields/index'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import type { Table } from '@/lib/meta/model'
import { assemble, disassemble } from '../assemble'
import { build } from '../build'
import { exportTable } from '../export'
import { judgeBySchema } from '../judge'
import { type ImportPlan, planImport, structureOf } from '../plan'
import { kept, readSource } from '../source'

let next = 0

export function imported(schema: JsonSchema): { plan: ImportPlan; tables: Table[]; exported: JsonSchema } {
  const plan = planImport(readSource(JSON.stringify(schema)))
  const newId = (): string => `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`
  const none = new Set<string>()
  const { tables } = build(plan, {
    newId,
    firstNumber: 1,
    takenViews: none,
    sets: new Map(),
    takenSets: none,
  })
  return { plan, tables, exported: exportTable(tables[0]!, new Map()) }
}

/** A document as records. */
export interface Stored {
  table: Table
  cells: Map<string, Json>
  details: Stored[]
}

/** The records of a document, or undefined outside the value space: where they would not give the same document back. */
export function stored(tables: readonly Table[], document: JsonObject, index = 0): Stored | undefined {
  const table = tables[index]!
  const structure = structureOf(kept(table.schema!))
  const { cells, lists } = disassemble(table, structure, document)
  for (const [key, value] of cells) {
    const field = table.fields.find((f) => f.key === key)!
    const type = fieldType(field.type)
    const normal: unknown = type.normalize(value, field.options)
    if (!isDeepStrictEqual(normal, value) || type.check(normal, field.options)) return undefined
  }
  const details: Stored[] = []
  for (const [pointer, items] of lists) {
    const field = table.fields.find((f) => f.pointer === pointer)!
    const child = tables.findIndex((t) => field.source.kind === 'inverse' && t.key === field.source.table)
    for (const item of items) {
      const one = stored(tables, item, child)
      if (!one) return undefined
      details.push(one)
    }
  }
  const back = assemble(table, structure, (key) => cells.get(key), lists)
  return isDeepStrictEqual(back, document) ? { table, cells, details } : undefined
}

const everything = (): boolean => true

/** Whether each record passes by itself. */
export const passes = ({ table, cells, details }: Stored): boolean =>
  judgeBySchema(table, (key) => cells.get(key), everything).length === 0 && details.every(passes)

/** Whether all that a form would ask for is there. */
export const isComplete = ({ table, cells, details }: Stored): boolean =>
  table.fields.every((f) => !f.required || f.pointer === undefined || cells.has(f.key)) &&
  details.every(isComplete)
