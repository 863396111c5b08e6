/** Records against a kept schema: what is told of whom, and that it never takes long. */
import { expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import type { Access } from '@/lib/access/decide'
import type { Json, JsonObject } from '@/lib/json'
import { requireValues } from '@/lib/records/values'
import { compile, judgeBySchema } from './judge'
import { readSource } from './source'
import { imported } from './testing/worked'

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
})

test('a record that is much to judge is judged until something is wrong, and one that is too much says so', () => {
  const least: Json[] = Array.from({ length: 900 }, (_, i) => ({ minimum: 5 + i / 1000 }))
  const { tables } = imported(object({ list: { type: 'array', items: { allOf: least } } }))
  const told = (count: number, value: number) =>
    judgeBySchema(
      tables[0]!,
      (key) => (key === 'list' ? Array.from({ length: count }, () => value) : undefined),
      () => true,
    ).map((d) => [d.field, d.problem])
  expect(told(1000, 6)).toEqual([])
  expect(told(1000, 1)).toEqual([['list', 'schema.breaksInside']])
  expect(told(9000, 1)).toEqual([[undefined, 'schema.breaksMuch']])
})

test('equal choices and items are found whatever the order of their members', () => {
  const judge = compile(
    readSource({
      type: 'object',
      properties: {
        one: { enum: [{ a: 1, b: [null, 'x'] }, 'a', 1] },
        list: { type: 'array', uniqueItems: true },
      },
    }),
  )
  for (const one of [{ b: [null, 'x'], a: 1 }, 'a', 1]) expect(judge({ one })).toBe(true)
  for (const one of [{ a: 1 }, { a: 1, b: ['x', null] }, '1', true, null, ['a']])
    expect(judge({ one })).toBe(false)
  expect(judge({ list: [1, '1', true, null, [], {}, { a: 1 }, { a: '1' }] })).toBe(true)
  expect(
    judge({
      list: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    }),
  ).toBe(false)
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

test('a write is not refused for what its writer does not see, nor for what is not theirs to give', () => {
  const table = imported(
    object(
      { seen: { type: 'integer' }, hidden: { type: 'string' } },
      {
        required: ['hidden'],
        ...Object.fromEntries([
          ['if', { properties: { hidden: { const: 'gold' } } }],
          ['then', { properties: { seen: { maximum: 3 } } }],
        ]),
      },
    ),
  ).tables[0]!
  const fields = new Map([
    ['seen', { read: true }],
    ['hidden', { read: false }],
  ])
  const write = (cells: JsonObject, keys?: ReadonlySet<string>) => () =>
    requireValues(
      {} as Actor,
      { table, fields } as unknown as Access,
      (key) => cells[key],
      (key) => key === 'seen',
      keys,
    )
  expect(write({ seen: 5 }, new Set(['seen']))).not.toThrow()
  expect(write({ seen: 5, hidden: 'gold' })).toThrow('VALUE_INVALID')
  expect(write({ seen: 2 })).not.toThrow()
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
