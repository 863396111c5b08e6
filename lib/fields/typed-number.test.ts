/** What people type and paste into number fields, and what it means. */
import { describe, expect, test } from 'vitest'
import { checkbox } from './checkbox'
import { currency } from './currency'
import { duration } from './duration'
import { number } from './number'
import { percent } from './percent'
import { rating } from './rating'
import { contexts } from './testing'
import { parseNumber } from './typed-number'

const [chinese, english] = contexts as [(typeof contexts)[0], (typeof contexts)[0]]

describe('numbers', () => {
  test.each<[string, number | undefined]>([
    ['1234', 1234],
    [' 1,234.50 ', 1234.5],
    ['1 234 567', 1_234_567],
    ['１，２３４．５', 1234.5],
    ['1。5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-3', -3],
    ['−3', -3],
    ['+3', 3],
    ['(1,234.50)', -1234.5],
    ['（１２）', -12],
    ['1.2万', 12_000],
    ['1.2 万', 12_000],
    ['3亿', 300_000_000],
    ['1.5万亿', 1_500_000_000_000],
    ['2.5k', 2500],
    ['1.2E+04', 12_000],
    ['0.1', 0.1],
    ['-0', 0],
    ['1,2', undefined],
    ['1,23,456', undefined],
    ['1.2.3', undefined],
    ['--3', undefined],
    ['(-3)', undefined],
    ['12abc', undefined],
    ['1e999', undefined],
    ['', undefined],
    ['.', undefined],
    ['万', undefined],
  ])('%j is %s', (text, value) => expect(parseNumber(text)).toBe(value))

  test('a unit may stand beside it', () => {
    const options = { precision: 1, unit: 'kg' }
    expect(number.parse('12.5 KG', options, chinese)).toBe(12.5)
    expect(number.format(1234.5, options, chinese)).toBe('1,234.5\u00a0kg')
  })
})

describe('money', () => {
  test.each<[string, number | undefined]>([
    ['¥1,234.50', 1234.5],
    ['￥ 1,234.50', 1234.5],
    ['-¥12', -12],
    ['¥-12', -12],
    ['(¥12)', -12],
    ['1234元', 1234],
    ['RMB 88', 88],
    ['CNY 88.8', 88.8],
    ['1.2万元', 12_000],
    ['$12', undefined],
  ])('%j is %s', (text, value) => expect(currency.parse(text, { currency: 'CNY' }, chinese)).toBe(value))

  test('is shown with its sign', () => {
    expect(currency.format(1234.5, { currency: 'CNY' }, chinese)).toBe('¥1,234.50')
    expect(currency.format(1234.5, { currency: 'CNY' }, english)).toBe('¥1,234.50')
    expect(currency.format(-0.5, { currency: 'USD' }, english)).toBe('-$0.50')
    expect(currency.check(0.005, { currency: 'CNY' })?.code).toBe('problemText.tooManyDecimals')
  })
})

describe('percentages', () => {
  test.each<[string, number | undefined]>([
    ['15.23%', 0.1523],
    ['15.23', 0.1523],
    ['１５％', 0.15],
    ['7', 0.07],
    ['-3 %', -0.03],
    ['15%%', undefined],
  ])('%j is %s', (text, value) => expect(percent.parse(text, { precision: 2 }, chinese)).toBe(value))

  test('limits read as percentages', () => {
    expect(percent.check(1.01, { precision: 2, min: 0, max: 1 })?.params).toEqual({ max: '100%' })
    expect(percent.format(0.07, { precision: 2 }, english)).toBe('7.00%')
  })
})

describe('durations', () => {
  test.each<[string, number | undefined]>([
    ['90', 90],
    ['1:30', 90],
    ['1：30', 90],
    ['1h30', 90],
    ['1h 30m', 90],
    ['1.5h', 90],
    ['1小时30分', 90],
    ['1小时30分钟', 90],
    ['1个半小时', 90],
    ['半小时', 30],
    ['2天', 2880],
    ['45 min', 45],
    ['1:75', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%j is %s', (text, value) => expect(duration.parse(text, {}, chinese)).toBe(value))

  test('are shown in words', () => {
    expect(duration.format(90, {}, chinese)).toBe('1小时30分钟')
    expect(duration.format(90, {}, english)).toBe('1\u00a0h 30\u00a0min')
    expect(duration.format(0, {}, chinese)).toBe('0分钟')
    expect(duration.format(120, {}, english)).toBe('2\u00a0h')
  })
})

test.each<[string, number | undefined]>([
  ['4', 4],
  ['4/5', 4],
  ['4 / 10', undefined],
  ['★★★', 3],
  ['★★★☆☆', 3],
  ['4星', 4],
  ['4 stars', 4],
  ['0', undefined],
  ['four', undefined],
])('rating %j is %s', (text, value) => expect(rating.parse(text, { max: 5 }, chinese)).toBe(value))

test.each<[string, boolean | undefined]>([
  ['是', true],
  ['YES', true],
  ['✓', true],
  ['1', true],
  ['否', false],
  ['false', false],
  ['0', false],
  ['maybe', undefined],
])('checkbox %j is %s', (text, value) => expect(checkbox.parse(text, {}, chinese)).toBe(value))
