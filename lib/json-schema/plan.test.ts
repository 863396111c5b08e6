/** What schemas become: types, reasons, what falls outside, keys and labels, and limits that answer at once. */
import { describe, expect, test } from 'vitest'
import { locales } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Json, JsonObject } from '@/lib/json'
import { judgeBySchema } from './judge'
import { type ImportPlan, planImport } from './plan'
import { readSource } from './source'
import { examples } from './testing/collection'
import { imported } from './testing/worked'

const plan = (schema: unknown, wishes = {}): ImportPlan => planImport(readSource(schema), wishes)
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
})
/** What one property becomes: its type or kind, and the reason. */
function become(property: Json, more: JsonObject = {}): [string, string] {
  const line = plan(object({ p: property }, more)).lines[0]!
  return [
    line.becomes.kind === 'field' ? line.becomes.type : line.becomes.kind,
    line.why.code.replace('schema.', ''),
  ]
}
const fieldFor = (property: Json, more: JsonObject = {}) =>
  plan(object({ p: property }, more)).tables[0]!.fields[0]!
const outside = (property: Json, more: JsonObject = {}) =>
  plan(object({ p: property }, more)).lines[0]!.outside.map((o) => o.code.replace('schema.', ''))

describe('a property becomes', () => {
  test.each<[Json, string, string]>([
    [{ type: 'string' }, 'text', 'whyText'],
    [{ type: 'string', maxLength: 5000 }, 'longtext', 'whyLongtext'],
    [{ type: 'string', format: 'uuid' }, 'text', 'whyFormatText'],
    [{ type: 'string', format: 'date' }, 'date', 'whyFormat'],
    [{ type: 'string', format: 'date-time' }, 'datetime', 'whyFormat'],
    [{ type: 'string', format: 'email' }, 'email', 'whyFormat'],
    [{ type: 'string', format: 'uri' }, 'url', 'whyFormat'],
    [{ type: 'integer' }, 'number', 'whyInteger'],
    [{ type: ['number', 'null'] }, 'number', 'whyNumber'],
    [{ type: 'number', minimum: 1e18 }, 'json', 'whyBeyond'],
    [{ type: 'boolean' }, 'checkbox', 'whyBoolean'],
    [{ enum: [true, false, null] }, 'checkbox', 'whyBoolean'],
    [{ enum: ['a', 'b'] }, 'select', 'whyChoices'],
    [{ const: 7 }, 'select', 'whyChoices'],
    [{ enum: ['a', { b: 1 }] }, 'json', 'whyOddChoices'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, 'multiselect', 'whyManyChoices'],
    [{ type: 'array', items: { type: 'string' } }, 'json', 'whyList'],
    [{ type: 'array', prefixItems: [{}, {}] }, 'json', 'whyTuple'],
    [{ type: 'array', items: object({ a: {} }) }, 'table', 'whyDetail'],
    [object({ a: {} }), 'section', 'whyGroup'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'json', 'whyMap'],
    [{ $ref: '#' }, 'json', 'whyCircular'],
    [{ type: 'array', items: { $ref: '#' } }, 'json', 'whyObjects'],
    [{ $ref: 'https://example.org/other.json' }, 'json', 'whyRemote'],
    [{ $ref: '#/$defs/nowhere' }, 'json', 'whyMissing'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'text', 'whyText'],
    [{ anyOf: [{ type: 'string' }, object({ a: {} })] }, 'json', 'whyUnion'],
    [{ allOf: [{ type: 'string' }, { maxLength: 3 }] }, 'text', 'whyText'],
    [true, 'json', 'whyAny'],
    [false, 'none', 'whyNever'],
    [{ type: 'null' }, 'none', 'whyNull'],
  ])('%j → %s', (property, kind, why) => {
    expect(become(property)).toEqual([kind, why])
  })

  test('a field with the limits of the schema', () => {
    expect(fieldFor({ type: 'string', minLength: 2, maxLength: 9 }).options).toEqual({
      minLength: 2,
      maxLength: 9,
    })
    expect(fieldFor({ type: 'string', pattern: '^a+$' }).options).toEqual({
      maxLength: 2000,
      pattern: '^a+$',
    })
    expect(fieldFor({ type: 'integer', minimum: 0, maximum: 10 }).options).toEqual({
      precision: 0,
      min: 0,
      max: 10,
    })
    expect(fieldFor({ type: 'number', multipleOf: 0.01 }).options).toEqual({ precision: 2 })
    expect(fieldFor({ type: 'number', minimum: -180, maximum: 180 }).options).toMatchObject({ precision: 6 })
    expect(fieldFor({ allOf: [{ type: 'string', maxLength: 9 }, { maxLength: 5 }] }).options).toEqual({
      maxLength: 5,
    })
  })

  test('something with a label besides its key, where the schema gives it one', () => {
    const { lines } = plan(object({ qty: { title: ' 数量 ', type: 'integer' }, note: { title: ' ' } }))
    expect(lines.map((line) => line.label)).toEqual([{ 'zh-CN': '数量' }, undefined])
  })

  test('a choice named by its title', () => {
    const { options } = fieldFor({
      oneOf: [
        { const: 1, title: '低' },
        { const: 2, title: 'High' },
      ],
    })
    expect(options).toMatchObject({
      options: [
        { value: '1', label: { 'zh-CN': '低' } },
        { value: '2', label: { en: 'High' } },
      ],
    })
  })

  test('a field that starts with the default, if it can hold it', () => {
    expect(fieldFor({ type: 'integer', default: 3 }).start).toBe(3)
    expect(fieldFor({ enum: [1, 2], default: 2 }).start).toBe('2')
    expect(fieldFor({ type: 'integer', default: 'three' }).start).toBeUndefined()
  })

  test('a required field only where a value must be', () => {
    const required = { required: ['p'] }
    expect(fieldFor({ type: 'string' }, required).required).toBe(true)
    for (const property of [{ type: ['string', 'null'] }, { type: 'array', items: {} }] as Json[])
      expect(fieldFor(property, required).required).toBe(false)
    const inner = object({ a: { type: 'string' } }, { required: ['a'] })
    expect([fieldFor(inner).required, fieldFor(inner, required).required]).toEqual([false, true])
  })

  test('JSON rather than a table, where a rule looks into the list', () => {
    const list = { type: 'array', items: object({ a: {} }) }
    for (const rule of [
      { minProperties: 1 },
      { not: { required: ['p'] } },
      { dependentRequired: { p: ['q'] } },
    ])
      expect(become(list, rule as unknown as JsonObject)).toEqual(['json', 'whyObjects'])
  })
})

