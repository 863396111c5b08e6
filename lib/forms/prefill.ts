/** Links that fill in a form beforehand: values that an administrator chose, sealed so that the sender of the form cannot. */
import type { Actor } from '@/lib/access/actor'
import { relation } from '@/lib/access/relation'
import type { PrefillBody, PrefilledValue } from '@/lib/api/contract-forms'
import { noteTitles } from '@/lib/audit/looks'
import { appSql, type Db, run, type Tx } from '@/lib/db/connection'
import { arrayParam, ident, param, qualified, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { fieldOf, isInput, isPeople, isToMany, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Field, Table } from '@/lib/meta/model'
import { readValue } from '@/lib/meta/record-schema'
import { titleOf } from '@/lib/query/links'
import { seal, unseal } from './seal'

interface Sealed {
  values: Record<string, PrefilledValue>
  /** Names of what the values refer to, as the administrator saw them. */
  titles: Record<string, string>
  /** Milliseconds; never when absent. */
  until?: number
}

export interface Prefill {
  values: ReadonlyMap<string, { value: unknown; how: PrefilledValue['how'] }>
  titles: Record<string, string>
}

/** An address has room for so much. */
const maxLength = 6000

/** Seals values for a form's link; throws when one is no value of its field, or refers to what the actor does not see. */
export async function sealPrefill(actor: Actor, form: Form, { values, days }: PrefillBody): Promise<string> {
  const table = tableOf(actor.definitions, form.table)
  const titles: Record<string, string> = {}
  const read: Record<string, PrefilledValue> = {}
  for (const [key, { value, how }] of Object.entries(values)) {
    const field = onForm(form, table, key)
    if (!field) throw appError('FIELD_UNKNOWN', { pointer: '/values' })
    const detail = { field: key, label: field.label }
    if (isToMany(field) || typeOf(field).fileIds) throw appError('FIELD_READ_ONLY', detail)
    const judged = readValue(actor.definitions, table, field, value)
    if ('problem' in judged) throw appError('VALUE_INVALID', { ...judged.problem, ...detail })
    if (judged.value === undefined) throw appError('VALUE_REQUIRED', detail)
    const ids = referred(field, judged.value)
    const names = await titlesOf(actor, field, ids)
    if (Object.keys(names).length !== ids.length) throw appError('LINK_UNKNOWN', detail)
    Object.assign(titles, names)
    read[key] = { value: judged.value as PrefilledValue['value'], how }
  }
  const until = days === undefined ? {} : { until: Date.now() + days * 86_400_000 }
  const text = seal('prefill', [form.id], { values: read, titles, ...until } satisfies Sealed)
  if (text.length > maxLength) throw appError('BODY_TOO_LARGE')
  return text
}

/** The values of a link; throws FORM_PREFILL when it is not as it was made, or no longer fits the table. */
export function openPrefill(actor: Actor, form: Form, text: string | undefined): Prefill | undefined {
  if (text === undefined || text === '') return undefined
  const sealed = text.length <= maxLength ? unseal<Sealed>('prefill', [form.id], text) : undefined
  if (!sealed || (sealed.until !== undefined && sealed.until < Date.now())) throw appError('FORM_PREFILL')
  const table = tableOf(actor.definitions, form.table)
  const values = new Map<string, { value: unknown; how: PrefilledValue['how'] }>()
  for (const [key, { value, how }] of Object.entries(sealed.values)) {
    const field = onForm(form, table, key)
    if (!field) continue
    const judged = readValue(actor.definitions, table, field, value)
    if ('problem' in judged) throw appError('FORM_PREFILL')
    if (judged.value !== undefined) values.set(key, { value: judged.value, how })
  }
  return { values, titles: sealed.titles }
}

function onForm(form: Form, table: Table, key: string): Field | undefined {
  const asked = form.steps.some((s) => s.blocks.some((b) => b.kind === 'field' && b.field === key))
  const field = asked ? fieldOf(table, key) : undefined
  return field && isInput(field) ? field : undefined
}

/** Ids of the records or people in a value. */
export function referred(field: Field, value: unknown): string[] {
  if (!targetOf(field) && !isPeople(field)) return []
  return typeof value === 'string' ? [value] : Array.isArray(value) ? [...new Set(value as string[])] : []
}

/** What records and people are called, as far as the actor sees them; in an order that no write moves. */
export async function titlesOf(
  actor: Actor,
  field: Field,
  ids: readonly string[],
  db: Db = appSql(),
): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const wanted = arrayParam(ids, 'uuid')
  const target = targetOf(field)
  if (!target) {
    const people = await run<{ id: string; title: string }>(
      db,
      sql`select u.id, u.name as title from tian.users u join tian.memberships m on m.user_id = u.id
          where m.base_id = ${param(actor.definitions.baseId, 'uuid')} and u.id = any(${wanted}) order by u.id`,
    )
    return Object.fromEntries(people.map((p) => [p.id, p.title]))
  }
  const table = tableOf(actor.definitions, target)
  const title = titleOf(actor, table)
  const rows = await run<{ id: string; title: string | null }>(
    db,
    sql`select r.id, ${title?.expression(ident('r')) ?? sql`null::text`} as title
        from (${relation(actor, table, { columns: title?.columns ?? [] })}) r where r.id = any(${wanted}) order by r.id`,
  )
  noteTitles(
    actor,
    table,
    rows.map((r) => r.id),
  )
  return Object.fromEntries(rows.map((r) => [r.id, r.title ?? '']))
}

/** What a sealed link refers to is still there when it is written, and stays until then. */
export async function lockReferred(tx: Tx, actor: Actor, table: Table, values: ReadonlyMap<string, unknown>) {
  for (const [key, value] of values) {
    const field = fieldOf(table, key)!
    const target = targetOf(field)
    const ids = target ? referred(field, value) : []
    if (!target || ids.length === 0) continue
    const rows = await run(
      tx,
      sql`select t.id from ${qualified(actor.definitions.schema, target)} t
          where t.id = any(${arrayParam(ids, 'uuid')}) and t._deleted_at is null order by t.id for share`,
    )
    if (rows.length !== ids.length) throw appError('FORM_PREFILL')
  }
}
