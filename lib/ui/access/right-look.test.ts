import { expect, test } from 'vitest'
import { call, field, stored, value } from '@/lib/expr/ast'
import { translator } from '@/lib/i18n/server'
import type { FieldRight } from '@/lib/meta/model'
import { isConditional, rightInWords, rightLook } from './right-look'

const draft = stored(call('is', field('status'), value('draft')))
const say = (right: FieldRight) => rightInWords(translator('zh-CN'), 'zh-CN', right, () => '状态是草稿')

test('every kind of right has a look and a word of its own', () => {
  const rights: FieldRight[] = [
    'edit',
    'read',
    'hidden',
    'denied',
    { mask: 'phone' },
    { read: true, edit: true, create: false },
    { read: true, edit: false, create: true },
    { read: false, edit: false, create: true },
    { read: false, mask: 'phone', edit: false, create: true },
  ]
  expect(new Set(rights.map((r) => rightLook(r).word)).size).toBe(rights.length)
  expect(new Set(rights.map((r) => rightLook(r).icons.join())).size).toBe(rights.length)
  expect(rights.some(isConditional)).toBe(false)
})

test.each<[FieldRight, string]>([
  ['edit', '可编辑'],
  [{ read: true, edit: draft, create: true }, '可查看；当 状态是草稿 时可修改；新建时可填写'],
  [
    { read: draft, mask: 'phone', reveal: true, edit: false, create: false },
    '当 状态是草稿 时可查看，否则：遮盖（电话：前 3 位和后 4 位，+8613800138000 → 138****8000），可说明原因后查看原值',
  ],
  [{ mask: 'all' }, '遮盖（全部遮盖）'],
  [{ read: false, edit: true, create: true }, '看不到；新建时可填写'],
])('%j in words', (right, words) => {
  expect(say(right)).toBe(words)
  expect(isConditional(right)).toBe(words.includes('当'))
})
