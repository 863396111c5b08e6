/** A small base for tests: customers and orders, an admin, and a salesperson with own rows, a mask and hidden fields. */
import { randomUUID } from 'node:crypto'
import type { Actor, Person } from '@/lib/access/actor'
import { enterBase } from '@/lib/access/enter'
import { ownerTransaction, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { changeDefinitions, nextNumber } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import type { TypeName } from '@/lib/fields/index'
import { fieldType } from '@/lib/fields/index'
import type { Locale } from '@/lib/i18n/labels'
import type { Field, OptionSet, Role, Table } from '@/lib/meta/model'

/** A field with everything that is not said left plain. */
export function makeField(number: number, key: string, type: TypeName, more: Partial<Field> = {}): Field {
  const { options, ...rest } = more
  return {
    id: randomUUID(),
    key,
    type,
    options: { ...fieldType(type).defaultOptions, ...options },
    source: { kind: 'input' },
    label: { 'zh-CN': key, en: key },
    required: false,
    unique: false,
    sensitivity: 'normal',
    number,
    ...rest,
  }
}

export function makeTable(key: string, title: string, fields: Field[]): Table {
  return {
    id: randomUUID(),
    key,
    label: { 'zh-CN': key, en: key },
    title,
    sections: [
      { key: 'main', label: { 'zh-CN': '基本信息', en: 'Basics' }, fields: fields.map((f) => f.key) },
    ],
    fields,
    uniques: [],
    checks: [],
    trash: [],
  }
}

export const grades: OptionSet = {
  id: randomUUID(),
  key: 'grade',
  label: { 'zh-CN': '等级', en: 'Grade' },
  options: [
    { value: 'gold', label: { 'zh-CN': '金卡', en: 'Gold' }, color: 'amber' },
    { value: 'silver', label: { 'zh-CN': '银卡', en: 'Silver' }, color: 'gray' },
  ],
}

export const customers = makeTable('customers', 'name', [
  makeField(1, 'customer_no', 'text', {
    source: { kind: 'auto', of: 'number', pattern: 'KH{YYYY}{00000}' },
    unique: true,
  }),
  makeField(2, 'name', 'text', { required: true }),
  makeField(3, 'phone', 'phone', { sensitivity: 'personal' }),
  makeField(4, 'grade', 'select', { options: { set: 'grade' } }),
  makeField(5, 'owner', 'user', {}),
  makeField(6, 'helpers', 'users', {}),
  makeField(7, 'margin', 'currency', { sensitivity: 'confidential' }),
  makeField(8, 'code', 'text', { unique: true }),
  makeField(9, 'orders', 'links', { source: { kind: 'inverse', table: 'orders', field: 'customer' } }),
  makeField(10, 'friends', 'links', { options: { table: 'customers', onDelete: 'clear' } }),
  makeField(11, 'changed_at', 'datetime', { source: { kind: 'auto', of: 'updated', watch: ['name'] } }),
])

export const orders = makeTable('orders', 'order_no', [
  makeField(20, 'order_no', 'text', {
    source: { kind: 'auto', of: 'number', pattern: 'DD{000}' },
    unique: true,
  }),
  makeField(21, 'customer', 'link', { required: true, options: { table: 'customers', onDelete: 'cascade' } }),
  makeField(22, 'amount', 'currency', {}),
  makeField(23, 'seller', 'user', {
    default: { version: 1, expr: { op: 'field', path: ['customer', 'owner'] } },
  }),
  makeField(24, 'day', 'date', { default: { version: 1, expr: { op: 'var', name: 'today' } } }),
])

const own: Role['tables'][string]['rows']['read'] = [{ kind: 'mine', path: ['owner'] }]
const followed: typeof own = [{ kind: 'follows', link: 'customer' }]

export const salesRole: Role = {
  id: randomUUID(),
  key: 'sales',
  label: { 'zh-CN': '销售', en: 'Sales' },
  admin: false,
  tables: {
    customers: {
      rows: {
        create: [{ kind: 'all' }],
        read: [...own, { kind: 'mine', path: ['helpers'] }],
        update: own,
        delete: [],
      },
      fields: {
        phone: { mask: 'phone' },
        margin: 'hidden',
        owner: 'read',
        code: 'hidden',
        name: 'edit',
        grade: 'edit',
      },
      otherFields: 'read',
    },
    orders: {
      rows: { create: followed, read: followed, update: followed, delete: followed },
      fields: {},
      otherFields: 'edit',
    },
  },
}

/** A person without a session. */
export async function makePerson(name: string, locale: Locale = 'zh-CN'): Promise<Person> {
  const userId = randomUUID()
  await ownerTransaction((tx) =>
    run(
      tx,
      sql`insert into tian.users (id, name, locale) values (${param(userId, 'uuid')}, ${param(name)}, ${param(locale)})`,
    ),
  )
  return { userId, sessionId: null, name, email: '', locale, owner: false, door: 'api' }
}

export interface World {
  admin: Person
  sales: Person
  other: Person
  base: string
  as(person: Person): Promise<Actor>
}

/** The base in a fresh test database. */
export async function makeWorld(base = 'crm'): Promise<World> {
  const [admin, sales, other] = [
    await makePerson('管理员'),
    await makePerson('王销售'),
    await makePerson('李销售'),
  ]
  await ownerTransaction((tx) => createBase(tx, admin, base, { 'zh-CN': '客户', en: 'CRM' }))
  await changeDefinitions({ base, actor: admin.userId, door: 'command' }, async ({ tx, definitions }) => {
    // The fields above have numbers of their own; those that tests add come after them.
    await nextNumber(tx, definitions.schema, 1000)
    return [
      { kind: 'options', after: grades },
      { kind: 'table', after: customers },
      { kind: 'table', after: orders },
      { kind: 'role', after: salesRole },
    ]
  })
  for (const person of [sales, other]) {
    await ownerTransaction((tx) =>
      run(
        tx,
        sql`insert into tian.memberships (base_id, user_id, roles)
            select id, ${param(person.userId, 'uuid')}, '{sales}' from tian.bases where key = ${param(base)}`,
      ),
    )
  }
  return { admin, sales, other, base, as: (person) => enterBase(person, base) }
}
