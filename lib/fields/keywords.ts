/** The keywords that our JSON Schemas use beyond the standard, as Ajv wants them; every validator registers them all. */
import { scaleOf } from './decimal'
import { checkJson, type JsonLimits } from './json-value'

export const keywords = [
  {
    keyword: 'x-scale',
    type: 'number',
    schemaType: 'number',
    validate: (scale: number, n: number) => scaleOf(n) <= scale,
  },
  {
    keyword: 'x-json',
    schemaType: 'object',
    validate: (limits: JsonLimits, value: unknown) => !checkJson(value, limits),
  },
  // Words for people: nothing to validate.
  { keyword: 'x-label', schemaType: 'object' },
  { keyword: 'x-help', schemaType: 'object' },
  { keyword: 'x-enum-labels' },
] as const
