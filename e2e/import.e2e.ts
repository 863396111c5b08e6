/** Records come in from files: what was exported, what spreadsheets write, what is wrong and said so, and the way back. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { MemberAnswer, Role } from '@/lib/api/contract'
import { readSeparated } from '@/lib/csv'
import { actions, type TableRights } from '@/lib/meta/model'
import { workbook } from '@/lib/ui/import/testing/zip'
import { barriers } from './axe'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import * as steps from './import-steps'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const password = '秋天的最后一片叶子'
const clerk = { name: '赵录入', email: 'clerk@example.com' }
const plain = { name: '钱普通', email: 'plain@example.com' }
const path = '/bases/main/tables/customers'
const {
  address,
  button,
  check,
  downloaded,
  give,
  goesInto,
  headed,
  item,
  kept,
  patience,
  said,
  small,
  start,
} = steps

let tian: Tian
let browser: Browser
let person: Person
let at: Visit
let low: Visit

const all: TableRights['rows'][keyof TableRights['rows']] = [{ kind: 'all' }]
const rows = { create: all, read: all, update: all, delete: all }

async function employ(member: { name: string; email: string }, rights: TableRights): Promise<void> {
  const label = { 'zh-CN': `${member.name}的角色`, en: member.name }
  const made = await person.ask<Role>('POST', '/bases/main/roles', { label })
  const role = { ...made.body, tables: { customers: rights } }
  expect(await person.ask('PUT', `/bases/main/roles/${role.key}`, role)).toMatchObject({ status: 200 })
  const body = { ...member, password, roles: [role.key] }
  expect((await person.ask<MemberAnswer>('POST', '/bases/main/members', body)).status).toBe(201)
}

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  await employ(clerk, { rows, fields: {}, otherFields: 'edit', actions: [...actions] })
  const others = actions.filter((action) => action !== 'import')
  await employ(plain, { rows, fields: {}, otherFields: 'edit', actions: others })
  browser = await launchBrowser()
  at = await visit(browser, tian.url, { width: 1280 })
  low = await visit(browser, tian.url, { width: 1280 })
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

type Records = Record<string, { id: string; fields: Record<string, unknown> }>
async function records(): Promise<Records> {
  const { body } = await person.ask<{ records: Records[string][] }>('GET', `${path}/records?limit=200`)
  return Object.fromEntries(body.records.map((record) => [record.fields.name as string, record]))
}
async function clear(): Promise<void> {
  const ids = Object.values(await records()).map(({ id }) => id)
  if (ids.length > 0) expect((await person.ask('POST', `${path}/records/delete`, { ids })).status).toBe(200)
}

describe('what was exported', () => {
  test('comes in again as it was', async () => {
    const given = {
      ...kept,
      owner: (await person.ask<{ person: { id: string } }>('GET', '/session')).body.person.id,
    }
    const made = await person.ask('POST', `${path}/records`, { fields: given })
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 })
    const { page } = at
    await page.goto('/main/customers')
    await page.locator('[data-row]').filter({ hasText: '茶业' }).waitFor()
    const text = await page.evaluate(
      async ({ url, fields }) => {
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ fields }) })
        return answer.text()
      },
      { url: `/api/v1${path}/export`, fields: Object.keys(given) },
    )
    expect(text).toContain("'=1+1 茶业")
    await clear()
    await page.reload()
    await button(at, zh('import.menu')).click()
    await page.waitForURL(`**${address}`)
    await give(at, '客户.csv', text)
    await check(at)
    await said(at, zh('import.allFine'))
    expect(await records()).toEqual({})
    await start(at, 1)
    expect((await records())[kept.name]?.fields).toMatchObject(given)
    await clear()
  })
})

describe('a file of a spreadsheet', () => {
  test('may be CSV in the encoding of Chinese Windows, with remarks in its headings', async () => {
    // 客户名称*,电话（手机）,备用\r\n青山,13912340001,x
    const bytes =
      'bfcdbba7c3fbb3c62a2cb5e7bbb0a3a8cad6bbfaa3a92cb1b8d3c30d0ac7e0c9bd2c31333931323334303030312c78'
    await give(at, '导出.csv', Buffer.from(bytes, 'hex'))
    await said(at, zh('import.matched', { all: 3, matched: 2 }))
    expect(await goesInto(at, '电话（手机）').inputValue()).toBe('phone')
    expect(await goesInto(at, '备用').inputValue()).toBe('')
    await said(at, '青山')
    // A field takes one column, so it cannot be chosen for another.
    const taken = goesInto(at, '备用').locator('option[value=phone]')
    expect(await taken.evaluate((option) => (option as HTMLOptionElement).disabled)).toBe(true)
  })

  test('may be a workbook: a sheet is chosen, a title stands above, days and marks are read', async () => {
    const text = (cell: string, words: string) => `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`
    const book = workbook(
      {
        说明: `<row r="1">${text('A1', '请填第二张')}</row>`,
        客户: [
          `<row r="1">${text('A1', '客户资料')}</row>`,
          `<row r="3">${text('A3', '客户名称')}${text('B3', '获客时间')}${text('C3', '客户来源')}${text('D3', '信用额度')}${text('E3', '电话')}</row>`,
          `<row r="4">${text('A4', '云水纸业')}<c r="B4" s="1"><v>46348</v></c>${text('C4', '门店到访')}<c r="D4"><v>1200.5</v></c><c r="E4"><v>13912340001</v></c></row>`,
        ].join(''),
      },
      { styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' },
    )
    await give(at, '客户.xlsx', book)
    await at.page.getByLabel(zh('import.sheet'), { exact: true }).selectOption({ label: '客户' })
    await said(at, zh('import.matched', { all: 5, matched: 5 }))
    await check(at)
    await start(at, 1)
    expect((await records()).云水纸业?.fields).toMatchObject({
      acquired_at: '2026-11-22',
      source: 'walk_in',
      credit_limit: 1200.5,
      phone: '+8613912340001',
    })
    await clear()
  })

  test('may be cells that were copied', async () => {
    await at.page.goto(address)
    await button(at, zh('import.choose')).waitFor()
    await at.page.evaluate(
      (text) => navigator.clipboard.writeText(text),
      '客户名称\t客户来源\n青山\t门店到访',
    )
    await at.page.keyboard.press('Control+v')
    await said(at, zh('import.matched', { all: 2, matched: 2 }))
    await said(at, zh('import.pasted'))
  })
})

describe('what is wrong', () => {
  test.each([
    ['a.xls', [0xd0, 0xcf, 0x11, 0xe0, 0, 0], 'import.oldWorkbook'],
    ['a.png', [0x89, 0x50, 0x4e, 0x47, 0, 0, 0], 'import.notTable'],
    ['a.xlsx', [0x50, 0x4b, 3, 4, 1, 2, 3], 'import.broken'],
    ['a.csv', '客户名称,电话\n', 'import.headerOnly'],
    ['b.csv', ' \n', 'import.empty'],
    ['c.csv', `客户名称\n${'青山\n'.repeat(50_001)}`, 'import.tooManyRows'],
  ] as const)('with a file is said, and changes nothing: %s', async (name, content, key) => {
    await give(at, name, typeof content === 'string' ? content : Uint8Array.from(content))
    const words = zh(key, { max: 50_000 })
    await at.page.getByRole('alert').getByText(words).waitFor()
  })

  test('with its columns: none is like a field', async () => {
    await give(at, '随想.txt', '春天来了\n燕子飞回来\n')
    await said(at, zh('import.noneMatched'))
    await check(at)
    await at.page.getByRole('alert').getByText(zh('import.needColumn')).waitFor()
  })

  test('with rows: each reason once, the good ones go in, the others come back as a file that mends', async () => {
    const lines = [
      '客户名称,电话,客户来源,负责人,客户编号',
      '青山茶业,13912340001,门店到访,王小明,K1',
      '云水纸业,1391,门店到访,王小明,K2',
      '白石文具,13912340003,地推,没有这个人,K3',
      ',13912340004,门店到访,,K4',
    ]
    await give(at, '名单.csv', lines.join('\n'))
    await check(at)
    await said(at, zh('import.willLeave', { count: 3 }))
    await said(at, zh('import.willCreate', { count: 1 }))
    for (const words of ['problemText.notPhone', 'import.noOption', 'import.noPerson'] as const)
      await said(at, zh(words))
    await said(at, zh('import.inRow', { rows: '3' }))
    await said(at, '“门店到访”')
    expect(await records()).toEqual({})
    expect(await barriers(at.page)).toEqual([])
    await start(at, 1)
    await said(at, zh('import.leftBehind', { count: 3 }))
    expect(Object.keys(await records())).toEqual(['青山茶业'])

    const { name, text } = await downloaded(at, () => button(at, zh('import.download', { count: 3 })).click())
    expect(name).toBe(zh('import.problemFile', { name: '名单' }))
    const back = readSeparated(text.slice(1), ',')
    expect(back.map((cells) => cells[4])).toEqual(['客户编号', 'K2', 'K3', 'K4'])
    expect(back[2]?.[5]).toContain(zh('import.noOption'))
    const mended = back.map((cells, at) =>
      at === 0 ? cells : [cells[0] || '无名', '13912340009', '门店到访', '王小明', ...cells.slice(4)],
    )
    await give(at, name, mended.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n'))
    await check(at)
    await start(at, 3)
    expect(Object.keys(await records()).sort()).toEqual(['云水纸业', '无名', '白石文具', '青山茶业'].sort())
    await clear()
  })
})

describe('records that are there already', () => {
  test('are skipped or updated, and what was made is taken back', async () => {
    await give(at, '客户.csv', small)
    await check(at)
    await start(at, 2)
    await button(at, zh('import.another')).click()
    const more = `${small.replace('门店到访', '其他')}\r\n白石文具,13912340003,其他`
    await give(at, '客户2.csv', more)
    await at.page.getByLabel(zh('import.existing'), { exact: true }).selectOption('skip')
    await check(at)
    await said(at, zh('import.willSkip', { count: 2 }))
    await said(at, zh('import.willCreate', { count: 1 }))
    await button(at, zh('import.previous')).click()
    await at.page.getByLabel(zh('import.existing'), { exact: true }).selectOption('update')
    await check(at)
    await said(at, zh('import.willUpdate', { count: 2 }))
    await start(at, 3)
    await said(at, zh('import.updated', { count: 2 }))
    expect((await records()).青山茶业?.fields.source).toBe('other')
    await button(at, zh('import.undo')).click()
    await at.page
      .getByRole('alertdialog')
      .getByRole('button', { name: zh('import.undo') })
      .click()
    await said(at, zh('import.undoneText', { count: 1 }))
    expect(Object.keys(await records()).sort()).toEqual(['云水纸业', '青山茶业'])
    await clear()
  })

  test('are told by the number that the system gave', async () => {
    await person.ask('POST', `${path}/records`, { fields: { ...kept, name: '旧名' } })
    const number = (await records()).旧名?.fields.customer_no as string
    await give(at, '改名.csv', `客户编号,客户名称\n${number},新名`)
    expect(await goesInto(at, '客户编号').inputValue()).toBe('')
    await goesInto(at, '客户编号').selectOption('customer_no')
    await check(at)
    await said(at, zh('import.willUpdate', { count: 1 }))
    await start(at, 1)
    expect((await records()).新名?.fields.customer_no).toBe(number)
    await clear()
  })
})

describe('an import that is broken off', () => {
  test('goes on where it was, after the network came back, and after the page was opened anew', async () => {
    const names = Array.from({ length: 1100 }, (_, n) => `客户${n},门店到访,13912340001`)
    const file = `客户名称,客户来源,电话\n${names.join('\n')}`
    const { page } = at
    /** Lets so many pieces through; of the next one the answer is lost. */
    const lose = async (after: number) => {
      let sent = 0
      await page.route('**/records/import', async (route) => {
        if (route.request().postDataJSON().check) return route.continue()
        if (sent++ < after) return route.continue()
        await route.fetch()
        await route.abort()
      })
    }
    const count = async () =>
      (await person.ask<{ count: { value: number } }>('GET', `${path}/records?limit=1&count=exact`)).body
        .count.value
    await give(at, '很多.csv', file)
    await check(at)
    await lose(1)
    await button(at, zh('import.start', { count: 1100 })).click(patience)
    await headed(at, zh('import.paused'))
    expect(await count()).toBe(1000)
    await page.unroute('**/records/import')
    await give(at, '很多.csv', file)
    await check(at)
    await said(at, zh('import.goesOn', { count: 500 }))
    await lose(0)
    await button(at, zh('import.start', { count: 600 })).click(patience)
    await headed(at, zh('import.paused'))
    await page.unroute('**/records/import')
    await button(at, zh('import.goOn')).click()
    await headed(at, zh('import.done'))
    expect(await count()).toBe(1100)
    await said(at, zh('import.created', { count: 1100 }))
  })
})

