import { expect, test } from 'vitest'
import { initials } from './initials'

test('the first letters of pinyin', () => {
  expect(initials('多行文本')).toBe('dxwb')
  expect(initials('多选')).toBe('dx')
  expect(initials('手机号 A1')).toBe('sjha1')
  expect(initials('关联记录，公式')).toBe('gljlgs')
})
