/** The values of an open form: what it starts with, what is wrong with it, what is sent, and where server errors belong. */
import type { ApiError, FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue, FieldContext, Problem } from '@/lib/fields/type'
import { refusalText } from '@/lib/ui/api'

export type Values = Record<string, CellValue | undefined>
/** A message per field key. */
export type Messages = Record<string, string>

/** Empty is absent: '' and [] are values of nobody. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What a new record starts with where that is known before it is saved: a constant, today, now, me. */
export function defaultOf(
  field: FieldAnswer,
  context: FieldContext,
  me: string | undefined,
): CellValue | undefined {
  const expr = field.default?.expr
  if (expr?.op === 'value') return expr.value ?? undefined
  if (expr?.op !== 'var') return undefined
  const known = { today: context.today, now: new Date().toISOString(), me }[expr.name]
  if (known === undefined) return undefined
  return fieldType(field.type).kind === 'list' ? [known] : known
}

export function startingValues(
  fields: readonly FieldAnswer[],
  context: FieldContext,
  me: string | undefined,
  given: Values = {},
): Values {
  const values: Values = {}
  for (const field of fields) {
    const value = given[field.key] ?? defaultOf(field, context, me)
    if (!isEmpty(value)) values[field.key] = value
  }
  return values
}

/** The judgement of a form over one field, in the same words as the server's. */
export function problemOf(
  field: FieldAnswer,
  value: CellValue | undefined,
  required: boolean,
): Problem | undefined {
  if (isEmpty(value)) return required ? { code: 'form.required' } : undefined
  const type = fieldType(field.type)
  const normal = type.normalize(value, field.options)
  if (isEmpty(normal)) return required ? { code: 'form.required' } : undefined
  return type.check(normal, field.options)
}

/** What is sent: filled fields that are shown. */
export function sent(fields: readonly FieldAnswer[], values: Values): Record<string, CellValue> {
  const body: Record<string, CellValue> = {}
  for (const { key } of fields) {
    const value = values[key]
    if (value !== undefined && !isEmpty(value)) body[key] = value
  }
  return body
}

/** Sorts a refusal into messages at their fields and one for the whole form. */
export function serverMessages(
  error: ApiError,
  shown: ReadonlySet<string>,
): { fields: Messages; form?: string } {
  const fields: Messages = {}
  const elsewhere: string[] = []
  for (const one of [error, ...(error.more ?? [])]) {
    const text = refusalText(one)
    if (one.field && shown.has(one.field)) fields[one.field] ??= text
    else elsewhere.push(one.label && !text.includes(one.label) ? `${one.label}: ${text}` : text)
  }
  return elsewhere.length > 0 ? { fields, form: elsewhere.join('\n') } : { fields }
}

/** Whether anything was typed that throwing the form away would lose. */
export function isDirty(start: Values, now: Values): boolean {
  const keys = new Set([...Object.keys(start), ...Object.keys(now)])
  return [...keys].some((k) => {
    const [a, b] = [start[k], now[k]]
    return isEmpty(a) ? !isEmpty(b) : JSON.stringify(a) !== JSON.stringify(b)
  })
}
