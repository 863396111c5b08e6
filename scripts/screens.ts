/**
 * `npm run screens`: a fresh Tian per language, filled with the template's sample data, photographed into docs/screens.
 * Names of pictures take only those: `npm run screens -- grid record`.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { ListAnswer, MemberAnswer, RolesAnswer } from '@/lib/api/contract'
import { call, field, stored, value } from '@/lib/expr/ast'
import { type Locale, locales } from '@/lib/i18n/labels'
import { localeCookie, translator } from '@/lib/i18n/server'
import { findChromium } from './chromium.mjs'
import { startTian, Visitor } from './screens/tian'

const folder = join(process.cwd(), 'docs/screens')
const wanted = process.argv.slice(2)
const customers = '/bases/main/tables/customers'

// What the pictures show.

type Look = readonly [Locale, 'light' | 'dark', 1440 | 390]

const zh: Look = ['zh-CN', 'light', 1440]
const zhPhone: Look = ['zh-CN', 'light', 390]
const zhDark: Look = ['zh-CN', 'dark', 1440]
const zhDarkPhone: Look = ['zh-CN', 'dark', 390]
const en: Look = ['en', 'light', 1440]
const enPhone: Look = ['en', 'light', 390]
const enDark: Look = ['en', 'dark', 1440]
const enDarkPhone: Look = ['en', 'dark', 390]

/** Each language, theme and width at least once; more of it where people spend their day. */
const briefly = [zh, zhDarkPhone, enDark]
const closely = [zh, zhDark, zhPhone, en, enDarkPhone]

interface Shot {
  name: string
  as: 'nobody' | 'owner' | 'seller' | 'viewer'
  path: string
  looks: readonly Look[]
  /** What is opened, typed or pressed first. */
  compose?(page: Page, t: ReturnType<typeof translator>, ids: Ids): Promise<unknown>
}

/** Records that a picture opens. */
interface Ids {
  rich: string
  long: string
}

const openRecord = (which: keyof Ids) => async (page: Page, _: unknown, ids: Ids) => {
  await page.goto(`${page.url()}?record=${ids[which]}`)
  await page.getByRole('dialog').waitFor()
}

const firstRun: readonly Shot[] = [{ name: 'first-run', as: 'nobody', path: '/setup', looks: briefly }]

const toInstall: readonly Shot[] = [
  { name: 'gallery', as: 'owner', path: '/admin/templates', looks: briefly },
  {
    name: 'install',
    as: 'owner',
    path: '/admin/templates',
    looks: briefly,
    compose: (page, t) => page.getByRole('button', { name: t('gallery.use') }).click(),
  },
]

