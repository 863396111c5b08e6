/** How a type's settings are described: JSON Schema with a label in both languages, enough to generate a panel. */
import type { Labels } from '@/lib/i18n/labels'
import type { JsonObject, JsonSchema } from '@/lib/json'

/** One setting: `title` for any JSON Schema reader, `x-label` and `x-help` for people. */
export function setting(label: Required<Labels>, schema: JsonSchema, help?: Required<Labels>): JsonSchema {
  return {
    ...schema,
    title: label['zh-CN'],
    'x-label': { ...label },
    ...(help ? { 'x-help': { ...help } } : {}),
  }
}

/** All settings of a type; nothing else is accepted. */
export function settings(properties: JsonObject = {}): JsonSchema {
  return { type: 'object', properties, additionalProperties: false }
}
