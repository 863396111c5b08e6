/** What the reads of records say of themselves to the access log; nothing where nothing is personal or confidential. */
import type { Actor } from '@/lib/access/actor'
import type { LookKind } from '@/lib/api/contract-audit'
import type { Table } from '@/lib/meta/model'
import { sensitiveFields } from '@/lib/meta/sensitivity'
import type { ListPlan } from '@/lib/query/plan'
import { printedId, type ReadResult } from '@/lib/query/read'
import { sensitiveTitle } from '@/lib/query/sensitive'
import { noteLook, writeLook } from './buffer'

/** A page of records, or one. On the path of every read, hence nothing is taken apart here. */
export function noteRead(
  actor: Actor,
  { table, sensitive }: ListPlan,
  { records, linked }: Pick<ReadResult, 'records' | 'linked'>,
  kind: 'list' | 'record',
): void {
  if (!sensitive) return
  const { fields, asked, elsewhere } = sensitive
  const shown = records.length > 0 ? fields : asked
  if (shown.length > 0)
    noteLook(actor, {
      kind,
      table,
      fields: shown,
      records: records.map(printedId).join(),
      count: records.length,
    })
  elsewhere.forEach((other, i) => {
    const named = other.links.length > 0 && !other.asked
    if (!named && !other.asked && records.length === 0) return
    noteLook(actor, {
      kind: 'title',
      table: other.table,
      fields: other.fields,
      ...(other.links.length > 0 ? { records: () => linkedTo(linked, i), ...(named ? { named } : {}) } : {}),
    })
  })
}

/**
 * An export, before its first byte leaves: the fields and how many records; and whose names stand in its links, which are
 * too many to list.
 */
export async function writeExport(
  actor: Actor,
  { table, sensitive }: ListPlan,
  count: number,
  detail: object,
): Promise<void> {
  await writeLook(actor, { kind: 'export', table, fields: sensitive?.fields ?? [], count, detail })
  for (const other of sensitive?.elsewhere ?? [])
    await writeLook(actor, {
      kind: 'export',
      table: other.table,
      fields: other.fields,
      detail: { titlesOf: table },
    })
}

/** Taken apart when the line is written. */
const linkedTo = (linked: readonly string[], i: number): string =>
  linked.map((texts) => (JSON.parse(texts) as string[])[i]).join()

/**
 * Values of one table that some other answer showed: those of the fields that are sensitive.
 * @param ids the records, or undefined where it cannot be said which
 */
export function noteValues(
  actor: Actor,
  table: Table,
  kind: LookKind,
  fields: Iterable<string>,
  ids: readonly string[] | undefined,
): void {
  const own = sensitiveFields(actor.definitions).get(table.key)
  const shown = own ? [...new Set(fields)].filter((key) => own.has(key)) : []
  if (shown.length > 0 && ids?.length !== 0)
    noteLook(actor, { kind, table: table.key, fields: shown, ...(ids ? { records: ids.join() } : {}) })
}

/** What records are called. */
export function noteTitles(actor: Actor, table: Table, ids: readonly string[]): void {
  const title = ids.length > 0 ? sensitiveTitle(actor, table) : undefined
  if (title)
    noteLook(actor, {
      kind: 'title',
      table: title.table,
      fields: [title.field],
      ...(title.own ? { records: ids.join() } : {}),
    })
}
