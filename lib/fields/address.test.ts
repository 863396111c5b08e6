import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Address, address } from './address'
import type { FieldContext } from './type'

const context = (locale: 'zh-CN' | 'en'): FieldContext => ({
  locale,
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: () => undefined,
})
const hangzhou: Address = {
  country: 'CN',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  street: '文三路 1 号',
}
const berlin: Address = { country: 'DE', city: 'Berlin', street: 'Lindenstr. 9', postcode: '10969' }

test('people read it from the large to the small, or the other way round', () => {
  expect(address.format(hangzhou, {}, context('zh-CN'))).toBe('浙江省杭州市西湖区文三路 1 号')
  expect(address.format(hangzhou, {}, context('en'))).toBe('文三路 1 号, 西湖区, 杭州市, 浙江省')
  expect(address.format(berlin, {}, context('zh-CN'))).toBe('Lindenstr. 9, Berlin 10969, 德国')
  expect(address.format(berlin, {}, context('en'))).toBe('Lindenstr. 9, Berlin 10969, Germany')
  const beijing = { country: 'CN', province: '北京市', city: '北京市', district: '朝阳区' }
  expect(address.format(beijing, {}, context('zh-CN'))).toBe('北京市朝阳区')
})

describe('text', () => {
  test('a pasted line is taken apart', () => {
    expect(address.parse('浙江省杭州市西湖区文三路 1 号 310012', {}, context('zh-CN'))).toEqual({
      ...hangzhou,
      postcode: '310012',
    })
    expect(address.parse('文三路 1 号', {}, context('zh-CN'))).toEqual({
      country: 'CN',
      street: '文三路 1 号',
    })
    expect(address.parse('  ', {}, context('zh-CN'))).toBeUndefined()
    expect(address.parse('{"country":"XX","city":"a"}', {}, context('zh-CN'))).toBeUndefined()
    expect(address.parse('{', {}, context('zh-CN'))).toBeUndefined()
  })

  test('is the readable line when that loses nothing', () => {
    expect(address.serialize(hangzhou, {}, context('en'))).toBe('浙江省杭州市西湖区文三路 1 号')
    expect(address.serialize(berlin, {}, context('en'))).toBe(JSON.stringify(berlin))
  })

  test('reads back whatever the parts are', () => {
    const part = fc.option(
      fc.constantFrom('浙江省', '杭州市', '区', '310012', 'a, b', '市', '{x}', '文三路 1 号', 'x 100000'),
      { nil: undefined },
    )
    const parts = fc.record({
      country: fc.constantFrom('CN', 'DE'),
      province: part,
      city: part,
      district: part,
      street: part,
      postcode: part,
    })
    fc.assert(
      fc.property(parts, (given) => {
        const value = address.normalize(given, {})
        if (value === undefined || address.check(value, {})) return
        const text = address.serialize(value as Address, {}, context('zh-CN'))
        expect(address.parse(text, {}, context('zh-CN'))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })
})

describe('normalize', () => {
  test.each([
    [
      { province: ' 浙江 ', city: '' },
      { country: 'CN', province: '浙江省' },
    ],
    [
      { country: 'us', city: 'Boston' },
      { country: 'US', city: 'Boston' },
    ],
    [{ country: 'CN' }, undefined],
    [{ street: null }, undefined],
    [{}, undefined],
    [null, undefined],
    ['text', 'text'],
  ])('%j', (given, value) => expect(address.normalize(given, {})).toEqual(value))
})

test.each([
  [hangzhou, undefined],
  [{ ...hangzhou, postcode: '310012' }, undefined],
  [{ ...hangzhou, postcode: '999077' }, undefined],
  [{ ...hangzhou, postcode: '910012' }, 'postcode'],
  [{ ...hangzhou, province: '巴伐利亚' }, 'province'],
  [{ ...berlin, province: 'Brandenburg' }, undefined],
  [{ ...berlin, postcode: '1234567890123' }, 'addressLong'],
  [{ ...hangzhou, country: 'XX' }, 'country'],
  [{ ...hangzhou, street: 'a\nb' }, 'addressLine'],
  [{ ...hangzhou, floor: '3' }, 'address'],
  [{ country: 'CN' }, 'address'],
  ['文三路', 'address'],
])('check %j: %s', (value, problem) => {
  expect(address.check(value, {})?.code).toBe(problem && `problemChoice.${problem}`)
})
