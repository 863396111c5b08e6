/**
 * An administrator's half hour with rights: cells painted by mouse and keys, rules in words, a denial, a condition; all
 * in a draft that outlives the page and holds for nobody, then published, taken back, and met by another administrator.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RightsAnswer } from '@/lib/api/contract-rights'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner, type Person, signIn } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const seller = { name: '李秀英', email: 'sales@example.com', password: '秋天的最后一片叶子' }
const sales = '销售人员'

let tian: Tian
let browser: Browser
let admin: Visit
let page: Page
let api: Person
let person: Person

beforeAll(async () => {
  tian = await startTian(dataDir)
  api = await firstRun(tian.url)
  await install(api, true)
  await api.ask('POST', '/bases/main/members', { ...seller, roles: ['salesperson'] })
  person = await signIn(tian.url, seller.email, seller.password)
  browser = await launchBrowser()
  admin = await visit(browser, tian.url)
  page = admin.page
  await signInAt(page, owner.email, owner.password)
  await page.goto('/main/access')
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `test-results/${task.name.slice(0, 40)}.png` })
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const matrix = () => page.getByRole('grid', { name: zh('access.fields') })
const cell = (field: string, right: string, role = sales) =>
  matrix().getByRole('gridcell', { name: zh('access.cell', { field, role, right }), exact: true })
const draft = (count: number) => page.getByText(zh('access.draft', { count })).waitFor()
const kept = () => page.getByText(zh('access.kept')).waitFor()
const rights = async () => (await api.ask<RightsAnswer>('GET', '/bases/main/rights')).body
/** How many customers the salesperson sees, and the fields of the table. */
async function seen(): Promise<{ count: number; fields: string[] }> {
  const list = await person.ask<{ count: { value: number } }>(
    'GET',
    '/bases/main/tables/customers/records?count=exact&limit=1',
  )
  const table = await person.ask<{ fields: { key: string }[] }>('GET', '/bases/main/tables/customers')
  return { count: list.body.count.value, fields: table.body.fields.map((f) => f.key) }
}

