/** Use cases: look at what a JSON Schema would become, and make it so, whole or not at all. */
import { randomUUID } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import type { Actor } from '@/lib/access/actor'
import { appSql, type Db } from '@/lib/db/connection'
import { changeDefinitions, nextNumber } from '@/lib/ddl/apply'
import { checkField } from '@/lib/ddl/check-field'
import { changeOf } from '@/lib/ddl/edit-table'
import { appError } from '@/lib/errors'
import { defaultSteps, defaultSubmit } from '@/lib/forms/default-form'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import type { Form, RowsBlock } from '@/lib/meta/form'
import { formLimits } from '@/lib/meta/form-schema'
import { suggestKey } from '@/lib/meta/keys'
import type { Definitions, Table } from '@/lib/meta/model'
import { takenKeys } from '@/lib/meta/store'
import { type Built, build, countFields } from './build'
import { exportTable } from './export'
import { compile } from './judge'
import { type ImportPlan, isLibrary, parts, planImport } from './plan'
import { readSource, type SourceSchema } from './source'

export interface SchemaImport {
  /** The text of a file, or the schema itself. */
  schema: unknown
  /** Pointer of a definition to import in place of the root. */
  at?: string
  label?: Labels
  /** Pointers of properties that get no field of their own. */
  leave?: string[]
}

export interface SchemaPreview {
  /** Absent while nothing but definitions is there, of which one must be chosen. */
  plan?: ImportPlan
  /** Definitions that could be imported on their own. */
  parts: string[]
}

/** What an import would make. @throws SCHEMA_INVALID with the reason */
export async function previewImport(actor: Actor, ask: SchemaImport): Promise<SchemaPreview> {
  const source = readSource(ask.schema)
  await others()
  const definitions = parts(source.schema)
  if (!ask.at && definitions.length > 0 && isLibrary(source)) return { parts: definitions }
  return { plan: await planOf(appSql(), actor.definitions, source, ask), parts: definitions }
}

/** Makes the tables of a schema; @returns the one that holds its records. */
export async function importSchema(actor: Actor, ask: SchemaImport): Promise<Table> {
  const source = readSource(ask.schema)
  let made = ''
  const after = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const plan = await planOf(tx, definitions, source, ask)
    const count = countFields(plan)
    const last = await nextNumber(tx, definitions.schema, count)
    const built = build(plan, {
      newId: randomUUID,
      firstNumber: last - count + 1,
      takenViews: await takenKeys(tx, definitions.baseId, 'view'),
      takenSets: await takenKeys(tx, definitions.baseId, 'options'),
      sets: definitions.optionSets,
    })
    made = built.tables[0]!.key
    checkTables(definitions, built)
    return [
      ...built.sets.map((set) => ({ kind: 'options' as const, after: set })),
      ...built.tables.map((table) => ({ kind: 'table' as const, after: table })),
      ...built.views.map((view) => ({ kind: 'view' as const, after: view })),
      ...formsOf(plan, built, await takenKeys(tx, definitions.baseId, 'form')).map((form) => ({
        kind: 'form' as const,
        after: form,
      })),
    ]
  })
  return after.tables.get(made)!
}

async function planOf(
  db: Db,
  definitions: Definitions,
  source: SourceSchema,
  ask: SchemaImport,
): Promise<ImportPlan> {
  const plan = planImport(source, {
    at: ask.at,
    label: ask.label,
    leave: ask.leave,
    takenTables: await takenKeys(db, definitions.baseId, 'table'),
    tables: new Set(definitions.tables.keys()),
  })
  // What cannot be judged by must not become a table: a wrong schema is found here, not at the first record.
  for (const table of plan.tables) {
    // Nobody waits for more than one of them.
    await others()
    compile(table.schema)
  }
  return plan
}

/**
 * Where a record must have rows, a form in which it is saved together with them: one by one, the record comes first and
 * has none yet.
 */
function formsOf({ counted }: ImportPlan, { tables }: Built, taken: ReadonlySet<string>): Form[] {
  const table = tables[0]!
  if (!counted.some((list) => list.min > 0)) return []
  const rows = counted.map(({ field, table, min, max }): RowsBlock => {
    const child = tables[table]!
    const columns = fieldsOf(child).filter((key) => key !== child.fields[0]!.key)
    const most = max !== undefined && max >= 1 && max <= formLimits.rows ? { max } : {}
    return { kind: 'rows', field, columns, min: Math.min(min, formLimits.rows), ...most, ...rowRights }
  })
  const [step] = defaultSteps(table)
  return [
    {
      id: randomUUID(),
      key: suggestKey(`${table.key}_form`, 'form', taken),
      table: table.key,
      label: table.label,
      steps: [{ ...step!, blocks: [...step!.blocks, ...rows] }],
      submit: defaultSubmit,
    },
  ]
}

const rowRights = { add: true, edit: true, remove: true } as const
/** What a form of the table would ask for. */
const fieldsOf = (table: Table): string[] =>
  defaultSteps(table).flatMap((step) => step.blocks.flatMap((b) => (b.kind === 'field' ? [b.field] : [])))

/** Each field as it would be judged if a person made it, with all new tables in place. */
function checkTables(definitions: Definitions, built: ReturnType<typeof build>): void {
  const all: Definitions = {
    ...definitions,
    tables: new Map([...definitions.tables, ...built.tables.map((t) => [t.key, t] as const)]),
    optionSets: new Map([...definitions.optionSets, ...built.sets.map((s) => [s.key, s] as const)]),
  }
  for (const table of built.tables) for (const field of table.fields) checkField(all, table, field)
}

/** A table of the base as plain JSON Schema. */
export function schemaOfTable(actor: Actor, key: string): JsonSchema {
  const table = actor.definitions.tables.get(key)
  if (!table) throw appError('NOT_FOUND')
  return exportTable(table, actor.definitions.optionSets)
}

/** Stops judging records by the schema a table was imported from; its fields' own rules stay. */
export async function releaseSchema(actor: Actor, key: string): Promise<void> {
  await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.tables.get(key)
    if (!before) throw appError('NOT_FOUND')
    const { schema, ...table } = before
    const fields = table.fields.map(({ pointer: _, ...field }) => field)
    return schema ? [{ kind: 'table', before, after: { ...table, fields } }] : []
  })
}
