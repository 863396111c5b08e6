/**
 * An administrator looks through a salesperson's eyes: a banner says so, the phone is masked, why is told with the rule,
 * nothing can be changed, and it ends where the rule is.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const label = { table: '客户', phone: '电话', rating: '信用评级', role: '销售人员' }

interface RoleAnswer {
  key: string
  label: Record<string, string>
  tables: Record<string, { fields: Record<string, unknown> }>
}
interface Member {
  id: string
  name: string
  roles: string[]
}

let tian: Tian
let browser: Browser
let admin: Visit
let person: Person
let seller: Member

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, true)
  const { body } = await person.ask<{ members: Member[] }>('GET', '/bases/main/members')
  const { body: rights } = await person.ask<{ roles: RoleAnswer[] }>('GET', '/bases/main/roles')
  const role = rights.roles.find((r) => r.label['zh-CN'] === label.role)!
  const phone = { read: false, mask: 'phone', edit: false, create: true }
  const { customers } = role.tables
  const masked = { ...customers, fields: { ...customers!.fields, phone, credit_rating: 'hidden' } }
  await person.ask('PUT', `/bases/main/roles/${role.key}`, {
    ...role,
    tables: { ...role.tables, customers: masked },
  })
  seller = body.members.find((m) => m.roles.length === 1 && m.roles[0] === role.key)!
  browser = await launchBrowser()
  admin = await visit(browser, tian.url)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})

const banner = () =>
  admin.page.getByText(
    zh('viewAs.banner', {
      who: zh('viewAs.personWith', { name: seller.name, roles: label.role }),
    }),
  )
const grid = () => admin.page.getByRole('grid', { name: zh('grid.label', { table: label.table }) })
const masked = () => grid().getByRole('gridcell').filter({ hasText: '****' }).first()
const button = (name: string) => admin.page.getByRole('button', { name, exact: true })

test('begins from the own menu; the page is the salesperson’s, with a banner', async () => {
  const { page } = admin
  await signInAt(page, owner.email, owner.password)
  await grid().waitFor()
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('menuitem', { name: zh('viewAs.open') }).click()
  await page.getByRole('dialog').getByText(seller.name, { exact: true }).click()
  await button(zh('viewAs.begin')).click()
  await banner().waitFor()
  await masked().waitFor()
  expect(await grid().getByRole('columnheader', { name: label.rating }).count()).toBe(0)
  const navigation = page.getByRole('navigation', { name: zh('shell.navigation') })
  expect(await navigation.getByRole('link', { name: zh('shell.rights'), exact: true }).count()).toBe(0)
})

test('says what is missing, in rows and in fields', async () => {
  const { page } = admin
  await button(zh('viewAs.missing')).click()
  const dialog = page.getByRole('dialog', { name: zh('viewAs.missingTitle', { table: label.table }) })
  await dialog.getByRole('listitem').filter({ hasText: label.rating }).first().waitFor()
  await dialog.getByText(/260/).first().waitFor()
  // One customer of somebody else's, looked up by name with the administrator's own eyes.
  const everyone = await person.ask<{ records: { fields: { name: string } }[] }>(
    'GET',
    '/bases/main/tables/customers/records?limit=200&fields=name',
  )
  const shown = await namesSeen()
  const hidden = everyone.body.records.map((r) => r.fields.name).find((name) => !shown.has(name))!
  await dialog.getByLabel(zh('viewAs.find')).fill(hidden)
  await dialog.getByText(zh('explain.read_no', { you: 'no', name: seller.name })).waitFor()
  await dialog.getByLabel(zh('viewAs.find')).fill('没有这样的客户')
  await dialog.getByText(zh('viewAs.findNone', { text: '没有这样的客户' })).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})

test('changes nothing: what writes is disabled and says why, and the form can be looked at', async () => {
  const { page } = admin
  const { status, body } = await fetchAs()
  expect([status, body.error]).toEqual([403, expect.objectContaining({ message: zh('error.VIEW_ONLY') })])
  expect(await button(zh('grid.newRecord')).getAttribute('aria-disabled')).toBe('true')
  expect(await button(zh('grid.newRecord')).getAttribute('title')).toBe(zh('viewAs.locked'))
  await masked().click({ button: 'right' })
  const menu = page.getByRole('menu', { name: zh('grid.cellMenu') })
  await menu.getByText(zh('viewAs.locked')).waitFor()
  for (const name of [zh('grid.edit'), zh('grid.paste'), zh('grid.addRow')])
    expect(await menu.getByRole('menuitem', { name }).getAttribute('aria-disabled'), name).toBe('true')
  await page.keyboard.press('Escape')
  await button(zh('exits.more')).click()
  await page.getByRole('menuitem', { name: zh('viewAs.seeForm') }).click()
  const form = page.getByRole('dialog', { name: zh('form.title', { table: label.table }) })
  await form.waitFor()
  await banner().waitFor()
  const save = form.getByRole('button', { name: zh('form.save'), exact: true })
  expect(await save.getAttribute('aria-disabled')).toBe('true')
  await form.getByRole('button', { name: zh('kit.close') }).click()
  await form.waitFor({ state: 'hidden' })
})

test('tells why the phone is masked, and ends at the rule', async () => {
  const { page } = admin
  await masked().click({ button: 'right' })
  await page.getByRole('menuitem', { name: zh('viewAs.why') }).click()
  const dialog = page.getByRole('dialog', { name: zh('viewAs.whyCell', { field: label.phone }) })
  await dialog
    .getByText(zh('explain.value_mask', { you: 'no', name: seller.name, field: label.phone }))
    .waitFor()
  await dialog
    .getByRole('listitem')
    .filter({ hasText: label.phone })
    .first()
    .getByRole('link', { name: zh('viewAs.openRuleEnds') })
    .click()
  await page.waitForURL('**/main/access?*')
  expect(new URL(page.url()).searchParams.get('field')).toBe('phone')
  await page.getByRole('heading', { name: zh('access.title'), exact: true }).waitFor()
  await banner().waitFor({ state: 'hidden' })
  const { body } = await person.ask<{ lines: { kind: string; as?: { person?: string } }[] }>(
    'GET',
    '/bases/main/access-log?kind=view_as',
  )
  expect(body.lines.map((line) => line.as?.person)).toEqual([seller.name, seller.name])
})

