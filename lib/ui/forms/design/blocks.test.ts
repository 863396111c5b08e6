import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Form, FormBlock } from '@/lib/meta/form'
import {
  addStep,
  atPointer,
  bodyOf,
  type Design,
  duplicateBlock,
  earlierKeys,
  fieldKeys,
  insertBlock,
  isSame,
  moveBlock,
  moveStep,
  nudgeBlock,
  openDesign,
  patchBlock,
  patchStep,
  placed,
  removeBlock,
  removeStep,
} from './blocks'

const field = (key: string): FormBlock => ({ kind: 'field', field: key })
const form = (...steps: FormBlock[][]): Form => ({
  id: 'f',
  key: 'order',
  table: 'orders',
  label: { en: 'Order' },
  steps: steps.map((blocks, i) => ({ key: `step_${i + 1}`, blocks })),
})
const two = () => openDesign(form([field('a'), field('b')], [field('c'), field('d')]))
const id = (design: Design, key: string): string =>
  design.steps.flatMap((s) => s.blocks).find(({ block }) => block.kind === 'field' && block.field === key)!.id
const order = (design: Design): string =>
  design.steps
    .map((step) =>
      step.blocks.map(({ block }) => (block.kind === 'field' ? block.field : block.kind)).join(''),
    )
    .join('|')

describe('a form on the drawing board', () => {
  test('is sent as it was opened', () => {
    const { id: _id, key: _key, table: _table, ...body } = form([field('a')], [field('b')])
    expect(
      bodyOf(
        openDesign({ ...form([field('a')], [field('b')]), public: { token: 'x'.repeat(20), quota: 5 } }),
      ),
    ).toEqual({
      ...body,
      public: { quota: 5 },
    })
  })
  test('leaves out texts that say nothing', () => {
    const design = patchBlock(two(), 'x', field('x'))
    const one = design.steps[0]!.blocks[0]!
    const silent = patchBlock(design, one.id, { kind: 'field', field: 'a', label: { en: ' ' }, help: {} })
    expect(bodyOf({ ...silent, submit: { en: '' } })).toEqual(bodyOf(design))
    expect(isSame(silent, design)).toBe(true)
  })
})

describe('blocks', () => {
  test('move up and down, and from step to step at the edges', () => {
    const design = two()
    expect(order(nudgeBlock(design, id(design, 'a'), 1))).toBe('ba|cd')
    expect(order(nudgeBlock(design, id(design, 'b'), 1))).toBe('a|bcd')
    expect(order(nudgeBlock(design, id(design, 'c'), -1))).toBe('abc|d')
    expect(nudgeBlock(design, id(design, 'a'), -1)).toBe(design)
    expect(nudgeBlock(design, id(design, 'd'), 1)).toBe(design)
  })
  test('go before another one or to the end of a step', () => {
    const design = two()
    const [first, second] = design.steps
    expect(order(moveBlock(design, id(design, 'd'), first!.id, id(design, 'b')))).toBe('adb|c')
    expect(order(moveBlock(design, id(design, 'a'), second!.id))).toBe('b|cda')
    expect(moveBlock(design, id(design, 'a'), first!.id, id(design, 'a'))).toBe(design)
  })
  test('are inserted, copied and removed', () => {
    const design = two()
    const text = placed({ kind: 'text', text: { en: 'Hello' } })
    const more = insertBlock(design, text, design.steps[0]!.id, id(design, 'b'))
    expect(order(more)).toBe('atextb|cd')
    expect(order(duplicateBlock(more, text.id).design)).toBe('atexttextb|cd')
    expect(duplicateBlock(more, id(more, 'a'))).toEqual({ design: more })
    expect(order(removeBlock(more, text.id))).toBe('ab|cd')
  })
  test('are never lost nor doubled, whatever is moved where', () => {
    const act = fc.record({
      block: fc.nat(5),
      step: fc.nat(2),
      before: fc.nat(7),
      by: fc.constantFrom(-1, 1, 0),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let design = openDesign(
          form([field('a'), field('b')], [field('c')], [field('d'), field('e'), field('f')]),
        )
        const all = design.steps.flatMap((s) => s.blocks.map((b) => b.id))
        for (const { block, step, before, by } of acts)
          design =
            by === 0
              ? moveBlock(design, all[block]!, design.steps[step]!.id, all[before])
              : nudgeBlock(design, all[block]!, by as 1 | -1)
        expect(fieldKeys(design).sort().join('')).toBe('abcdef')
      }),
    )
  })
})

describe('steps', () => {
  test('begin at a block, move, and leave their blocks behind', () => {
    const design = two()
    const { design: split, step } = addStep(design, design.steps[0]!.id, id(design, 'b'))
    expect(order(split)).toBe('a|b|cd')
    expect(new Set(split.steps.map((s) => s.key)).size).toBe(3)
    expect(order(moveStep(split, step, 1))).toBe('a|cd|b')
    expect(moveStep(split, split.steps[0]!.id, -1)).toBe(split)
    expect(order(removeStep(split, step))).toBe('ab|cd')
    expect(order(removeStep(split, split.steps[0]!.id))).toBe('ab|cd')
    const one = openDesign(form([field('a')]))
    expect(removeStep(one, one.steps[0]!.id)).toBe(one)
    expect(patchStep(design, design.steps[1]!.id, { label: { en: 'Items' } }).steps[1]!.label).toEqual({
      en: 'Items',
    })
  })
  test('and blocks may ask about what comes before them', () => {
    const design = two()
    expect(earlierKeys(design, id(design, 'd'))).toEqual(['a', 'b', 'c'])
    expect(earlierKeys(design, design.steps[1]!.id)).toEqual(['a', 'b'])
    expect(earlierKeys(design, id(design, 'a'))).toEqual([])
  })
  test('are found by the server’s pointer', () => {
    const design = two()
    expect(atPointer(design, '/steps/1/blocks/0/showIf')).toBe(id(design, 'c'))
    expect(atPointer(design, '/steps/0/showIf')).toBe(design.steps[0]!.id)
    expect(atPointer(design, '/public/quota')).toBeUndefined()
    expect(atPointer(design, undefined)).toBeUndefined()
  })
})
