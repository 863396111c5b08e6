/** A JSON Schema file becomes a table with a detail table, and its rules hold for what people type. */
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { barriers } from './axe'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const file = fileURLToPath(new URL('repair-order.schema.json', import.meta.url))
const table = '维修工单'

let tian: Tian
let browser: Browser
let person: Person
let maker: Visit

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  browser = await launchBrowser()
  maker = await visit(browser, tian.url, { width: 1440 })
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
/** The line of a property in the preview. */
const line = (property: string): Locator =>
  maker.page.getByRole('row').filter({ has: maker.page.getByText(property, { exact: true }) })

test('says what is no JSON Schema', async () => {
  const { page } = maker
  await page.goto('/main/import')
  await page.getByLabel(zh('schema.pasteLabel')).fill('{"type": "object",')
  await button(zh('schema.preview')).click()
  await page
    .getByRole('alert')
    .getByText(zh('schema.notJsonAt', { line: 1 }))
    .waitFor()
  expect(await barriers(page)).toEqual([])
})

test('shows what each property of a file becomes, and makes the tables', async () => {
  const { page } = maker
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(zh('schema.choose')).click()])
  await chooser.setFiles(file)
  await page.getByText(zh('schema.summary', { fields: 8, tables: 2 })).waitFor()
  await page.getByText(zh('schema.noteRules')).waitFor()
  for (const [property, becomes] of [
    ['status', '单选'],
    ['finishedOn', '日期'],
    ['device', zh('schema.isSection')],
    ['underWarranty', '复选框'],
    ['parts', zh('schema.isTable', { table: '更换零件' })],
  ] as const)
    await line(property).getByRole('cell').nth(1).getByText(becomes, { exact: true }).waitFor()
  await line('status')
    .getByText(zh('schema.whyChoices', { count: 3 }))
    .waitFor()
  expect(await barriers(page)).toEqual([])

  await button(zh('schema.createCount', { count: 2 })).click()
  await page.getByRole('grid', { name: zh('grid.label', { table }) }).waitFor()
  const navigation = page.getByRole('navigation', { name: zh('shell.navigation') })
  await navigation.getByRole('link', { name: '更换零件', exact: true }).waitFor()
})

test('refuses in words a record that breaks an if-then rule', async () => {
  const { page } = maker
  await button(zh('grid.newRecord')).click()
  const form = page.getByRole('dialog', { name: zh('form.title', { table }) })
  await form.getByLabel('工单标题').fill('打印机卡纸')
  await form.getByLabel('状态').click()
  await page.getByRole('option', { name: '已完成', exact: true }).click()
  await button(zh('form.save'), form).click()
  await form.getByText(zh('schema.breaksRequired')).first().waitFor()
  await form.getByLabel('完成日期').fill('2026-11-20')
  await button(zh('form.save'), form).click()
  await page.getByText(zh('form.created', { title: '打印机卡纸' })).waitFor()

  const { body } = await person.ask<{ tables: { key: string; label: Record<string, string> }[] }>(
    'GET',
    '/bases/main',
  )
  const key = body.tables.find((one) => one.label['zh-CN'] === table)!.key
  const { body: rows } = await person.ask<{ records: { fields: object }[] }>(
    'GET',
    `/bases/main/tables/${key}/records`,
  )
  expect(rows.records.map(({ fields }) => fields)).toMatchObject([{ title: '打印机卡纸' }])
})

test('no page threw an error on the way', () => {
  expect(maker.errors).toEqual([])
})
