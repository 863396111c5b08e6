/** From an invitation to a second factor: a link joins once, an app's code is the second step, sessions end from the list. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeAt, stepAt } from '@/lib/auth/totp'
import { barriers } from './axe'
import { launchBrowser, signInAt, type Visit, visit, zh } from './browser'
import { firstRun, install, owner } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
const colleague = { name: '周清扬', email: 'zhou@example.com', password: '夏夜里第一声蝉鸣' }

let tian: Tian
let browser: Browser
let admin: Visit
let phone: Visit
let laptop: Visit
let link: string
let secret: string
let recovery: string[]
let resetLink: string

beforeAll(async () => {
  tian = await startTian(dataDir)
  await install(await firstRun(tian.url), false)
  browser = await launchBrowser()
  admin = await visit(browser, tian.url)
  phone = await visit(browser, tian.url, { width: 390, height: 844 })
  laptop = await visit(browser, tian.url)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, { page }] of Object.entries({ admin, phone, laptop }))
    await page.screenshot({ path: `test-results/${task.name.slice(0, 40)} (${who}).png` })
})

const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true })
const heading = ({ page }: Visit, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const devices = ({ page }: Visit) =>
  page.getByRole('list', { name: zh('account.sessionsTitle') }).getByRole('listitem')
const narrow = ({ page }: Visit) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

describe('an invitation', () => {
  test('is made by the owner and shown once, because no mail is sent here', async () => {
    const { page } = admin
    await signInAt(page, owner.email, owner.password)
    await page.goto('/main/members')
    await button(admin, zh('members.add')).click()
    const form = page.getByRole('dialog', { name: zh('members.addTitle') })
    await form.getByText(zh('account.entryLinkHand')).waitFor()
    await form.getByLabel(zh('members.email')).fill(colleague.email)
    await form.getByRole('checkbox', { name: /^销售人员/ }).check()
    await form.getByRole('button', { name: zh('members.addButton'), exact: true }).click()
    const shown = page.getByRole('dialog', { name: zh('account.linkTitle', { name: 'zhou' }) })
    link = await shown.getByLabel(zh('account.linkLabel')).inputValue()
    expect(link).toMatch(new RegExp(`^${tian.url}/join#[\\w-]{43}$`))
    expect(await barriers(page)).toEqual([])
    await shown.getByRole('button', { name: zh('members.done') }).click()
    await page.getByText(zh('account.invitedTag'), { exact: true }).waitFor()
  })

  test('lets the colleague choose a name and a password on the phone, and in', async () => {
    const { page } = phone
    await page.goto(link)
    await heading(phone, zh('account.joinTitle', { workspace: 'Tian' }))
    expect(page.url()).not.toContain('#')
    expect(await page.evaluate(() => document.referrer + document.title)).not.toContain(link.split('#')[1])
    await page.getByLabel(zh('auth.name')).fill(colleague.name)
    await page.getByLabel(zh('auth.password'), { exact: true }).fill('zhou@example')
    await button(phone, zh('account.joinButton')).click()
    await page.getByText(zh('account.passwordOwn')).waitFor()
    expect([await narrow(phone), await barriers(page)]).toEqual([true, []])
    await page.getByLabel(zh('auth.password'), { exact: true }).fill(colleague.password)
    await button(phone, zh('account.joinButton')).click()
    await page.waitForURL('**/main/customers')
  })

  test('works once', async () => {
    const { page } = laptop
    await page.goto(link)
    await heading(laptop, zh('account.linkDead'))
    await page.getByRole('link', { name: zh('account.joinedAlready') }).click()
    await page.waitForURL('**/sign-in')
  })
})

describe('the second factor', () => {
  test('is set up with an app: a QR code, its key, the first code, and recovery codes', async () => {
    const { page } = phone
    await page.goto('/account')
    await button(phone, zh('account.turnOn')).click()
    const dialog = page.getByRole('dialog', { name: zh('account.enrolTitle') })
    await dialog.getByRole('img', { name: zh('account.enrolQr') }).waitFor()
    secret = (await dialog.locator('code').innerText()).replaceAll(' ', '')
    expect(await barriers(page)).toEqual([])
    await dialog.getByLabel(zh('account.enrolCode')).fill('000000')
    await dialog.getByRole('button', { name: zh('account.enrolFinish') }).click()
    await dialog.getByText(zh('account.codeWrong')).waitFor()
    await dialog.getByLabel(zh('account.enrolCode')).fill(codeAt(secret, stepAt(Date.now())))
    await dialog.getByRole('button', { name: zh('account.enrolFinish') }).click()
    await dialog.getByText(zh('account.recoveryKeep')).waitFor()
    recovery = await dialog.getByRole('listitem').allInnerTexts()
    expect(recovery).toHaveLength(10)
    await dialog.getByRole('button', { name: zh('account.recoveryKept') }).click()
    await page.getByText(zh('account.recoveryLeft', { left: 10 })).waitFor()
    expect([await narrow(phone), await barriers(page)]).toEqual([true, []])
  })

  test('is the second step of signing in', async () => {
    const { page } = laptop
    await page.goto('/sign-in?next=/account')
    await page.getByLabel(zh('auth.email')).fill(colleague.email)
    await page.getByLabel(zh('auth.password'), { exact: true }).fill(colleague.password)
    await button(laptop, zh('auth.signIn')).click()
    await heading(laptop, zh('account.codeTitle'))
    // Between the steps one is nobody: the page that was asked for leads back here.
    await page.goto('/main/customers')
    await heading(laptop, zh('account.codeTitle'))
    expect(await barriers(page)).toEqual([])
    await page.getByLabel(zh('account.code')).fill('000000')
    await button(laptop, zh('account.verify')).click()
    await page.getByText(zh('account.codeWrong')).waitFor()
    // The code that the app was set up with is used; the next half minute's counts already.
    await page.getByLabel(zh('account.code')).fill(codeAt(secret, stepAt(Date.now()) + 1))
    await button(laptop, zh('account.verify')).click()
    await page.waitForURL('**/main/customers')
  })

  test('can be a recovery code, by the keyboard alone', async () => {
    const { page } = admin
    await page.context().clearCookies()
    await page.goto('/sign-in?next=/account')
    await page.getByLabel(zh('auth.email')).fill(colleague.email)
    await page.getByLabel(zh('auth.password'), { exact: true }).fill(colleague.password)
    await page.keyboard.press('Enter')
    await heading(admin, zh('account.codeTitle'))
    await button(admin, zh('account.useRecovery')).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel(zh('account.recoveryCode')).fill(recovery[0]!)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await page.getByText(zh('account.recoveryLeft', { left: 9 })).waitFor()
  })
})

