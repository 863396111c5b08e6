/** Shaping a table without code: a select, another type and back, a formula and a rollup by hand, the trash. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { barriers } from './axe'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const customers = ['青山茶业', '海风渔具', '北岸书店'] as const
/** Labels of the template. */
const label = { table: '客户', limit: '信用额度', orders: '购买记录', fee: '运费', status: '订单状态' }
/** Labels of types. */
const type = { text: '单行文本', number: '数字', select: '单选' }
const tables = '/bases/main/tables'

let tian: Tian
let browser: Browser
let person: Person
let maker: Visit
let order: string

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  const made = async (table: string, fields: object): Promise<string> => {
    const { status, body } = await person.ask<{ id: string }>('POST', `${tables}/${table}/records`, {
      fields,
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.id
  }
  const ids: string[] = []
  for (const [at, name] of customers.entries())
    ids.push(
      await made('customers', {
        name,
        customer_kind: 'enterprise',
        source: 'online_ads',
        phone: `1391234567${at}`,
        credit_limit: (3 - at) * 50_000,
      }),
    )
  order = await made('orders', { customer: ids[0], status: 'completed', shipping_fee: 120 })
  await made('orders', { customer: ids[0], status: 'completed', shipping_fee: 80 })
  await made('orders', { customer: ids[0], status: 'draft', shipping_fee: 1000 })
  browser = await launchBrowser()
  maker = await visit(browser, tian.url)
  await signInAt(maker.page, owner.email, owner.password)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await maker?.page.screenshot({ path: `test-results/${task.name.slice(0, 40)}.png` })
})

const button = (name: string, within: Locator | Page = maker.page): Locator =>
  within.getByRole('button', { name, exact: true })
const dialog = (name: string): Locator => maker.page.getByRole('dialog', { name, exact: true })
const grid = (): Locator => maker.page.getByRole('grid', { name: zh('grid.label', { table: label.table }) })
const header = (column: string): Locator =>
  grid()
    .getByRole('columnheader')
    .filter({ has: maker.page.getByText(column, { exact: true }) })

/** The cell of a customer in a column. */
async function cell(customer: string, column: string): Promise<Locator> {
  const index = await header(column).getAttribute('aria-colindex')
  return grid().getByRole('row').filter({ hasText: customer }).locator(`[aria-colindex="${index}"]`)
}
const shows = async (customer: string, column: string, text: string): Promise<void> =>
  expect.poll(async () => (await cell(customer, column)).innerText()).toBe(text)

/** The grid, scrolled to its last columns: those that are made here. */
async function openGrid(): Promise<void> {
  await maker.page.goto('/main/customers')
  await grid().getByRole('gridcell', { name: customers[0], exact: true }).click()
  await maker.page.keyboard.press('End')
}

/** Opens the panel of a new field of a type, which is found by typing. */
async function newField(kind: string, name: string): Promise<Locator> {
  await button(zh('design.addField')).click()
  const panel = dialog(zh('design.addTitle', { table: label.table }))
  await panel.getByLabel(zh('design.searchTypes')).fill(kind)
  await maker.page.keyboard.press('Enter')
  await panel.getByRole('textbox', { name: zh('design.name'), exact: true }).fill(name)
  return panel
}
async function addField(panel: Locator, name: string): Promise<void> {
  await button(zh('design.add'), panel).click()
  await maker.page.getByText(zh('design.added', { name })).waitFor()
  await header(name).waitFor()
}
async function fromColumn(column: string, choice: string): Promise<void> {
  await button(zh('grid.columnMenu', { label: column })).click()
  await maker.page.getByRole('menuitem', { name: choice, exact: true }).click()
}
const design = async (): Promise<DesignAnswer> =>
  (await person.ask<DesignAnswer>('GET', `${tables}/customers/design`)).body

/** What the server has in a field, in the order of the customers above. */
async function stored(field: string): Promise<unknown[]> {
  const { body } = await person.ask<{ records: { fields: Record<string, unknown> }[] }>(
    'GET',
    `${tables}/customers/records?fields=name,${field}`,
  )
  const of = new Map(body.records.map(({ fields }) => [fields.name, fields[field]]))
  return customers.map((name) => of.get(name))
}
const keyOf = async (name: string): Promise<string> =>
  (await design()).table.fields.find((field) => field.label['zh-CN'] === name)!.key

