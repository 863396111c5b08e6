import { describe, expect, test } from 'vitest'
import {
  dayOf,
  formatBytes,
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatRelative,
  timeOf,
} from './format'

describe('numbers', () => {
  test('are grouped, and decimal strings keep every digit', () => {
    expect(formatNumber(1234567.5, 'zh-CN')).toBe('1,234,567.5')
    expect(formatNumber('12345678901234567.89', 'en')).toBe('12,345,678,901,234,567.89')
  })
  test('money has the currency’s decimals unless told otherwise', () => {
    expect(formatMoney(1234.5, 'CNY', 'zh-CN')).toBe('¥1,234.50')
    expect(formatMoney(1234.5, 'USD', 'en')).toBe('$1,234.50')
    expect(formatMoney(1234.5, 'JPY', 'en')).toBe('¥1,235')
    expect(formatMoney(1234.5, 'CNY', 'zh-CN', 0)).toBe('¥1,235')
  })
  test('bytes', () => {
    expect(formatBytes(1, 'en')).toBe('1 byte')
    expect(formatBytes(1_430_000, 'en')).toBe('1.4 MB')
    expect(formatBytes(25_000_000, 'en')).toBe('25 MB')
  })
})

describe('times', () => {
  const instant = '2026-11-21T16:30:00Z'
  test('a day is a day: no zone can move it', () => {
    expect(formatDate('2026-11-21', 'zh-CN')).toBe('2026-11-21')
    expect(formatDate('2026-11-21', 'en')).toBe('Nov 21, 2026')
    expect(formatDate('0099-01-02', 'en')).toBe('Jan 2, 99')
  })
  test('an instant is shown in the zone that is named', () => {
    expect(dayOf(instant, 'Asia/Shanghai')).toBe('2026-11-22')
    expect(timeOf(instant, 'Asia/Shanghai')).toBe('00:30')
    expect(formatDateTime(instant, 'zh-CN', 'Asia/Shanghai')).toBe('2026-11-22 00:30')
    expect(formatDateTime(instant, 'en', 'America/New_York')).toBe('Nov 21, 2026, 11:30')
  })
  test.each([
    ['2026-11-21T16:29:40Z', 'now', '现在'],
    ['2026-11-21T16:25:00Z', '5 minutes ago', '5分钟前'],
    ['2026-11-21T16:29:10Z', '1 minute ago', '1分钟前'],
    ['2026-11-21T18:30:00Z', 'in 2 hours', '2小时后'],
    ['2026-11-20T18:30:00Z', 'yesterday', '昨天'],
    ['2026-11-17T12:00:00Z', '5 days ago', '5天前'],
    ['2026-09-01T12:00:00Z', 'Sep 1, 2026', '2026-09-01'],
  ])('%s in words', (at, english, chinese) => {
    expect(formatRelative(at, instant, 'en', 'Asia/Shanghai')).toBe(english)
    expect(formatRelative(at, instant, 'zh-CN', 'Asia/Shanghai')).toBe(chinese)
  })
})
