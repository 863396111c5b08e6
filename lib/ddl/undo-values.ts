/**
 * Values when a change of type is taken back: the column that stood aside is there again with its exact bytes. Rows that
 * were edited since keep their newer value, converted back; the log says which those are.
 */
import { run, type Tx } from '@/lib/db/connection'
import { ident, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { asideName, linkTableName } from '@/lib/meta/derived-names'
import { isToMany, isToOne, targetOf } from '@/lib/meta/fields'
import { isAside } from '@/lib/meta/kept'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { type Cell, cellOf, converted, fillLinks, isFilled } from './convert-sql'
import type { Step } from './diff'

/** A field whose older self comes back. */
export interface BroughtBack {
  table: Table
  /** What the field is now, and what it becomes again. */
  now: Field
  then: Field
  /** Line of the log since when rows count as edited. */
  since: number
}

/** The fields that get back the column, or the links, which stand aside now. */
export const broughtBack = (before: Table, after: Table, since: number): BroughtBack[] =>
  after.fields.flatMap((then) => {
    const now = before.fields.find((f) => f.id === then.id && f.number !== then.number)
    const kept = before.trash.some((t) => t.field.number === then.number && isAside(before, t.field))
    return now && kept ? [{ table: after, now, then, since }] : []
  })

/** Whether the row `t` was made or edited since, and holds another value than its old one would give. */
function isEdited(definitions: Definitions, { now, then, since }: BroughtBack, at: Cell, was: Cell): SQL {
  const { schema } = definitions
  return sql`((t._created_in > ${param(since, 'bigint')} or exists (
      select 1 from ${qualified(schema, '_cells')} h where h.record = t.id and h.change > ${param(since, 'bigint')}
        and h.after ? ${param(now.key)}))
    and ${value(definitions, now, at)} is distinct from ${converted(definitions, then, now, was)})`
}

/** The value as it can be compared: links as the list of what they name. */
const value = (definitions: Definitions, field: Field, at: Cell): SQL =>
  isToMany(field) ? converted(definitions, field, field, at) : at.column

/** How many living rows get their old value back, keep a newer one, or lose one that does not fit. */
export async function countBack(
  tx: Tx,
  definitions: Definitions,
  all: readonly BroughtBack[],
): Promise<{ restored: number; edited: number; lost: number }> {
  const sum = { restored: 0, edited: 0, lost: 0 }
  for (const back of all) {
    const { table, now, then } = back
    const [at, was] = [cellOf(now, sql`t`), cellOf(then, sql`t`, asideName(then.number))]
    const [row] = await run<typeof sum>(
      tx,
      sql`select count(*) filter (where v.filled and not v.edited)::int as restored,
            count(*) filter (where v.edited)::int as edited,
            count(*) filter (where v.edited and v.newer and v.back is null)::int as lost
          from (select ${isEdited(definitions, back, at, was)} as edited, ${isFilled(definitions, then, was)} as filled,
              ${isFilled(definitions, now, at)} as newer, ${converted(definitions, now, then, at)} as back
            from ${qualified(definitions.schema, table.key)} t where t._deleted_at is null) v`,
    )
    for (const key of ['restored', 'edited', 'lost'] as const) sum[key] += row![key]
  }
  return sum
}

/** The steps with the values of edited rows after the columns have their names again, before anything is built on them. */
export function withValuesBack(definitions: Definitions, all: readonly BroughtBack[], steps: Step[]): Step[] {
  const moves = all.flatMap((back) => valueSteps(definitions, back))
  // Names move before everything else; foreign keys and indexes come after.
  const last = steps.findLastIndex((s) => s.do === 'renameColumn')
  return [...steps.slice(0, last + 1), ...moves, ...steps.slice(last + 1)]
}

function valueSteps(definitions: Definitions, back: BroughtBack): Step[] {
  const { table, now, then } = back
  const { schema } = definitions
  const [at, was] = [cellOf(now, sql`t`, asideName(now.number)), cellOf(then, sql`t`)]
  const edited = isEdited(definitions, back, at, was)
  const newer = converted(definitions, now, then, at)
  const rows = qualified(schema, table.key)
  if (isToMany(then)) {
    const links = qualified(schema, linkTableName(then.number))
    return [
      // What was edited is known before its old links go.
      sql`create temp table _edited on commit drop as select t.id from ${rows} t where ${edited}`,
      sql`delete from ${links} l using _edited e where l."from" = e.id`,
      fillLinks(definitions, table, then, newer, sql`t.id in (select e.id from _edited e)`),
      sql`drop table _edited`,
    ].map((statement) => ({ do: 'run', statement }))
  }
  const steps: SQL[] = [sql`update ${rows} t set ${ident(then.key)} = ${newer} where ${edited}`]
  if (isToOne(then))
    // Records may have been purged while nothing held the link to them.
    steps.push(sql`update ${rows} t set ${ident(then.key)} = null where t.${ident(then.key)} is not null
      and not exists (select 1 from ${qualified(schema, targetOf(then)!)} r where r.id = t.${ident(then.key)})`)
  return steps.map((statement) => ({ do: 'run', statement }))
}
