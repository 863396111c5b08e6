/** For tests over the register: an address of things that exist, and a body that the endpoint's schema lets through. */
import { randomUUID } from 'node:crypto'
import type { JsonSchema } from '@/lib/json'
import type { Endpoint } from '../endpoint'

/** The address with things that exist, so that nothing but the point of the test is wrong. */
const places: Record<string, string> = {
  base: 'crm',
  table: 'customers',
  field: 'name',
  role: 'sales',
  set: 'grade',
  kind: 'table',
  view: 'none',
}
export const addressOf = ({ path }: Endpoint): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? randomUUID())

interface Shape {
  type?: string
  enum?: unknown[]
  const?: unknown
  format?: string
  items?: JsonSchema
  minItems?: number
  minProperties?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** A body that the endpoint's schema lets through. */
export function bodyFor({ body, rawBody }: Endpoint): unknown {
  if (rawBody) return 'bytes'
  return body && sampleOf((body.oneOf as JsonSchema[] | undefined)?.[0] ?? body)
}
function sampleOf(schema: JsonSchema): unknown {
  const { type, enum: among, const: only, format, items, properties, ...rest } = schema as Shape
  if (only !== undefined) return only
  if (among) return among[0]
  if (format === 'uuid') return randomUUID()
  if (properties) {
    const keys = rest.minProperties ? Object.keys(properties) : (rest.required ?? [])
    return Object.fromEntries(keys.map((key) => [key, sampleOf(properties[key]!)]))
  }
  if (type === 'array') return rest.minItems ? [sampleOf(items!)] : []
  return (
    new Map<string | undefined, unknown>([
      ['string', 'x'],
      ['integer', 1],
      ['boolean', true],
    ]).get(type) ?? {}
  )
}
