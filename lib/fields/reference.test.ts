import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Attachment, attachment } from './attachment'
import { link } from './link'
import { links } from './links'
import { sampleUuid } from './reference'
import type { FieldContext } from './type'
import { user } from './user'
import { users } from './users'

const a = '0190aaaa-1111-7111-8111-00000000000a'
const b = '0190aaaa-1111-7111-8111-00000000000b'
const names = new Map([
  [a, '王小明'],
  [b, 'Smith, "Bob" (sales)'],
])
const context = (locale: 'zh-CN' | 'en'): FieldContext => ({
  locale,
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: (id) => names.get(id),
})
const zh = context('zh-CN')
const linkOptions = { table: 'customers', onDelete: 'clear' } as const

test('people and records show their names, or say that they are unknown', () => {
  expect(user.format(a, {}, zh)).toBe('王小明')
  expect(users.format([a, b], {}, zh)).toBe('王小明、Smith, "Bob" (sales)')
  const stranger = sampleUuid(() => 0)
  expect(user.format(stranger, {}, context('en'))).toBe('Unknown person')
  expect(link.format(stranger, linkOptions, zh)).toBe('无法查看的记录')
})

test('their text has the name to read and the id to keep', () => {
  expect(user.serialize(a, {}, zh)).toBe(`王小明 (${a})`)
  expect(user.parse(`王小明 (${a.toUpperCase()})`, {}, zh)).toBe(a)
  expect(user.parse(a, {}, zh)).toBe(a)
  expect(user.parse('王小明', {}, zh)).toBeUndefined()
  expect(users.parse(users.serialize([b, a], {}, zh), {}, zh)).toEqual([b, a])
  expect(links.parse(`${a}, 王小明`, linkOptions, zh)).toBeUndefined()
})

test('ids are normalised and judged', () => {
  expect(user.normalize(` ${a.toUpperCase()} `, {})).toBe(a)
  expect(user.normalize('', {})).toBeUndefined()
  expect(users.normalize([a, a.toUpperCase(), ''], {})).toEqual([a])
  expect(user.check('me', {})).toEqual({ code: 'problemChoice.person' })
  expect(links.check([a, a], linkOptions)).toEqual({ code: 'problemChoice.repeated' })
  expect(links.check([a, 'x'], linkOptions)).toEqual({ code: 'problemChoice.records' })
})

describe('attachment', () => {
  test('keeps id and name only, each file once', () => {
    const answer = { id: a, name: ' 合同.pdf ', size: 12, type: 'application/pdf' }
    expect(attachment.normalize([answer, { id: a, name: 'again.pdf' }], {})).toEqual([
      { id: a, name: '合同.pdf' },
    ])
    expect(attachment.normalize([], {})).toBeUndefined()
    expect(attachment.check([answer], {})).toEqual({ code: 'problemChoice.files' })
    expect(attachment.check([{ id: a, name: 'a\u0000' }], {})).toEqual({ code: 'problemChoice.files' })
    const many = Array.from({ length: 21 }, (_, i) => ({ id: `${a.slice(0, -2)}${i + 10}`, name: 'x' }))
    expect(attachment.check(many, {})).toEqual({ code: 'problemChoice.tooManyFiles', params: { most: 20 } })
  })

  test('any names round-trip through text', () => {
    const name = fc.oneof(
      fc.constantFrom('a (1).pdf', 'x, y.txt', '"q"', ') (', `z (${b})`),
      fc.string({ minLength: 1, maxLength: 40 }),
    )
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (list) => {
        const value = attachment.normalize(
          list.map((text, i) => ({ id: `${a.slice(0, -1)}${i}`, name: text })),
          {},
        )
        if (attachment.check(value, {})) return
        const text = attachment.serialize(value as Attachment[], {}, zh)
        expect(attachment.parse(text, {}, zh)).toEqual(value)
      }),
    )
  })
})
