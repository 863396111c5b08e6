/** Use cases: upload a file, and read one through a cell that the actor reads. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { assertGuard, guardOf } from '@/lib/access/enter'
import { relation } from '@/lib/access/relation'
import type { FileAnswer } from '@/lib/api/contract'
import { noteValues } from '@/lib/audit/looks'
import { appSql, run } from '@/lib/db/connection'
import { ident, joinSql, jsonParam, param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { fileName } from '@/lib/fields/attachment'
import { typeOf } from '@/lib/meta/fields'
import { sensitiveFields } from '@/lib/meta/sensitivity'
import { sniff } from './sniff'
import { removeStored, storeFile } from './store'

const wrongName = /[\p{Cc}\p{Cs}/\\]/u

/** What a stranger may upload, and under which ticket. */
export interface UploadLimits {
  ticket: string
  size: number
  /** Media types, `image/*` for all of a family; every kind when absent. */
  types?: readonly string[]
}

/** Bytes of one person's uploads, or of one form's, that no record holds: they expire after a day. */
const maxWaiting = 2 * 1024 ** 3

/** Throws TOO_MANY_ATTEMPTS when the actor has so much lying about already. */
async function expectRoom(actor: Actor): Promise<void> {
  const [row] = await run<{ waiting: number }>(
    appSql(),
    sql`select coalesce(sum(size), 0)::bigint as waiting from ${qualified(actor.definitions.schema, '_files')}
        where state = 'pending' and created_by = ${param(actor.userId, 'uuid')}`,
  )
  if (row!.waiting >= maxWaiting)
    throw appError('TOO_MANY_ATTEMPTS', { problem: 'limits.tooManyUploads', params: { seconds: 60 } })
}

const accepted = (type: string, types: readonly string[]): boolean =>
  types.some((t) => t === type || (t.endsWith('/*') && type.startsWith(t.slice(0, -1))))

/** Stores the body as a pending file; a record's write binds it, and what stays pending expires after a day. */
export async function uploadFile(
  actor: Actor,
  name: string,
  body: ReadableStream<Uint8Array> | null,
  limits?: UploadLimits,
): Promise<FileAnswer> {
  const label = fileName(name).normalize('NFC')
  if (label === '' || label.length > 255 || wrongName.test(label))
    throw appError('BODY_INVALID', { pointer: '/name' })
  await expectRoom(actor)
  const id = randomUUID()
  const { size, sha256, head } = await storeFile(id, body, limits?.size)
  const type = sniff(head, label)
  try {
    if (limits?.types && !accepted(type, limits.types))
      throw appError('FILE_TYPE_REFUSED', { params: { types: limits.types.join(', ') } })
    await run(
      appSql(),
      sql`insert into ${qualified(actor.definitions.schema, '_files')} (id, sha256, size, type, name, created_by, ticket)
          values (${param(id, 'uuid')}, ${param(sha256)}, ${param(size, 'bigint')}, ${param(type)}, ${param(label)},
            ${param(actor.userId, 'uuid')}, ${param(limits?.ticket ?? null, 'uuid')})`,
    )
  } catch (error) {
    await removeStored(id)
    throw error
  }
  return { id, name: label, size, type }
}

/** What is known of a file that the actor may read: one of a readable cell, or an own upload not yet bound. */
export async function readableFile(actor: Actor, id: string): Promise<FileAnswer> {
  const { schema } = actor.definitions
  const sensitive = sensitiveFields(actor.definitions)
  const cells = [...actor.definitions.tables.values()].flatMap((table) => {
    const access = decide(actor, table)
    return table.fields
      .filter((f) => typeOf(f).fileIds && (access.fields.get(f.key)?.read ?? false) !== false)
      .map((f) => {
        // A cell that is a mask in other rows is text; its JSON is the files or the mask.
        const column = access.fields.get(f.key)!.mask ? `_json_${f.key}` : f.key
        const holds = sql`from (${relation(actor, table, { columns: [column] })}) v
          where v.${ident(column)}::jsonb @> ${jsonParam([{ id }])}`
        return { table, field: f.key, holds, sensitive: sensitive.get(table.key)?.has(f.key) === true }
      })
  })
  // The access log names the record by which somebody came to a sensitive file.
  const told = cells.filter((cell) => cell.sensitive)
  const records = told.map(({ holds }) => sql`(select v.id ${holds} limit 1)`)
  const own = sql`(f.state = 'pending' and f.created_by = ${param(actor.userId, 'uuid')})`
  const ways = [own, ...cells.map(({ holds }) => sql`exists (select 1 ${holds})`)]
  const [row] = await run<FileAnswer & { guard: string | null; records: (string | null)[] }>(
    appSql(),
    sql`select g.guard, f.id, f.name, f.size, f.type, json_build_array(${joinSql(records, sql`, `)}) as records
        from (select ${guardOf(actor)} as guard) g
        left join ${qualified(schema, '_files')} f on f.id = ${param(id, 'uuid')} and (${joinSql(ways, sql` or `)})`,
  )
  assertGuard(actor, row?.guard ?? null)
  if (!row?.id) throw appError('NOT_FOUND')
  told.forEach(({ table, field }, i) => {
    const record = row.records[i]
    if (record) noteValues(actor, table, 'file', [field], [record])
  })
  return { id: row.id, name: row.name, size: row.size, type: row.type }
}
