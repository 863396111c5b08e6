/** Use cases: a person's own settings of a view, and changing a view for everybody. */
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import type { ViewSettings } from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { jsonParam, param, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import { appError } from '@/lib/errors'
import { tableOf } from '@/lib/meta/fields'
import type { View } from '@/lib/meta/model'
import { planList } from '@/lib/query/plan'

/** The view by id or key, if the actor may read its table. */
function viewOf(actor: Actor, view: string): View {
  const found = [...actor.definitions.views.values()].find((v) => v.key === view || v.id === view)
  if (!found || decide(actor, tableOf(actor.definitions, found.table)).rows.read === false)
    throw appError('NOT_FOUND')
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

/** Changes the shared view; columns that are not named keep their place behind the named ones, hidden. */
export async function saveView(actor: Actor, key: string, settings: ViewSettings): Promise<View> {
  const { key: name } = viewOf(actor, key)
  checkSettings(actor, viewOf(actor, key), settings)
  const definitions = await changeDefinitions(
    { base: actor.definitions.base, actor: actor.userId, door: actor.door },
    async ({ definitions }) => {
      const before = definitions.views.get(name)
      if (!before) throw appError('NOT_FOUND')
      const { filter: _filter, ...rest } = before
      const after: View = { ...rest, ...settings }
      return [{ kind: 'view', before, after }]
    },
  )
  return definitions.views.get(name)!
}
