/** Lines of the access log: what is said of a look at personal or confidential values, and the statement that adds some. */
import type { Actor } from '@/lib/access/actor'
import type { AccountKind, LookKind } from '@/lib/api/contract-audit'
import type { Door } from '@/lib/changes/write'
import { jsonParam, qualified, type SQL, sql } from '@/lib/db/sql'

export interface Look {
  kind: LookKind
  /** Key of the table. */
  table?: string
  /** Keys of the fields whose values were shown. */
  fields?: readonly string[]
  /** A text with the ids of the records in it, or how to get one once nobody waits any more. */
  records?: string | (() => string)
  /** Without any record nothing was shown. */
  named?: true
  /** How many they were, where they are too many to name. */
  count?: number
  reason?: string
  detail?: object
}

/** Who somebody was while looking. */
export interface ActingAs {
  person?: string
  roles?: string[]
  token?: string
}

/** A look with who, when and through which door. */
export interface LogLine extends Omit<Look, 'kind'> {
  kind: LookKind | AccountKind
  at: number
  actor: string | null
  actingAs?: ActingAs
  door: Door
}

/** Says who looked, now: who it really was, and through whose eyes or with which token. */
export const lineOf = (actor: Actor, look: Look): LogLine => ({
  ...look,
  at: Date.now(),
  actor: actor.really ?? actor.userId,
  door: actor.door,
  ...(actor.as || actor.token ? { actingAs: actingAs(actor) } : {}),
})

const actingAs = ({ as, token }: Actor): ActingAs => ({
  ...(as && 'person' in as ? { person: as.person } : {}),
  ...(as && 'roles' in as ? { roles: as.roles } : {}),
  ...(token ? { token: token.id } : {}),
})

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The `insert` of lines in their order. */
export function insertLines(schema: string, lines: readonly LogLine[]): SQL {
  const rows = lines.flatMap(({ at, actingAs, table, fields = [], records = '', named, ...line }) => {
    const ids = [...new Set((typeof records === 'string' ? records : records()).match(uuids))]
    if (named && ids.length === 0) return []
    return {
      ...line,
      at: new Date(at).toISOString(),
      acting_as: actingAs,
      table_key: table,
      fields,
      records: ids,
      count: line.count ?? (ids.length || undefined),
    }
  })
  return sql`insert into ${qualified(schema, '_access_log')}
      (at, actor, acting_as, door, kind, table_key, fields, records, count, reason, detail)
    select x.at, x.actor, x.acting_as, x.door, x.kind, x.table_key, x.fields, x.records, x.count, x.reason, x.detail
    from jsonb_to_recordset(${jsonParam(rows)}) as x(at timestamptz, actor uuid, acting_as jsonb, door text, kind text,
      table_key text, fields text[], records uuid[], count int, reason text, detail jsonb)`
}