test('adds a select with colours beside the grid, and chooses one in a cell', async () => {
  const { page } = maker
  await openGrid()
  const panel = await newField(type.select, '合作意向')
  await panel.getByRole('textbox', { name: zh('design.addOption') }).focus()
  for (const option of ['强烈', '一般', '没有']) {
    await page.keyboard.insertText(option)
    await page.keyboard.press('Enter')
  }
  for (const [name, color] of [
    ['强烈', 'red'],
    ['没有', 'gray'],
  ] as const) {
    await button(zh('design.colorOf', { name }), panel).click()
    await button(zh(`design.color_${color}`), dialog(zh('design.colorOf', { name }))).click()
  }
  const question = panel.getByLabel(zh('design.whoSees'))
  expect(await question.count()).toBe(1)
  await question.selectOption({ label: zh('design.preset_everyoneReads') })
  expect(await barriers(page)).toEqual([])
  await addField(panel, '合作意向')

  await (await cell(customers[0], '合作意向')).click()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: '强烈', exact: true }).click()
  await shows(customers[0], '合作意向', '强烈')
  const field = (await design()).table.fields.find((one) => one.label['zh-CN'] === '合作意向')!
  const { options } = field.options as { options: { value: string; color: string; label: object }[] }
  expect(options.map((one) => one.label)).toEqual(['强烈', '一般', '没有'].map((text) => ({ 'zh-CN': text })))
  expect([options[0]!.color, options[2]!.color]).toEqual(['red', 'gray'])
  await expect.poll(async () => (await stored(field.key))[0]).toBe(options[0]!.value)
})

test('makes a text a number after a look at what would be lost', async () => {
  const { page } = maker
  await openGrid()
  await addField(await newField(type.text, '预算'), '预算')
  for (const [at, text] of ['12', '3.5万', '无'].entries()) {
    await (await cell(customers[at]!, '预算')).click()
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(text)
    await page.keyboard.press('Enter')
    await shows(customers[at]!, '预算', text)
  }
  const key = await keyOf('预算')
  await expect.poll(() => stored(key)).toEqual(['12', '3.5万', '无'])

  await fromColumn('预算', zh('design.changeType'))
  const form = dialog(zh('design.convertTitle', { name: '预算' }))
  await form.getByLabel(zh('design.newType')).selectOption({ label: type.number })
  await form.getByText(zh('design.previewMisfits', { filled: 3, fits: 2, misfits: 1 })).waitFor()
  const examples = (caption: string) => form.getByRole('table', { name: caption }).getByRole('row')
  await examples(zh('design.misfitSamples')).filter({ hasText: customers[2] }).getByText('无').waitFor()
  await examples(zh('design.fitSamples')).filter({ hasText: '3.5万' }).getByText('35,000').waitFor()
  expect(await barriers(page)).toEqual([])
  await button(zh('design.convertAnyway', { count: 1 }), form).click()
  await page.getByText(zh('design.converted', { name: '预算', type: type.number })).waitFor()
  await shows(customers[1], '预算', '35,000')
  await shows(customers[2], '预算', '')
  expect(await stored(key)).toEqual([12, 35_000, undefined])
})

test('takes it back in the history, and every text is there again', async () => {
  const { page } = maker
  await openGrid()
  await page.getByRole('link', { name: zh('design.schemaShort') }).click()
  const line = page
    .getByRole('listitem')
    .filter({ has: button(zh('design.undo')) })
    .first()
  await line
    .getByText(
      zh('change.fieldConverted', { table: label.table, field: '预算', from: type.text, to: type.number }),
    )
    .waitFor()
  expect(await barriers(page)).toEqual([])
  await button(zh('design.undo'), line).click()
  const question = dialog(zh('design.undoTitle'))
  await question.getByText(zh('design.undoRestored', { count: 3 })).waitFor()
  await button(zh('design.undo'), question).click()
  await page.getByText(zh('design.undoDoneNow'), { exact: true }).first().waitFor()
  expect(await stored(await keyOf('预算'))).toEqual(['12', '3.5万', '无'])
  await openGrid()
  await shows(customers[1], '预算', '3.5万')
})