test('what a type cannot hold is listed, and what it can is not', () => {
  expect(outside({ type: 'boolean' })).toEqual([])
  expect(outside({ enum: ['a', ''] })).toEqual(['outsideBlank'])
  expect(outside({ type: 'integer', minimum: 0, maximum: 9 })).toEqual([])
  expect(outside({ type: ['boolean', 'null'] })).toEqual(['outsideNull'])
  expect(outside({ type: ['boolean', 'null'] }, { required: ['p'] })).toEqual([])
  expect(outside({ minimum: 1 })).toEqual(['outsideNumber', 'outsideOtherTypes'])
  expect(outside(object({ a: {} }))).toEqual(['outsideEmptyObject'])
})

test('every reason and note has words in both languages', () => {
  for (const { schema } of examples) {
    const { lines, notes } = plan(schema)
    for (const { code, params } of [...notes, ...lines.flatMap((l) => [l.why, ...l.outside])])
      for (const locale of locales) expect(translator(locale).any(code, params)).not.toBe(code)
  }
})

test('names of any script become keys, and stay as labels', () => {
  const { tables } = plan(
    object({ firstName: true, 电话: true, имя: true, اسم: true, 'a/b~c': true, id: true, constructor: true }),
  )
  const fields = tables[0]!.fields
  expect(fields.every((f) => /^[a-z][a-z0-9_]{0,47}$/.test(f.key))).toBe(true)
  expect(new Set(fields.map((f) => f.key)).size).toBe(fields.length)
  expect(fields.map((f) => f.pointer)).toContain('/a~1b~0c')
  expect(fields.find((f) => f.pointer === '/电话')).toMatchObject({
    key: 'dian_hua',
    label: { 'zh-CN': '电话' },
  })
  expect(fields.find((f) => f.pointer === '/firstName')).toMatchObject({
    key: 'first_name',
    label: { en: 'First name' },
  })
})

test('a pattern that could run for ever is named, and not run', () => {
  const bad = '^(a+)+$'
  const { notes } = plan(object({ p: { type: 'string', pattern: bad } }))
  expect(notes).toEqual([{ code: 'schema.notePattern', params: { pattern: bad } }])
  const { tables } = imported(object({ p: { type: 'string', pattern: bad } }))
  const started = Date.now()
  expect(
    judgeBySchema(
      tables[0]!,
      () => `${'a'.repeat(60)}!`,
      () => true,
    ),
  ).toEqual([])
  expect(Date.now() - started).toBeLessThan(2000)
})

