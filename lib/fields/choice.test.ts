import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChoiceOptions, choiceText, findOption } from './choice'
import { multiselect } from './multiselect'
import { select } from './select'
import type { FieldContext, Option } from './type'

const option = (value: string, zh: string, en: string, retired = false): Option => ({
  value,
  label: { 'zh-CN': zh, en },
  color: 'blue',
  retired,
})
const all = [
  option('vip', '贵宾', 'VIP'),
  option('normal', '普通', 'Regular'),
  option('old', '普通', 'Former', true),
  option('贵宾', '重名', 'Namesake'),
]
const own: ChoiceOptions = { options: all }
const shared: ChoiceOptions = { set: 'level' }
const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: (key) => (key === 'level' ? all : []),
  title: () => undefined,
}

describe('select', () => {
  test.each([
    ['vip', 'vip'],
    ['ＶＩＰ ', 'vip'],
    ['regular', 'normal'],
    ['普通', 'normal'],
    ['former', 'old'],
    ['贵宾', '贵宾'],
    ['', undefined],
    ['新', undefined],
  ])('%s means %s', (text, value) => {
    for (const options of [own, shared]) expect(select.parse(text, options, context)).toBe(value)
  })

  test('serializes to the label only when the label reads back', () => {
    expect(choiceText('normal', own, context)).toBe('普通')
    expect(choiceText('old', own, context)).toBe('old')
    expect(choiceText('vip', own, context)).toBe('vip')
    expect(choiceText('贵宾', own, context)).toBe('重名')
  })

  test('any set of labels round-trips', () => {
    const word = fc.constantFrom('a', 'A', 'b', ' b', '甲', '乙', 'a,b', '"a"', '1')
    const options = fc
      .uniqueArray(fc.record({ value: word, zh: word, en: word, retired: fc.boolean() }), {
        selector: (o) => o.value,
        minLength: 1,
      })
      .map((list) => list.map((o) => option(o.value, o.zh, o.en, o.retired)))
    fc.assert(
      fc.property(options, (list) => {
        const mine = { options: list }
        for (const { value } of list)
          expect(select.parse(select.serialize(value, mine, context), mine, context)).toBe(value)
        const values = list.map((o) => o.value)
        expect(multiselect.parse(multiselect.serialize(values, mine, context), mine, context)).toEqual(values)
      }),
    )
  })

  test('offers what is not retired, and only that', () => {
    expect(select.check('vip', own)).toBeUndefined()
    expect(select.check('old', own)).toEqual({ code: 'problemChoice.option' })
    expect(select.valueSchema(own)).toEqual({ type: 'string', enum: ['vip', 'normal', '贵宾'] })
    expect(select.valueSchema(shared)).toEqual({ $ref: 'tian:/options/level' })
    expect(select.fromSchema({ $ref: 'tian:/options/level' })).toEqual({ set: 'level' })
    expect(select.fromSchema({ type: 'string', enum: ['vip'] })).toEqual({})
    expect(select.valueSchema({ options: [] })).toEqual({ type: 'string', not: {} })
  })

  test('finds nothing among nothing', () => expect(findOption('a', [], 'en')).toBeUndefined())
})

describe('multiselect', () => {
  test('reads a list in either language, once each, or not at all', () => {
    expect(multiselect.parse('普通、VIP,regular', own, context)).toEqual(['normal', 'vip'])
    expect(multiselect.parse('普通、新', own, context)).toBeUndefined()
  })

  test('judges items, number and repetition', () => {
    expect(multiselect.check(['vip', 'old'], own)).toEqual({ code: 'problemChoice.options' })
    expect(multiselect.check(['vip', 'vip'], own)).toEqual({ code: 'problemChoice.repeated' })
    expect(multiselect.check([], own)).toEqual({ code: 'problemChoice.options' })
    const many = Array.from({ length: 51 }, (_, i) => `v${i}`)
    expect(multiselect.check(many, shared)).toEqual({ code: 'problemChoice.tooMany', params: { most: 50 } })
    expect(multiselect.normalize([' vip', 'vip', ''], own)).toEqual(['vip'])
  })
})
