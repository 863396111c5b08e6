import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf, parseInstant, printInstant, wallTime } from './zone'

const hour = 3_600_000
const minute = 60_000
const at = (day: string, hours: number, minutes = 0) => ({ day, ms: hours * hour + minutes * minute })
const print = (day: string, hours: number, minutes: number, zone: string) =>
  printInstant(instantOf(at(day, hours, minutes), zone))

describe('wall clock to instant', () => {
  test.each([
    // Without changes.
    ['2026-11-21', 16, 0, 'Asia/Shanghai', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21', 0, 0, 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
    // New York springs forward on 2026-03-08 at 02:00 and falls back on 2026-11-01 at 02:00.
    ['2026-03-08', 1, 59, 'America/New_York', '2026-03-08T06:59:00.000Z'],
    ['2026-03-08', 3, 0, 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01', 0, 59, 'America/New_York', '2026-11-01T04:59:00.000Z'],
    ['2026-11-01', 2, 0, 'America/New_York', '2026-11-01T07:00:00.000Z'],
    // A time that is left out moves on by the gap; one that occurs twice is the first.
    ['2026-03-08', 2, 30, 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-11-01', 1, 30, 'America/New_York', '2026-11-01T05:30:00.000Z'],
    // Lord Howe Island moves by half an hour, Samoa left out a whole day, Shanghai had summer time.
    ['2026-10-04', 2, 15, 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['2011-12-31', 0, 0, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['1990-07-01', 12, 0, 'Asia/Shanghai', '1990-07-01T03:00:00.000Z'],
  ])('%s %i:%i in %s', (day, hours, minutes, zone, instant) => {
    expect(print(day, hours, minutes, zone)).toBe(instant)
  })

  test('there and back again, but for the hour that occurs twice', () => {
    const zones = [
      'Asia/Shanghai',
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'America/St_Johns',
    ]
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(seconds, fc.constantFrom(...zones), (second, zone) => {
        const wall = wallTime(second * 1000, zone)!
        const back = instantOf(wall, zone)
        expect(wallTime(back, zone)).toEqual(wall)
        expect(second * 1000 - back).toBeOneOf([0, hour, hour / 2])
      }),
    )
  })
})

describe('ISO text', () => {
  test.each([
    ['2026-11-21T08:00:00.000Z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21T08:00Z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-21 16:00:00.1239+08:00', '2026-11-21T08:00:00.123Z'],
    ['2026-11-21T16:00:00+0800', '2026-11-21T08:00:00.000Z'],
    ['2026-11-20T23:00:00-09', '2026-11-21T08:00:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s', (text, canonical) => expect(printInstant(parseInstant(text)!)).toBe(canonical))

  test.each([
    '2026-11-21T08:00',
    '2026-02-29T08:00Z',
    '2026-11-21T24:00Z',
    '2026-11-21T08:00:60Z',
    '2026-11-21T08:00+16:00',
  ])('%s is none', (text) => expect(parseInstant(text)).toBeUndefined())

  test('has no year before 1 or after 9999', () => {
    expect(printInstant(parseInstant('0001-01-01T00:00+08:00')!)).toBeUndefined()
    expect(printInstant(parseInstant('9999-12-31T23:00-08:00')!)).toBeUndefined()
  })
})
