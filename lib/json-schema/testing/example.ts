/** What an example of the collection is, and what the examples share. */
import type { Json, JsonObject } from '@/lib/json'

export interface Example {
  name: string
  schema: JsonObject
  accepts: JsonObject[]
  refuses: JsonObject[]
  /** What some properties become: pointer → type, `section`, `table`, `rest`. */
  becomes: Record<string, string>
}

export const older = 'http://json-schema.org/draft-07/schema#'
export const latest = 'https://json-schema.org/draft/2020-12/schema'

/** `then` in a literal reads as a promise. */
export const rule = (condition: Json, consequence: Json, otherwise?: Json): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', consequence],
    ...(otherwise === undefined ? [] : [['else', otherwise] as const]),
  ])
