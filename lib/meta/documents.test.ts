/** Documents: what is printed reads back the same, whatever the table, and what is broken is refused with a pointer. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AppError } from '@/lib/errors'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import { cases } from '@/lib/fields/testing'
import type { Json, JsonObject } from '@/lib/json'
import { customers, grades, orders, salesRole } from '@/lib/records/testing/world'
import { parse, print } from './documents'
import { isFieldKey } from './keys'
import { metaSchemas } from './meta-schemas'
import type { Field, Install, Source, Table, View } from './model'

const label = fc.record({ 'zh-CN': fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) })
const labels = fc.oneof(label, fc.record({ 'zh-CN': fc.string(), en: fc.string({ unit: 'grapheme' }) }))
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/).filter(isFieldKey)
const origin = fc.record({ template: key, version: fc.constant('1.0.0'), item: fc.string({ maxLength: 50 }) })
const condition = fc.tuple(key, fc.string()).map(([k, v]) => stored(call('is', field(k), value(v))))
const source = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Source>({ kind: 'input' }) },
  fc.constant<Source>({ kind: 'auto', of: 'number', pattern: 'KH{YYYY}{00000}' }),
  fc.record({
    kind: fc.constant('auto' as const),
    of: fc.constantFrom('created' as const, 'updated' as const),
  }),
  fc.record({ kind: fc.constant('inverse' as const), table: key, field: key }),
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const fieldWith = (key: string): fc.Arbitrary<Field> =>
  fc
    .record({
      of: fc.constantFrom(...cases),
      source,
      label: labels,
      required: fc.boolean(),
      unique: fc.boolean(),
      sensitivity: fc.constantFrom('normal' as const, 'personal' as const, 'confidential' as const),
      number: fc.integer({ min: 1, max: 1_000_000 }),
      more: fc.record({
        help: maybe(labels),
        default: maybe(condition),
        showIf: maybe(condition),
        requiredIf: maybe(condition),
        origin: maybe(origin),
      }),
    })
    .map(({ of, more, ...rest }) => ({
      id: randomUUID(),
      key,
      type: of.type.name as TypeName,
      options: { ...of.type.defaultOptions, ...of.options },
      ...rest,
      ...without(more),
    }))

/** Members that are not there rather than there and undefined. */
const without = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined)) as T

const table: fc.Arbitrary<Table> = fc
  .uniqueArray(key, { minLength: 1, maxLength: 12 })
  .chain((keys) =>
    fc.record({
      fields: fc.tuple(...keys.map(fieldWith)),
      deleted: maybe(key.filter((k) => !keys.includes(k)).chain(fieldWith)),
      title: fc.constantFrom(...keys),
      label: labels,
      more: fc.record({
        uniques: fc.constantFrom<Table['uniques']>([], [{ number: 7, fields: ['a', 'b'] }]),
        checks: fc.constant<Table['checks']>([]),
        description: maybe(labels),
        icon: maybe(fc.constant('users')),
        origin: maybe(origin),
      }),
    }),
  )
  .map(({ fields, deleted, title, label, more }) => ({
    id: randomUUID(),
    key: 'things',
    label,
    title,
    sections: [{ key: 'main', label: { en: 'Main' }, fields: fields.map((f) => f.key) }],
    fields,
    trash: deleted ? [{ field: deleted, at: '2026-11-21T00:00:00.000Z', by: randomUUID() }] : [],
    ...without(more),
  }))

/** As a document comes back from a jsonb column: the members in another order. */
function shuffled(document: Json): Json {
  if (Array.isArray(document)) return document.map(shuffled)
  if (typeof document !== 'object' || document === null) return document
  const members = Object.entries(document).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([k, v]) => [k, shuffled(v)]))
}

describe('tables of every field type', () => {
  test('parse(print(t)) is t, and print(parse(d)) is d', () => {
    fc.assert(
      fc.property(table, (t) => {
        const document = print('table', t)
        expect(parse('table', shuffled(document))).toEqual(t)
        expect(JSON.stringify(print('table', parse('table', document)))).toBe(JSON.stringify(document))
      }),
      { numRuns: 150 },
    )
  })
  test('the document is plain JSON Schema to whoever does not know us', () => {
    const document = print('table', customers) as {
      properties: Record<string, JsonObject>
      required: string[]
    }
    expect(document).toMatchObject({ type: 'object', additionalProperties: false, required: ['name'] })
    expect(document.properties.name).toMatchObject({ type: 'string', title: 'name' })
    expect(document.properties.customer_no).toMatchObject({ readOnly: true })
  })
  test('a shared set of options is stated once, and the document is the normal form', () => {
    const { grade } = (print('table', customers) as { properties: Record<string, JsonObject> }).properties
    expect(JSON.stringify(grade)).not.toContain('option_1')
    for (const t of [customers, orders])
      expect(print('table', parse('table', print('table', t)))).toEqual(print('table', t))
  })
  test('options that the schema states are not stated twice', () => {
    const { properties } = print('table', customers) as { properties: Record<string, JsonObject> }
    for (const [name, property] of Object.entries(properties)) {
      const { options = {} } = property['x-field'] as { options?: JsonObject }
      for (const option of Object.keys(options))
        expect(property, `${name}.${option}`).not.toHaveProperty(option)
    }
  })
})

