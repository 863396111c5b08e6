import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { context, field } from './testing/table'
import { allowedWords, cellWords, rowWords } from './words'

const zh = translator('zh-CN')
const en = translator('en')
const english = { ...context, locale: 'en' } as const
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    value: `v${n}`,
    label: { 'zh-CN': `甲${n}`, en: `A${n}` },
    color: 'blue',
    ...(n === 1 ? { retired: true } : {}),
  }))

describe('words', () => {
  test('of a cell tell how a file is mended, and a field’s own go first elsewhere', () => {
    const kind = field('kind', 'select', '类型')
    expect(cellWords(zh, kind, { code: 'problemChoice.option' }, 'x', context)).toBe(zh('import.noOption'))
    const phone = field('phone', 'phone', '电话', { message: { 'zh-CN': '请填手机号。' } })
    expect(cellWords(zh, phone, { code: 'problemText.notPhone' }, 'x', context)).toBe('请填手机号。')
  })
  test('name the options that are still offered, and not without end', () => {
    const kind = (count: number) => field('kind', 'select', '类型', { options: { options: options(count) } })
    expect(allowedWords(zh, kind(3), context)).toBe(zh('import.allowed', { options: '“甲0”“甲2”' }))
    expect(allowedWords(en, kind(3), english)).toBe(en('import.allowed', { options: '“A0”, “A2”' }))
    expect(allowedWords(zh, kind(30), context)).toContain('“甲12”等')
    expect(allowedWords(zh, field('name', 'text', '名称'), context)).toBeUndefined()
  })
  test('name the first rows and count the others', () => {
    const group = (rows: number[]) => ({ message: '', rows, texts: [] })
    expect(rowWords(zh, group([3]), context)).toBe('第 3 行')
    expect(rowWords(en, group([3, 8]), english)).toBe('Rows 3, 8')
    expect(rowWords(zh, group([1, 2, 3, 4, 5, 6, 7, 8]), context)).toBe('第 1、2、3、4、5、6 行，另有 2 行')
  })
})
