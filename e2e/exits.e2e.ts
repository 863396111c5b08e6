/** What leaves a table, and who may take it out: export, bulk changes, a look behind a mask, a share, print, and a table that only takes. */
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { MemberAnswer, Role } from '@/lib/api/contract'
import type { FieldRight, TableRights } from '@/lib/meta/model'
import { actions } from '@/lib/meta/model'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const password = '秋天的最后一片叶子'
const clerk = { name: '赵导出', email: 'clerk@example.com' }
const plain = { name: '钱普通', email: 'plain@example.com' }
const porter = { name: '孙登记', email: 'porter@example.com' }
const label = { table: '客户', phone: '电话', source: '客户来源', name: '客户名称' }
const customers = ['青山茶业', '云水纸业', '=1+1'].map((name, i) => ({
  fields: {
    name,
    phone: `1391234567${i}`,
    source: i === 0 ? 'walk_in' : 'online_ads',
  },
}))
const path = '/bases/main/tables/customers'

let tian: Tian
let browser: Browser
let person: Person
let at: Visit
let low: Visit

const all: TableRights['rows'][keyof TableRights['rows']] = [{ kind: 'all' }]
const everything = { create: all, read: all, update: all, delete: all }

async function employ(member: { name: string; email: string }, rights: TableRights): Promise<void> {
  const named = { 'zh-CN': `${member.name}的角色`, en: member.name }
  const made = await person.ask<Role>('POST', '/bases/main/roles', { label: named })
  const role = { ...made.body, tables: { customers: rights } }
  expect(await person.ask('PUT', `/bases/main/roles/${role.key}`, role)).toMatchObject({ status: 200 })
  const joined = await person.ask<MemberAnswer>('POST', '/bases/main/members', {
    ...member,
    password,
    roles: [role.key],
  })
  expect(joined.status).toBe(201)
}

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  const made = await person.ask('POST', `${path}/records`, { records: customers })
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 })
  const given: FieldRight = { read: false, edit: false, create: true }
  await employ(clerk, {
    rows: everything,
    fields: { phone: { mask: 'phone', reveal: true } },
    otherFields: 'edit',
    actions: [...actions],
  })
  await employ(plain, { rows: everything, fields: {}, otherFields: 'edit', actions: [] })
  await employ(porter, {
    rows: { create: all, read: [], update: [], delete: [] },
    fields: { name: given, phone: given, customer_kind: given },
    otherFields: 'hidden',
  })
  browser = await launchBrowser()
  at = await visit(browser, tian.url, { width: 1440 })
  low = await visit(browser, tian.url, { width: 1440 })
  // Nobody stands at a printer here; what it would get is looked at instead.
  for (const { page } of [at, low])
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-asked-to-print', '')
    })
  await signInAt(at.page, clerk.email, password)
  await signInAt(low.page, plain.email, password)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, { page }] of Object.entries({ at, low }))
    await page.screenshot({ path: `test-results/${task.name.slice(0, 40)} (${who}).png` })
})