describe('who may not', () => {
  test('sees no door, and finds none', async () => {
    const { page } = low
    await page.goto('/main/customers')
    await page.locator('[data-row]').first().waitFor()
    await button(low, zh('exits.more')).click()
    await page.getByRole('menuitem').first().waitFor()
    expect(await item(low, zh('import.menu')).count()).toBe(0)
    await page.goto(address)
    await said(low, zh('import.refused', { table: '客户' }))
    expect(await page.locator('input[type=file]').count()).toBe(0)
  })
})

describe('through other eyes', () => {
  test('the door is shown and shut, with the reason', async () => {
    const eyes = await visit(browser, tian.url, { width: 1280 })
    await signInAt(eyes.page, owner.email, owner.password)
    const { body } = await person.ask<{ members: MemberAnswer[] }>('GET', '/bases/main/members')
    const { id } = body.members.find(({ name }) => name === clerk.name)!
    await eyes.page.evaluate(async (chosen) => {
      const headers = { 'content-type': 'application/json' }
      const request = { method: 'POST', headers, body: JSON.stringify({ person: chosen }) }
      await fetch('/api/v1/bases/main/view-as', request)
    }, id)
    await eyes.page.goto('/main/customers')
    await button(eyes, zh('exits.more')).click()
    expect(await item(eyes, zh('import.menu')).getAttribute('aria-disabled')).toBe('true')
    await eyes.page.goto(address)
    await eyes.page.getByRole('alert').getByText(zh('viewAs.locked')).waitFor()
    expect(await eyes.page.locator('input[type=file]').count()).toBe(0)
  })
})