test('writes a formula by hand; its mistake is underlined and mended', async () => {
  const { page } = maker
  await openGrid()
  const panel = await newField(zh('design.formula'), '建议预付款')
  const editor = panel.getByRole('textbox', { name: zh('design.formula'), exact: true })
  await editor.focus()
  await page.keyboard.insertText('round({信用额} * 0.3, 2)')
  await expect.poll(() => editor.getAttribute('aria-invalid')).toBe('true')
  await panel.locator('.decoration-wavy', { hasText: '信用额' }).waitFor()
  await panel.getByText(zh('problemExpr.fieldUnknown', { name: '信用额', nearest: label.limit })).waitFor()
  // Into the braces, where the name is completed.
  await page.keyboard.press('Home')
  for (let i = 0; i < 'round({信用额'.length; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+ ')
  await page.getByRole('option', { name: label.limit }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Enter')
  expect(await editor.inputValue()).toBe('round({信用额度} * 0.3, 2)')
  const outcome = panel.getByRole('status')
  await outcome
    .getByRole('row')
    .filter({ hasText: customers[0] })
    .getByText(/45,?000/)
    .waitFor()
  await addField(panel, '建议预付款')
  await expect.poll(async () => (await cell(customers[0], '建议预付款')).innerText()).toMatch(/45,000/)
})

test('writes a rollup with completion, and an order changes it', async () => {
  const { page } = maker
  await openGrid()
  const panel = await newField(zh('design.formula'), '已收运费')
  const editor = panel.getByRole('textbox', { name: zh('design.formula'), exact: true })
  await editor.focus()
  const complete = async (text: string, name: string) => {
    await page.keyboard.insertText(text)
    await page.getByRole('option', { name }).first().waitFor()
    await page.keyboard.press('Enter')
  }
  await complete('购买记', label.orders)
  await complete('sum', 'sum')
  await complete('运', label.fee)
  await page.keyboard.insertText(', {订单状态} = "completed"')
  expect(await editor.inputValue()).toBe('{购买记录}.sum({运费}, {订单状态} = "completed")')
  const outcome = panel.getByRole('status')
  await outcome.getByRole('row').filter({ hasText: customers[0] }).getByText(/200/).waitFor()
  await addField(panel, '已收运费')
  await expect.poll(async () => (await cell(customers[0], '已收运费')).innerText()).toMatch(/200/)

  const { status } = await person.ask('PATCH', `${tables}/orders/records/${order}`, {
    set: { shipping_fee: 220 },
  })
  expect(status).toBe(200)
  await openGrid()
  await expect.poll(async () => (await cell(customers[0], '已收运费')).innerText()).toMatch(/300/)
})

test('deletes a field beside the grid, and undoes it at once', async () => {
  const { page } = maker
  await openGrid()
  await fromColumn('预算', zh('design.deleteField'))
  const question = dialog(zh('design.deleteTitle', { name: '预算' }))
  await question.getByText(zh('design.impactRecords', { count: 3 })).waitFor()
  await button(zh('design.deleteConfirm'), question).click()
  await header('预算').waitFor({ state: 'detached' })
  await button(zh('design.undo')).click()
  await page.getByText(zh('design.restored', { name: '预算' })).waitFor()
  await shows(customers[1], '预算', '3.5万')
})

test('deletes a field after reading what uses it, and takes it out of the trash', async () => {
  const { page } = maker
  await openGrid()
  await page.getByRole('link', { name: zh('design.designFields') }).click()
  const remove = async (name: string): Promise<Locator> => {
    await button(zh('design.fieldMenu', { name })).click()
    await page.getByRole('menuitem', { name: zh('design.delete') }).click()
    return dialog(zh('design.deleteTitle', { name }))
  }
  await button(zh('design.fieldMenu', { name: label.limit })).waitFor()
  expect(await barriers(page)).toEqual([])

  // A formula cannot do without this one.
  const needed = await remove(label.limit)
  await needed.getByRole('link', { name: '建议预付款' }).waitFor()
  await needed.getByText(zh('design.breaks')).first().waitFor()
  expect(await button(zh('design.deleteConfirm'), needed).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await needed.waitFor({ state: 'hidden' })

  const key = await keyOf('合作意向')
  const values = await stored(key)
  expect(values.filter(Boolean)).toHaveLength(1)
  const question = await remove('合作意向')
  await question.getByText(zh('design.impactRecords', { count: 1 })).waitFor()
  await question.getByText(zh('design.useColumn')).waitFor()
  await button(zh('design.deleteConfirm'), question).click()
  await button(zh('design.fieldMenu', { name: '合作意向' })).waitFor({ state: 'detached' })

  await page.getByRole('link', { name: zh('design.history'), exact: true }).click()
  await page.getByRole('tab', { name: zh('design.tab_trash') }).click()
  await button(zh('trash.restoreOne', { title: '合作意向' })).click()
  await page.getByText(zh('design.trashEmpty')).waitFor()
  expect(await stored(key)).toEqual(values)
})

test('no page threw an error on the way', () => {
  expect(maker.errors).toEqual([])
})
