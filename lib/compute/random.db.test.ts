/** Whatever is computed from whatever, and whatever is written at once: afterwards every value is what a computation from nothing gives. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import { appSql, ownerTransaction } from '@/lib/db/connection'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions, nextNumber } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { addField } from '@/lib/ddl/edit-field'
import { fieldOf, isToMany } from '@/lib/meta/fields'
import { createRecord } from '@/lib/records/create'
import { deleteRecords, restoreRecords } from '@/lib/records/delete'
import { makePerson } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { wrongValues } from './fill'
import {
  base,
  formulas,
  population,
  type RandomWrite,
  rounds,
  sourceOf,
  tableKeys,
} from './testing/random-base'

let db: TestDatabase
let admin: Person
beforeAll(async () => {
  db = await testDatabase()
  admin = await makePerson('管理员')
})
afterAll(() => db.close())

const world = base.chain((made) =>
  fc.record({ made: fc.constant(made), formulas: formulas(made.links), population, rounds }),
)
let bases = 0

test('random schemas, random writes', { timeout: 120_000 }, async () => {
  const kinds = new Set<string>()
  await fc.assert(
    fc.asyncProperty(world, async ({ made, formulas, population, rounds }) => {
      const key = `random${++bases}`
      const as = <T>(work: (actor: Actor) => Promise<T>): Promise<T> => asActor(admin, key, work)
      await ownerTransaction((tx) => createBase(tx, admin, key, { en: key }))
      await changeDefinitions({ base: key, actor: null, door: 'command' }, async ({ tx, definitions }) => {
        await nextNumber(tx, definitions.schema, 1000)
        return made.tables.map((after) => ({ kind: 'table' as const, after: structuredClone(after) }))
      })
      const ids = new Map<string, string[]>(tableKeys.map((t) => [t, []]))
      const half = Math.floor(formulas.length / 2)
      // The second half of the formulas comes when there are records already.
      const define = async (some: typeof formulas): Promise<void> => {
        for (const [f, table] of some.flatMap((f) => tableKeys.map((t) => [f, t] as const))) {
          const draft = {
            key: f.key,
            label: { en: f.key },
            type: f.type,
            source: sourceOf(f),
            options: { precision: 2 },
          }
          await as((actor) => addField(actor, table, draft)).then(
            () => kinds.add(JSON.stringify(f.expr).slice(0, 36)),
            (error: { code?: string }) => {
              if (error.code !== 'DEFINITION_INVALID') throw error
            },
          )
        }
      }
      await define(formulas.slice(0, half))
      // A few records of every table, linked to each other, so that writes have something to move.
      for (const w of population) await as((actor) => act(actor, { ...w, kind: 'create' }, ids))
      for (const [i, round] of rounds.entries()) {
        if (i === 3) await define(formulas.slice(half))
        await Promise.all(round.map((w) => as((actor) => act(actor, w, ids))))
      }
      const wrong = await as((actor) => wrongValues(appSql(), actor.definitions))
      expect(wrong.map((w) => `${w.table.key}.${w.field}: ${w.records}`)).toEqual([])
    }),
    { numRuns: 6 * Number(process.env.PROPERTY_FACTOR ?? 1), endOnFailure: true },
  )
  expect(kinds.size).toBeGreaterThan(5)
})

/** Records that are in the trash, or that are not, are told so; nothing else may fail. */
async function act(actor: Actor, w: RandomWrite, ids: Map<string, string[]>): Promise<void> {
  const key = tableKeys[w.table]!
  const known = ids.get(key)!
  const id = known[w.record % Math.max(known.length, 1)] ?? ''
  const create = async (): Promise<void> => {
    known.push((JSON.parse(await createRecord(actor, key, cellsOf(actor, w, ids))) as { id: string }).id)
  }
  const acts = {
    create,
    update: () => updateRecord(actor, key, id, { set: cellsOf(actor, w, ids) }),
    delete: () => deleteRecords(actor, key, [id]),
    restore: () => restoreRecords(actor, key, [id]),
  }
  await acts[id === '' ? 'create' : w.kind]().catch((error: { code?: string }) => {
    if (error.code !== 'NOT_FOUND' && error.code !== 'LINK_UNKNOWN') throw error
  })
}

/** The cells of a write, with its numbers as links to records that are there. */
function cellsOf(actor: Actor, w: RandomWrite, ids: Map<string, string[]>): Record<string, unknown> {
  const table = actor.definitions.tables.get(tableKeys[w.table]!)!
  const cells: Record<string, unknown> = { ...w.cells, name: `n${w.record}` }
  w.links.forEach((n, i) => {
    const field = fieldOf(table, `l${i}`)
    if (!field) return
    const targets = ids.get((field.options as { table: string }).table) ?? []
    if (targets.length === 0) return
    const target = targets[n % targets.length]!
    cells[field.key] = isToMany(field) ? [...new Set([target, targets[(n * 7) % targets.length]!])] : target
  })
  return cells
}
