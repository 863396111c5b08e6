import { expect, test } from 'vitest'
import { nudgeBlock, openDesign, patchBlock, removeBlock } from './blocks'
import { locate, problemsOf, standing } from './problems'

const design = openDesign({
  id: 'f',
  key: 'order',
  table: 'orders',
  label: { en: 'Order' },
  steps: [
    {
      key: 'step_1',
      blocks: [
        { kind: 'field', field: 'a' },
        { kind: 'field', field: 'b' },
      ],
    },
  ],
})
const [a, b] = design.steps[0]!.blocks
const error = {
  code: 'FORM_INVALID',
  message: 'Gone.',
  label: 'A',
  pointer: '/steps/0/blocks/0',
  more: [{ message: 'Late.', label: 'B', pointer: '/steps/0/blocks/1/showIf' }, { message: 'Elsewhere.' }],
}
const located = locate(design, problemsOf(error))
const wrong = (now: typeof design) => [...standing(now, located)].map(([id, { message }]) => [id, message])

test('problems stand at their blocks', () => {
  expect(wrong(design)).toEqual([
    [a!.id, 'Gone.'],
    [b!.id, 'Late.'],
  ])
})
test('move with them; a condition that looked ahead may be right elsewhere', () => {
  expect(wrong(nudgeBlock(design, a!.id, 1))).toEqual([[a!.id, 'Gone.']])
})
test('go when the block is changed or removed', () => {
  expect(wrong(patchBlock(design, a!.id, { kind: 'field', field: 'a', required: true }))).toEqual([
    [b!.id, 'Late.'],
  ])
  expect(wrong(removeBlock(design, b!.id))).toEqual([[a!.id, 'Gone.']])
})
