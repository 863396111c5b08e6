/** Telephone numbers as people write them, and how they read. */
import { describe, expect, test } from 'vitest'
import { phone } from './phone'
import { contexts } from './testing'

const [chinese, english] = contexts as [(typeof contexts)[0], (typeof contexts)[0]]

describe('what is a number', () => {
  test.each<[string, string | undefined]>([
    ['138 0013 8000', '+8613800138000'],
    ['138-0013-8000', '+8613800138000'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['8613800138000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    ['\u202d13800138000\u202c', '+8613800138000'],
    ['010-62345678', '+861062345678'],
    ['(0571) 8888 8888', '+8657188888888'],
    ['+86 571 8888 8888', '+8657188888888'],
    ['021-62345678-123', '+862162345678;ext=123'],
    ['021-62345678 转 8001', '+862162345678;ext=8001'],
    ['010-62345678 ext. 9', '+861062345678;ext=9'],
    ['400-800-1234', '+864008001234'],
    ['+1 415 555 2671', '+14155552671'],
    ['+44 20 7946 0958', '+442079460958'],
    ['12800138000', undefined],
    ['+8612800138000', undefined],
    ['62345678', undefined],
    ['+123', undefined],
    ['+0123456789', undefined],
    ['13800138000a', undefined],
    ['phone', undefined],
    ['', undefined],
  ])('%j is %s', (text, value) => {
    expect(phone.parse(text, {}, chinese)).toBe(value)
    expect(phone.check(phone.normalize(text, {}), {}) === undefined).toBe(value !== undefined)
  })
})

test.each([
  ['+8613800138000', '138 0013 8000'],
  ['+861062345678', '010-62345678'],
  ['+8657188888888', '0571-88888888'],
  ['+864008001234', '400 800 1234'],
  ['+14155552671', '+1 415 555 2671'],
  ['+442079460958', '+44 207 946 0958'],
  ['+85291234567', '+852 9123 4567'],
  ['+862162345678;ext=123', '021-62345678 转 123'],
])('%s reads %s', (value, text) => {
  expect(phone.format(value, {}, chinese)).toBe(text)
  expect(phone.parse(text, {}, chinese)).toBe(value)
  expect(phone.parse(phone.format(value, {}, english), {}, english)).toBe(value)
})
