import { describe, expect, test } from 'vitest'
import {
  addOptions,
  type DraftOption,
  moveOption,
  namesIn,
  removeOption,
  repeatedNames,
  savedOptions,
  withLabel,
} from './options'

const saved: DraftOption[] = [
  { value: 'vip', label: { 'zh-CN': '重要', en: 'VIP' }, color: 'blue' },
  { value: 'plain', label: { 'zh-CN': '普通' }, color: 'gray', retired: true },
]

describe('names', () => {
  test('a line each, or parted by commas on one line', () => {
    expect(namesIn('线上\n 展会 \n\n转介绍')).toEqual(['线上', '展会', '转介绍'])
    expect(namesIn('甲,乙，丙、丁')).toEqual(['甲', '乙', '丙', '丁'])
    expect(namesIn('张三,李四\n王五')).toEqual(['张三,李四', '王五'])
    expect(namesIn('  ')).toEqual([])
  })
})

describe('adding', () => {
  test('new ones get a value of their own and the next colour', () => {
    const { options, repeated } = addOptions(saved, ['展会', 'vip2'], 'zh-CN')
    expect(options.slice(2)).toEqual([
      { value: '展会', label: { 'zh-CN': '展会' }, color: 'teal', fresh: true },
      { value: 'vip2', label: { 'zh-CN': 'vip2' }, color: 'green', fresh: true },
    ])
    expect(repeated).toEqual([])
  })
  test('a name that is there, in either language, is told; a retired one comes back', () => {
    const { options, repeated } = addOptions(saved, ['ＶＩＰ', '普通'], 'zh-CN')
    expect(repeated).toEqual(['ＶＩＰ'])
    expect(options).toHaveLength(2)
    expect(options[1]).not.toHaveProperty('retired')
  })
  test('pasting a name twice adds it once', () => {
    expect(addOptions([], ['甲', '甲'], 'zh-CN')).toMatchObject({
      options: [{ value: '甲' }],
      repeated: ['甲'],
    })
  })
})

test('a saved option is retired, a fresh one goes; its value never changes', () => {
  const { options } = addOptions(saved, ['展会'], 'zh-CN')
  expect(removeOption(options, 0)[0]).toMatchObject({ value: 'vip', retired: true })
  expect(removeOption(options, 2)).toHaveLength(2)
  expect(withLabel(options[0]!, 'zh-CN', '贵宾')).toMatchObject({ value: 'vip', label: { 'zh-CN': '贵宾' } })
  expect(savedOptions(options).every((option) => !('fresh' in option))).toBe(true)
})

test('moving stays inside the list', () => {
  expect(moveOption(saved, 1, 0).map((o) => o.value)).toEqual(['plain', 'vip'])
  expect(moveOption(saved, 1, 2)).toEqual(saved)
  expect(moveOption(saved, 0, -1)).toEqual(saved)
})

test('two offered options with one name', () => {
  const twice: DraftOption[] = [...saved, { value: 'x', label: { 'zh-CN': '重要' }, color: 'red' }]
  expect(repeatedNames(twice, 'zh-CN')).toEqual(['重要'])
  expect(
    repeatedNames([...saved, { value: 'y', label: { 'zh-CN': '普通' }, color: 'red' }], 'zh-CN'),
  ).toEqual([])
})
