/** The keywords that our JSON Schemas use beyond the standard, as Ajv wants them; every validator registers them all. */
import { readPattern } from '@/lib/expr/pattern'
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
  // A setting that is a regular expression of our dialect.
  {
    keyword: 'x-dialect',
    type: 'string',
    schemaType: 'boolean',
    validate: (_: true, source: string) => readPattern(source).ok,
  },
  // Words for people: nothing to validate.
  { keyword: 'x-label', schemaType: 'object' },
  { keyword: 'x-help', schemaType: 'object' },
  { keyword: 'x-enum-labels' },
  // What a setting names by key: a table, or a shared option set.
  { keyword: 'x-reference', schemaType: 'string' },
] as const
