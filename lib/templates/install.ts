/**
 * Installing a template: one transaction, whole or not at all. Progress is told by the process that works, never from
 * inside its transaction; the installed documents are kept as the ancestors of every later upgrade.
 */
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/access/actor'
import type { InstallBody, InstallProgress } from '@/lib/api/contract'
import { ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { jsonParam, param, qualified, sql } from '@/lib/db/sql'
import { applyChanges, lockBase, nextNumber, type SchemaChange } from '@/lib/ddl/apply'
import { appError } from '@/lib/errors'
import { print } from '@/lib/meta/documents'
import type { Definitions, Install, Role } from '@/lib/meta/model'
import {
  type DocumentChange,
  findBase,
  installs,
  readDefinitions,
  saveDocuments,
  takenKeys,
} from '@/lib/meta/store'
import { loadTemplate, type Template } from './format'
import { type Resolved, resolveTemplate } from './resolve'
import { insertSample } from './sample-rows'

type Tell = (progress: Omit<InstallProgress, 'completed' | 'total'>) => void

/** Installs into a base; @returns where to go. Throws TEMPLATE_INSTALLED when it is there already. */
export async function installTemplate(
  person: Person,
  base: string,
  { template: key, sample, sampleLocale }: InstallBody,
  onProgress: (progress: InstallProgress) => void = () => {},
): Promise<{ base: string; table: string }> {
  const template = await loadTemplate(key)
  const total = 5 + (sample ? template.tables.length : 0)
  let completed = 0
  const tell: Tell = (step) => onProgress({ ...step, completed: completed++, total })
  tell({ step: 'check' })
  const first = await ownerTransaction(async (tx) => {
    completed = 1
    const definitions = await lockBase(tx, base)
    if ((await installs(tx, definitions.baseId)).some((i) => i.template === key))
      throw appError('TEMPLATE_INSTALLED')
    const resolved = await resolve(tx, template, definitions)
    const change: SchemaChange = { base, actor: person.userId, door: 'template' }
    tell({ step: 'tables' })
    await applyChanges(tx, definitions, change, documentsOf(resolved))
    tell({ step: 'roles' })
    await saveDocuments(tx, { baseId: definitions.baseId, actor: person.userId, change: null }, [
      { kind: 'install', after: installOf(template, resolved, sample) },
    ])
    if (sample) {
      const ready = await readDefinitions(tx, (await findBase(tx, base))!)
      await insertSample(tx, { ...person, door: 'template' }, ready, resolved, sampleLocale, (table) =>
        tell({ step: 'sample', table }),
      )
    }
    tell({ step: 'indexes' })
    return resolved.tables[0]!
  })
  await analyse(base)
  return { base, table: first.key }
}

async function resolve(tx: Tx, template: Template, definitions: Definitions): Promise<Resolved> {
  const taken = {
    table: await takenKeys(tx, definitions.baseId, 'table'),
    options: await takenKeys(tx, definitions.baseId, 'options'),
    view: await takenKeys(tx, definitions.baseId, 'view'),
    role: await takenKeys(tx, definitions.baseId, 'role'),
  }
  const own = [...definitions.roles.values()].find((r) => r.admin)
  const adopted = new Map(
    template.roles.filter((r) => r.admin && own).map((r): [string, Role] => [r.key, own!]),
  )
  const count = template.tables.reduce((n, t) => n + t.fields.length, 0)
  let number = (await nextNumber(tx, definitions.schema, count)) - count
  return resolveTemplate(template, taken, adopted, () => ++number)
}

const documentsOf = (resolved: Resolved): DocumentChange[] => [
  ...resolved.optionSets.map((after): DocumentChange => ({ kind: 'options', after })),
  ...resolved.tables.map((after): DocumentChange => ({ kind: 'table', after })),
  ...resolved.views.map((after): DocumentChange => ({ kind: 'view', after })),
  ...resolved.roles.map((after): DocumentChange => ({ kind: 'role', after })),
]

/** The install's own document: the origin map and the ancestors. */
function installOf(template: Template, resolved: Resolved, sample: boolean): Install {
  const ancestors = documentsOf(resolved).flatMap((c) => {
    const item = c.kind !== 'install' && c.after?.origin?.item
    return item ? [[item, print(c.kind, c.after as never)]] : []
  })
  return {
    id: randomUUID(),
    key: `install_${template.key}`.slice(0, 48),
    template: template.key,
    version: template.version,
    at: new Date().toISOString(),
    items: resolved.items,
    ancestors: Object.fromEntries(ancestors) as Record<string, unknown>,
    sample,
    tombstones: [],
  }
}

/** Fresh tables have no statistics; the planner needs them before the first page, not after autovacuum's minute. */
async function analyse(base: string): Promise<void> {
  await ownerTransaction(async (tx) => {
    const tables = await run<{ name: string }>(
      tx,
      sql`select tablename as name from pg_tables where schemaname = ${param(base)}`,
    )
    for (const { name } of tables) await run(tx, sql`analyze ${qualified(base, name)}`)
  })
}

/** Whether a base holds sample records. */
export async function hasSample(tx: Parameters<typeof run>[0], schema: string): Promise<boolean> {
  const [row] = await run(
    tx,
    sql`select 1 from ${qualified(schema, '_changes')} where kind = 'create' and detail @> ${jsonParam({ sample: true })} limit 1`,
  )
  return row !== undefined
}
