import { describe, expect, test } from 'vitest'
import { fieldTypes } from '@/lib/fields/index'
import { translator } from '@/lib/i18n/server'
import { groups, inLocale, offersOf, search } from './catalogue'
import { exampleOf, families, findRows, library, signature } from './library'
import { presetOf, type Role, rightsOf } from './visibility'

const t = translator('zh-CN')
const offers = offersOf(inLocale(t, 'zh-CN'))
const found = (text: string) => search(offers, text, 'zh-CN').map((offer) => offer.id)

describe('the picker', () => {
  test('offers every type and every other way once, each in a group with words', () => {
    const ids = offers.map((offer) => offer.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(fieldTypes).every((name) => ids.includes(name))).toBe(true)
    for (const { group, label, help } of offers) {
      expect(groups).toContain(group)
      expect(Boolean(label['zh-CN'] && help['zh-CN'])).toBe(true)
      expect(label['zh-CN']).not.toContain('design.')
    }
  })
  test('finds by name, initials, English, and purpose', () => {
    expect(found('公式')[0]).toBe('formula')
    expect(found('gs')[0]).toBe('formula')
    expect(found('rating')[0]).toBe('rating')
    expect(found('生日')).toContain('date')
    expect(found('qqqq')).toEqual([])
  })
})

describe('the functions', () => {
  test('each has a family, a signature in words, and an example that can be printed', () => {
    for (const row of library) {
      expect(families).toContain(row.family)
      expect(signature(row, t)).not.toContain('design.')
      expect(exampleOf(row)).toBe(exampleOf(row).trim())
      expect(Boolean(row.label['zh-CN'] && row.label.en && row.help['zh-CN'] && row.help.en)).toBe(true)
    }
  })
  test('are found in either language', () => {
    expect(findRows('合计', 'zh-CN').map((row) => row.name)).toContain('sum')
    expect(findRows('今天', 'zh-CN').map((row) => row.name)).toContain('today')
    expect(findRows('absolute', 'en').map((row) => row.name)).toContain('abs')
  })
})

describe('who may see a new field', () => {
  const roles: Role[] = [
    { key: 'admin', label: {}, admin: true, newFields: 'edit' },
    { key: 'sales', label: {}, admin: false, newFields: 'edit' },
    { key: 'guest', label: {}, admin: false, newFields: 'hidden' },
  ]
  test('usually what the role has for new fields; private ones start hidden; nobody types in what is computed', () => {
    expect(rightsOf('usual', roles, 'normal', true)).toEqual({ sales: 'edit', guest: 'hidden' })
    expect(rightsOf('usual', roles, 'normal', false)).toEqual({ sales: 'read', guest: 'hidden' })
    expect(rightsOf('usual', roles, 'confidential', true)).toEqual({ sales: 'hidden', guest: 'hidden' })
    expect(rightsOf('everyoneEdits', roles, 'normal', true)).toEqual({ sales: 'edit', guest: 'edit' })
  })
  test('is recognised again', () => {
    expect(presetOf({ sales: 'read', guest: 'read' }, roles, 'normal', true)).toBe('everyoneReads')
    expect(presetOf({ sales: 'read', guest: 'edit' }, roles, 'normal', true)).toBeUndefined()
  })
})
