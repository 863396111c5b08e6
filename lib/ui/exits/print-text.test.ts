import { expect, test } from 'vitest'
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import { printText } from './print-text'

const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-01-01',
  optionSet: () => [],
  title: () => undefined,
}
const field = (key: string, type: string, more: object = {}) =>
  ({ key, type, options: {}, right: 'read', source: 'input', ...more }) as unknown as FieldAnswer
const record: ApiRecord = {
  id: 'r',
  fields: { phone: '138****8000', customer: 'a', friends: ['a', 'b'] },
  titles: { a: '青山', b: '云水' },
  can: { update: false, delete: false },
  noAccess: ['boss'],
  more: { friends: 61 },
}
const text = (one: FieldAnswer) => printText(one, record, context, '无权限')

test('paper says what the screen says: masks as masks, links by name, and what is shut as shut', () => {
  expect(text(field('phone', 'phone', { mask: 'phone', right: 'edit' }))).toBe('138****8000')
  expect(text(field('customer', 'link', { options: { table: 'customers' } }))).toBe('青山')
  expect(text(field('friends', 'links', { options: { table: 'customers' } }))).toMatch(/青山.*云水.*61/)
  expect(text(field('boss', 'link'))).toBe('无权限')
  expect(text(field('note', 'text'))).toBe('')
})
