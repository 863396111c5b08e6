/** What schemas become: types, reasons, what falls outside, keys and labels, and limits that answer at once. */
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { locales } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Json, JsonObject } from '@/lib/json'
import { compile, judgeBySchema } from './judge'
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

test('of cells out of sight nothing is asked and nothing is told', () => {
  const schema = object(
    { seen: { type: 'integer', maximum: 5 }, hidden: { type: 'string' } },
    { required: ['hidden'], dependentRequired: { seen: ['hidden'] } },
  )
  const table = imported(schema).tables[0]!
  const judge = (cells: JsonObject, sees: (key: string) => boolean) =>
    judgeBySchema(table, (key) => cells[key], sees).map((d) => [d.field, d.problem])
  expect(judge({ seen: 1 }, (key) => key !== 'hidden')).toEqual([])
  expect(judge({ seen: 6 }, (key) => key !== 'hidden')).toEqual([['seen', 'schema.breaksMaximum']])
  expect(judge({ seen: 1 }, () => true)).toEqual([['hidden', 'schema.breaksRequired']])
})

test('the alternative that is meant says what is wrong', () => {
  const pay = (method: string, needs: string): JsonObject =>
    object({ method: { const: method } }, { required: ['method', needs] })
  const schema: JsonObject = {
    type: 'object',
    properties: { card: { type: 'string' }, iban: { type: 'string' } },
    oneOf: [{ $ref: '#/$defs/card' }, { $ref: '#/$defs/bank' }],
    $defs: { card: pay('card', 'card'), bank: pay('bank', 'iban') },
  }
  const table = imported(schema).tables[0]!
  const key = table.fields.find((f) => f.pointer === '/method')!.key
  const told = (method: string) =>
    judgeBySchema(
      table,
      (k) => (k === key ? method : undefined),
      () => true,
    ).map((d) => [d.field, d.problem])
  expect(told('card')).toEqual([['card', 'schema.breaksRequired']])
  expect(told('bank')).toEqual([['iban', 'schema.breaksRequired']])
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

describe('a schema that means ill', () => {
  const words = (text: string): JsonObject => JSON.parse(text) as JsonObject
  const refusal = (schema: unknown): unknown => {
    try {
      for (const table of plan(schema).tables) compile(table.schema)
      return undefined
    } catch (error) {
      return error instanceof AppError ? error.detail.problem : error
    }
  }

  test('names its words like members of every object', () => {
    const names = ['__defineGetter__', '__lookupSetter__', 'constructor', 'toString', 'hasOwnProperty']
    for (const name of names) {
      const part = words(`{"type":"string","${name}":{"maxLength":1}}`)
      expect(fieldFor({ allOf: [part, part] }).options).toEqual(fieldFor({ type: 'string' }).options)
      expect(become(words(`{"${name}":1}`))).toEqual(['json', 'whyAny'])
    }
    expect(fieldFor(words('{"type":"string","__proto__":{"maxLength":1}}')).options).not.toMatchObject({
      maxLength: 1,
    })
  })

  test('says of itself what Tian would not', () => {
    const x = {
      key: { a: 1 },
      label: 5,
      description: 7,
      icon: '<svg>',
      title: ['p'],
      sections: [{ fields: ['p'] }],
    }
    const { tables } = imported(object({ p: { type: 'string' } }, { title: 'Thing', 'x-table': x as never }))
    expect(tables[0]).toMatchObject({ key: 'thing', label: { en: 'Thing' }, title: 'p' })
    expect(tables[0]).not.toHaveProperty('icon')
    expect(tables[0]).not.toHaveProperty('description')
    expect(tables[0]!.sections.map((s) => s.key)).toEqual(['main'])
    const said = { key: 'things', label: { 'zh-CN': '东西' }, icon: 'box' }
    expect(imported(object({ p: { type: 'string' } }, { 'x-table': said })).tables[0]).toMatchObject(said)
  })

  test('has long lists of choices that must both hold', () => {
    const choices = (letter: string): Json => ({
      enum: Array.from({ length: 12_000 }, (_, i) => (i === 0 ? 'both' : `${letter}${i}`)),
    })
    const started = Date.now()
    const { options } = fieldFor({ allOf: [choices('a'), choices('b')] })
    expect(options).toMatchObject({ options: [{ value: 'both' }] })
    expect(Date.now() - started).toBeLessThan(5000)
    expect(become({ allOf: [{ enum: ['a'] }, { enum: ['b'] }] })).toEqual(['none', 'whyNever'])
  })

  test('has numbers that nobody can hold, or parts without an end', () => {
    expect(refusal('{"type":"object","properties":{"p":{"maximum":1e400}}}')).toBe('schema.badNumber')
    const $defs: JsonObject = { d3000: { type: 'string' } }
    for (let i = 0; i < 3000; i++) $defs[`d${i}`] = object({ next: { $ref: `#/$defs/d${i + 1}` } })
    expect(refusal(object({ p: { $ref: '#/$defs/d0' } }, { $defs }))).toBe('schema.tooIntricate')
  })

  test('has properties without a readable name', () => {
    for (const name of ['', ' ', '\u3000', '__'])
      expect(Object.values(plan(object({ [name]: true })).tables[0]!.fields.at(-2)!.label)[0]).toMatch(/\S/)
  })
})