const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true })
const item = ({ page }: Visit, name: string) => page.getByRole('menuitem', { name, exact: true })
const dialog = ({ page }: Visit) => page.getByRole('dialog').last()
const row = ({ page }: Visit, name: string) => page.locator('[data-row]').filter({ hasText: name })
async function tick(who: Visit, name: string): Promise<void> {
  await row(who, name).hover()
  await row(who, name).locator('[data-check]').click()
}
const records = async (): Promise<Record<string, Record<string, unknown>>> => {
  const { body } = await person.ask<{ records: { fields: Record<string, unknown> }[] }>(
    'GET',
    `${path}/records`,
  )
  return Object.fromEntries(body.records.map(({ fields }) => [fields.name as string, fields]))
}
async function exported(): Promise<string> {
  const [download] = await Promise.all([
    at.page.waitForEvent('download'),
    dialog(at)
      .getByRole('button', { name: zh('exits.exportStart'), exact: true })
      .click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^客户 \d{4}-\d{2}-\d{2}\.csv$/)
  return readFileSync(await download.path(), 'utf8')
}

describe('with the right to it', () => {
  test('a view leaves as a file, with masks as masks and formulas as text', async () => {
    await row(at, '青山茶业').waitFor()
    await button(at, zh('exits.more')).click()
    await item(at, zh('exits.export')).click()
    const text = await exported()
    expect(text.split('\r\n')).toHaveLength(5)
    expect(text).toContain('青山茶业,139****5670')
    expect(text).toContain("'=1+1")
    expect(text).not.toContain('13912345670')
  })

  test('the ticked rows leave alone, and a broken answer leaves no file', async () => {
    await tick(at, '青山茶业')
    await tick(at, '云水纸业')
    await button(at, zh('exits.exportShort')).click()
    const text = await exported()
    expect(text.split('\r\n')).toHaveLength(4)

    let files = 0
    at.page.on('download', () => files++)
    await at.page.route('**/export', (route) =>
      route.fulfill({
        status: 200,
        contentType: 'text/csv',
        headers: { 'x-total-count': '2' },
        body: '客户名称\r\n青山',
      }),
    )
    await button(at, zh('exits.exportShort')).click()
    await dialog(at)
      .getByRole('button', { name: zh('exits.exportStart'), exact: true })
      .click()
    await dialog(at)
      .getByText(zh('exits.exportCut', { count: 0 }))
      .waitFor()
    await at.page.unroute('**/export')
    await dialog(at)
      .getByRole('button', { name: zh('kit.cancel') })
      .click()
    expect(files).toBe(0)
  })

  test('the ticked rows get one value together, and it is taken back together', async () => {
    await button(at, zh('exits.bulk')).click()
    const box = dialog(at)
    await box.getByLabel(zh('exits.bulkField')).selectOption({ label: label.source })
    await box.getByRole('combobox', { name: zh('exits.bulkValue') }).click()
    await at.page.getByRole('listbox').getByRole('option', { name: '门店到访' }).click()
    await box.getByText(zh('exits.bulkWill', { count: 1 })).waitFor()
    await box.getByText(zh('exits.bulkSame', { count: 1 })).waitFor()
    await box.getByRole('button', { name: zh('exits.bulkStart', { count: 1 }) }).click()
    await at.page
      .getByText(zh('exits.bulkDone', { count: 1, label: label.source }))
      .first()
      .waitFor()
    expect((await records()).云水纸业?.source).toBe('walk_in')
    await button(at, zh('grid.undo')).click()
    await at.page
      .getByText(zh('exits.bulkBack', { count: 1, kept: 0 }))
      .first()
      .waitFor()
    expect((await records()).云水纸业?.source).toBe('online_ads')
    await button(at, zh('grid.deselect')).click()
  })

  test('a masked value is shown for a reason, and nowhere but there', async () => {
    await row(at, '青山茶业').getByText('139****5670').click({ button: 'right' })
    await item(at, zh('exits.reveal')).click()
    const box = dialog(at)
    await at.page.keyboard.press('Enter')
    await box.getByText(zh('rights.reasonNeeded')).waitFor()
    await at.page.keyboard.type('客户来电核对')
    await at.page.keyboard.press('Enter')
    await box.getByRole('status').getByText('139 1234 5670').waitFor()
    await box.getByRole('button', { name: zh('exits.revealCopy') }).click()
    expect(await at.page.evaluate(() => navigator.clipboard.readText())).toContain('13912345670')
    await at.page.keyboard.press('Escape')
    await box.waitFor({ state: 'detached' })
    expect(await at.page.content()).not.toMatch(/139 ?1234 ?5670/)
    const kept = await at.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).toContain('客户来电核对')
    expect(kept).not.toMatch(/1391234/)
    const { body } = await person.ask<object>('GET', '/bases/main/access-log?kind=reveal')
    expect(JSON.stringify(body)).toContain('客户来电核对')
  })

  test('one record is opened to one more person, and closed again', async () => {
    await row(at, '青山茶业').getByText('青山茶业').click()
    await at.page.keyboard.press('Shift+Space')
    await dialog(at)
      .getByRole('button', { name: zh('record.actions'), exact: true })
      .click()
    await item(at, zh('exits.share')).click()
    const box = dialog(at)
    await box.getByRole('combobox', { name: zh('exits.shareWith') }).click()
    await at.page.getByRole('listbox').getByRole('option', { name: porter.name }).click()
    await box.getByRole('button', { name: zh('exits.shareAdd'), exact: true }).click()
    await box.getByText(zh('exits.shareShut', { name: porter.name })).waitFor()
    await box.getByRole('button', { name: zh('exits.shareRemove', { name: porter.name }) }).click()
    await box.getByText(zh('exits.shareNone')).waitFor()
    await at.page.keyboard.press('Escape')
    const panel = at.page.getByRole('dialog', { name: '青山茶业', exact: true })
    await panel.getByRole('button', { name: zh('kit.close') }).click()
    await panel.waitFor({ state: 'detached' })
  })

  test('a printer gets the view and nothing around it', async () => {
    const { page } = at
    await page.keyboard.press('Control+p')
    await page.locator('html[data-asked-to-print]').waitFor()
    await page.emulateMedia({ media: 'print' })
    const text = await page.locator('body').innerText()
    expect(text).toContain(clerk.name)
    expect(text).toContain('139****5670')
    for (const around of [zh('grid.newRecord'), zh('grid.filter')]) expect(text).not.toContain(around)
    await page.emulateMedia({ media: null })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  })
})

describe('without it', () => {
  test('there is no way out: no menu, one row at a time, and a sentence for the printer', async () => {
    const { page } = low
    await row(low, '青山茶业').waitFor()
    await button(low, zh('exits.more')).click()
    await page.getByRole('menuitem').first().waitFor()
    expect(await item(low, zh('exits.export')).count()).toBe(0)
    expect(await item(low, zh('exits.print')).count()).toBe(0)
    await page.keyboard.press('Escape')
    await tick(low, '青山茶业')
    await tick(low, '云水纸业')
    expect(await button(low, zh('exits.bulk')).count()).toBe(0)
    // It says why not, and so can be reached.
    await button(low, zh('grid.delete')).click({ force: true })
    await page.getByText(zh('exits.needsBulkLong')).first().waitFor()
    expect(Object.keys(await records())).toHaveLength(3)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('body').innerText()).toBe(zh('exits.printRefused', { table: label.table }))
    await page.emulateMedia({ media: null })
  })
})

describe('a table that only takes', () => {
  test('invites, thanks, and shows nothing, on a phone', async () => {
    const phone = await visit(browser, tian.url, { width: 390, height: 844 })
    const { page } = phone
    await signInAt(page, porter.email, password)
    await page.getByText(zh('exits.submitTitle', { table: label.table })).waitFor()
    expect(await page.getByRole('grid').count()).toBe(0)
    await button(phone, zh('exits.submitAdd')).click()
    await page.getByLabel(label.name).fill('来访客户')
    await page.getByLabel(label.phone).fill('13912345679')
    await button(phone, zh('form.save')).click()
    await page.getByText(zh('exits.submitThanks')).first().waitFor()
    expect(Object.keys(await records())).toContain('来访客户')
    expect(phone.told.join('')).not.toContain('青山茶业')
    expect(phone.errors).toEqual([])
  })
})
