/** From what a person typed, picked or pasted to a value that can be sent, or the problem with it. */
import type { FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue, FieldContext, Problem } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { isMasked } from '@/lib/ui/data/masked'

export type Judged = { value: CellValue | undefined; problem?: undefined } | { problem: Problem }

/** The stored form of `value`; empty is fine unless the field is required. */
export function judge(field: FieldAnswer, value: unknown): Judged {
  const type = fieldType(field.type)
  const normal = type.normalize(value, field.options)
  if (normal === undefined || normal === null) {
    return field.required ? { problem: { code: 'grid.required' } } : { value: undefined }
  }
  const problem = type.check(normal, field.options)
  return problem ? { problem } : { value: normal as CellValue }
}

/** What pasted text means in a field. */
export function read(field: FieldAnswer, text: string, context: FieldContext): Judged {
  if (text.trim() === '') return judge(field, undefined)
  const parsed = fieldType(field.type).parse(text, field.options, context)
  if (parsed !== undefined) return judge(field, parsed)
  // The type's own words say how to mend it.
  const judged = judge(field, text)
  return judged.problem ? judged : { problem: { code: 'grid.misfit' } }
}

/** Reads pasted texts; names of people and records are asked for, each once. */
export function reader(services: FieldServices) {
  const asked = new Map<string, Promise<unknown>>()
  return async (field: FieldAnswer, text: string, context: FieldContext): Promise<Judged> => {
    const judged = read(field, text, context)
    const { find } = fieldUi(field.type)
    if (!judged.problem || !find || text.trim() === '') return judged
    const question = `${field.key} ${text}`
    const answer = asked.get(question) ?? find(text, field.options, services).catch(() => undefined)
    asked.set(question, answer)
    const found = await answer
    return found === undefined ? judged : judge(field, found)
  }
}

/** A cell as the text that `read` understands again. A masked cell and one of unknown shape are their own text. */
export function write(field: FieldAnswer, value: CellValue | undefined, context: FieldContext): string {
  if (value === undefined) return ''
  if (isMasked(field, value)) return String(value)
  return fieldType(field.type).serialize(value, field.options, context)
}
