import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Section } from '@/lib/meta/model'
import {
  addSection,
  complete,
  moveField,
  nudgeField,
  nudgeSection,
  removeSection,
  renameSection,
} from './sections'

const sections: Section[] = [
  { key: 'basic', label: { 'zh-CN': '基本' }, fields: ['name', 'phone'] },
  { key: 'more', label: { 'zh-CN': '更多' }, fields: ['level'] },
]
const lists = (of: readonly Section[]) => of.map((section) => section.fields)

describe('fields', () => {
  test('before another one, at the end, and in their own section', () => {
    expect(lists(moveField(sections, 'name', { section: 'more', before: 'level' }))).toEqual([
      ['phone'],
      ['name', 'level'],
    ])
    expect(lists(moveField(sections, 'name', { section: 'more' }))).toEqual([['phone'], ['level', 'name']])
    expect(lists(moveField(sections, 'phone', { section: 'basic', before: 'name' }))).toEqual([
      ['phone', 'name'],
      ['level'],
    ])
    expect(lists(moveField(sections, 'name', { section: 'basic', before: 'name' }))).toEqual(lists(sections))
  })
  test('by one, past the border', () => {
    expect(lists(nudgeField(sections, 'phone', 1))).toEqual([['name'], ['phone', 'level']])
    expect(lists(nudgeField(sections, 'level', -1))).toEqual([['name', 'phone', 'level'], []])
    expect(lists(nudgeField(sections, 'name', -1))).toEqual(lists(sections))
  })
  test('those outside any section join the last one', () => {
    expect(lists(complete(sections, ['name', 'phone', 'level', 'email']))).toEqual([
      ['name', 'phone'],
      ['level', 'email'],
    ])
    expect(lists(complete(sections, ['phone', 'level']))).toEqual([['phone'], ['level']])
  })
})

describe('sections', () => {
  test('a new one has a key of its own; the fields of one that goes stay', () => {
    expect(addSection([...sections, { key: 'section_4', label: {}, fields: [] }], {}).at(-1)!.key).toBe(
      'section_5',
    )
    expect(lists(removeSection(sections, 'basic'))).toEqual([['name', 'phone', 'level']])
    expect(lists(removeSection(sections, 'more'))).toEqual([['name', 'phone', 'level']])
    expect(removeSection([sections[0]!], 'basic')).toHaveLength(1)
    expect(renameSection(sections, 'more', { en: 'More' })[1]!.label).toEqual({ en: 'More' })
    expect(nudgeSection(sections, 'more', -1).map((s) => s.key)).toEqual(['more', 'basic'])
    expect(nudgeSection(sections, 'more', 1).map((s) => s.key)).toEqual(['basic', 'more'])
  })
})

test('no step loses or doubles a field', () => {
  const fields = ['name', 'phone', 'level']
  const step = fc.oneof(
    fc
      .record({
        field: fc.constantFrom(...fields),
        section: fc.constantFrom('basic', 'more'),
        before: fc.option(fc.constantFrom(...fields), { nil: undefined }),
      })
      .map(
        ({ field, ...place }) =>
          (s: Section[]) =>
            moveField(s, field, place),
      ),
    fc.record({ field: fc.constantFrom(...fields), by: fc.constantFrom<1 | -1>(1, -1) }).map(
      ({ field, by }) =>
        (s: Section[]) =>
          nudgeField(s, field, by),
    ),
    fc.constantFrom('basic', 'more', 'section_3').map((key) => (s: Section[]) => removeSection(s, key)),
    fc.constant((s: Section[]) => addSection(s, {})),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const end = steps.reduce((s, apply) => apply(s), sections)
      // A place in a section that was removed is no place.
      const kept = lists(end).flat().sort()
      expect(new Set(kept).size).toBe(kept.length)
      expect(lists(complete(end, fields)).flat().sort()).toEqual([...fields].sort())
    }),
  )
})
