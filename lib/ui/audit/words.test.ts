import { expect, test } from 'vitest'
import type { AccessLogLine } from '@/lib/api/contract-audit'
import { lookKinds } from '@/lib/api/contract-audit'
import type { Locale } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { filterOf, questionOf } from './state'
import { lookedAs, lookedBy, sentence } from './words'

const line = (more: Partial<AccessLogLine> = {}): AccessLogLine => ({
  seq: 1,
  at: '2026-11-21T01:00:00.000Z',
  by: { id: 'w', name: '王芳' },
  door: 'page',
  kind: 'list',
  table: { key: 'customers', label: { 'zh-CN': '客户', en: 'Customers' } },
  fields: [
    { key: 'phone', label: { 'zh-CN': '电话', en: 'Phone' } },
    { key: 'email', label: { 'zh-CN': '邮箱', en: 'E-mail' } },
  ],
  count: 50,
  ...more,
})
const say = (locale: Locale, more: Partial<AccessLogLine>): string =>
  sentence(line(more), translator(locale), locale)

const record = { id: 'r', title: '张三' }

test.each<[Partial<AccessLogLine>, string, string]>([
  [{}, '在列表里看到了 50 条客户的电话、邮箱', 'saw Phone, E-mail of 50 records of Customers in a list'],
  [{ count: 0 }, '用电话、邮箱查找客户，没有找到', 'searched Customers by Phone, E-mail and found nothing'],
  [
    { kind: 'record', count: 1, record },
    '打开了客户“张三”，看到了电话、邮箱',
    'opened “张三” (Customers) and saw Phone, E-mail',
  ],
  [
    { kind: 'title', count: undefined },
    '看到了客户中一些记录的电话、邮箱',
    'saw Phone, E-mail of some records of Customers',
  ],
  [
    { kind: 'forget', count: 3, detail: { months: 12 } },
    '3 条访问记录超过 12 个月，已删除',
    '3 looks were older than 12 months and removed',
  ],
])('a line reads as a sentence: %j', (more, chinese, english) => {
  expect(say('zh-CN', more)).toBe(chinese)
  expect(say('en', more)).toBe(english)
})

test('every kind of line has a sentence without a hole', () => {
  for (const locale of ['zh-CN', 'en'] as const)
    for (const kind of lookKinds)
      for (const one of [
        {},
        { count: 0 },
        { fields: [] },
        { count: undefined },
        { detail: { begun: true } },
        { count: 1, record: { id: 'r', title: '' } },
      ])
        expect(say(locale, { kind, ...one })).not.toMatch(/audit\.|[{}]|undefined/)
})

test('who it was: a person, a stranger, Tian, nobody any more; and through whose eyes', () => {
  const t = translator('zh-CN')
  const who = (more: Partial<AccessLogLine>) => lookedBy(line(more), t, 'zh-CN')
  expect(who({})).toBe('王芳')
  expect(who({ by: { id: 'f', name: '', form: { 'zh-CN': '报名' } } })).toBe('“报名”的填写者')
  expect(who({ by: undefined })).toBe('系统')
  expect(who({ by: undefined, erased: '2026-11-21T01:00:00.000Z' })).toBe('（已清除）')
  const as = (more: AccessLogLine['as']) => lookedAs(line({ as: more }), t, 'zh-CN')
  expect(as(undefined)).toBe(undefined)
  expect(as({ person: '李雷' })).toBe('以李雷的身份')
  expect(as({ roles: ['销售', '客服'] })).toMatch(/^以“销售.*客服”的身份$/)
  expect(as({ token: true })).toBe('通过访问令牌')
})

test('the address holds the conditions; days last from midnight to midnight of the workspace', () => {
  const filter = filterOf(new URLSearchParams('person=p&from=2026-11-20&to=2026-11-21&other=1&table='))
  expect(filter).toEqual({ person: 'p', from: '2026-11-20', to: '2026-11-21' })
  const asked = new URLSearchParams(questionOf(filter, 'Asia/Shanghai'))
  expect(Object.fromEntries(asked)).toEqual({
    person: 'p',
    from: '2026-11-19T16:00:00.000Z',
    to: '2026-11-21T16:00:00.000Z',
  })
  expect(questionOf({ from: 'never' }, 'Asia/Shanghai')).toBe('')
})
