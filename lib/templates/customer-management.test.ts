/** What the customer-management template promises: its tables, its first view, and the rights of its roles. */
import { describe, expect, test } from 'vitest'
import { verbs } from '@/lib/meta/model'
import { loadTemplate } from './format'
import { definitionsOf } from './testing/definitions'

describe('customer management', async () => {
  const template = await loadTemplate('customer_management')
  const definitions = definitionsOf(template)
  const fieldKeys = (table: string) => definitions.tables.get(table)!.fields.map((field) => field.key)

  test('has its fourteen tables, and customers the thirty fields that people fill in or read first', () => {
    expect(template.tables.map((table) => table.key)).toEqual(
      (
        'customers contacts products orders order_items activities follow_ups surveys service_requests receivables ' +
        'payments needs preferences lifecycle_history'
      ).split(' '),
    )
    expect(fieldKeys('customers')).toEqual(
      expect.arrayContaining(
        (
          'customer_no name customer_kind gender birth_date phone email wechat address shipping_address primary_contact ' +
          'vip_level source demand_type tags lifecycle_stage acquired_at owner collaborators orders_count ' +
          'lifetime_amount last_order_date credit_rating outstanding_total satisfaction_score last_contact_at ' +
          'next_follow_up_date marketing_consent notes attachments'
        ).split(' '),
      ),
    )
  })

  test('requires four things of a new customer, and none that it computes', () => {
    const typed = definitions.tables.get('customers')!.fields.filter((f) => f.source.kind === 'input')
    expect(typed.filter((f) => f.required).map((f) => f.key)).toEqual([
      'name',
      'customer_kind',
      'source',
      'acquired_at',
    ])
  })

  test('opens with the ten columns of the article', () => {
    expect(definitions.views.get('customers_all')!.columns.map((column) => column.field)).toEqual(
      'name phone email address last_order_date vip_level source demand_type credit_rating lifecycle_stage'.split(
        ' ',
      ),
    )
  })

  const letters = { create: 'C', read: 'R', update: 'U', delete: 'D' }
  /** What a role may do with a table, as letters; `a` every row, else only some. */
  const matrix = (role: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(definitions.roles.get(role)!.tables).map(([table, { rows }]) => {
        const word = (all: boolean) =>
          verbs
            .filter((verb) => rows[verb].length > 0 && rows[verb].some(({ kind }) => kind === 'all') === all)
            .map((verb) => letters[verb])
            .join('')
        return [table, [word(true) && `${word(true)} a`, word(false)].filter(Boolean).join(', ')]
      }),
    )

  test('its roles may do what the rights table says', () => {
    expect(matrix('sales_manager')).toEqual({
      customers: 'CRUD',
      contacts: 'CRUD',
      products: 'R a',
      orders: 'CRU',
      order_items: 'CRU',
      activities: 'CRU',
      follow_ups: 'CRUD',
      surveys: 'R',
      service_requests: 'CRU',
      receivables: 'R',
      payments: 'R',
      needs: 'CRUD',
      preferences: 'CRUD',
      lifecycle_history: 'RU',
    })
    expect(matrix('salesperson')).toEqual({
      customers: 'CRU',
      contacts: 'CRUD',
      products: 'R a',
      orders: 'CRU',
      order_items: 'CRU',
      activities: 'CRU',
      follow_ups: 'CRUD',
      surveys: 'R',
      service_requests: 'CR',
      receivables: 'R',
      payments: 'R',
      needs: 'CRUD',
      preferences: 'CRUD',
      lifecycle_history: 'RU',
    })
    expect(matrix('customer_service')).toEqual({
      customers: 'RU a',
      contacts: 'CRU a',
      products: 'R a',
      orders: 'R a',
      order_items: 'R a',
      activities: 'CR a, U',
      follow_ups: 'R a, CU',
      surveys: 'CRU a',
      service_requests: 'CRUD a',
      needs: 'CRU a',
      preferences: 'CRU a',
      lifecycle_history: 'R a',
    })
    expect(matrix('marketing')).toEqual({
      customers: 'R a',
      contacts: 'R a',
      products: 'R a',
      orders: 'R a',
      order_items: 'R a',
      activities: 'R a',
      follow_ups: 'R a',
      surveys: 'CR a',
      service_requests: 'R a',
      needs: 'R a',
      preferences: 'R a',
      lifecycle_history: 'R a',
    })
    expect(matrix('finance')).toEqual({
      customers: 'RU a',
      contacts: 'R a',
      products: 'RU a',
      orders: 'RU a',
      order_items: 'RU a',
      follow_ups: 'CRU',
      service_requests: 'R a',
      receivables: 'CRUD a',
      payments: 'CRUD a',
    })
    expect(matrix('viewer')).toEqual(Object.fromEntries(template.tables.map(({ key }) => [key, 'R a'])))
    expect(definitions.roles.get('admin')!.admin).toBe(true)
  })

  const right = (role: string, table: string, field: string) =>
    definitions.roles.get(role)!.tables[table]?.fields[field]

  test('a salesperson sees own customers, and nothing confidential anywhere', () => {
    const role = definitions.roles.get('salesperson')!
    expect(role.tables.customers!.rows.read).toEqual([
      { kind: 'mine', path: ['owner'] },
      { kind: 'mine', path: ['collaborators'] },
      { kind: 'shared' },
    ])
    expect(role.tables.customers!.rows.update).toEqual([
      { kind: 'mine', path: ['owner'] },
      { kind: 'shared' },
    ])
    for (const table of definitions.tables.values()) {
      // The credit that one may give is what a salesperson works with.
      for (const field of table.fields.filter(
        (f) => f.sensitivity === 'confidential' && f.key !== 'credit_limit',
      )) {
        expect(right('salesperson', table.key, field.key), `${table.key}.${field.key}`).toBe('hidden')
      }
    }
  })

  test('cost and margin are for managers to read and for finance to keep', () => {
    const costs = [
      'orders.items_cost',
      'orders.gross_profit',
      'order_items.unit_cost',
      'order_items.line_cost',
      'products.unit_cost',
    ]
    for (const [table, field] of costs.map((path) => path.split('.') as [string, string])) {
      expect(right('sales_manager', table, field)).toBe('read')
      expect(right('finance', table, field)).toBe(field === 'unit_cost' ? 'edit' : 'read')
      for (const role of ['salesperson', 'customer_service', 'marketing', 'viewer']) {
        expect(right(role, table, field), `${role} ${field}`).toBe('hidden')
      }
    }
  })

  test('marketing and the auditor see personal details through masks only', () => {
    for (const role of ['marketing', 'viewer']) {
      for (const table of definitions.tables.values()) {
        if (!definitions.roles.get(role)!.tables[table.key]) continue
        for (const field of table.fields.filter((f) => f.sensitivity === 'personal')) {
          if (role === 'marketing' && field.key === 'feedback') continue
          if (field.key === 'age') continue
          expect(right(role, table.key, field.key), `${role} ${table.key}.${field.key}`).toHaveProperty(
            'mask',
          )
        }
      }
    }
    expect(right('marketing', 'customers', 'age')).toBe('hidden')
    expect(right('marketing', 'customers', 'phone')).toEqual({ mask: 'phone' })
    expect(right('marketing', 'customers', 'birth_date')).toEqual({ mask: 'monthDay' })
    expect(right('marketing', 'contacts', 'name')).toEqual({ mask: 'name' })
  })

  test('a hand-over goes through a manager', () => {
    expect(right('sales_manager', 'customers', 'owner')).toBe('edit')
    for (const role of ['salesperson', 'customer_service', 'marketing', 'finance', 'viewer']) {
      expect(right(role, 'customers', 'owner'), role).toBe('read')
    }
  })
})
