/**
 * Bringing a template into a base, for the first time or in a new version: one transaction and one line of history,
 * whole or not at all. Progress is told by the process that works, never from inside its transaction.
 */

import type { Person } from '@/lib/access/actor'
import type { InstallBody, InstallProgress } from '@/lib/api/contract'
import type { UpgradePlan } from '@/lib/api/contract-upgrade'
import { recomputeAll } from '@/lib/compute/fill'
import { appSql, ownerTransaction, run, type Tx } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, param, qualified, sql } from '@/lib/db/sql'
import { applyChanges, lockBase, nextNumber } from '@/lib/ddl/apply'
import { appError } from '@/lib/errors'
import type { Definitions } from '@/lib/meta/model'
import { type DocumentChange, findBase, loadDefinitions, readDefinitions } from '@/lib/meta/store'
import { loadTemplate, type Template } from './format'
import { type Base, baseOf } from './here'
import { type Planned, planTemplate } from './plan'
import { insertSample } from './sample-rows'
import { insertSeeds } from './seed-rows'
import { isNewer } from './version'

type Listener = (progress: InstallProgress) => void
type Tell = (progress: Omit<InstallProgress, 'completed' | 'total'>) => void

/** Counts the steps for whoever listens. */
function teller(onProgress: Listener, total: number): Tell {
  let completed = 0
  return (step) => onProgress({ ...step, completed: Math.min(completed++, total), total })
}

/** Installs into a base; @returns where to go. Throws TEMPLATE_INSTALLED when it is there already. */
export const installTemplate = async (
  person: Person,
  base: string,
  body: InstallBody,
  onProgress?: Listener,
) => install(person, base, await loadTemplate(body.template), body, onProgress)

export async function install(
  person: Person,
  base: string,
  template: Template,
  { sample, sampleLocale }: Pick<InstallBody, 'sample' | 'sampleLocale'>,
  onProgress: Listener = () => {},
): Promise<{ base: string; table: string }> {
  const tell = teller(onProgress, 5 + (sample ? template.tables.length : 0))
  tell({ step: 'check' })
  const table = await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, base)
    const here = await baseOf(tx, definitions, template)
    if (here.installs.some((i) => i.template === template.key)) throw appError('TEMPLATE_INSTALLED')
    const planned = planTemplate(here, template, await numbers(tx, definitions, template))
    tell({ step: 'tables' })
    await apply(tx, { ...person, door: 'template' }, definitions, withSample(planned, sample))
    tell({ step: 'roles' })
    const { ready, fresh } = await filled(tx, person, base, template, planned)
    if (sample)
      await insertSample(
        tx,
        { ...person, door: 'template' },
        ready,
        planned.resolved,
        fresh,
        sampleLocale,
        (table) => tell({ step: 'sample', table }),
      )
    tell({ step: 'indexes' })
    return planned.resolved.tables[0]!.key
  })
  await analyse(base)
  return { base, table }
}

/** What an upgrade would do, or an install beside what is there. Nothing happens. */
export const previewTemplate = async (base: string, key: string) => preview(base, await loadTemplate(key))

export async function preview(base: string, template: Template): Promise<UpgradePlan> {
  const row = await findBase(appSql(), base)
  if (!row) throw appError('NOT_FOUND')
  const here = await baseOf(appSql(), await loadDefinitions(appSql(), row), template)
  refuseOlder(here, template)
  const { plan, typed } = planTemplate(here, template, () => 1)
  await countTyped(here.definitions, typed)
  return plan
}

/** Says of each field that will be computed how many records hold a typed value. */
async function countTyped({ schema }: Definitions, typed: Planned['typed']): Promise<void> {
  for (const table of new Set(typed.map((t) => t.table))) {
    const own = typed.filter((t) => t.table === table)
    const counts = own.map(({ field }) => sql`count(${ident(field)})::int as ${ident(field)}`)
    const [row] = await run<Record<string, number>>(
      appSql(),
      sql`select ${joinSql(counts, sql`, `)} from ${qualified(schema, table)} where _deleted_at is null`,
    )
    for (const { field, line } of own) line.typed = row![field]!
  }
}

/** Brings an installed template to the version that is on disk; what people changed stays as it is. */
export const upgradeTemplate = async (person: Person, base: string, key: string, onProgress?: Listener) =>
  upgrade(person, base, await loadTemplate(key), onProgress)

export async function upgrade(
  person: Person,
  base: string,
  template: Template,
  onProgress: Listener = () => {},
): Promise<{ base: string; table: string }> {
  const tell = teller(onProgress, 3)
  tell({ step: 'check' })
  const table = await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, base)
    const here = await baseOf(tx, definitions, template)
    if (!here.installs.some((i) => i.template === template.key)) throw appError('NOT_FOUND')
    refuseOlder(here, template)
    const planned = planTemplate(here, template, await numbers(tx, definitions, template))
    tell({ step: 'tables' })
    // Nothing but the install's own date: there is nothing to write down.
    const same = planned.plan.from === planned.plan.to && planned.changes.length === 1
    if (!same) await apply(tx, person, definitions, planned.changes)
    const { ready } = await filled(tx, person, base, template, planned)
    tell({ step: 'indexes' })
    // Its first table that is still there; a base without any of them has its own first one.
    return (
      (planned.resolved.tables.find((t) => ready.tables.has(t.key)) ?? [...ready.tables.values()][0])?.key ??
      ''
    )
  })
  await analyse(base)
  return { base, table }
}

/** The base as it is now, its new tables with the records that come with them. */
async function filled(
  tx: Tx,
  person: Person,
  base: string,
  template: Template,
  { changes, resolved }: Planned,
) {
  const ready = await readDefinitions(tx, (await findBase(tx, base))!)
  const fresh = new Set(changes.flatMap((c) => (c.kind === 'table' && !c.before ? [c.after!.key] : [])))
  await insertSeeds(tx, person, ready, template, resolved, fresh)
  // What is judged by these rules was computed when there were none.
  if (fresh.size > 0) await recomputeAll(tx, ready)
  return { ready, fresh }
}

/** An older program must not take back what a newer one brought. */
function refuseOlder({ installs }: Base, template: Template): void {
  const installed = installs.find((i) => i.template === template.key)
  if (installed && isNewer(installed.version, template.version)) throw appError('TEMPLATE_INSTALLED')
}

/** As many fresh field numbers as the template can need. */
async function numbers(tx: Tx, { schema }: Definitions, template: Template): Promise<() => number> {
  const count = template.tables.reduce((n, t) => n + t.fields.length, 0)
  let number = (await nextNumber(tx, schema, count)) - count
  return () => ++number
}

const apply = (tx: Tx, person: Person, definitions: Definitions, changes: readonly DocumentChange[]) =>
  applyChanges(tx, definitions, { base: definitions.base, actor: person.userId, door: person.door }, changes)

const withSample = ({ changes }: Planned, sample: boolean): DocumentChange[] =>
  changes.map((c) => (c.kind === 'install' && c.after ? { ...c, after: { ...c.after, sample } } : c))

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