describe('the list of sessions', () => {
  test('shows each device, this one first, and ends another at its next request', async () => {
    const { page } = laptop
    await page.goto('/account')
    await expect.poll(() => devices(laptop).count()).toBe(3)
    expect(await devices(laptop).first().innerText()).toContain(zh('account.thisDevice'))
    expect(await devices(laptop).first().innerText()).toContain('Chrome')
    expect(await barriers(page)).toEqual([])
    await devices(laptop).nth(1).getByRole('button').click()
    await expect.poll(() => devices(laptop).count()).toBe(2)
    await button(laptop, zh('account.endOthers')).click()
    await page.getByText(zh('account.onlyHere')).waitFor()
    for (const other of [admin, phone]) {
      await other.page.goto('/account')
      await other.page.waitForURL('**/sign-in?next=*')
    }
  })

  test('asks for the password again before something dangerous, once it is long ago', async () => {
    const { page } = laptop
    // As if a quarter of an hour had gone by: the first try is answered so.
    const refusal = {
      status: 403,
      json: { error: { code: 'CONFIRM_IDENTITY', message: zh('error.CONFIRM_IDENTITY') } },
    }
    await page.route('**/api/v1/account/factor/recovery', (route) => route.fulfill(refusal), { times: 1 })
    await button(laptop, zh('account.manage')).click()
    await page.getByRole('menuitem', { name: zh('account.newRecovery') }).click()
    const dialog = page.getByRole('dialog', { name: zh('account.confirmTitle') })
    await dialog.getByLabel(zh('auth.password'), { exact: true }).fill('wrong password')
    await dialog.getByLabel(zh('account.codeOrRecovery')).fill(recovery[1]!)
    await dialog.getByRole('button', { name: zh('account.confirmButton') }).click()
    await dialog.getByText(zh('auth.currentWrong')).waitFor()
    expect(await barriers(page)).toEqual([])
    await dialog.getByLabel(zh('auth.password'), { exact: true }).fill(colleague.password)
    await dialog.getByRole('button', { name: zh('account.confirmButton') }).click()
    const codes = page.getByRole('dialog', { name: zh('account.recoveryTitle') })
    await expect.poll(() => codes.getByRole('listitem').count()).toBe(10)
    await codes.getByRole('button', { name: zh('account.recoveryKept') }).click()
  })
})

describe('somebody who lost phone and password', () => {
  test('is helped by the owner, who sees neither', async () => {
    const { page } = admin
    await signInAt(page, owner.email, owner.password)
    await page.goto('/main/members')
    const menu = button(admin, zh('members.menu', { name: colleague.name }))
    await menu.click()
    await page.getByRole('menuitem', { name: zh('account.resetFactor') }).click()
    const question = page.getByRole('alertdialog')
    await question.getByText(zh('account.resetFactorText', { name: colleague.name })).waitFor()
    await question.getByRole('button', { name: zh('account.resetFactor') }).click()
    await page.getByText(zh('account.factorWasReset', { name: colleague.name })).waitFor()
    await menu.click()
    await page.getByRole('menuitem', { name: zh('members.reset') }).click()
    const form = page.getByRole('dialog', { name: zh('members.resetTitle', { name: colleague.name }) })
    await form.getByText(zh('account.resetByLinkHand')).waitFor()
    await form.getByRole('button', { name: zh('members.reset'), exact: true }).click()
    const shown = page.getByRole('dialog', { name: zh('account.linkTitle', { name: colleague.name }) })
    resetLink = await shown.getByLabel(zh('account.linkLabel')).inputValue()
    expect(resetLink).toMatch(new RegExp(`^${tian.url}/reset#[\\w-]{43}$`))
    await shown.getByRole('button', { name: zh('members.done') }).click()
  })

  test('sets a new password by the link, and signs in with it', async () => {
    const { page } = phone
    const password = '冬至那天的一碗热汤'
    await page.goto(resetLink)
    await heading(phone, zh('account.resetTitle'))
    await page.getByLabel(zh('auth.newPassword'), { exact: true }).fill(password)
    expect([await narrow(phone), await barriers(page)]).toEqual([true, []])
    await button(phone, zh('account.resetButton')).click()
    await page.getByText(zh('account.resetDone')).waitFor()
    await page.waitForURL('**/sign-in')
    await signInAt(page, colleague.email, password)
    // Whoever was signed in with the old one is not any more.
    await laptop.page.goto('/account')
    await laptop.page.waitForURL('**/sign-in?next=*')
  })
})

test('no page threw an error, and no secret of a link was ever told again', () => {
  for (const { errors, told } of [admin, phone, laptop]) {
    expect(errors).toEqual([])
    const token = link.split('#')[1]!
    const repeated = told.filter((text) => text.includes(token) && !text.includes('/invitations'))
    expect(repeated.map((text) => text.split('\n')[0])).toEqual([])
  }
})
