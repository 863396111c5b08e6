import { describe, expect, test } from 'vitest'
import { fieldsMeant } from './field-search'

const field = (key: string, zh: string, en: string, type: 'text' | 'phone' | 'select' | 'number') => ({
  key,
  label: { 'zh-CN': zh, en },
  type,
})
const fields = [
  field('name', '客户名称', 'Customer name', 'text'),
  field('phone', '电话', 'Phone', 'phone'),
  field('wechat', '微信号', 'WeChat ID', 'text'),
  field('level', '客户级别', 'VIP level', 'select'),
  field('score', '信用得分 2026', 'Credit score 2026', 'number'),
]
const found = (text: string): string[] => fieldsMeant(fields, text).map((f) => f.key)

describe('fields are found', () => {
  test('all of them by nothing', () => {
    expect(found('')).toEqual(fields.map((f) => f.key))
    expect(found('  ')).toHaveLength(fields.length)
  })

  test('by name in either language, whatever the width and case of the letters', () => {
    expect(found('客户')).toEqual(['name', 'level'])
    expect(found('ＶＩＰ')).toEqual(['level'])
    expect(found('wechat id')).toEqual(['wechat'])
  })

  test('by key, and by the first letters of their pinyin', () => {
    expect(found('phone')).toEqual(['phone'])
    expect(found('dh')).toEqual(['phone'])
    expect(found('khjb')).toEqual(['level'])
    expect(found('xydf2026')).toEqual(['score'])
  })

  test('by what their type is for, only where none is called so', () => {
    expect(found('手机')).toEqual(['phone'])
    const mobile = { ...field('mobile', '手机', 'Mobile', 'phone') }
    expect(fieldsMeant([...fields, mobile], '手机').map((f) => f.key)).toEqual(['mobile'])
  })

  test('not at all by what nothing is called', () => {
    expect(found('没有的')).toEqual([])
  })
})
