/** What a token may and how long it lives, as people read it. */
import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { endInWords, extentInWords, lastUseInWords } from './words'

const [zh, en] = [translator('zh-CN'), translator('en')]
const tables = ['客户', '订单', '联系人', '产品'].map((name, n) => ({
  key: `t${n}`,
  label: { 'zh-CN': name, en: `Table ${n}` },
}))
const now = new Date('2026-11-22T08:00:00Z')

describe('what it may', () => {
  test('is said once for tables alike, verbs first', () => {
    expect(
      extentInWords(zh, 'zh-CN', { t0: ['update', 'read'], t1: ['read', 'update'], t2: ['read'] }, tables),
    ).toEqual(['客户、订单：查看、修改', '联系人：查看'])
    expect(extentInWords(en, 'en', { t0: ['export', 'read'] }, tables)).toEqual(['Table 0: View, Export'])
  })
  test('names three tables and counts the others', () => {
    const all = Object.fromEntries(tables.map(({ key }) => [key, ['read' as const]]))
    expect(extentInWords(zh, 'zh-CN', all, tables)).toEqual(['客户、订单、联系人等 4 张表：查看'])
    expect(extentInWords(en, 'en', all, tables)).toEqual([
      'Table 0, Table 1, Table 2 and others, 4 tables: View',
    ])
  })
  test('is all of the role, or nothing where its tables are out of sight', () => {
    expect(extentInWords(zh, 'zh-CN', null, tables)).toEqual([zh('tokens.everything')])
    expect(extentInWords(zh, 'zh-CN', { gone: ['read'] }, tables)).toEqual([zh('tokens.noTables')])
  })
})

test('last use says when and from where, as far as it is known', () => {
  const at = (lastUsedAt: string | null, lastAddress: string | null) =>
    lastUseInWords(zh, 'zh-CN', { lastUsedAt, lastAddress }, now, 'Asia/Shanghai')
  expect(at(null, null)).toBe('还没有用过')
  expect(at('2026-11-22T07:55:00Z', null)).toBe('5分钟前用过')
  expect(at('2026-11-22T07:55:00Z', '203.0.113.5')).toBe('5分钟前用过，来自 203.0.113.5')
})

test('the end is counted in days that are left, a fresh token’s in all of them', () => {
  const at = (expiresAt: string | null) => endInWords(en, expiresAt, now)
  expect(at(null)).toBe('does not end by itself')
  expect(at('2026-11-22T18:00:00Z')).toBe('ends within 24 hours')
  expect(at('2026-11-23T08:00:00Z')).toBe('ends in 1 day')
  expect(at('2026-12-22T07:59:00Z')).toBe('ends in 30 days')
})
