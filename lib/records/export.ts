/**
 * Use case: a table as a CSV file, page by page through the same plan as a list. Every page asks for the rights anew, so
 * an export ends where they do; the log has its line before the first byte leaves.
 */
import type { Actor } from '@/lib/access/actor'
import { envOf } from '@/lib/access/env'
import type { ApiRecord, ListAsk } from '@/lib/api/contract'
import { writeExport } from '@/lib/audit/looks'
import { csvLine, harmless } from '@/lib/csv'
import { appSql } from '@/lib/db/connection'
import type { Kind } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { fieldOf, isPeople, isToMany, isToOne, typeOf } from '@/lib/meta/fields'
import type { Field } from '@/lib/meta/model'
import { type ListPlan, planList } from '@/lib/query/plan'
import { readList } from '@/lib/query/read'
import { visibleTable } from './list'

export type ExportAsk = Pick<ListAsk, 'fields' | 'filter' | 'where' | 'sort' | 'ids'>

export interface Export {
  /** What the file is called, in the reader's language and without its ending. */
  name: string
  /** How many records there are at the beginning. */
  count: number
  lines: AsyncGenerator<string>
}

const pageSize = 1000

/** Plans and logs an export; throws what a list with the same question would throw. */
export async function exportRecords(actor: Actor, tableKey: string, ask: ExportAsk): Promise<Export> {
  const table = visibleTable(actor, tableKey)
  const plan: ListPlan = { ...planList(actor, table, { ...ask, count: 'exact' }), limit: pageSize }
  const first = await readList(appSql(), actor, plan)
  const count = first.count ?? 0
  const asked = { fields: plan.columns.map((c) => c.key), ...(ask.where ? { where: ask.where } : {}) }
  await writeExport(actor, plan, count, asked)
  const fields = plan.columns.map(({ key }) => fieldOf(table, key)!)
  const name = `${labelOf(table.label, actor.locale, table.key)} ${envOf(actor).today}`
  return { name, count, lines: lines(actor, fields, { ...plan, count: 'none' }, first) }
}

async function* lines(
  actor: Actor,
  fields: readonly Field[],
  plan: ListPlan,
  first: Awaited<ReturnType<typeof readList>>,
): AsyncGenerator<string> {
  // Spreadsheets take a file without this mark for one in the machine's old encoding.
  yield `\ufeff${csvLine(fields.map((f) => harmless(labelOf(f.label, actor.locale, f.key))))}`
  const context = contextOf(actor)
  for (let page = first; ; page = await readList(appSql(), actor, { ...plan, after: page.last })) {
    yield page.records
      .map((text) => {
        const record = JSON.parse(text) as ApiRecord
        const named = { ...context, title: (id: string) => record.titles[id] }
        return csvLine(fields.map((field) => cellText(field, record.fields[field.key], named)))
      })
      .join('')
    if (!page.last) return
  }
}

const contextOf = (actor: Actor): FieldContext => ({
  locale: actor.locale,
  zone: actor.definitions.zone,
  today: envOf(actor).today,
  optionSet: (key) => actor.definitions.optionSets.get(key)?.options ?? [],
  title: () => undefined,
})

/** The cell as text that can be read in again; people and records by name, as people know them. A mask is its own text, and what is no value of the type is one. */
function cellText(field: Field, value: CellValue | undefined, context: FieldContext): string {
  if (value === undefined) return ''
  const type = fieldType(field.type)
  const isValue = type.check(value, field.options) === undefined
  const named = isPeople(field) || isToOne(field) || isToMany(field)
  const inWords = named ? type.format : type.serialize
  const text = isValue ? inWords(value, field.options, context) : String(value)
  return isValue && safeKinds.has(typeOf(field).kind) ? text : harmless(text)
}

/** What our own code writes; everything else holds words that people chose, lists of options and files among them. */
const safeKinds = new Set<Kind>(['number', 'boolean', 'date', 'datetime'])