describe('a draft of rights', () => {
  test('cells are painted by a drag, and by keys', async () => {
    await page
      .getByRole('navigation', { name: zh('access.roles') })
      .getByText(sales)
      .click()
    const [from, to] = [cell('微信号', zh('access.edit')), cell('地址', zh('access.edit'))]
    await from.scrollIntoViewIfNeeded()
    const [a, b] = [(await from.boundingBox())!, (await to.boundingBox())!]
    await page.mouse.move(a.x + 9, a.y + 9)
    await page.mouse.down()
    await page.mouse.move(b.x + 9, b.y + 9, { steps: 5 })
    await page.mouse.up()
    await page.getByRole('menuitem', { name: new RegExp(`^${zh('access.hidden')}`) }).click()
    await cell('微信号', zh('access.hidden')).waitFor()
    await cell('地址', zh('access.hidden')).waitFor()
    await draft(2)

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('d')
    await cell('收货/服务地址', zh('access.denied')).waitFor()
    await page.keyboard.press('Control+z')
    await cell('收货/服务地址', zh('access.edit')).waitFor()
    await draft(2)
  })

  test('a field is editable on a condition', async () => {
    await cell('备注', zh('access.edit')).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${zh('access.details')}`) }).click()
    const editor = page.getByRole('dialog')
    await editor
      .getByRole('radiogroup', { name: zh('access.mode_edit') })
      .getByRole('radio', { name: zh('access.choice_when_edit') })
      .click()
    await editor.getByRole('button', { name: zh('access.suggestMe', { field: '负责人' }) }).click()
    await editor.getByText('当 负责人 是我 时可修改').waitFor()
    await button(zh('access.apply')).click()
    await draft(3)
  })

  test('a field is found by what it is for, and the chosen cell stays the chosen one', async () => {
    const search = page.getByRole('searchbox', { name: zh('access.search') })
    await search.fill('手机')
    await cell('电话', zh('access.edit')).waitFor()
    expect(await cell('备注', zh('access.edit')).count()).toBe(0)
    await cell('电话', zh('access.edit')).click()
    await page.keyboard.press('Escape')
    await search.fill('')
    await cell('微信号', zh('access.hidden')).waitFor()
    expect(await cell('电话', zh('access.edit')).getAttribute('aria-selected')).toBe('true')
    expect(await cell('客户名称', zh('access.edit')).getAttribute('aria-selected')).not.toBe('true')
  })

  test('a ready-made set, a rule and a denial in words', async () => {
    await page.getByRole('radio', { name: zh('access.set_viewAll'), exact: true }).click()
    await page.getByText('销售人员可以看到全部客户。').waitFor()
    await button(zh('access.undo')).click()
    await draft(3)

    const records = page.getByRole('list', { name: zh('access.verb_deny') })
    await records.getByRole('button', { name: new RegExp(zh('access.noDenial')) }).click()
    await page.getByRole('menuitemcheckbox', { name: '协作人是自己的记录', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByText(/^销售人员永远看不到、也不能改动“协作人”是自己的客户。优先于其他所有角色/).waitFor()
    await draft(4)
    await kept()
  })

  test('outlives the page, and holds for nobody', async () => {
    const before = await seen()
    expect(before.fields).toContain('wechat')
    await page.reload()
    await draft(4)
    expect(await seen()).toEqual(before)
  })

  test('says whom and what it touches, and holds when it is published', async () => {
    await button(zh('access.publish')).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(zh('access.touchesPeople', { count: 1 })).waitFor()
    await dialog
      .getByText(/条记录|没有记录/)
      .first()
      .waitFor()
    // The customer's WeChat is hidden; that of a contact is another field, and open.
    await dialog.getByText(zh('access.staysOpen')).waitFor()
    await dialog.getByRole('button', { name: /^联系人 › 微信号/ }).waitFor()
    await button(zh('access.publishNow')).click()
    await page.getByText(zh('access.published')).waitFor()
    expect((await seen()).fields).not.toContain('wechat')
    expect((await rights()).draft).toBeUndefined()
  })

  test('is one line of the history in words, and taken back from there with the same words turned round', async () => {
    await button(zh('access.history')).click()
    const line = page
      .getByRole('listitem')
      .filter({ hasText: `修改角色“${sales}”的权限` })
      .first()
    await line.getByText(zh('access.tally_closes', { count: 4 })).waitFor()
    await line.getByText(/^销售人员永远看不到、也不能改动“协作人”是自己的客户/).waitFor()
    const whole = page.getByRole('listitem').filter({ hasText: '安装模板' }).first()
    await whole.getByText(zh('access.rolesMade', { count: 6 })).waitFor()
    await line.getByRole('button', { name: zh('design.undo') }).click()
    const undo = page.getByRole('dialog').last()
    await undo.getByText(zh('access.tally_opens', { count: 4 })).waitFor()
    await undo.getByText(zh('access.touchesPeople', { count: 1 })).waitFor()
    await undo.getByRole('button', { name: zh('design.undo') }).click()
    const notices = page.getByRole('region', { name: zh('kit.notifications') })
    await notices.getByText(zh('design.undoDoneNow')).waitFor()
    expect((await seen()).fields).toContain('wechat')
    await page.keyboard.press('Escape')
    await cell('微信号', zh('access.edit')).waitFor()
    // What one did oneself is no news of another administrator.
    expect(await button(zh('access.understood')).count()).toBe(0)
  })
})

describe('two administrators', () => {
  test('the second sees what the first has published, and chooses where both changed the same', async () => {
    await cell('微信号', zh('access.edit')).click()
    await page
      .getByRole('menuitem', { name: new RegExp(`^${zh('access.read')} `) })
      .first()
      .click()
    await draft(1)
    await kept()
    const role = (await rights()).roles.find((r) => r.key === 'salesperson')!
    role.tables.customers!.fields.wechat = 'hidden'
    role.tables.customers!.fields.address = 'read'
    expect((await api.ask('PUT', '/bases/main/roles/salesperson', role)).status).toBe(200)

    await button(zh('access.publish')).click()
    await page.getByRole('dialog').getByText('有人改了权限').waitFor()
    await button(zh('access.goOn')).click()
    await button(zh('access.look')).click()
    const news = page.getByRole('dialog', { name: zh('access.newsTitle') })
    await news.getByText(zh('access.conflicts', { count: 1 })).waitFor()
    await news.getByRole('button', { name: zh('access.takeTheirs') }).click()
    await page.keyboard.press('Escape')
    await cell('微信号', zh('access.hidden')).waitFor()
    await cell('地址', zh('access.read')).waitFor()
  })
})

describe('what cannot be', () => {
  test('a role that somebody has is not deleted, and the page says by whom', async () => {
    await page
      .getByRole('navigation', { name: zh('access.roles') })
      .getByText(sales)
      .hover()
    await button(zh('access.roleMenu', { role: sales })).click()
    await page.getByRole('menuitem', { name: zh('access.delete') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(seller.name).waitFor()
    await dialog.getByRole('link', { name: zh('access.toMembers') }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('a refusal stands at its cell, and nothing is published until it is put right', async () => {
    await cell('客户编号', zh('access.read')).waitFor()
    const role = (await rights()).roles.find((r) => r.key === 'salesperson')!
    const after = structuredClone(role)
    after.tables.customers!.rows.update = [{ kind: 'mine', path: ['gone'] }]
    await api.ask('DELETE', '/bases/main/rights/draft')
    await api.ask('PUT', '/bases/main/rights/draft', { roles: [after], origin: [role] })
    await page.reload()
    await page
      .getByRole('navigation', { name: zh('access.roles') })
      .getByText(sales)
      .click()
    await page.getByText(/不会让任何记录通过/).waitFor()
    await button(zh('access.publish')).click()
    expect(await button(zh('access.publishNow')).isDisabled()).toBe(true)
    await button(zh('access.goOn')).click()
    await page.getByRole('button', { name: /^移除/ }).first().click()
  })

  test('nothing was thrown on the way', () => {
    expect(admin.errors).toEqual([])
  })
})
