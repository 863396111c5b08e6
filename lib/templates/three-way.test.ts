/** Merging three versions: what one side changed wins, what both changed stays a person's, and doing it twice changes nothing. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge, placeBehind } from './three-way'

const part = fc.option(fc.constantFrom('a', 'b', 'c', true, 1), { nil: undefined })
const labels = fc.record({ en: part, zh: part }, { requiredKeys: [] })
const thing = fc.record(
  { label: labels, options: labels, plain: part },
  { requiredKeys: ['label', 'options'] },
)
const divides = (path: string[]): boolean => path.length === 1
const clean = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
/** Words in no language are no words; options stay, even none. */
const normal = (value: object): unknown => {
  const { label, ...rest } = clean(value) as { label?: object }
  return label && Object.keys(label).length > 0 ? { ...rest, label } : rest
}

describe('merge', () => {
  test('takes a new version where nobody changed anything', () => {
    fc.assert(
      fc.property(thing, thing, (a, t) => {
        const { value, conflicts } = merge({ ancestor: a, mine: a, theirs: t }, divides)
        expect(conflicts).toEqual([])
        expect(normal(value)).toEqual(normal(t))
      }),
    )
  })
  test('keeps what a person made when the template stays as it was', () => {
    fc.assert(
      fc.property(thing, thing, (a, m) => {
        const { value, taken, conflicts } = merge({ ancestor: a, mine: m, theirs: a }, divides)
        expect([value, taken, conflicts]).toEqual([m, [], []])
      }),
    )
  })
  test('never overwrites a person, names every difference, and is done after once', () => {
    fc.assert(
      fc.property(thing, thing, thing, (a, m, t) => {
        const first = merge({ ancestor: a, mine: m, theirs: t }, divides)
        for (const { path, mine } of first.conflicts) {
          const at = path.reduce<unknown>(
            (o, key) => (o as Record<string, unknown> | undefined)?.[key],
            first.value,
          )
          expect(at).toEqual(mine)
        }
        const again = merge({ ancestor: t, mine: first.value, theirs: t }, divides)
        expect([again.taken, again.conflicts]).toEqual([[], []])
      }),
    )
  })
  test('without an ancestor only adds what is missing; a part says nothing of the rest', () => {
    const mine = { label: { en: 'Mine' }, options: {} }
    const theirs = { label: { en: 'Theirs', zh: '新' }, options: {} }
    expect(merge({ mine, theirs }, divides).value).toEqual({ label: { en: 'Mine', zh: '新' }, options: {} })
    const whole = { label: { en: 'A', zh: '甲' }, options: {} }
    const some = { label: { en: 'B' }, options: {} }
    expect(merge({ ancestor: whole, mine: whole, theirs: some, partial: true }, divides).value.label).toEqual(
      { en: 'B', zh: '甲' },
    )
    expect(merge({ ancestor: whole, mine: whole, theirs: some }, divides).value.label).toEqual({ en: 'B' })
  })
})

test('a new entry stands behind the one that it follows in the template', () => {
  const own = (one: string) => one
  expect(placeBehind(['a', 'mine', 'c'], 'b', ['a', 'b', 'c'], own)).toEqual(['a', 'b', 'mine', 'c'])
  expect(placeBehind(['b', 'c'], 'a', ['a', 'b', 'c'], own)).toEqual(['a', 'b', 'c'])
  expect(placeBehind(['mine'], 'b', ['a', 'b'], own)).toEqual(['mine', 'b'])
})
