import { describe, expect, test } from 'vitest'
import type { Role } from '@/lib/meta/model'
import type { RightsTable } from '@/lib/ui/access/matrix'
import { rightsApart } from './rights-apart'

const field = (key: string, writable = true): RightsTable['fields'][number] => ({
  key,
  label: { en: key },
  type: 'text',
  sensitivity: 'normal',
  writable,
  masks: ['all'],
  stored: true,
  unique: false,
})
const table: RightsTable = {
  key: 'customers',
  label: { en: 'Customers' },
  minePaths: [],
  followLinks: [],
  fields: [field('name'), field('phone'), field('total', false)],
}
const role = (key: string, more: Partial<Role> = {}): Role => ({
  id: key,
  key,
  label: { en: key },
  admin: false,
  tables: {},
  ...more,
})
const all = [{ kind: 'all' as const }]
const manager = role('manager', {
  tables: {
    customers: {
      rows: { create: all, read: all, update: all, delete: [] },
      otherFields: 'hidden',
      fields: { name: 'edit', phone: 'edit', total: 'read' },
      actions: ['export'],
    },
  },
})
const seller = role('seller', {
  tables: {
    customers: {
      rows: { create: all, read: [{ kind: 'created' }], update: all, delete: [] },
      otherFields: 'hidden',
      fields: { name: 'edit', phone: { mask: 'phone' }, total: 'read' },
      actions: [],
    },
  },
})

describe('two roles', () => {
  test('are apart where a rule, an action or a field is, whether or not there is a record to see it on', () => {
    expect(rightsApart(manager, seller, table)).toEqual([
      {
        kind: 'rule',
        role: 'seller',
        table: 'customers',
        verb: 'read',
        before: all,
        after: [{ kind: 'created' }],
      },
      { kind: 'actions', role: 'seller', table: 'customers', before: ['export'], after: [] },
      {
        kind: 'field',
        role: 'seller',
        table: 'customers',
        field: 'phone',
        before: 'edit',
        after: { mask: 'phone' },
      },
    ])
  })

  test('are not apart from themselves, by name alone, or in what nobody writes', () => {
    expect(rightsApart(manager, manager, table)).toEqual([])
    expect(rightsApart(manager, { ...manager, key: 'twin', label: { en: 'Twin' } }, table)).toEqual([])
    const admin = role('admin', { admin: true })
    const fields = rightsApart(admin, manager, table).flatMap((one) =>
      one.kind === 'field' ? one.field : [],
    )
    expect(fields).toEqual(['_new'])
  })
})
