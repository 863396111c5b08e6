/** A key for a program, from the page where it is made to the request that it no longer answers. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { barriers } from './axe'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const sales = { name: '李秀英', email: 'sales@example.com', password: '秋天的最后一片叶子' }
const customers = '/bases/main/tables/customers'
const label = '与财务系统同步'
let tian: Tian
let browser: Browser
let member: Visit
let admin: Visit
/** What the page showed this once. */
let key: string

beforeAll(async () => {
  tian = await startTian(dataDir)
  const person = await firstRun(tian.url)
  await install(person, false)
  const { body } = await person.ask<{ id: string }>('POST', '/bases/main/members', {
    ...sales,
    roles: ['salesperson'],
  })
  const fields = { name: '青山茶业', phone: '13912345678', source: 'exhibition', owner: body.id }
  const made = await person.ask('POST', `${customers}/records`, { fields })
  expect(made.status).toBe(201)
  browser = await launchBrowser()
  member = await visit(browser, tian.url)
  admin = await visit(browser, tian.url)
  await signInAt(member.page, sales.email, sales.password)
  await signInAt(admin.page, owner.email, owner.password)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, { page }] of Object.entries({ member, admin }))
    await page.screenshot({ path: `test-results/${task.name.slice(0, 40)} (${who}).png` })
})

/** A program: no browser, no cookie, no origin. */
const program = (method: string, path: string, body?: object) =>
  fetch(`${tian.url}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true })
const overflow = ({ page }: Visit) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test('a member finds what tokens are for, and says what one may', async () => {
  const { page } = member
  await page.goto('/account')
  await page.getByText(zh('tokens.empty')).waitFor()
  expect(await barriers(page)).toEqual([])
  await button(member, zh('tokens.make')).click()
  const form = page.getByRole('dialog', { name: zh('tokens.make') })
  await form.getByRole('button', { name: zh('tokens.make') }).click()
  await form.getByText(zh('tokens.labelNeeded')).waitFor()
  await form.getByLabel(zh('tokens.label')).fill(label)

  await form.getByRole('radio', { name: zh('tokens.scope_chosen') }).check()
  const tick = (table: string, what: 'verb_read' | 'verb_update') =>
    form.getByRole('checkbox', {
      name: zh('tokens.cell', { table, what: zh(`access.${what}`) }),
      exact: true,
    })
  // Nothing is given by oversight: no tick is set, and it says what is missing.
  await form.getByText(zh('tokens.nothing')).waitFor()
  expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(0)
  await form.getByRole('button', { name: zh('tokens.make') }).click()
  await form.getByRole('alert').getByText(zh('tokens.nothing')).waitFor()
  await tick('客户', 'verb_update').focus()
  await page.keyboard.press('Space')
  expect(await tick('客户', 'verb_read').isChecked()).toBe(true)
  expect(await barriers(page)).toEqual([])
})

test('is asked who they are, and sees the token this once', async () => {
  const { page } = member
  // As if they had signed in long ago.
  const refusal = { error: { code: 'CONFIRM_IDENTITY', message: zh('error.CONFIRM_IDENTITY') } }
  await page.route('**/api/v1/bases/main/tokens', (route) => route.fulfill({ status: 403, json: refusal }), {
    times: 1,
  })
  await button(member, zh('tokens.make')).last().click()
  const question = page.getByRole('dialog', { name: zh('account.confirmTitle') })
  await question.getByLabel(zh('auth.password'), { exact: true }).fill(sales.password)
  await question.getByRole('button', { name: zh('account.confirmButton') }).click()

  const shown = page.getByRole('dialog', { name: zh('tokens.madeTitle') })
  key = await shown.getByLabel(zh('tokens.key')).inputValue()
  expect(key).toMatch(/^tian_[\w-]{43}$/)
  expect(await barriers(page)).toEqual([])
  await shown.getByRole('button', { name: zh('tokens.copyExample') }).click()
  const example = await page.evaluate(() => navigator.clipboard.readText())
  expect(example).toContain(`TOKEN=${key}\ncurl `)
  expect(example).toContain(`/api/v1${customers}/records`)
  await page.keyboard.press('Escape')
  await button(member, zh('tokens.copyKey')).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  await button(member, zh('tokens.kept')).click()
  await page.getByText(zh('tokens.neverUsed')).waitFor()
  expect(await page.content()).not.toContain(key)
})

test('the program reads and edits customers, and nothing else', async () => {
  const answer = await program('GET', `${customers}/records?limit=1&fields=name`)
  expect(answer.status).toBe(200)
  const { records } = (await answer.json()) as { records: { id: string; fields: { name: string } }[] }
  const edited = await program('PATCH', `${customers}/records/${records[0]!.id}`, {
    set: { name: '改过的客户' },
  })
  expect(edited.status).toBe(200)
  expect((await program('POST', `${customers}/records`, { fields: { name: '新客户' } })).status).toBe(403)
  expect((await program('DELETE', `${customers}/records/${records[0]!.id}`)).status).toBe(403)
  expect((await program('GET', '/bases/main/tables/orders/records')).status).toBe(404)
  expect((await program('GET', '/bases/main/members')).status).toBe(403)
  await member.page.reload()
  const line = member.page.getByRole('listitem').filter({ hasText: label })
  await line.getByText(/客户：查看、修改/).waitFor()
  await line.getByText(/来自/).waitFor()
})

test('an administrator sees whose it is and ends it, and the program is shut out', async () => {
  const { page } = admin
  await page.goto('/main/members/tokens')
  const line = page.getByRole('listitem').filter({ hasText: label })
  await line.getByText(zh('tokens.of', { name: sales.name })).waitFor()
  expect(await barriers(page)).toEqual([])
  await button(admin, zh('tokens.endOf', { label })).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: zh('tokens.end'), exact: true })
    .click()
  await page.getByText(zh('tokens.ended', { label })).waitFor()
  await page.getByText(zh('tokens.emptyAll')).waitFor()
  expect((await program('GET', `${customers}/records`)).status).toBe(401)
})

test('a member who is no administrator is led to the own tokens', async () => {
  const { page } = member
  await page.goto('/main/members/tokens')
  await page.getByText(zh('tokens.notAdmin')).waitFor()
  await page.getByRole('link', { name: zh('tokens.toOwn') }).click()
  await page.getByText(zh('tokens.empty')).waitFor()
})

test('fits a phone, with ticks that scroll within themselves', async () => {
  const phone = await visit(browser, tian.url, { width: 390, height: 844 })
  await signInAt(phone.page, owner.email, owner.password)
  await phone.page.goto('/main/members/tokens')
  await button(phone, zh('tokens.make')).click()
  const form = phone.page.getByRole('dialog', { name: zh('tokens.make') })
  await form.getByText(zh('tokens.adminHelp')).waitFor()
  await form.getByRole('radio', { name: zh('tokens.scope_chosen') }).check()
  await form.getByRole('region', { name: zh('tokens.matrix') }).waitFor()
  expect(await overflow(phone)).toBeLessThanOrEqual(0)
  expect((await form.boundingBox())!.width).toBe(390)
  expect(await barriers(phone.page)).toEqual([])
  expect(phone.errors).toEqual([])
})

test('no page threw an error on the way', () => {
  expect(member.errors).toEqual([])
  expect(admin.errors).toEqual([])
})
