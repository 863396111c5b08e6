/** Schemas that mean ill, or are more than can be judged: each answers at once, in words. */
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import type { Json, JsonObject } from '@/lib/json'
import { compile } from './judge'
import { type ImportPlan, planImport } from './plan'
import { readSource } from './source'
import { imported } from './testing/worked'

const plan = (schema: unknown): ImportPlan => planImport(readSource(schema))
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
})
const fieldFor = (property: Json) => plan(object({ p: property })).tables[0]!.fields[0]!
/** What one property becomes: its type or kind, and the reason. */
function become(property: Json): [string, string] {
  const { becomes, why } = plan(object({ p: property })).lines[0]!
  return [becomes.kind === 'field' ? becomes.type : becomes.kind, why.code.replace('schema.', '')]
}

describe('a schema that means ill', () => {
  const some = <T extends Json>(n: number, make: (i: number) => T): T[] =>
    Array.from({ length: n }, (_, i) => make(i))
  const names = (n: number, make: (i: number) => Json): JsonObject =>
    Object.fromEntries(some(n, (i) => [`p${i}`, make(i)]))
  /** Forty levels, each of which twice brings the next. */
  const bomb = object(
    {},
    {
      allOf: [{ $ref: '#/$defs/p0' }],
      $defs: names(40, (i) => ({
        properties: { a: {} },
        allOf: some(2, () => ({ $ref: `#/$defs/p${i + 1}` })),
      })),
    },
  )
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
    expect(refusal(object({ p: { $ref: '#/$defs/d0' } }, { $defs }))).toBe('schema.tooManyRules')
  })

  test.each<[string, () => unknown, string]>([
    [
      'parts side by side',
      () => object({}, { allOf: some(5000, (i) => object({ [`p${i}`]: {} })) }),
      'tooIntricate',
    ],
    ['a bomb of properties', () => bomb, 'tooIntricate'],
    [
      'needs of each other',
      () => object({}, { dependentRequired: names(90_000, () => ['q']) }),
      'tooManyRules',
    ],
    [
      'one that needs many',
      () => object({}, { dependentRequired: { p: some(90_000, String) } }),
      'tooManyRules',
    ],
    ['patterns', () => object(names(2000, (i) => ({ pattern: `^a${i}$` }))), 'tooManyRules'],
    ['names by pattern', () => object({}, { patternProperties: names(2000, () => true) }), 'tooIntricate'],
    [
      'parts apart',
      () =>
        object(
          names(2000, (i) => ({ $ref: `#/$defs/p${i}` })),
          { $defs: names(2000, () => ({})) },
        ),
      'tooManyRules',
    ],
    [
      'lists that share their rows',
      () =>
        object(
          names(20, () => ({ $ref: '#/$defs/l' })),
          { $defs: { l: { type: 'array', items: object(names(900, () => ({}))) } } },
        ),
      'tooManyRules',
    ],
    [
      'names beyond those listed',
      () => object({}, { allOf: some(900, (i) => object({ [`p${i}`]: {} })), unevaluatedProperties: false }),
      'tooManyRules',
    ],
    ['required names', () => object({}, { required: some(50_000, (i) => `p${i}`) }), 'tooManyProperties'],
    ['properties', () => object(names(10_000, () => ({}))), 'tooManyProperties'],
    ['small values', () => `{"type":"object","examples":[${'{},'.repeat(1_600_000)}{}]}`, 'tooManyValues'],
    ['types', () => object({ p: { type: some(90_000, String) } }), 'notSchema'],
  ])('has too many %s', (_name, schema, problem) => {
    expect(refusal(schema())).toBe(`schema.${problem}`)
  })

  test('has groups inside groups that lead to each other', () => {
    const $defs = names(60, (i) =>
      object(Object.fromEntries(some(30, (j) => [`x${j}`, { $ref: `#/$defs/p${(i * 7 + j) % 60}` }]))),
    )
    const { lines, tables } = plan(
      object(
        names(40, (i) => ({ $ref: `#/$defs/p${i}` })),
        { $defs },
      ),
    )
    expect(lines.length).toBeLessThan(10_000)
    expect(tables[0]!.fields.length).toBeLessThanOrEqual(300)
  })

  test('has properties without a readable name', () => {
    for (const name of ['', ' ', '\u3000', '__'])
      expect(Object.values(plan(object({ [name]: true })).tables[0]!.fields.at(-2)!.label)[0]).toMatch(/\S/)
  })
})
