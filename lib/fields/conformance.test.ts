/** What every registered field type keeps, whatever it is: schema and words agree, nothing is lost in text, nothing raises. */
import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { functionOf } from '@/lib/expr/functions'
import { locales } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { JsonObject, JsonSchema } from '@/lib/json'
import { fieldTypes } from './index'
import { keywords } from './keywords'
import { masks } from './masks'
import { type Case, cases, chance, contexts, everyType, nastyTexts } from './testing'
import type { Problem } from './type'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false })
addFormats.default(ajv)
for (const keyword of keywords) ajv.addKeyword(keyword)

const samplesOf = ({ type, options }: Case, count: number, seed = 1): unknown[] => {
  const random = chance(seed)
  return Array.from({ length: count }, () => type.sample(options, random))
}

test('a type is registered under its own name', () => {
  for (const [name, type] of Object.entries(fieldTypes)) expect(type.name).toBe(name)
})

describe.each(everyType.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  test('speaks both languages', () => {
    for (const locale of locales)
      for (const words of [type.label, type.help]) expect(words[locale]?.trim()).toBeTruthy()
  })

  test('explains every setting in both languages', () => {
    for (const property of settingsIn(type.optionsSchema)) {
      expect(property.title).toBeTruthy()
      for (const locale of locales) expect((property['x-label'] as JsonObject)[locale]).toBeTruthy()
    }
  })

  test('offers operators and masks that exist', () => {
    expect(type.operators.length).toBeGreaterThan(0)
    for (const name of type.operators) expect(functionOf(name).filter).toBeDefined()
    for (const name of type.masks) expect(masks[name]).toBeDefined()
  })
})

describe.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const { type, options } = one
  const validate = ajv.compile(type.valueSchema(options))
  const samples = samplesOf(one, 1000)

  test('has valid options, and its value schema gives them back', () => {
    expect(ajv.compile(type.optionsSchema)(options)).toBe(true)
    const schema = type.valueSchema(options)
    const read = type.fromSchema({ ...schema, title: 'x', 'x-field': {} })
    expect(type.valueSchema({ ...options, ...read })).toEqual(schema)
    for (const [key, value] of Object.entries(read))
      expect((options as JsonObject)[key] ?? value).toEqual(value)
  })

  test('makes plausible samples that are valid and in stored form', () => {
    expect(samples.filter((value) => !validate(value))).toEqual([])
    expect(samples.filter((value) => type.check(value, options))).toEqual([])
    expect(samples.filter((value) => !isDeepStrictEqual(type.normalize(value, options), value))).toEqual([])
  })

  test.each(contexts)('reads back the text that it writes, and shows something: $locale', (context) => {
    const readBack = (value: unknown) => type.parse(type.serialize(value, options, context), options, context)
    expect(samples.filter((value) => !isDeepStrictEqual(readBack(value), value))).toEqual([])
    expect(samples.filter((value) => type.format(value, options, context).trim() === '')).toEqual([])
  })

  test('takes emptiness from any door as empty, or refuses it', () => {
    expect(type.normalize(null, options)).toBeUndefined()
    const blank = type.normalize('', options)
    expect(blank === undefined || type.check(blank, options) !== undefined).toBe(true)
    for (const text of ['', '  ', '\u3000'])
      expect(type.normalize(type.parse(text, options, contexts[0]!) ?? null, options)).toBeUndefined()
  })

  test('judges in words exactly as its schema does, and normalises once for all', () => {
    const problems = new Map<string, Problem>()
    fc.assert(
      fc.property(valuesNear(one), (value) => {
        const normal = type.normalize(value, options)
        if (!isDeepStrictEqual(type.normalize(normal, options), normal)) throw new Error('normalises twice')
        for (const candidate of normal === undefined ? [value] : [value, normal]) {
          const problem = type.check(candidate, options)
          if ((problem === undefined) !== validate(candidate))
            throw new Error(
              `${JSON.stringify(candidate)}: ${problem?.code} but ${JSON.stringify(validate.errors)}`,
            )
          if (problem)
            problems.set(JSON.stringify([problem.code, Object.keys(problem.params ?? {})]), problem)
        }
      }),
      { numRuns: 1000 },
    )
    for (const problem of problems.values()) expectWords(problem)
  })

  test('reads any text without raising', () => {
    for (const context of contexts)
      fc.assert(
        fc.property(
          fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 60 })),
          (text) => {
            const value = type.parse(text, options, context)
            if (value === undefined) return
            const normal = type.normalize(value, options)
            if (normal !== undefined && !type.check(normal, options)) type.format(normal, options, context)
          },
        ),
        { numRuns: 300 },
      )
  })
})

