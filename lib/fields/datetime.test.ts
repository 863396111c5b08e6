import { describe, expect, test } from 'vitest'
import { datetime } from './datetime'
import type { FieldContext } from './type'

const context = (zone: string, locale: 'zh-CN' | 'en' = 'zh-CN'): FieldContext => ({
  locale,
  zone,
  today: '2026-11-21',
  optionSet: () => [],
  title: () => undefined,
})
const shanghai = context('Asia/Shanghai')
const newYork = context('America/New_York', 'en')

test.each([
  ['2026-11-21 16:00', '2026-11-21T08:00:00.000Z'],
  ['2026-11-21T16:00:05.5', '2026-11-21T08:00:05.500Z'],
  ['2026年11月21日 16点30分', '2026-11-21T08:30:00.000Z'],
  ['11月22日 下午3点半', '2026-11-22T07:30:00.000Z'],
  ['明天 9点', '2026-11-22T01:00:00.000Z'],
  ['晚上8:10', '2026-11-21T12:10:00.000Z'],
  ['中午12点', '2026-11-21T04:00:00.000Z'],
  ['凌晨12点', '2026-11-20T16:00:00.000Z'],
  ['2026-11-21', '2026-11-20T16:00:00.000Z'],
  ['Nov 21, 2026, 4:00 PM', '2026-11-21T08:00:00.000Z'],
  ['12:05 am', '2026-11-20T16:05:00.000Z'],
  ['3pm', '2026-11-21T07:00:00.000Z'],
  ['2026-11-21T08:00:00+00:00', '2026-11-21T08:00:00.000Z'],
])('%s by the clock of Shanghai', (text, value) => expect(datetime.parse(text, {}, shanghai)).toBe(value))

test.each(['', '25:00', '13pm', '2026-11-21 8:60', '2026-02-30 08:00', '某天 8:00', '8'])(
  '%s means nothing',
  (text) => expect(datetime.parse(text, {}, shanghai)).toBeUndefined(),
)

test('prints for people in the zone of the workspace', () => {
  expect(datetime.format('2026-11-21T08:00:00.000Z', {}, shanghai)).toBe('2026-11-21 16:00')
  expect(datetime.format('2026-11-21T05:05:00.000Z', {}, newYork)).toBe('Nov 21, 2026, 12:05 AM')
  expect(datetime.format('2026-07-21T16:05:00.000Z', {}, newYork)).toBe('Jul 21, 2026, 12:05 PM')
})

describe('serialize', () => {
  test('uses the wall clock, as exactly as needed', () => {
    expect(datetime.serialize('2026-11-21T08:00:00.000Z', {}, shanghai)).toBe('2026-11-21 16:00')
    expect(datetime.serialize('2026-11-21T08:00:05.000Z', {}, shanghai)).toBe('2026-11-21 16:00:05')
    expect(datetime.serialize('2026-11-21T08:00:05.007Z', {}, shanghai)).toBe('2026-11-21 16:00:05.007')
  })

  test('tells the two hours of the night apart in which the clock goes back', () => {
    const [first, second] = ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']
    for (const value of [first, second]) {
      expect(datetime.parse(datetime.serialize(value, {}, newYork), {}, newYork)).toBe(value)
    }
  })
})

test('normalizes any offset to UTC and leaves local times to validation', () => {
  expect(datetime.normalize(' 2026-11-21T16:00+08:00 ', {})).toBe('2026-11-21T08:00:00.000Z')
  expect(datetime.normalize('2026-11-21T16:00', {})).toBe('2026-11-21T16:00')
  expect(datetime.normalize('', {})).toBeUndefined()
  expect(datetime.check('2026-11-21T16:00', {})).toEqual({ code: 'problemChoice.datetime' })
  expect(datetime.check('2026-11-21T08:00:00.000Z', {})).toBeUndefined()
})
