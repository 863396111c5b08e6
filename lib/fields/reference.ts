/** What fields that point at people and records share: uuids, and a text that shows the name and keeps the id. */
import type { JsonSchema } from '@/lib/json'
import { joinList, normalizeList, splitList, unique } from './list'
import type { FieldContext, Problem } from './type'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const whole = new RegExp(`^${uuid}$`)

export const isUuid = (value: unknown): value is string => typeof value === 'string' && whole.test(value)

export const uuidSchema: JsonSchema = { type: 'string', format: 'uuid', pattern: `^${uuid}$` }

export const uuidsSchema = (most: number): JsonSchema => ({
  type: 'array',
  items: uuidSchema,
  minItems: 1,
  maxItems: most,
  uniqueItems: true,
})

export const normalizeUuid = (value: unknown): unknown =>
  typeof value === 'string' ? value.trim().toLowerCase() || undefined : (value ?? undefined)

export const normalizeUuids = (value: unknown): unknown => normalizeList(value, normalizeUuid)

export function checkUuids(value: unknown, most: number, code: string): Problem | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isUuid)) return { code }
  if (value.length > most) return { code: 'problemChoice.tooMany', params: { most } }
  return unique(value).length === value.length ? undefined : { code: 'problemChoice.repeated' }
}

/** `张三 (0190…)`, or the bare id of something whose name is not known here. */
export function referenceText(id: string, context: FieldContext): string {
  const title = context.title(id)
  return title ? `${title} (${id})` : id
}

const tail = new RegExp(`(?:^|\\()(${uuid})\\)?$`)

/** The id at the end of a text that `referenceText` made. A name alone is searched for, not read. */
export const parseReference = (text: string): string | undefined => tail.exec(text.trim().toLowerCase())?.[1]

export const referencesText = (ids: readonly string[], context: FieldContext): string =>
  joinList(ids.map((id) => referenceText(id, context)))

export function parseReferences(text: string): string[] | undefined {
  const ids = splitList(text).map(parseReference)
  return ids.length > 0 && !ids.includes(undefined) ? unique(ids.filter((id) => id !== undefined)) : undefined
}

/** Names joined as a sentence lists them; ids without a name are `unknown`. */
export const formatReferences = (
  ids: readonly string[],
  unknown: string,
  { title, locale }: FieldContext,
): string => ids.map((id) => title(id) ?? unknown).join(locale === 'en' ? ', ' : '、')

/** A uuid version 7 by the given chance. */
export function sampleUuid(random: () => number): string {
  const hex = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('')
  return `0190${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

/** Reads one id from text in PostgreSQL: bare, or in brackets after a name; anything else is NULL. */
export const uuidFromText = (column: string): string =>
  `(regexp_match(lower(${column} collate "C"), '(?:^|[(])\\s*(${uuid})\\s*[)]?\\s*$'))[1]::uuid`
