/** Use cases: what a designer shows of a table, and what lies in the trash of a base. */
import type { Actor } from '@/lib/access/actor'
import type { DesignAnswer, SchemaTrashAnswer } from '@/lib/api/contract-design'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { targetOf } from '@/lib/meta/fields'
import { isAside } from '@/lib/meta/kept'
import { deletedTables } from './deleted'
import { tableIn } from './edit-field'

const mostCounted = 100_000

/** A table as its makers see it. */
export async function describeDesign({ definitions }: Actor, key: string): Promise<DesignAnswer> {
  const { trash: _trash, schema: _schema, ...table } = tableIn(definitions, key)
  const [count] = await run<{ rows: number }>(
    appSql(),
    sql`select count(*)::int as rows from (select 1 from ${qualified(definitions.schema, key)} t
        where t._deleted_at is null limit ${param(mostCounted, 'int')}) c`,
  )
  return {
    table,
    optionSets: [...definitions.optionSets.values()],
    tables: [...definitions.tables.values()].map(({ key, label, icon, fields }) => ({
      key,
      label,
      ...(icon ? { icon } : {}),
      fields: fields.map((field) => {
        const { key, label, type } = field
        const target = targetOf(field)
        return { key, label, type, ...(target === undefined ? {} : { target }) }
      }),
    })),
    roles: [...definitions.roles.values()].flatMap(({ key: role, label, admin, tables }) => {
      const rights = tables[key]
      return admin || rights
        ? [{ key: role, label, admin, newFields: admin ? ('edit' as const) : rights!.otherFields }]
        : []
    }),
    rows: count!.rows,
    version: definitions.version,
  }
}

/** Deleted tables and fields, newest first. What was converted is no deleted field: it comes back by undoing. */
export async function schemaTrash({ definitions }: Actor): Promise<SchemaTrashAnswer> {
  const tables = await deletedTables(appSql(), definitions.baseId)
  const fields = [...definitions.tables.values()].flatMap((table) =>
    table.trash.filter(({ field }) => !isAside(table, field)).map((item) => ({ table, ...item })),
  )
  const names = await run<{ id: string; name: string }>(
    appSql(),
    sql`select id, name from tian.users where id = any(${arrayParam([...new Set(fields.map((f) => f.by))], 'uuid')})`,
  )
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return {
    tables: tables.map(({ table: { key, label }, at, by }) => ({ key, label, at, ...(by ? { by } : {}) })),
    fields: fields
      .sort((a, b) => (a.at < b.at ? 1 : -1))
      .map(({ table, field, at, by }) => {
        const name = nameOf.get(by)
        return {
          table: table.key,
          tableLabel: table.label,
          key: field.key,
          label: field.label,
          type: field.type,
          at,
          ...(name ? { by: name } : {}),
        }
      }),
  }
}
