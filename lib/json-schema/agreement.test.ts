/** Imported and exported, a schema says the same as before; and so does the judgement of records, inside the value space. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './judge'
import { readSource } from './source'
import { examples } from './testing/collection'
import { schemaWithDocuments } from './testing/schemas'
import { imported, isComplete, passes, stored } from './testing/worked'

/** Ajv as anyone uses it, but for two things: `constructor` is a name like any other, and decimals are meant as written. */
function plainAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    ownProperties: true,
    multipleOfPrecision: 6,
    validateSchema: false,
  })
  addFormats.default(ajv)
  return ajv
}

test('what the original accepts, the exported schema and the record door accept; and nothing else', () => {
  const seen = { inside: 0, accepted: 0, documents: 0 }
  fc.assert(
    fc.property(schemaWithDocuments, ({ schema, documents }) => {
      const { plan, tables, exported } = imported(schema)
      const original = plainAjv().compile(schema)
      const again = compile(readSource(JSON.stringify(exported)))
      for (const document of documents) {
        const accepts = original(document)
        seen.documents++
        if (again(document) !== accepts)
          throw new Error(`exported says ${!accepts} of ${JSON.stringify(document)}`)
        const record = stored(tables, document)
        if (!record && accepts && plan.lines.every((l) => l.outside.length === 0))
          throw new Error(`nobody said that this does not fit: ${JSON.stringify(document)}`)
        if (!record) continue
        seen.inside++
        if (accepts) seen.accepted++
        const passed = passes(record)
        // How many detail rows there are is judged with whole documents only.
        if (passed !== accepts && !(tables.length > 1 && passed))
          throw new Error(`records say ${passed} of ${JSON.stringify(document)}`)
        if (accepts && !isComplete(record)) throw new Error(`asks for more: ${JSON.stringify(document)}`)
      }
    }),
    { numRuns: 80 },
  )
  // The property says something only where documents are inside the value space, on both sides.
  expect(seen.inside / seen.documents).toBeGreaterThan(0.1)
  expect(seen.accepted / seen.inside).toBeGreaterThan(0.1)
  expect(seen.accepted / seen.inside).toBeLessThan(0.95)
}, 60_000)

test('an exported schema, imported and exported again, is the same', () => {
  fc.assert(
    fc.property(schemaWithDocuments, ({ schema }) => {
      const { exported } = imported(schema)
      expect(imported(exported).exported).toEqual(exported)
    }),
    { numRuns: 40 },
  )
})

describe.each(examples)('$name', ({ schema, accepts, refuses, becomes }) => {
  const { plan, tables, exported } = imported(schema)
  const judge = compile(readSource(schema))
  const again = compile(readSource(JSON.stringify(exported)))
  test('becomes what a person expects', () => {
    const lines = plan.lines.filter((l) => l.table === 0)
    const found = lines.map(({ pointer, becomes: b }) => [pointer, b.kind === 'field' ? b.type : b.kind])
    expect(Object.fromEntries(found)).toMatchObject(becomes)
  })
  test('accepts what it accepted, in every way', () => {
    for (const document of accepts) {
      const record = stored(tables, document)
      expect([judge(document), again(document), record && passes(record)], JSON.stringify(document)).toEqual([
        true,
        true,
        true,
      ])
    }
  })
  test('refuses what it refused, in every way', () => {
    for (const document of refuses) {
      expect([judge(document), again(document)], JSON.stringify(document)).toEqual([false, false])
      const record = stored(tables, document)
      if (record) expect(passes(record), JSON.stringify(document)).toBe(false)
    }
  })
})
