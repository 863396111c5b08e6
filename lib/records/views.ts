/** Use cases: a person's own settings of a view, and changing a view for everybody. */
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import type { ViewSettings } from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { jsonParam, param, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import { appError } from '@/lib/errors'
import { tableOf } from '@/lib/meta/fields'
import type { Table, View } from '@/lib/meta/model'
import { planList, understands } from '@/lib/query/plan'

/** The views of a table that this actor may open: one that filters by what the actor may not know would tell of it. */
export function visibleViews(actor: Actor, table: Table): View[] {
  const access = decide(actor, table)
  if (access.rows.read === false) return []
  return [...actor.definitions.views.values()].filter(
    (view) => view.table === table.key && (!view.filter || understands(actor, access, view.filter)),
  )
}

/** The view by id or key; one that the actor may not open is as missing as one that never was. */
function viewOf(actor: Actor, view: string): View {
  const found = [...actor.definitions.views.values()].find((v) => v.key === view || v.id === view)
  const table = found && tableOf(actor.definitions, found.table)
  if (!table || !visibleViews(actor, table).includes(found)) throw appError('NOT_FOUND')
  return found
}

/** Settings may only name what this actor may use; planning says so in the usual words. */
function checkSettings(actor: Actor, view: View, { columns, sort, filter }: ViewSettings): void {
  const table = tableOf(actor.definitions, view.table)
  planList(actor, table, { fields: columns?.map((c) => c.field) ?? [], sort, filter })
}

/** Keeps one person's settings; the last ones sent hold. */
export async function saveViewSettings(actor: Actor, key: string, settings: ViewSettings): Promise<void> {
  const view = viewOf(actor, key)
  checkSettings(actor, view, settings)
  await run(
    appSql(),
    sql`insert into tian.view_settings (user_id, view_id, body)
        values (${param(actor.userId, 'uuid')}, ${param(view.id, 'uuid')}, ${jsonParam(settings)})
        on conflict (user_id, view_id) do update set body = excluded.body`,
  )
}

export async function clearViewSettings(actor: Actor, key: string): Promise<void> {
  const view = viewOf(actor, key)
  await run(
    appSql(),
    sql`delete from tian.view_settings where user_id = ${param(actor.userId, 'uuid')} and view_id = ${param(view.id, 'uuid')}`,
  )
}

/** Changes the shared view; without a filter it shows everything again. */
export async function saveView(actor: Actor, key: string, settings: ViewSettings): Promise<View> {
  const view = viewOf(actor, key)
  checkSettings(actor, view, settings)
  const definitions = await changeDefinitions(
    { base: actor.definitions.base, actor: actor.userId, door: actor.door },
    async ({ definitions }) => {
      const before = definitions.views.get(view.key)
      if (!before) throw appError('NOT_FOUND')
      const { filter: _filter, ...rest } = before
      const after: View = { ...rest, ...settings }
      return [{ kind: 'view', before, after }]
    },
  )
  return definitions.views.get(view.key)!
}
