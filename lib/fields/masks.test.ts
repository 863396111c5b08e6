/** The examples of the masks hold, and a mask never shows most of a short text. (SQL = JS: the conformance suite.) */
import { expect, test } from 'vitest'
import { type MaskName, masks } from './masks'

const address = {
  country: 'CN',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  street: '文三路 1 号',
}

test.each(Object.entries(masks))(
  '%s does what its example shows',
  (name, { example: [before, after], js }) => {
    expect(js(name === 'city' ? address : before)).toBe(after)
  },
)

test.each<[MaskName, unknown, string | undefined]>([
  ['last4', 'AB12', '****12'],
  ['last4', '7', '****'],
  ['edges', 'ABCD', 'A****D'],
  ['edges', 'ABC', '****'],
  ['name', '𠮷野', '𠮷**'],
  ['phone', '+861062345678;ext=123', '****5678'],
  ['phone', '+14155552671', '****2671'],
  ['city', { country: 'CN', province: '北京市', city: '北京市' }, '北京市'],
  ['city', { country: 'FR', street: '1 rue X' }, '***'],
  ['all', 0, '***'],
  ['length', false, '•••'],
  ['all', null, undefined],
  ['email', undefined, undefined],
])('%s of %j is %s', (name, value, masked) => expect(masks[name].js(value)).toBe(masked))
