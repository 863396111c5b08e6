/** Days, periods and where days begin. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDay, readDay, readInstant, startOfDay } from './calendar'
import { type PeriodName, periodDays } from './periods'

test.each([
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['0001-01-01', true],
  ['0000-01-01', false],
  ['10000-01-01', false],
  ['2026-1-1', false],
  ['2026-13-01', false],
])('%s is a day: %s', (text, valid) => {
  expect(readDay(text)).toBe(valid ? text : undefined)
})

test.each([
  ['2026-11-21T10:00:00+08:00', '2026-11-21T02:00:00.000Z'],
  ['2026-11-21T02:00Z', '2026-11-21T02:00:00.000Z'],
  ['2026-11-21T02:00:00', undefined],
  ['2026-02-30T02:00:00Z', undefined],
  ['2026-11-21T25:00:00Z', undefined],
])('%s is the instant %s', (text, instant) => {
  expect(readInstant(text)).toBe(instant)
})

test('adding days leaves the calendar only as empty', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addDays('9999-12-31', 1)).toBeNull()
  expect(addDays('0001-01-01', -1)).toBeNull()
  expect(addDays('2026-01-01', 1e15)).toBeNull()
})

describe('a day begins at its first instant', () => {
  test.each([
    ['2026-11-21', 'Asia/Shanghai', '2026-11-20T16:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    // The day that Samoa skipped begins, and ends, where the next one does.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s in %s', (day, zone, instant) => {
    expect(startOfDay(day, zone)).toBe(instant)
  })
  test('and not one millisecond before', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(fc.integer({ min: -7000, max: 40_000 }), zones, (n, zone) => {
        const day = new Date(n * 86_400_000).toISOString().slice(0, 10)
        const start = Date.parse(startOfDay(day, zone))
        expect([localDay(start - 1, zone) < day, localDay(start, zone) >= day]).toEqual([true, true])
      }),
      { numRuns: 30 },
    )
  })
})

// 2026-11-21 is a Saturday.
test.each<[PeriodName, string, string]>([
  ['today', '2026-11-21', '2026-11-21'],
  ['yesterday', '2026-11-20', '2026-11-20'],
  ['tomorrow', '2026-11-22', '2026-11-22'],
  ['thisWeek', '2026-11-16', '2026-11-22'],
  ['lastWeek', '2026-11-09', '2026-11-15'],
  ['nextWeek', '2026-11-23', '2026-11-29'],
  ['thisMonth', '2026-11-01', '2026-11-30'],
  ['lastMonth', '2026-10-01', '2026-10-31'],
  ['nextMonth', '2026-12-01', '2026-12-31'],
  ['thisQuarter', '2026-10-01', '2026-12-31'],
  ['lastQuarter', '2026-07-01', '2026-09-30'],
  ['thisYear', '2026-01-01', '2026-12-31'],
  ['lastYear', '2025-01-01', '2025-12-31'],
  ['last7Days', '2026-11-15', '2026-11-21'],
  ['last30Days', '2026-10-23', '2026-11-21'],
  ['last90Days', '2026-08-24', '2026-11-21'],
  ['last365Days', '2025-11-22', '2026-11-21'],
  ['next7Days', '2026-11-21', '2026-11-27'],
  ['next30Days', '2026-11-21', '2026-12-20'],
])('%s is %s to %s', (name, from, to) => {
  expect(periodDays(name, '2026-11-21')).toEqual([from, to])
})

test('weeks begin on Monday, also on a Sunday and before 2024', () => {
  expect(periodDays('thisWeek', '2026-11-22')).toEqual(['2026-11-16', '2026-11-22'])
  expect(periodDays('thisWeek', '1999-12-31')).toEqual(['1999-12-27', '2000-01-02'])
})
