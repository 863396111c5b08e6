/** Records that come with a template's own tables, such as grade rules: no sample, but data to work with and to change. */
import type { Actor, Person } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/connection'
import { tableOf } from '@/lib/meta/fields'
import type { Definitions } from '@/lib/meta/model'
import { newId } from '@/lib/records/id'
import { insertRows } from '@/lib/records/insert'
import type { Template } from './format'
import type { Resolved } from './resolve'

/** @param fresh tables that have just been made: what people have filled is left alone */
export async function insertSeeds(
  tx: Tx,
  person: Person,
  definitions: Definitions,
  { rows }: Template,
  { names }: Resolved,
  fresh: ReadonlySet<string>,
): Promise<void> {
  const roles = [...definitions.roles.values()].filter((r) => r.admin)
  const actor: Actor = { ...person, door: 'template', definitions, roles, guard: '' }
  for (const [key, records] of Object.entries(rows)) {
    const table = tableOf(definitions, names.table.get(key)!)
    if (!fresh.has(table.key)) continue
    const fields = names.fields.get(key)!
    const values = records.map((record) => ({
      id: newId(),
      values: new Map(Object.entries(record).map(([name, value]) => [fields.get(name) ?? name, value])),
    }))
    await insertRows(tx, actor, table, values)
  }
}