test('lays two roles beside each other, and lists who reaches a field', async () => {
  const { page } = admin
  await page.goto(`/main/compare?left=roles:admin&right=person:${seller.id}&table=customers`)
  await page.getByText(zh('viewAs.notSeen')).first().waitFor()
  // Of sixty fields those that differ, beside the name: the masked phone, and the rating that one alone sees.
  const heads = await page
    .getByRole('region', { name: '管理员', exact: true })
    .getByRole('columnheader')
    .allInnerTexts()
  expect(heads[0]).toBe('客户名称')
  expect(heads.length).toBeLessThan(15)
  expect(heads.indexOf(label.phone)).toBeLessThan(heads.indexOf(label.rating))
  // Two roles are nobody, so no record tells them apart: their rights do.
  await page.goto('/main/compare?left=roles:sales_manager&right=roles:salesperson&table=customers')
  const rights = page.getByRole('region', { name: zh('viewAs.compareRights') })
  const profit = rights.getByRole('row').filter({ hasText: '累计毛利' })
  await profit.getByRole('cell', { name: zh('access.read') }).waitFor()
  await profit.getByRole('cell', { name: zh('access.hidden') }).waitFor()
  await page.goto('/main/reach?table=customers&field=phone')
  await page.getByRole('cell').filter({ hasText: owner.name }).waitFor()
  expect(admin.errors).toEqual([])
})

/** The names of the customers that the eyes of the page see. */
const namesSeen = async (): Promise<Set<string>> =>
  new Set(
    await admin.page.evaluate(async () => {
      const response = await fetch('/api/v1/bases/main/tables/customers/records?limit=200&fields=name')
      const { records } = (await response.json()) as { records: { fields: { name: string } }[] }
      return records.map((record) => record.fields.name)
    }),
  )

/** A write from the page that is open, with its cookies. */
const fetchAs = (): Promise<{ status: number; body: { error: { message: string } } }> =>
  admin.page.evaluate(async () => {
    const response = await fetch('/api/v1/bases/main/tables/customers/records', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields: {} }),
    })
    return { status: response.status, body: (await response.json()) as { error: { message: string } } }
  })