const atWork: readonly Shot[] = [
  { name: 'sign-in', as: 'nobody', path: '/sign-in', looks: briefly },
  { name: 'grid', as: 'owner', path: '/main/customers', looks: closely },
  {
    name: 'filter',
    as: 'viewer',
    path: '/main/customers',
    looks: [zh, enDarkPhone],
    compose: async (page, t) => {
      const button = { name: new RegExp(`^${t('grid.filter')}`) }
      await page.getByRole('toolbar').getByRole('button', button).click()
    },
  },
  {
    name: 'record',
    as: 'owner',
    path: '/main/customers',
    looks: [zh, zhPhone, enDark, enDarkPhone],
    compose: openRecord('rich'),
  },
  {
    name: 'long-text',
    as: 'owner',
    path: '/main/customers',
    looks: [zh, zhDarkPhone],
    compose: openRecord('long'),
  },
  {
    name: 'form',
    as: 'owner',
    path: '/main/customers',
    looks: [zh, zhPhone, enDark, enDarkPhone],
    compose: async (page, t) => {
      await page.getByRole('button', { name: t('grid.newRecord') }).click()
      const form = page.getByRole('dialog')
      await form.getByLabel(/^(电话|Phone)/).fill('12800138000')
      await form.getByLabel(/^(邮箱|E-?mail)/i).fill('a@b')
      await form.getByRole('button', { name: t('form.save'), exact: true }).click()
      await form.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'rights',
    as: 'owner',
    path: '/main/access',
    looks: closely,
    compose: async (page, t) => {
      const phone = page.getByRole('combobox', { name: t('access.role'), exact: true })
      if (await phone.isVisible()) return phone.selectOption('salesperson')
      const roles = page.getByRole('navigation', { name: t('access.roles') })
      return roles.getByRole('button', { name: /^(销售人员|Salesperson)/ }).click()
    },
  },
  { name: 'members', as: 'owner', path: '/main/members', looks: briefly },
  { name: 'salesperson', as: 'seller', path: '/main/customers', looks: [zh, enPhone] },
  { name: 'empty', as: 'owner', path: '/trial/customers', looks: briefly },
  { name: 'refused', as: 'seller', path: '/main/access', looks: briefly },
  {
    name: 'error',
    as: 'owner',
    path: '/main/customers',
    looks: briefly,
    compose: async (page) => {
      await page.route(`**/api/v1${customers}`, (route) => route.abort())
      await page.reload()
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'loading',
    as: 'owner',
    path: '/main/customers',
    looks: briefly,
    compose: async (page, t) => {
      await page.route(`**/api/v1${customers}`, () => {})
      await page.reload({ waitUntil: 'commit' })
      await page.getByRole('status', { name: t('kit.loading') }).waitFor()
    },
  },
]

// Who and what is in them.

const password = 'field table sunrise'
const cast = {
  'zh-CN': {
    workspace: '晨光贸易',
    owner: '周明远',
    seller: '宋时雨',
    viewer: '白露',
    rich: '远航科技',
    long: '澄原',
  },
  en: {
    workspace: 'Sunrise Trading',
    owner: 'Morgan Zhou',
    seller: 'Chris Chen',
    viewer: 'Joan Green',
    rich: 'Yuanhang Technology',
    long: 'Chengyuan',
  },
} satisfies Record<Locale, object>

const notes = [
  '客户在华东、华南共有七个仓库，收货时间各不相同：上海与苏州两仓只在工作日上午收货，广州仓周末也可以。',
  '合同约定逾期三十天以上的货款按日计收违约金，但去年第四季度起双方同意改为按月对账，请勿直接发催款函，先与对方财务部确认。',
  '年度框架协议将于明年三月到期，续签前需要重新核定信用额度，并请法务复核保密条款与数据处理条款。',
].join('\n')

/** The template twice, with sample data and without, and a team: all as an administrator would. */
async function furnish(owner: Visitor, locale: Locale): Promise<Ids> {
  const install = { template: 'customer_management', sample: true, sampleLocale: locale }
  await owner.api('POST', '/bases/main/install', install)
  await owner.api('POST', '/bases', { key: 'trial', label: { 'zh-CN': '试用', en: 'Trial' } })
  await owner.api('POST', '/bases/trial/install', { ...install, sample: false })

  const { members } = await owner.api<{ members: MemberAnswer[] }>('GET', '/bases/main/members')
  for (const [who, role] of [
    ['seller', 'salesperson'],
    ['viewer', 'viewer'],
  ] as const) {
    const account = { name: cast[locale][who], email: `${who}@example.com`, password, roles: [role] }
    const { id } = await owner.api<MemberAnswer>('POST', '/bases/main/members', account)
    const invented = members.find((one) => one.placeholder && one.roles.includes(role))!
    await owner.api('POST', `/bases/main/members/${invented.id}/map`, { to: id })
  }

  const { roles } = await owner.api<RolesAnswer>('GET', '/bases/main/roles')
  const salesperson = roles.find((role) => role.key === 'salesperson')!
  const rights = salesperson.tables.customers!
  rights.fields = { ...rights.fields, phone: { mask: 'phone' }, email: { mask: 'email' }, source: 'hidden' }
  await owner.api('PUT', '/bases/main/roles/salesperson', salesperson)

  const find = async (name: string): Promise<string> => {
    const ask = { filter: stored(call('startsWith', field('name'), value(name))), limit: 1, fields: ['name'] }
    return (await owner.api<ListAnswer>('POST', `${customers}/query`, ask)).records[0]!.id
  }
  const ids = { rich: await find(cast[locale].rich), long: await find(cast[locale].long) }
  if (locale === 'zh-CN') await owner.api('PATCH', `${customers}/records/${ids.long}`, { set: { notes } })
  return ids
}

/** A view that is already filtered and sorted, for the picture of the filter. */
async function filterFor(viewer: Visitor): Promise<void> {
  const filter = call(
    'and',
    call('isAnyOf', field('lifecycle_stage'), value(['maintenance', 'retention'])),
    call('gte', field('lifetime_amount'), value(10_000)),
  )
  await viewer.api('PUT', '/bases/main/views/customers_all/mine', {
    filter: stored(filter),
    sort: [{ field: 'last_order_date', desc: true }],
  })
}

// How they are taken.

type Visitors = Partial<Record<Shot['as'], Visitor>>

async function photograph(browser: Browser, locale: Locale): Promise<void> {
  const tian = await startTian()
  const come = () => Visitor.come(browser, tian.url)
  const take = async (shots: readonly Shot[], visitors: Visitors, ids: Ids = { rich: '', long: '' }) => {
    for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
      for (const look of shot.looks.filter(([language]) => language === locale))
        await press(browser, tian.url, shot, look, visitors[shot.as]!, ids)
  }
  try {
    const nobody = await come()
    await take(firstRun, { nobody })
    const { owner: name, workspace } = cast[locale]
    await nobody.api('POST', '/setup', { name, email: 'owner@example.com', password, locale, workspace })

    const owner = await (await come()).signIn('owner@example.com', password)
    await take(toInstall, { owner })
    const ids = await furnish(owner, locale)
    const seller = await (await come()).signIn('seller@example.com', password)
    const viewer = await (await come()).signIn('viewer@example.com', password)
    await filterFor(viewer)
    await take(atWork, { nobody, owner, seller, viewer }, ids)
  } finally {
    await tian.stop()
  }
}

/** One picture, in a window of its own. */
async function press(
  browser: Browser,
  url: string,
  shot: Shot,
  look: Look,
  visitor: Visitor,
  ids: Ids,
): Promise<void> {
  const [locale, theme, width] = look
  const phone = width === 390
  const context = await browser.newContext({
    storageState: await visitor.cookies,
    viewport: { width, height: phone ? 844 : 900 },
    isMobile: phone,
    hasTouch: phone,
    locale,
    reducedMotion: 'reduce',
  })
  await context.addCookies([
    { name: localeCookie, value: locale, url },
    { name: 'tian_theme', value: theme, url },
  ])
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const file = `${shot.name}-${locale === 'en' ? 'en' : 'zh'}-${theme}-${width}.png`
  try {
    await page.goto(url + shot.path, { waitUntil: 'networkidle' })
    await shot.compose?.(page, translator(locale), ids)
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(folder, file), animations: 'disabled' })
    console.log(file)
  } catch (error) {
    console.error(`${file}: ${error}`)
    process.exitCode = 1
  } finally {
    await context.close()
  }
}

mkdirSync(folder, { recursive: true })
if (wanted.length === 0)
  for (const file of readdirSync(folder)) if (file.endsWith('.png')) rmSync(join(folder, file))
const { path, from } = await findChromium()
console.log(`Chromium: ${path} (${from})`)
const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] })
try {
  for (const locale of locales) await photograph(browser, locale)
} finally {
  await browser.close()
}
