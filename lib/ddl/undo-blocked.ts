/**
 * What stands in the way of taking a change back, beside definitions that would break: people who have a role that goes,
 * records that people made in tables of a template that goes, and a template that has been installed again meanwhile.
 */
import type { Use } from '@/lib/api/contract-design'
import { run, type Tx } from '@/lib/db/connection'
import { arrayParam, joinSql, param, qualified, sql } from '@/lib/db/sql'
import type { Definitions } from '@/lib/meta/model'
import { type DocumentChange, installs } from '@/lib/meta/store'
import { templateLabels } from '@/lib/templates/format'

/** @returns each with its way out of it in words */
export const inTheWay = async (
  tx: Tx,
  definitions: Definitions,
  changes: readonly DocumentChange[],
): Promise<Use[]> => [
  ...(await rolesInUse(tx, definitions, changes)),
  ...(await tablesInUse(tx, definitions, changes)),
  ...(await installedAgain(tx, definitions, changes)),
]

/** A role that people have does not go, however it came. The people of a sample are none. */
async function rolesInUse(
  tx: Tx,
  { baseId }: Definitions,
  changes: readonly DocumentChange[],
): Promise<Use[]> {
  const going = changes.flatMap((c) => (c.kind === 'role' && c.before && !c.after ? [c.before] : []))
  if (going.length === 0) return []
  const used = await run<{ role: string }>(
    tx,
    sql`select distinct r.role from tian.memberships m
        join tian.users u on u.id = m.user_id and not u.placeholder
        cross join lateral unnest(m.roles) as r(role)
        where m.base_id = ${param(baseId, 'uuid')} and r.role = any(${arrayParam(going.map((role) => role.key))})`,
  )
  const keys = new Set(used.map((u) => u.role))
  return going
    .filter((role) => keys.has(role.key))
    .map(({ key, label }) => ({ kind: 'role', key, label, how: 'useMembers', breaks: true }))
}

/** A template takes no records along that others than the template itself have made. */
async function tablesInUse(
  tx: Tx,
  { schema }: Definitions,
  changes: readonly DocumentChange[],
): Promise<Use[]> {
  const going = changes.flatMap((c) => (c.kind === 'table' && c.before && !c.after ? [c.before] : []))
  if (going.length === 0 || !changes.some((c) => c.kind === 'install')) return []
  const used = await run<{ table: string }>(
    tx,
    joinSql(
      going.map(
        ({ key }) => sql`select ${param(key)} as table where exists (
          select 1 from ${qualified(schema, key)} t join ${qualified(schema, '_changes')} c on c.seq = t._created_in
          where t._deleted_at is null and c.door <> 'template')`,
      ),
      sql` union all `,
    ),
  )
  const keys = new Set(used.map((u) => u.table))
  return going
    .filter((table) => keys.has(table.key))
    .map(({ key, label }) => ({ kind: 'table', key, label, how: 'useRecords', breaks: true }))
}

/** A base has a template once: the older install does not come back beside a newer one. */
async function installedAgain(
  tx: Tx,
  { baseId }: Definitions,
  changes: readonly DocumentChange[],
): Promise<Use[]> {
  const coming = changes.flatMap((c) => (c.kind === 'install' && c.before === c.after ? [c.before!] : []))
  if (coming.length === 0) return []
  const there = await installs(tx, baseId)
  const labels = await templateLabels()
  return coming
    .filter(({ template }) => there.some((install) => install.template === template))
    .map(({ template }) => ({
      kind: 'template',
      key: template,
      label: labels.get(template) ?? {},
      how: 'useInstalled',
      breaks: true,
    }))
}
