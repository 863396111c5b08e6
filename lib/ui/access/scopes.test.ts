import { describe, expect, test } from 'vitest'
import type { Role } from '@/lib/meta/model'
import type { RightsField, RightsTable } from './matrix'
import { namesIn } from './scopes'

const field = (key: string, section?: string): RightsField => ({
  key,
  label: { en: key },
  ...(section ? { section: { en: section } } : {}),
  type: 'text',
  sensitivity: 'normal',
  writable: true,
  masks: [],
  stored: true,
  unique: false,
})
const table: RightsTable = {
  key: 'orders',
  label: { en: 'Orders' },
  minePaths: [],
  followLinks: [],
  fields: [field('number'), field('address', 'Delivery'), field('free', 'Delivery'), field('note', 'More')],
}
const roles = ['sales', 'service'].map(
  (key): Role => ({ id: key, key, label: { en: key }, admin: false, tables: {} }),
)
const named = (rows: string[], columns = ['service']) =>
  namesIn(table, roles, { rows: new Set(rows), roles: columns }, 'en', 'Fields added later')

describe('what is set is named', () => {
  test('by its field and role, or by the section that it is all of', () => {
    expect(named(['note'])).toEqual({ field: 'note', role: 'service' })
    expect(named(['_new'])).toEqual({ field: 'Fields added later', role: 'service' })
    expect(named(['address', 'free'])).toEqual({ field: 'Delivery', role: 'service' })
  })

  test('by nothing where it is several things', () => {
    expect(named(['number', 'note'], ['sales', 'service'])).toEqual({})
    expect(named(['address', 'free', 'note'])).toEqual({ role: 'service' })
    expect(named(['address', 'note'])).toEqual({ role: 'service' })
    expect(named(['number', 'address', 'free', 'note', '_new'])).toEqual({ role: 'service' })
  })
})
