/** Random JSON Schemas with documents near them: valid ones, slightly wrong ones, and plain nonsense. */
import fc from 'fast-check'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'

/** A schema, and documents that mostly satisfy it. */
interface Pair {
  schema: JsonSchema
  value: fc.Arbitrary<Json>
}

const words = [
  '',
  'a',
  'ab',
  'abc',
  'red',
  'green',
  '田',
  '𠮷野家',
  'line\nbreak',
  ' padded ',
  '2026-02-28',
  'x@example.com',
  'https://example.com/a',
  '12',
]
const text = fc.constantFrom(...words)
const names = [
  'name',
  'status',
  'size',
  '价格',
  'first-name',
  'a/b',
  'm~n',
  'constructor',
  'имя',
  'tags',
  'note',
  'id',
  'address',
]
const odd: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.constantFrom<Json>(null, true, false, 0, 1, -1, 1.5, 1e18, [], {}, [null], { a: 1 }),
  fc.integer({ min: -20, max: 20 }),
)

const some = <T>(schema: JsonSchema, value: fc.Arbitrary<T>): Pair => ({
  schema,
  value: value as fc.Arbitrary<Json>,
})
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const plain = (schema: object): JsonSchema => JSON.parse(JSON.stringify(schema)) as JsonSchema

const strings = fc
  .record({
    minLength: optional(fc.integer({ min: 0, max: 3 })),
    maxLength: optional(fc.integer({ min: 1, max: 6 })),
    pattern: optional(fc.constantFrom('^[a-z]+$', 'e', '^\\S+$', '[0-9]')),
    title: optional(fc.constantFrom('名称', 'Name')),
  })
  .map((o) => some(plain({ type: 'string', ...o }), text))
const formats = fc.constantFrom(
  some({ type: 'string', format: 'date' }, fc.constantFrom('2026-02-28', '2026-02-30', 'soon')),
  some(
    { type: 'string', format: 'date-time' },
    fc.constantFrom('2026-02-28T10:00:00.000Z', '2026-02-28T10:00:00+08:00', 'now'),
  ),
  some({ type: 'string', format: 'email' }, fc.constantFrom('x@example.com', 'x@Example.com', 'a@b', 'x')),
  some({ type: 'string', format: 'uri' }, fc.constantFrom('https://example.com/a', 'urn:isbn:1', 'no uri')),
  some({ type: 'string', format: 'uuid' }, fc.constantFrom('123e4567-e89b-12d3-a456-426614174000', 'x')),
)
const numbers = fc
  .record({
    type: fc.constantFrom('integer', 'number'),
    minimum: optional(fc.integer({ min: -5, max: 3 })),
    exclusiveMaximum: optional(fc.integer({ min: 4, max: 12 })),
    multipleOf: optional(fc.constantFrom(1, 2, 0.5, 0.01)),
  })
  .map((o) =>
    some(
      plain(o),
      fc.oneof(fc.integer({ min: -8, max: 14 }), fc.constantFrom(0.5, 0.05, 19.99, 1.23456789, 1e20)),
    ),
  )
const booleans = fc.constant(some({ type: 'boolean' }, fc.boolean()))
const enums = fc
  .uniqueArray(
    fc.oneof(
      { weight: 6, arbitrary: text },
      { weight: 1, arbitrary: fc.constantFrom<Json>(1, 2, true, null, 'true', { a: 1 }) },
    ),
    {
      minLength: 1,
      maxLength: 4,
      comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    },
  )
  .chain((values) =>
    fc.constantFrom(
      some({ enum: values }, fc.constantFrom(...values)),
      some(
        { oneOf: values.map((value, i) => ({ const: value, title: `第 ${i} 项` })) },
        fc.constantFrom(...values),
      ),
      some({ const: values[0]! }, fc.constant(values[0]!)),
    ),
  )
