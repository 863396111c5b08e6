/** A form from the drawing board to a stranger: two steps, a condition, rows, a public link, and the records it makes. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FormDesignAnswer } from '@/lib/api/contract-forms'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
/** Labels of the template. */
const label = { kind: '客户类型', person: '个人客户', gender: '性别', surveys: '满意度调查' }
const path = '/bases/main/forms'

let tian: Tian
let browser: Browser
let person: Person
let admin: Visit
let stranger: Visit
let key: string
let token: string

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  browser = await launchBrowser()
  admin = await visit(browser, tian.url, { width: 1440 })
  stranger = await visit(browser, tian.url, { width: 390, height: 844 })
  await signInAt(admin.page, owner.email, owner.password)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, at] of Object.entries({ admin, stranger }))
    await at?.page.screenshot({ path: `test-results/${task.name.slice(0, 40)} (${who}).png` })
})

const button = ({ page }: Visit, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const blocks = ({ page }: Visit): Promise<(string | null)[]> =>
  page
    .locator('[data-drag-item] > button[aria-pressed]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
const choose = (kind: 'field' | 'rows', name: string) =>
  button(admin, zh('formDesign.chooseBlock', { kind: zh(`formDesign.kind_${kind}`), name }))

test('a maker begins a form and arranges it by click, keyboard and menu', async () => {
  const { page } = admin
  await page.goto('/main/customers/forms')
  await button(admin, zh('formDesign.newForm')).click()
  await page.getByLabel(zh('formDesign.formTitle')).fill('客户登记')
  await button(admin, zh('access.create')).click()
  await page.waitForURL(/\/customers\/forms\/.+/)
  key = page.url().split('/').at(-1)!

  // Only a few questions, so that the rest of the test reads well.
  const { body } = await person.ask<FormDesignAnswer>('GET', `${path}/${key}/design`)
  const source = { version: 1, expr: { op: 'value', value: 'online_ads' } }
  const { status } = await person.ask('PUT', `${path}/${key}`, {
    label: body.form.label,
    steps: [
      {
        key: 'step_1',
        blocks: [
          { kind: 'field', field: 'name' },
          { kind: 'field', field: 'customer_kind' },
          { kind: 'field', field: 'source', fixed: 'hidden', default: source },
        ],
      },
    ],
    revision: body.revision,
  })
  expect(status).toBe(200)
  await page.reload()

  await choose('field', label.kind).click()
  await button(admin, zh('formDesign.add', { name: label.gender })).click()
  await choose('field', label.gender).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(async () => (await blocks(admin))[1]).toContain(label.gender)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await blocks(admin))[2]).toContain(label.gender)

  await button(admin, zh('formDesign.editCondition', { label: zh('formDesign.showIf') })).click()
  await page.getByLabel(zh('grid.field'), { exact: true }).selectOption('customer_kind')
  await page.getByLabel(zh('grid.operand'), { exact: true }).click()
  await page.getByRole('option', { name: label.person }).click()
  await page.keyboard.press('Escape')

  await choose('field', '客户来源').click()
  await button(admin, zh('formDesign.add', { name: zh('formDesign.step') })).click()
  await button(admin, zh('formDesign.add', { name: label.surveys })).click()
  await choose('rows', label.surveys).waitFor()
})

test('sees it as a phone does, publishes and saves it', async () => {
  const { page } = admin
  await button(admin, zh('formDesign.preview')).click()
  await page.getByText(zh('formDesign.phone'), { exact: true }).click()
  await page
    .getByRole('dialog')
    .getByText(zh('formFill.step', { number: 1, count: 2 }))
    .first()
    .waitFor()
  await button(admin, zh('kit.close')).click()
  await button(admin, zh('formDesign.tab_publish')).click()
  await page.getByRole('switch', { name: zh('formDesign.publicLink') }).click()
  await page.getByLabel(zh('formDesign.sites')).fill('https://www.example.com/contact\nhttps://例子.example')
  await button(admin, zh('formDesign.save')).click()
  await page.getByText(zh('formDesign.saved')).waitFor()
  const { body } = await person.ask<FormDesignAnswer>('GET', `${path}/${key}/design`)
  token = body.form.public!.token
  expect(body.form.public!.embed).toEqual(['https://www.example.com', 'https://xn--fsqu00a.example'])
  expect(body.form.steps.map((step) => step.blocks.map((block) => block.kind))).toEqual([
    ['field', 'field', 'field', 'field'],
    ['rows'],
  ])
  await page.getByLabel(zh('formDesign.publicAddress')).waitFor()
})

test('a stranger fills it in on a phone, also after a reload', async () => {
  const { page } = stranger
  await page.goto(`/f/${token}`)
  const next = button(stranger, zh('formFill.next'))
  await next.click()
  const name = page.locator('[data-field=name] input')
  await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true)
  await name.fill('王小明')
  const gender = page.locator('[data-field=gender]')
  expect(await gender.count()).toBe(0)
  await page.locator('[data-field=customer_kind] input').click()
  await page.getByRole('option', { name: label.person }).click()
  await gender.waitFor()
  await page.getByText(/^草稿已于/).waitFor()
  await page.reload()
  await page.getByText(zh('formFill.draftRestored')).waitFor()
  expect(await name.inputValue()).toBe('王小明')

  await next.click()
  const rows = page.locator('[data-field=surveys]')
  await button(stranger, zh('formFill.addRow')).click()
  for (const [at, stars] of [3, 5].entries()) {
    await rows.locator('ol > li').nth(at).getByRole('slider').focus()
    await page.keyboard.press(String(stars))
  }
  await button(stranger, zh('formFill.submit')).click()
  await page.getByText(zh('formFill.thanks')).waitFor()
  expect(stranger.errors).toEqual([])

  const { body } = await person.ask<{ records: { fields: Record<string, unknown> }[] }>(
    'GET',
    '/bases/main/tables/customers/records?limit=5',
  )
  expect(body.records.map((record) => record.fields)).toMatchObject([
    { name: '王小明', customer_kind: 'individual', source: 'online_ads' },
  ])
  expect(body.records[0]!.fields.surveys).toHaveLength(2)
})

test('a link that was turned off says so', async () => {
  const { page } = admin
  await page.getByRole('switch', { name: zh('formDesign.publicLink') }).click()
  await button(admin, zh('formDesign.save')).click()
  await page.getByText(zh('formDesign.saved')).last().waitFor()
  await stranger.page.goto(`/f/${token}`)
  await stranger.page.getByText(zh('formFill.gone')).waitFor()
})
