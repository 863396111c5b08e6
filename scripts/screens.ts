/**
 * `npm run screens`: a fresh Tian per language, filled with the template's sample data, photographed into docs/screens.
 * Names of pictures take only those: `npm run screens -- grid record`.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Locale, locales } from '@/lib/i18n/labels'
import { localeCookie, translator } from '@/lib/i18n/server'
import { findChromium } from './chromium.mjs'
import { cast, filterFor, furnish, password } from './screens/cast'
import { chooseSales, govern, governing } from './screens/governing'
import { formula, importedSchema, makeForms, makeTextField, textField } from './screens/making'
import { briefly, closely, type Ids, type Look, looks, noIds, openRecord, type Shot } from './screens/shot'
import { smaller } from './screens/smaller'
import { startTian, Visitor } from './screens/tian'

const folder = join(process.cwd(), 'docs/screens')
const wanted = process.argv.slice(2)
const customers = '/bases/main/tables/customers'

// What the pictures show.

const { zh, zhPhone, zhDarkPhone, enPhone, enDark, enDarkPhone } = looks

const useTemplate = (page: Page, t: ReturnType<typeof translator>, name: RegExp) =>
  page
    .getByRole('article', { name })
    .getByRole('button', { name: t('gallery.use') })
    .click()

const firstRun: readonly Shot[] = [{ name: 'first-run', as: 'nobody', path: '/setup', looks: briefly }]

const toInstall: readonly Shot[] = [
  { name: 'gallery', as: 'owner', path: '/admin/templates', looks: briefly },
  {
    name: 'install',
    as: 'owner',
    path: '/admin/templates',
    looks: briefly,
    compose: (page, t) =>
      page
        .getByRole('button', { name: t('gallery.use') })
        .first()
        .click(),
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
    compose: chooseSales,
  },
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

/** What makers see; taken last, because it needs things that the other pictures shall not have. */
const making: readonly Shot[] = [
  { name: 'fields', as: 'owner', path: '/main/customers/fields', looks: briefly },
  {
    name: 'convert',
    as: 'owner',
    path: '/main/customers/fields',
    looks: briefly,
    compose: async (page, t, _, locale) => {
      const name = textField.label[locale]
      await page.getByRole('button', { name: t('design.fieldMenu', { name }) }).click()
      await page.getByRole('menuitem', { name: t('design.changeType') }).click()
      await page.getByLabel(t('design.newType')).selectOption('currency')
      await page.getByText(t('design.misfitSamples')).waitFor()
    },
  },
  {
    name: 'formula',
    as: 'owner',
    path: '/main/customers/fields',
    looks: briefly,
    compose: async (page, t, _, locale) => {
      await page.getByRole('button', { name: t('design.addField'), exact: true }).click()
      const panel = page.getByRole('dialog')
      await panel.getByLabel(t('design.searchTypes')).fill(t('design.formula'))
      const offer = { name: new RegExp(`^${t('design.formula')}`) }
      await panel.getByRole('button', offer).first().click()
      await panel.getByPlaceholder(t('design.namePlaceholder')).fill(formula[locale].name)
      const editor = { name: t('design.formula'), exact: true }
      await panel.getByRole('textbox', editor).fill(formula[locale].text)
      await panel.getByText(t('design.formulaSamples')).waitFor()
    },
  },
  { name: 'schema-history', as: 'owner', path: '/main/schema', looks: briefly },
  {
    name: 'form-designer',
    as: 'owner',
    path: ({ form }) => `/main/orders/forms/${form}`,
    looks: briefly,
    compose: async (page) => {
      // On a phone the settings would cover the form.
      if (page.viewportSize()!.width > 1000)
        await page.locator('[data-drag-item] > button[aria-pressed]').nth(4).click()
    },
  },
  {
    name: 'public-form',
    as: 'nobody',
    path: ({ token }) => `/f/${token}`,
    looks: [zhPhone, zh, enPhone, enDark],
    compose: async (page, _, __, locale) => {
      await page.locator('[data-field=name] input').fill(cast[locale].stranger)
      await page.locator('[data-field=customer_kind] input').click()
      await page.getByRole('option', { name: /^(个人|Individual)/ }).click()
    },
  },
  {
    name: 'json-schema',
    as: 'owner',
    path: '/main/import',
    looks: briefly,
    compose: async (page, t) => {
      await page.getByLabel(t('schema.pasteLabel')).fill(JSON.stringify(importedSchema, null, 2))
      await page.getByRole('button', { name: t('schema.preview'), exact: true }).click()
      await page.getByRole('button', { name: t('schema.createCount', { count: 2 }) }).waitFor()
    },
  },
  {
    name: 'grading',
    as: 'owner',
    path: '/admin/templates?base=main',
    looks: briefly,
    compose: async (page, t) => {
      await useTemplate(page, t, /^(客户信息管理等级表|Customer grading)$/)
      await page.getByRole('region', { name: t('gallery.besides') }).waitFor()
    },
  },
]

// How they are taken.

type Visitors = Partial<Record<Shot['as'], Visitor>>

async function photograph(browser: Browser, locale: Locale): Promise<void> {
  const tian = await startTian()
  const come = () => Visitor.come(browser, tian.url)
  const take = async (shots: readonly Shot[], visitors: Visitors, ids = noIds) => {
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
    const records = { ...noIds, ...(await furnish(owner, locale)) }
    const seller = await (await come()).signIn('seller@example.com', password)
    const viewer = await (await come()).signIn('viewer@example.com', password)
    await filterFor(viewer)
    await take(atWork, { nobody, owner, seller, viewer }, records)

    const governed = { ...records, ...(await govern(owner, seller, locale)) }
    await take(governing, { owner, seller }, governed)
    await owner.api('DELETE', '/bases/main/rights/draft')

    await makeTextField(owner, locale)
    await take(making, { nobody, owner }, { ...records, ...(await makeForms(owner)) })
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
    await page.goto(url + (typeof shot.path === 'string' ? shot.path : shot.path(ids)), {
      waitUntil: 'networkidle',
    })
    await shot.compose?.(page, translator(locale), ids, locale)
    await page.waitForTimeout(600)
    writeFileSync(join(folder, file), smaller(await page.screenshot({ animations: 'disabled' })))
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