const view: View = {
  id: randomUUID(),
  key: 'everyone',
  table: 'customers',
  type: 'grid',
  label: { en: 'Everyone' },
  columns: [
    { field: 'name', width: 200 },
    { field: 'phone', hidden: true },
  ],
  frozen: 1,
  sort: [{ field: 'name', desc: true }],
  filter: stored(call('isNotEmpty', field('name'))),
}
const install: Install = {
  id: randomUUID(),
  key: 'install_crm',
  template: 'crm',
  version: '1.0.0',
  at: '2026-11-21T00:00:00.000Z',
  items: { 'table:customers': { kind: 'table', id: customers.id, key: 'customers' } },
  ancestors: { 'table:customers': print('table', customers) },
  sample: true,
  tombstones: [],
}

test('the other kinds come back as they are', () => {
  expect(parse('options', print('options', grades))).toEqual(grades)
  expect(parse('view', print('view', view))).toEqual(view)
  expect(parse('role', print('role', salesRole))).toEqual(salesRole)
  expect(parse('install', print('install', install))).toEqual(install)
})

/** A copy with the place of a pointer replaced; undefined takes it away. */
function broken(document: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const copy = structuredClone(document)
  const path = pointer.split('/').slice(1)
  const last = path.pop()!
  const place = path.reduce<JsonObject>((at, name) => at[name] as JsonObject, copy)
  if (value === undefined) delete place[last]
  else place[last] = value
  return copy
}

describe('a broken document is refused, with a pointer to the place', () => {
  const refusal = (work: () => unknown): AppError => {
    try {
      work()
    } catch (error) {
      return error as AppError
    }
    throw new Error('accepted')
  }
  test.each<[string, Json | undefined, string]>([
    ['/x-table', undefined, ''],
    ['/unknown', 1, ''],
    ['/additionalProperties', true, '/additionalProperties'],
    ['/x-table/key', 'Customers', '/x-table/key'],
    ['/x-table/order', ['name'], '/x-table/order'],
    ['/x-table/title', 'nothing', '/x-table/title'],
    ['/x-table/icon', '<svg>', '/x-table/icon'],
    ['/x-table/label', {}, '/x-table/label'],
    ['/x-table/label/fr', 'clients', '/x-table/label'],
    ['/properties/name/x-field', undefined, '/properties/name'],
    ['/properties/name/x-field/id', 'me', '/properties/name/x-field/id'],
    ['/properties/name/x-field/number', 0, '/properties/name/x-field/number'],
    ['/properties/name/x-field/source', { kind: 'magic' }, '/properties/name/x-field/source'],
    [
      '/properties/name/x-field/default',
      { version: 2, expr: {} },
      '/properties/name/x-field/default/version',
    ],
  ])('a table with %s: %j', (pointer, value, at) => {
    const { code, detail } = refusal(() => parse('table', broken(print('table', customers), pointer, value)))
    expect({ code, at: detail.pointer?.startsWith(at) }).toEqual({ code: 'DEFINITION_INVALID', at: true })
  })
  test('a type that is not registered', () => {
    const document = broken(print('table', customers), '/properties/name/x-field/type', 'telepathy')
    expect(refusal(() => parse('table', document))).toMatchObject({
      code: 'DEFINITION_INVALID',
      detail: { field: 'name' },
    })
  })
  test.each<[string, Json | undefined]>([
    ['/tables/customers/rows/read', 'all'],
    ['/tables/customers/rows/read/0/kind', 'everything'],
    ['/tables/customers/fields/phone', 'write'],
    ['/tables/customers/otherFields', undefined],
    ['/admin', 'yes'],
  ])('a role with %s: %j', (pointer, value) => {
    const { code, detail } = refusal(() => parse('role', broken(print('role', salesRole), pointer, value)))
    expect(code).toBe('DEFINITION_INVALID')
    expect(pointer.startsWith(detail.pointer ?? '-')).toBe(true)
  })
  test('what is no document at all', () => {
    for (const kind of Object.keys(metaSchemas) as (keyof typeof metaSchemas)[])
      for (const body of [null, undefined, 1, 'x', [], {}])
        expect(refusal(() => parse(kind, body))).toMatchObject({ code: 'DEFINITION_INVALID' })
  })
})