describe('without a mouse, and on a phone', () => {
  test('the keyboard is enough', async () => {
    const { page } = at
    await page.goto(address)
    await button(at, zh('import.choose')).focus()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
    await chooser.setFiles({ name: '键盘.csv', mimeType: 'text/csv', buffer: Buffer.from(small) })
    const heading = page.getByRole('heading', { name: zh('import.columnsTitle') })
    await heading.waitFor()
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true)
    const press = async (name: string) => {
      await button(at, name).focus()
      await page.keyboard.press('Enter')
    }
    await press(zh('import.check'))
    await button(at, zh('import.start', { count: 2 })).waitFor()
    await press(zh('import.start', { count: 2 }))
    await headed(at, zh('import.done'))
    await press(zh('import.undo'))
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await said(at, zh('import.undoneText', { count: 2 }))
  })

  test('the page fits a phone from the first step to the last', async () => {
    const phone = await visit(browser, tian.url, { width: 390, height: 844 })
    const { page } = phone
    await signInAt(page, clerk.email, password)
    const fits = async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await barriers(page)).toEqual([])
    }
    await give(phone, '手机.csv', small)
    await button(phone, zh('import.check')).waitFor()
    await fits()
    await check(phone)
    await button(phone, zh('import.start', { count: 2 })).waitFor()
    await fits()
    await start(phone, 2)
    await fits()
    expect(phone.errors).toEqual([])
    expect(at.errors).toEqual([])
  })
})
