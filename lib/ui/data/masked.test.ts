import { describe, expect, test } from 'vitest'
import type { FieldAnswer } from '@/lib/api/contract'
import { isMasked } from './masked'

type Maskable = Pick<FieldAnswer, 'type' | 'options' | 'right' | 'mask'>
const address: Maskable = { type: 'address', options: {}, right: 'edit', mask: 'city' }

describe('masked text', () => {
  test('is every value of a field that is masked throughout', () => {
    expect(isMasked({ type: 'phone', options: {}, right: 'mask', mask: 'phone' }, '138****1401')).toBe(true)
    expect(isMasked({ type: 'text', options: {}, right: 'mask', mask: 'all' }, undefined)).toBe(true)
  })
  test('is the text that an editable field shows on the records it is masked on', () => {
    expect(isMasked(address, '北京市****')).toBe(true)
    expect(isMasked(address, { country: 'CN', province: '北京市' })).toBe(false)
    expect(isMasked(address, undefined)).toBe(false)
  })
  test('is no value of a field without a mask, whatever it looks like', () => {
    expect(isMasked({ ...address, mask: undefined }, '北京市****')).toBe(false)
  })
})