test('each property says which of its patterns is not run', () => {
  const $defs = {
    code: { type: 'string', pattern: '(?<=x)y' },
    tree: object({ code: { $ref: '#/$defs/code' }, next: { $ref: '#/$defs/tree' } }),
  }
  const schema = object(
    {
      plain: { type: 'string', pattern: '^a+$' },
      direct: { allOf: [{ type: 'string' }, { pattern: '^(a+)+$' }] },
      referred: { $ref: '#/$defs/code' },
      group: object({ inner: { type: 'string', pattern: '\\1' } }, { patternProperties: { '(?=z)': true } }),
      list: { type: 'array', items: { $ref: '#/$defs/code' } },
      either: { anyOf: [{ $ref: '#/$defs/code' }, { type: 'number' }] },
      tree: { $ref: '#/$defs/tree' },
      rows: { type: 'array', items: object({ cell: { $ref: '#/$defs/code' } }) },
    },
    { $defs },
  )
  const { lines, notes } = plan(schema)
  const said = lines.map((line) => [
    line.pointer,
    line.outside.filter((o) => o.code === 'schema.outsidePattern').map((o) => o.params!.pattern),
  ])
  expect(Object.fromEntries(said)).toEqual({
    '/plain': [],
    '/direct': ['^(a+)+$'],
    '/referred': ['(?<=x)y'],
    '/group': ['(?=z)'],
    '/group/inner': ['\\1'],
    '/list': ['(?<=x)y'],
    '/either': ['(?<=x)y'],
    '/tree': [],
    '/tree/code': ['(?<=x)y'],
    '/tree/next': ['(?<=x)y'],
    '/rows': [],
    '/cell': ['(?<=x)y'],
  })
  expect(notes.filter((n) => n.code === 'schema.notePattern')).not.toHaveLength(0)
})

describe('how many rows a list may have', () => {
  const items = object({ sku: { type: 'string' } })
  const lists = (words: JsonObject, more: JsonObject = {}): ImportPlan =>
    plan(object({ name: { type: 'string' }, lines: { type: 'array', items, ...words } }, more))
  const codes = (problems: readonly { code: string }[]): string[] =>
    problems.map((p) => p.code.replace('schema.', ''))

  test('at most: a field that counts them and a rule in our own language', () => {
    const { tables, notes } = lists({ maxItems: 3 })
    expect(tables[0]!.fields.at(-1)).toMatchObject({
      key: 'lines_count',
      type: 'number',
      source: { kind: 'formula', expr: { expr: { op: 'each', fn: 'count', over: { path: ['lines'] } } } },
    })
    const link = tables[1]!.fields[0]!.key
    expect(tables[1]!.checks.map((c) => c.expr.expr)).toEqual([
      {
        op: 'call',
        fn: 'lte',
        args: [
          { op: 'field', path: [link, 'lines_count'] },
          { op: 'value', value: 3 },
        ],
      },
    ])
    expect(codes(notes)).toEqual(['noteMost'])
  })

  test('at least: asked for by a form where there must be some, else said in exports', () => {
    const needed = lists({ minItems: 2 }, { required: ['lines'] })
    expect(codes(needed.lines[1]!.outside)).toEqual(['outsideLeastForm'])
    expect(codes(needed.notes)).toEqual(['noteForm'])
    expect(needed.counted).toEqual([{ field: 'lines', table: 1, min: 2 }])
    const free = lists({ minItems: 2 })
    expect(codes(free.lines[1]!.outside)).toEqual(['outsideEmptyList', 'outsideLeast'])
    expect(codes(free.notes)).toEqual([])
  })

  test('whether they repeat is said in exports only', () => {
    const needed = { required: ['lines'] }
    expect(codes(lists({ uniqueItems: true }, needed).lines[1]!.outside)).toEqual(['outsideCounts'])
    expect(codes(lists({ contains: {} }, needed).lines[1]!.outside)).toEqual(['outsideCounts'])
    expect(codes(lists({ uniqueItems: false }, needed).lines[1]!.outside)).toEqual([])
  })
})

test('more properties than fields: required ones first, the others kept together', () => {
  const properties = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p${i}`, { type: 'string' }]))
  const { tables, lines, notes } = plan(
    object(properties, { required: ['p399'], additionalProperties: false }),
  )
  expect(tables[0]!.fields).toHaveLength(299)
  expect(tables[0]!.fields.map((f) => f.key)).toEqual(
    expect.arrayContaining(['p0', 'p399', 'other_properties']),
  )
  expect(lines.find((l) => l.name === 'p398')?.becomes).toEqual({ kind: 'rest' })
  expect(notes.map((n) => n.code)).toContain('schema.noteSurplus')
})

test('draft-04 is read in the words of draft-07', () => {
  const field = fieldFor(
    { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
    { $schema: 'http://json-schema.org/draft-04/schema#', id: 'https://example.org/x' },
  )
  expect(field.options).toMatchObject({ min: 1, max: 5 })
})
