/** What is shown and required: hidden counts as empty, sections and steps hide what is in them, and nothing hidden is asked for. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { call, type Expr, field, type StoredExpr, stored, value } from '@/lib/expr/ast'
import type { FormBlock, FormStep } from './form'
import { type Flow, flowOf } from './form-flow'

const env = { me: null, today: '2026-11-21', now: '2026-11-21T00:00:00.000Z', zone: 'Asia/Shanghai' }
const judge = (steps: FormStep[], cells: Record<string, unknown>): Flow =>
  flowOf(steps, { type: () => ({ kind: 'text' }), cell: (key) => cells[key], env })
const is = (key: string, text: string): StoredExpr => stored(call('is', field(key), value(text)))
const ask = (key: string, more: object = {}): FormBlock => ({ kind: 'field', field: key, ...more })
const step = (...blocks: FormBlock[]): FormStep[] => [{ key: 'one', blocks }]

describe('a form', () => {
  test('without conditions shows everything', () => {
    const flow = judge(step(ask('a', { required: true }), ask('b'), { kind: 'text', text: {} }), {})
    expect([...flow.fields]).toEqual(['a', 'b'])
    expect([...flow.required]).toEqual(['a'])
    expect(flow.steps).toEqual([{ shown: true, blocks: [true, true, true] }])
  })
  test('shows a field where its condition is true, not where it is unknown', () => {
    const steps = step(ask('a'), ask('b', { showIf: is('a', 'yes') }))
    for (const [a, shown] of [
      ['yes', true],
      ['no', false],
      [undefined, false],
      [null, false],
      [{}, false],
    ] as const)
      expect(judge(steps, { a }).fields.has('b')).toBe(shown)
  })
  test('reads hidden fields as empty, so that what hangs on them is hidden too', () => {
    const steps = step(
      ask('a'),
      ask('b', { showIf: is('a', 'yes') }),
      ask('c', { showIf: is('b', 'yes') }),
      ask('d', { required: false, requiredIf: is('b', 'yes') }),
    )
    const hidden = judge(steps, { a: 'no', b: 'yes' })
    expect([[...hidden.fields], [...hidden.required]]).toEqual([['a', 'd'], []])
    const shown = judge(steps, { a: 'yes', b: 'yes' })
    expect([[...shown.fields], [...shown.required]]).toEqual([['a', 'b', 'c', 'd'], ['d']])
  })
  test('hides a section with all in it, and a step with all its sections', () => {
    const steps: FormStep[] = [
      { key: 'one', blocks: [ask('a')] },
      {
        key: 'two',
        showIf: is('a', 'yes'),
        blocks: [
          { kind: 'section', label: {}, showIf: is('a', 'never') },
          ask('b', { required: true }),
          { kind: 'section', label: {} },
          ask('c', { required: true }),
          { kind: 'rows', field: 'r', columns: ['x'], add: true, edit: false, remove: false },
        ],
      },
    ]
    const no = judge(steps, { a: 'no' })
    expect([[...no.fields], [...no.required], [...no.rows]]).toEqual([['a'], [], []])
    expect(no.steps[1]).toEqual({ shown: false, blocks: [false, false, false, false, false] })
    const yes = judge(steps, { a: 'yes' })
    expect([[...yes.fields], [...yes.required], [...yes.rows]]).toEqual([['a', 'c'], ['c'], ['r']])
  })
  test('does not show what hangs on a condition that makes no sense', () => {
    const wrong: Expr[] = [call('nothing'), field('a'), call('is', field('a', 'b'), value('x'))]
    for (const expr of wrong)
      expect(judge(step(ask('a'), ask('b', { showIf: stored(expr) })), { a: 'x' }).fields.has('b')).toBe(
        false,
      )
  })
})

test('for any form and answers: only shown fields are required, and hidden answers change nothing', () => {
  const keys = ['a', 'b', 'c', 'd', 'e']
  const word = fc.constantFrom('x', 'y')
  const condition = (i: number) =>
    i === 0
      ? fc.constant(undefined)
      : fc.option(
          fc.tuple(fc.constantFrom(...keys.slice(0, i)), word).map(([key, text]) => is(key, text)),
          { nil: undefined },
        )
  const form = fc
    .tuple(
      ...keys.map((_, i) =>
        fc.record({ showIf: condition(i), requiredIf: condition(5), required: fc.boolean() }),
      ),
    )
    .map((blocks) => step(...blocks.map((more, i) => ask(keys[i]!, more))))
  const answers = fc.record(Object.fromEntries(keys.map((key) => [key, fc.option(word, { nil: undefined })])))
  fc.assert(
    fc.property(form, answers, word, (steps, cells, other) => {
      const flow = judge(steps, cells)
      expect([...flow.required].filter((key) => !flow.fields.has(key))).toEqual([])
      const hidden = keys.filter((key) => !flow.fields.has(key))
      expect(judge(steps, { ...cells, ...Object.fromEntries(hidden.map((key) => [key, other])) })).toEqual(
        flow,
      )
    }),
    { numRuns: 300 },
  )
})
