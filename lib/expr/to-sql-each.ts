/** Prints an `each` as a correlated sub-select: the aggregate's template over the gathered records. */
import { fill, ident, joinSql, type SQL, sql } from '@/lib/db/sql'
import { aggregateOf } from './aggregates'
import type { Kind } from './ast'
import type { SqlEnv } from './to-sql'
import type { Typed, TypedEach } from './typed'

/** Inside an `each`: the fields of the record that gathers. */
export interface Inside extends SqlEnv {
  outer?: SqlEnv['field']
}

/** A correlated sub-select over the gathered records. */
export function eachSql(node: TypedEach, env: SqlEnv, print: (node: Typed, env: Inside) => SQL): SQL {
  const records = env.each!(node.over)
  const inside: Inside = { ...env, field: records.field, outer: env.field, each: undefined, call: undefined }
  const [a = sql`null`, b = sql`null`] = node.args.map((arg) => print(arg, inside))
  const from = node.where ? sql`${records.from} and (${print(node.where, inside)})` : records.from
  const terms = (node.by ?? []).map(({ expr, desc }) => ({
    key: sortKey(print(expr, inside), expr.kind),
    desc,
  }))
  const id = records.field(['id'])
  const keys = terms.map(({ key }, i) => sql`, ${key} as ${ident(`k${i}`)}`)
  const ties = terms.map(({ desc }, i) =>
    desc ? sql`, max(g.${ident(`k${i}`)}) desc nulls last` : sql`, min(g.${ident(`k${i}`)}) nulls last`,
  )
  return fill(aggregateOf(node.fn).sql, {
    a,
    b,
    from,
    values: sql`from (select ${a} as a, ${b} as b${joinSql(keys, sql``)} ${from}) g`,
    ties: joinSql(ties, sql``),
    order: joinSql([...terms.map((term) => termSql(term, false)), id], sql`, `),
    back: joinSql([...terms.map((term) => termSql(term, true)), sql`${id} desc`], sql`, `),
  })
}

interface Term {
  key: SQL
  desc: boolean
}
const termSql = ({ key, desc }: Term, fromEnd: boolean): SQL =>
  desc === fromEnd ? sql`${key} nulls last` : sql`${key} desc nulls last`

/** Booleans count as 0 and 1: they have an order, but no max(). */
const sortKey = (key: SQL, kind: Kind): SQL => (kind === 'boolean' ? sql`(${key})::int` : key)
