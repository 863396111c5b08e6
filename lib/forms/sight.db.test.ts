/** What of a form a person meets: rows and columns as far as their rights go, and nothing of what others see of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { all, role } from '@/lib/access/testing/roles'
import type { ApiRecord } from '@/lib/api/contract'
import type { FormAnswer } from '@/lib/api/contract-forms'
import { type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import type { FieldRight } from '@/lib/meta/model'
import { createRecord } from '@/lib/records/create'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { saveForm } from './edit'
import { openForm } from './open'
import { leadForm, makeForm } from './testing/forms'

let db: TestDatabase
let world: World
let admin: Client
let sales: Client
let form: string

beforeAll(async () => {
  prepareApi()
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  sales = await signedIn(world.sales)
  form = `/bases/crm/forms/${(await makeForm(world)).key}`
})
afterAll(() => db.close())

const open = async (client: Client, address: string): Promise<FormAnswer> =>
  (await client.ask('GET', address)).body as unknown as FormAnswer
const make = (table: string, fields: object) =>
  asActor(world.admin, 'crm', async (a) => (JSON.parse(await createRecord(a, table, fields)) as ApiRecord).id)

test('takes in rows what the person may give there, and nothing else', async () => {
  const columns = (fields: Record<string, FieldRight>) =>
    asActor(world.sales, 'crm', async (actor) => {
      const customers = { rows: { create: all }, fields: { name: 'edit', orders: 'edit' } } as const
      const roles = [role({ customers, orders: { rows: { create: all }, fields } })]
      const one = actor.definitions.forms.get(form.split('/').at(-1)!)!
      return (await openForm({ ...actor, roles }, one, {})).rows.orders?.fields.map((f) => f.key)
    })
  expect(await columns({ customer: 'edit', amount: 'edit', day: 'edit' })).toEqual(['amount', 'day'])
  expect(await columns({ customer: 'edit', amount: 'read', day: 'edit' })).toEqual(['day'])
})

test('does not tell of changes of the form that the person does not see', async () => {
  const address = `/bases/crm/forms/${(await makeForm(world)).key}`
  const change = (field: string) =>
    asActor(world.admin, 'crm', (actor) => {
      const [first, ...rest] = leadForm.steps
      const blocks = [...first!.blocks, { kind: 'field' as const, field }]
      const body = { ...leadForm, steps: [{ ...first!, blocks }, ...rest] }
      return saveForm(actor, address.split('/').at(-1)!, body)
    })
  const { version } = await open(sales, address)
  const whole = (await open(admin, address)).version
  await change('margin')
  expect((await open(sales, address)).version).toBe(version)
  expect((await open(admin, address)).version).not.toBe(whole)
})

test('shows rows as far as the table of the rows does', async () => {
  const id = await make('customers', { name: '有订单', owner: world.sales.userId })
  await make('orders', { customer: id, amount: 4 })
  const rows = (fields: Record<string, FieldRight>) =>
    asActor(world.sales, 'crm', async (actor) => {
      const roles = [role({ customers: { fields: { name: 'read', orders: 'read' } }, orders: { fields } })]
      const one = actor.definitions.forms.get(form.split('/').at(-1)!)!
      const { record } = await openForm({ ...actor, roles }, one, { record: id })
      return record?.rows.orders?.map((r) => r.fields)
    })
  expect(await rows({ customer: 'read', amount: 'read' })).toEqual([{ amount: 4 }])
  // Which rows they are would say what the link holds.
  for (const customer of ['hidden', { mask: 'all' }] as const)
    expect(await rows({ customer, amount: 'read' })).toEqual([])
})

test('on a record has no field that the person may only give in a new one', async () => {
  const id = await make('customers', { name: '旧', grade: 'gold', owner: world.sales.userId })
  const grade = { read: false, edit: false, create: true }
  const told = await asActor(world.sales, 'crm', (actor) => {
    const roles = [role({ customers: { rows: { create: all }, fields: { name: 'edit', grade } } })]
    const one = actor.definitions.forms.get(form.split('/').at(-1)!)!
    const shown = async (ask: object) =>
      (await openForm({ ...actor, roles }, one, ask)).fields.map((f) => f.key)
    return Promise.all([shown({}), shown({ record: id })])
  })
  expect(told).toEqual([['name', 'grade'], ['name']])
})