/** The message exists in both languages and takes its numbers. */
function expectWords({ code, params }: Problem): void {
  for (const locale of locales) {
    const message = translator(locale).any(code, params)
    expect(message).not.toBe(code)
    expect(message).not.toMatch(/[{}]/)
  }
}

/** All settings of a schema, those of list items too. */
function settingsIn(schema: JsonSchema): JsonObject[] {
  const properties = Object.values((schema.properties ?? {}) as Record<string, JsonObject>)
  return properties.flatMap((property) => [property, ...settingsIn((property.items ?? {}) as JsonSchema)])
}

const oddCharacters = [
  '\u0000',
  '\n',
  '\t',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ud800',
  '\udc00',
  ' ',
  '\u00a0',
  '田',
  '𠮷',
  'A',
  '@',
  '.',
  '"',
]

/** Values on both sides of a type's border: its samples slightly bent, its limits, and anything else that is JSON. */
function valuesNear(one: Case): fc.Arbitrary<unknown> {
  const {
    minimum = 0,
    maximum = 0,
    minLength = 0,
    maxLength = 0,
  } = one.type.valueSchema(one.options) as Record<string, number>
  const limits = fc
    .tuple(fc.constantFrom(minimum, maximum), fc.constantFrom(-1, 0, 1), fc.integer({ min: 0, max: 9 }))
    .map(([limit, direction, places]) => limit + direction * 10 ** -places)
  const decimals = fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 12 }))
    .map(([n, places]) => Number(`${n}e-${places}`))
  const lengths = fc
    .tuple(
      fc.constantFrom(minLength, maxLength),
      fc.constantFrom(-1, 0, 1),
      fc.constantFrom('a', '田', '𠮷', '/'),
    )
    .map(([length, more, char]) => char.repeat(Math.max(0, length + more)))
  const bent = fc
    .tuple(
      fc.constantFrom(...samplesOf(one, 50, 7)),
      fc.nat(),
      fc.constantFrom('insert', 'drop', 'repeat', 'keep'),
      fc.constantFrom(...oddCharacters),
    )
    .map(([value, at, how, char]) => bend(value, at, how, char))
  return fc.oneof(
    fc.jsonValue({ stringUnit: 'binary' }),
    fc.constantFrom(...nastyTexts.filter((text) => text.length < 5000), null, true, false, [], {}, -0, 0),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    limits,
    decimals,
    lengths,
    bent,
    fc.array(bent, { maxLength: 3 }),
  )
}

/** One small change somewhere in a value. */
function bend(value: unknown, at: number, how: string, char: string): unknown {
  if (how === 'keep') return value
  if (typeof value === 'number')
    return how === 'insert' ? value + 0.001 : how === 'drop' ? -value : value * 10
  if (typeof value === 'string') {
    const i = at % (value.length + 1)
    const rest = how === 'drop' ? value.slice(i + 1) : value.slice(i)
    return value.slice(0, i) + (how === 'insert' ? char : how === 'repeat' ? value : '') + rest
  }
  if (Array.isArray(value)) {
    if (how === 'repeat') return [...value, ...value]
    const i = at % value.length
    return value.map((item, j) => (i === j ? bend(item, at, how, char) : item))
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value)
    const key = keys[at % keys.length]
    if (key === undefined) return { [char]: char }
    const { [key]: part, ...rest } = value as JsonObject
    return how === 'drop'
      ? rest
      : { ...rest, [how === 'insert' ? key : `${key}${char}`]: bend(part, at, how, char) }
  }
  return char
}