const nullable = (pairs: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> =>
  fc
    .tuple(pairs, fc.boolean())
    .map(([{ schema, value }, byType]) =>
      byType && typeof schema.type === 'string'
        ? some({ ...schema, type: [schema.type, 'null'] }, fc.option(value))
        : some({ anyOf: [schema, { type: 'null' }] }, fc.option(value)),
    )
const scalars = fc.oneof(strings, strings, numbers, formats, booleans, enums)

const lists = (item: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> =>
  fc
    .tuple(
      item,
      fc.record({
        minItems: optional(fc.constantFrom(0, 1)),
        maxItems: optional(fc.constant(2)),
        uniqueItems: optional(fc.boolean()),
      }),
    )
    .map(([{ schema, value }, limits]) =>
      some(plain({ type: 'array', items: schema, ...limits }), fc.array(value, { maxLength: 3 })),
    )

const objects = (property: fc.Arbitrary<Pair>, most = 4): fc.Arbitrary<Pair> =>
  fc
    .record({
      properties: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), property, fc.boolean()), {
        selector: ([name]) => name,
        minLength: 1,
        maxLength: most,
      }),
      additional: fc.constantFrom<Json | undefined>(undefined, undefined, false, true, { type: 'string' }),
      typed: fc.boolean(),
      rule: fc.nat(9),
    })
    .map(({ properties, additional, typed, rule }) => {
      const [first, second = 'kind'] = properties.map(([name]) => name)
      const schema = plain({
        ...(typed ? { type: 'object' } : {}),
        properties: Object.fromEntries(properties.map(([name, { schema }]) => [name, schema])),
        required: properties.filter(([, , required]) => required).map(([name]) => name),
        additionalProperties: additional,
        ...rules(rule, first!, second!),
      })
      const known = fc.record(Object.fromEntries(properties.map(([name, { value }]) => [name, value])), {
        requiredKeys: [],
        noNullPrototype: true,
      })
      const full = fc.record(Object.fromEntries(properties.map(([name, { value }]) => [name, value])), {
        noNullPrototype: true,
      })
      return some(schema, fc.oneof(full, full, known))
    })

/** Rules that the designer cannot show. */
const rules = (rule: number, first: string, second: string): object =>
  [
    Object.fromEntries([
      ['if', { required: [first] }],
      ['then', { required: [second] }],
    ]),
    { dependentRequired: { [first]: [second] } },
    { not: { required: [first, second] } },
    { patternProperties: { '^[a-n]': { minLength: 1 }, '^ex': { type: 'integer' } } },
    { anyOf: [{ required: [first] }, { required: [second] }] },
    {
      oneOf: [{ properties: { [first]: { const: 'a' }, kind: { type: 'string' } } }, { required: [second] }],
    },
    { allOf: [{ properties: { extra: { type: 'integer' } } }, { minProperties: 1 }] },
  ][rule] ?? {}

const leaf = fc.oneof({ weight: 6, arbitrary: scalars }, { weight: 1, arbitrary: nullable(scalars) })
const list = fc.oneof(lists(scalars), lists(objects(scalars, 2)))
const nested = objects(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: list }), 3)
const union = fc
  .tuple(scalars, nested)
  .map(([a, b]) => some({ oneOf: [a.schema, b.schema] }, fc.oneof(a.value, b.value)))
const anything = fc.constant(some({}, odd))
const property = fc.oneof(
  { weight: 8, arbitrary: leaf },
  { weight: 2, arbitrary: list },
  { weight: 2, arbitrary: nested },
  { weight: 1, arbitrary: nullable(nested) },
  { weight: 1, arbitrary: lists(nested) },
  { weight: 1, arbitrary: union },
  { weight: 1, arbitrary: anything },
)

/** The same schema, with some of its parts behind references. */
const referred = ({ schema, value }: Pair): Pair => {
  const properties = schema.properties as JsonObject
  const $defs: JsonObject = {}
  const moved = Object.fromEntries(
    Object.entries(properties).map(([name, part], i) => {
      if (i % 2) return [name, part]
      $defs[`p${i}/~`] = part
      return [name, { $ref: `#/$defs/p${i}~1~0` }]
    }),
  )
  return { schema: { ...schema, properties: moved, $defs }, value }
}

/** One change somewhere in a document. */
function bent(value: Json, at: number, other: Json): Json {
  if (Array.isArray(value))
    return at % 3 === 0
      ? [...value, other]
      : value.map((v, i) => (i === at % value.length ? bent(v, at >> 2, other) : v))
  if (typeof value !== 'object' || value === null) return other
  const keys = Object.keys(value)
  const key = keys[at % (keys.length + 1)]
  if (key === undefined) return { ...value, [`extra${at % 2}`]: other }
  const { [key]: part, ...rest } = value
  return at % 5 === 0 ? rest : { ...rest, [key]: bent(part!, at >> 2, other) }
}

/** A schema of records with documents inside and around its value space. */
export const schemaWithDocuments: fc.Arbitrary<{ schema: JsonSchema; documents: JsonObject[] }> = fc
  .tuple(objects(property, 5), fc.boolean())
  .map(([pair, behind]) => (behind ? referred(pair) : pair))
  .chain(({ schema, value }) => {
    const changed = fc.tuple(value, fc.nat(), odd).map(([v, at, other]) => bent(v, at, other))
    const documents = fc.array(fc.oneof(value, changed), { minLength: 1, maxLength: 8 })
    const dialect = 'https://json-schema.org/draft/2020-12/schema'
    return documents.map((list) => ({
      schema: { $schema: dialect, ...schema, type: 'object' },
      documents: list.filter(
        (d): d is JsonObject => typeof d === 'object' && d !== null && !Array.isArray(d),
      ),
    }))
  })
