import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayNumber, dayOf, formatDay, isDay, makeDay, parseDay, weekday } from './day'

const today = '2026-11-21'

describe('parseDay', () => {
  test.each([
    ['2026-11-21', '2026-11-21'],
    ['2026/1/2', '2026-01-02'],
    ['2026.1.2', '2026-01-02'],
    ['2026年11月21日', '2026-11-21'],
    ['2026 年 1 月 2 日', '2026-01-02'],
    ['２０２６－１１－２１', '2026-11-21'],
    ['20261121', '2026-11-21'],
    ['11/21', '2026-11-21'],
    ['11-21', '2026-11-21'],
    ['3月5日', '2026-03-05'],
    ['3月5号', '2026-03-05'],
    ['12/31/1999', '1999-12-31'],
    ['今天', today],
    ['明天', '2026-11-22'],
    ['后天', '2026-11-23'],
    ['昨天', '2026-11-20'],
    ['Tomorrow', '2026-11-22'],
    ['+10', '2026-12-01'],
    ['-21', '2026-10-31'],
    ['Nov 21 2026', '2026-11-21'],
    ['Nov 21, 2026', '2026-11-21'],
    ['sept 5', '2026-09-05'],
    ['5th September 2025', '2025-09-05'],
  ])('%s is %s', (text, day) => expect(parseDay(text, today)).toBe(day))

  test.each([
    '',
    '2026-02-29',
    '2026-13-01',
    '0000-01-01',
    '31/12/2026',
    'Novem',
    'Foo 3',
    '11.21',
    '1',
    '+',
    '明年',
    '2026-11',
  ])('%s is no day', (text) => expect(parseDay(text, today)).toBeUndefined())

  test('reads what formatDay prints, in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -719_162, max: 2_932_896 }),
        fc.constantFrom('zh-CN', 'en'),
        (n, locale) => {
          const day = dayOf(n)!
          expect(parseDay(formatDay(day, locale), today)).toBe(day)
        },
      ),
    )
  })
})

describe('arithmetic', () => {
  test('agrees with the proleptic Gregorian calendar of the engine', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (n) => {
        const iso = new Date(n * 86_400_000).toISOString().slice(0, 10)
        expect(dayOf(n)).toBe(iso)
        expect(dayNumber(iso)).toBe(n)
        expect(weekday(iso)).toBe((new Date(n * 86_400_000).getUTCDay() + 6) % 7)
      }),
    )
  })

  test('ends where the calendar ends', () => {
    expect(addDays('9999-12-31', 1)).toBeUndefined()
    expect(addDays('0001-01-01', -1)).toBeUndefined()
    expect(addMonths('9999-12-01', 1)).toBeUndefined()
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2024-02-29', -12, '2023-02-28'],
  ])('%s and %i months is %s', (day, count, result) => expect(addMonths(day, count)).toBe(result))

  test('knows which days exist', () => {
    expect(isDay('2024-02-29')).toBe(true)
    for (const wrong of ['1900-02-29', '2026-2-1', '2026-02-01 ', 20260201, null])
      expect(isDay(wrong)).toBe(false)
    expect(makeDay(2000, 2, 29)).toBe('2000-02-29')
    expect(makeDay(10000, 1, 1)).toBeUndefined()
  })
})
