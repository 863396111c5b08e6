/**
 * The path that Tian is for: first run, install, a customer by the form, cells in the grid, a field hidden and one
 * masked for a role, and a salesperson who finds neither anywhere.
 */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { en, launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { owner, type Person, signIn } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const salesperson = { name: '李秀英', email: 'sales@example.com', password: '秋天的最后一片叶子' }
const customer = { name: '青山茶业有限公司', phone: '13912345678', stored: '+8613912345678' }

/** Labels of the template. */
const label = {
  table: '客户',
  name: '客户名称',
  phone: '电话',
  rating: '信用评级',
  source: '客户来源',
  role: '销售人员',
}

let tian: Tian
let browser: Browser
let admin: Visit
let sales: Visit

beforeAll(async () => {
  tian = await startTian(dataDir)
  browser = await launchBrowser()
  admin = await visit(browser, tian.url)
  sales = await visit(browser, tian.url)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})

/** What the pages looked like when a test failed, in test-results/. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, { page }] of Object.entries({ admin, sales }))
    await page.screenshot({ path: `test-results/${task.name.slice(0, 40)} (${who}).png` })
})

const gridOf = ({ page }: Visit) => page.getByRole('grid', { name: zh('grid.label', { table: label.table }) })
const cell = (at: Visit, text: string) => gridOf(at).getByRole('gridcell').filter({ hasText: text })
const toast = ({ page }: Visit, text: string) => page.getByText(text).first().waitFor()
const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true })
const entry = ({ page }: Visit, name: string) =>
  page.getByRole('navigation', { name: zh('shell.navigation') }).getByRole('link', { name, exact: true })

/** The first record of the customers as the server has it, for somebody at the API. */
async function firstRecord(person: Person): Promise<{ id: string; fields: Record<string, unknown> }> {
  const { body } = await person.ask<{ records: { id: string; fields: Record<string, unknown> }[] }>(
    'GET',
    '/bases/main/tables/customers/records?limit=1',
  )
  return body.records[0]!
}

describe('the owner', () => {
  test('makes an account at the first visit', async () => {
    const { page } = admin
    await page.goto('/')
    await page.waitForURL('**/setup')
    await page.getByLabel(zh('auth.name')).fill(owner.name)
    await page.getByLabel(zh('auth.email')).fill(owner.email)
    await page.getByLabel(zh('auth.password'), { exact: true }).fill(owner.password)
    await button(admin, zh('auth.createWorkspace')).click()
    await page.waitForURL('**/admin/templates')
  })

  test('installs customer management with its sample, and arrives among the customers', async () => {
    const { page } = admin
    const card = page.getByRole('article', { name: '客户管理表' })
    await card.getByRole('button', { name: zh('gallery.use') }).click()
    await button(admin, zh('gallery.install')).click()
    await page.waitForURL('**/main/customers', { timeout: 60_000 })
    await gridOf(admin).waitFor()
    await page.getByText(zh('grid.rows', { count: 260 })).waitFor()
    for (const name of [label.name, label.phone, label.rating])
      await gridOf(admin).getByRole('columnheader', { name }).waitFor()
  })

  test('adds a customer by the form, which says what is missing', async () => {
    const { page } = admin
    await button(admin, zh('grid.newRecord')).click()
    const form = page.getByRole('dialog', { name: zh('form.title', { table: label.table }) })
    await form.getByLabel(label.name).fill(customer.name)
    await form.getByRole('button', { name: zh('form.save'), exact: true }).click()
    await form
      .getByText(zh('form.required', { label: label.source }))
      .first()
      .waitFor()
    await form.getByLabel(new RegExp(`^${label.phone}`)).fill(customer.phone)
    await form.getByLabel(label.source).click()
    await page.getByRole('option', { name: '线上广告' }).click()
    await form.getByRole('button', { name: zh('form.save'), exact: true }).click()
    await toast(admin, zh('form.created', { title: customer.name }))
    await form.waitFor({ state: 'hidden' })
    await cell(admin, customer.name).waitFor()
  })

  test('edits cells by typing and by pasting, as in a spreadsheet', async () => {
    const { page } = admin
    const person = await signIn(tian.url)
    await cell(admin, customer.name).click()
    await page.keyboard.type('青山茶业集团')
    await page.keyboard.press('Enter')
    await cell(admin, '青山茶业集团').waitFor()
    await expect.poll(async () => (await firstRecord(person)).fields.name).toBe('青山茶业集团')

    // Enter went down to the next row; back up, and two cells are pasted from there.
    await page.keyboard.press('ArrowUp')
    await page.evaluate(() => navigator.clipboard.writeText('青山茶业股份\t139 8765 4321'))
    await page.keyboard.press('Control+v')
    await toast(admin, zh('grid.pasted', { count: 2 }))
    await expect
      .poll(async () => (await firstRecord(person)).fields)
      .toMatchObject({ name: '青山茶业股份', phone: '+8613987654321' })
    await page.keyboard.press('Control+z')
    await expect
      .poll(async () => (await firstRecord(person)).fields)
      .toMatchObject({ name: '青山茶业集团', phone: customer.stored })
  })

  test('sets a field hidden and another masked for the salespeople', async () => {
    const { page } = admin
    await entry(admin, zh('shell.rights')).click()
    const right = (field: string, words: string) =>
      page.getByRole('gridcell', { name: zh('access.cell', { field, role: label.role, right: words }) })
    // Of a long list only what is in sight is drawn: a field is found by its name.
    const search = page.getByRole('searchbox', { name: zh('access.search') })
    await search.fill(label.rating)
    await right(label.rating, zh('access.read')).click()
    await page.getByRole('menuitem', { name: zh('access.hidden') }).click()
    await right(label.rating, zh('access.hidden')).waitFor()
    await search.fill(label.phone)
    await right(label.phone, zh('access.edit')).click()
    await page.getByRole('menuitem', { name: '电话：前 3 位和后 4 位' }).click()
    await button(admin, zh('access.publish')).click()
    await button(admin, zh('access.publishNow')).click()
    await toast(admin, zh('access.published'))
  })

  test('adds a salesperson, and hands a sample person’s records over', async () => {
    const { page } = admin
    await entry(admin, zh('shell.members')).click()
    await button(admin, zh('members.add')).click()
    const form = page.getByRole('dialog', { name: zh('members.addTitle') })
    await form.getByLabel(zh('members.name')).fill(salesperson.name)
    await form.getByLabel(zh('members.email')).fill(salesperson.email)
    await form.getByRole('checkbox', { name: new RegExp(`^${label.role}`) }).check()
    await form.getByRole('radio', { name: zh('members.passwordType') }).check()
    await form.getByRole('textbox', { name: zh('members.passwordNew') }).fill(salesperson.password)
    await form.getByRole('button', { name: zh('members.addButton'), exact: true }).click()
    await toast(admin, zh('members.added', { name: salesperson.name }))

    const person = await signIn(tian.url)
    const { body } = await person.ask<{
      members: { id: string; placeholder: boolean; roles: string[]; email?: string }[]
    }>('GET', '/bases/main/members')
    const to = body.members.find((m) => m.email === salesperson.email)!.id
    const from = body.members.find((m) => m.placeholder && m.roles.includes('salesperson'))!.id
    const mapped = await person.ask<{ changed: number }>('POST', `/bases/main/members/${from}/map`, { to })
    expect(mapped.body.changed).toBeGreaterThan(10)
  })
})

describe('the salesperson', () => {
  /** Every phone number of the customers, as nobody but the owner may see them. */
  let phones: string[]

  test('signs in and sees the own customers, the phone masked, the rating not at all', async () => {
    const person = await signIn(tian.url)
    const { body } = await person.ask<{ records: { fields: { phone?: string } }[] }>(
      'GET',
      '/bases/main/tables/customers/records?limit=200&fields=phone',
    )
    phones = body.records.flatMap((r) => r.fields.phone ?? []).map((p) => p.replace(/^\+86/, ''))
    expect(phones.length).toBeGreaterThan(50)

    await signInAt(sales.page, salesperson.email, salesperson.password)
    await gridOf(sales).waitFor()
    await cell(sales, '****').first().waitFor()
    await gridOf(sales).getByRole('columnheader', { name: label.phone }).waitFor()
    expect(await gridOf(sales).getByRole('columnheader', { name: label.rating }).count()).toBe(0)
    expect(await cell(sales, '青山').count()).toBe(0)
  })

  test('finds the rating neither in the record, nor the form, nor the filter', async () => {
    const { page } = sales
    await cell(sales, '****').first().hover()
    await page
      .getByRole('button', { name: zh('grid.openRecord') })
      .first()
      .click()
    const panel = page.getByRole('dialog').or(page.getByRole('complementary')).first()
    await panel.getByText(label.phone, { exact: true }).first().waitFor()
    expect(await page.getByText(label.rating).count()).toBe(0)
    await page.keyboard.press('Escape')

    await button(sales, zh('grid.newRecord')).click()
    const form = page.getByRole('dialog', { name: zh('form.title', { table: label.table }) })
    await form.getByLabel(label.name).waitFor()
    expect(await page.getByText(label.rating).count()).toBe(0)
    await form.getByRole('button', { name: zh('kit.cancel'), exact: true }).click()

    await button(sales, zh('grid.filter')).click()
    await button(sales, zh('grid.addCondition')).click()
    const fields = await page
      .getByLabel(zh('grid.field'), { exact: true })
      .locator('option')
      .allTextContents()
    expect(fields).toContain(label.phone)
    expect(fields).not.toContain(label.rating)
    await page.keyboard.press('Escape')
  })

  test('gets no byte of it from any address', async () => {
    const person = await signIn(tian.url, salesperson.email, salesperson.password)
    const table = '/bases/main/tables/customers'
    const answers = [
      await person.ask('GET', table),
      await person.ask('GET', `${table}/records?limit=200&count=exact`),
      await person.ask('GET', `${table}/records?fields=credit_rating`),
      await person.ask('GET', `${table}/records?sort=credit_rating`),
      await person.ask('GET', `${table}/records/${(await firstRecord(person)).id}/history`),
      await person.ask('GET', '/bases/main'),
    ]
    expect(answers.map((a) => a.status)).toEqual([200, 200, 400, 400, 200, 200])
    await sales.page.reload()
    await cell(sales, '****').first().waitFor()
    expect(sales.told.length).toBeGreaterThan(5)
    const everything = [
      ...answers.map((a) => JSON.stringify(a.body)),
      ...sales.told,
      await sales.page.content(),
    ]
    for (const text of everything) {
      expect(text).not.toMatch(/credit_rating|信用评级/)
      expect(phones.filter((phone) => text.includes(phone))).toEqual([])
    }
  })

  test('is refused at the doors of the administrators', async () => {
    const { page } = sales
    expect(await entry(sales, zh('shell.rights')).count()).toBe(0)
    await page.goto('/main/access')
    await page.getByText(zh('access.notAdmin')).waitFor()
    await page.goto('/main/members')
    await page.getByText(zh('members.notAdmin')).waitFor()
    await page.goto('/main/customers')
    await gridOf(sales).waitFor()
  })

  test('changes the language', async () => {
    const { page } = sales
    await page.getByRole('button', { name: salesperson.name }).click()
    await page
      .getByRole('menuitemcheckbox', { name: 'English' })
      .or(page.getByRole('menuitemradio', { name: 'English' }))
      .or(page.getByRole('menuitem', { name: 'English' }))
      .first()
      .click()
    await page.getByRole('columnheader', { name: 'Customer name' }).waitFor()
    await page.getByRole('button', { name: en('grid.newRecord'), exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })
})

describe('on a phone', () => {
  test('the customers, the form and the navigation fit 390 pixels', async () => {
    const phone = await visit(browser, tian.url, { width: 390, height: 844 })
    const { page } = phone
    await signInAt(page, owner.email, owner.password)
    await page.getByText(zh('grid.rows', { count: 261 })).waitFor()
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await button(phone, zh('grid.newRecord')).click()
    const form = page.getByRole('dialog', { name: zh('form.title', { table: label.table }) })
    await form.getByLabel(label.name).waitFor()
    expect((await form.boundingBox())!.width).toBe(390)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await button(phone, zh('kit.close')).click()
    await form.waitFor({ state: 'hidden' })
    await button(phone, zh('shell.openNavigation')).click()
    await entry(phone, '购买记录').click()
    await page.waitForURL('**/main/orders')
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(phone.errors).toEqual([])
  })
})

test('no page threw an error on the way', () => {
  expect(admin.errors).toEqual([])
  expect(sales.errors).toEqual([])
})
