/** Whether a field can be as it is defined, judged before anything happens in PostgreSQL. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { appError } from '@/lib/errors'
import { readPattern } from '@/lib/expr/pattern'
import { keywords } from '@/lib/fields/keywords'
import { isInput, isPeople, isToMany, isToOne, targetOf, typeOf } from '@/lib/meta/fields'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { isNumberPattern } from '@/lib/records/auto-number'

const ajv = new Ajv2020({ strict: false })
for (const keyword of keywords) ajv.addKeyword(keyword)

/** An entry of a unique index holds 2,704 bytes, and a character is up to four of them. */
const maxUniqueLength = 600

/** Options fit the type, references exist, and what is asked of the field its type can do. */
export function checkField(definitions: Definitions, table: Pick<Table, 'key'>, field: Field): void {
  const type = typeOf(field)
  const refuse = (pointer: string, problem?: string): never => {
    throw appError('DEFINITION_INVALID', { pointer, ...(problem ? { problem } : {}) })
  }
  const { pattern } = field.options as { pattern?: unknown }
  const read = typeof pattern === 'string' ? readPattern(pattern) : undefined
  if (read && !read.ok) {
    const { code: problem, params } = read.problem
    throw appError('DEFINITION_INVALID', { pointer: '/options/pattern', problem, params })
  }
  if (!ajv.validate(type.optionsSchema, field.options))
    refuse(`/options${ajv.errors?.[0]?.instancePath ?? ''}`)
  const { set, maxLength } = field.options as { set?: string; maxLength?: number }
  if (set !== undefined && !definitions.optionSets.has(set)) refuse('/options/set')
  const target = targetOf(field)
  if ((isToOne(field) || isToMany(field)) && target !== table.key && !definitions.tables.has(target ?? ''))
    refuse('/options/table', 'impact.tableGone')
  if (field.unique && (!type.uniqueable || isToMany(field))) refuse('/unique')
  if (field.unique && maxLength !== undefined && maxLength > maxUniqueLength) refuse('/options/maxLength')
  const { source } = field
  if (source.kind === 'formula') {
    // The expression itself is judged with the whole graph, when the change settles.
    const computable = 'column' in type.storage && type.kind !== 'json' && !type.fileIds
    if (!computable) refuse('/type')
    if (field.unique) refuse('/unique')
  } else if (source.kind === 'auto' && source.of === 'number') {
    if (type.kind !== 'text' || !isNumberPattern(source.pattern)) refuse('/source/pattern')
  } else if (source.kind === 'auto') {
    if (type.kind !== 'datetime' && !(type.kind === 'ref' && isPeople(field))) refuse('/source/of')
  } else if (source.kind === 'inverse') {
    const far = definitions.tables.get(source.table)?.fields.find((f) => f.key === source.field)
    if (!far || !isInput(far) || targetOf(far) !== table.key || !('linkTable' in type.storage))
      refuse('/source', 'impact.linkGone')
  }
}
