/** What an administrator's first half hour with rights looks like: an invitation, a draft, and other eyes. */
import type { Page } from 'playwright-core'
import type { ListAnswer, RolesAnswer } from '@/lib/api/contract'
import type { TeamsAnswer } from '@/lib/api/contract-teams'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Locale } from '@/lib/i18n/labels'
import { cast } from './cast'
import { briefly, type Ids, openRecord, type Shot, type Translate } from './shot'
import type { Visitor } from './tian'

export interface Governed {
  /** The salesperson whose eyes the administrator borrows. */
  seller: string
  /** One of their customers. */
  mine: string
  /** Their team, and who leads it. */
  team: string
  lead: string
}

const words = {
  'zh-CN': { invited: { name: '何晓', email: 'hexiao@example.com' }, reason: '客户来电，核对收货电话' },
  en: {
    invited: { name: 'Jamie Hall', email: 'jamie@example.com' },
    reason: 'Customer called back about a delivery',
  },
} satisfies Record<Locale, object>

/** Customers copied from a spreadsheet, some of them not quite right. */
const importedRows = {
  'zh-CN': [
    '客户名称\t客户类型\t电话\t邮箱\t客户来源',
    '青山茶业\t企业客户\t139 1234 0001\tqing@example.com\t门店到访',
    '白云书店\t企业客户\t1391234\tbaiyun@example.com\t线上广告',
    '周晓雨\t个人客户\t139 1234 0003\tzhou@example.com\t朋友圈',
    '南湖咖啡\t企业客户\t139 1234 0004\tnanhu@example.com\t老客户推荐',
  ],
  en: [
    'Customer name\tCustomer kind\tPhone\tEmail\tSource',
    'Green Hill Tea\tEnterprise\t+1 415 555 2671\ttea@example.com\tWalk-in',
    'White Cloud Books\tEnterprise\t1415\tbooks@example.com\tOnline ads',
    'Robin Lake\tIndividual\t+1 415 555 2673\trobin@example.com\tFriends',
    'South Lake Coffee\tEnterprise\t+1 415 555 2674\tcoffee@example.com\tCustomer referral',
  ],
} satisfies Record<Locale, object>

/** Somebody invited, a value that was asked for, and rights in draft; teams come with the template. */
export async function govern(owner: Visitor, seller: Visitor, locale: Locale): Promise<Governed> {
  const { invited, reason } = words[locale]
  await owner.api('POST', '/bases/main/invitations', { ...invited, roles: ['customer_service'] })

  const ask = { filter: stored(call('isNotEmpty', field('phone'))), limit: 1, fields: ['name'] }
  const { records } = await seller.api<ListAnswer>('POST', '/bases/main/tables/customers/query', ask)
  const mine = records[0]!.id
  await seller.api('POST', `/bases/main/tables/customers/records/${mine}/reveal`, { field: 'phone', reason })

  await draft(owner)
  const { teams, people } = await owner.api<TeamsAnswer>('GET', '/bases/main/teams')
  const seen = people.find(({ email }) => email === 'seller@example.com')!
  const team = teams.find(({ members }) => members.some(({ id }) => id === seen.id))!
  return { seller: seen.id, mine, team: team.id, lead: team.members.find(({ manager }) => manager)!.id }
}

/** Rights that an administrator is about to publish. */
async function draft(owner: Visitor): Promise<void> {
  const { roles } = await owner.api<RolesAnswer>('GET', '/bases/main/roles')
  const origin = roles.filter(({ key }) => key === 'salesperson' || key === 'customer_service')
  const after = structuredClone(origin)
  const sales = after.find(({ key }) => key === 'salesperson')!.tables.customers!
  sales.rows.read = [...sales.rows.read, { kind: 'team', path: ['owner'], reach: 'own' }]
  sales.fields.credit_limit = 'hidden'
  const whileNew = stored(call('eq', field('lifecycle_stage'), value('acquisition')))
  sales.fields.notes = { read: true, edit: whileNew, create: true }
  const service = after.find(({ key }) => key === 'customer_service')!.tables.customers!
  service.fields.birth_date = 'hidden'
  await owner.api('PUT', '/bases/main/rights/draft', { roles: after, origin })
}

const names = {
  'zh-CN': { sales: '销售人员', from: '微信号', to: '地址', notes: '备注', phone: '电话' },
  en: { sales: 'Salesperson', from: 'WeChat ID', to: 'Address', notes: 'Notes', phone: 'Phone' },
} satisfies Record<Locale, object>

const isPhone = (page: Page): boolean => page.viewportSize()!.width < 1000

/** The role in question, in the list at the side or the one of a phone. */
export async function chooseSales(page: Page, t: Translate): Promise<void> {
  const list = page.getByRole('combobox', { name: t('access.role'), exact: true })
  if (await list.isVisible()) {
    await list.selectOption('salesperson')
    return
  }
  const roles = page.getByRole('navigation', { name: t('access.roles') })
  await roles.getByRole('button', { name: /^(销售人员|Salesperson)/ }).click()
}

const cells = (page: Page, t: Translate, locale: Locale, name: string) =>
  isPhone(page)
    ? page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) })
    : page.getByRole('grid', { name: t('access.fields') }).getByRole('gridcell', {
        name: new RegExp(`^${name}(，|, )${names[locale].sales}(：|: )`),
      })

async function paint(page: Page, t: Translate, _: Ids, locale: Locale): Promise<void> {
  await chooseSales(page, t)
  const at = async (name: string) => {
    const cell = cells(page, t, locale, name).first()
    await cell.scrollIntoViewIfNeeded()
    return (await cell.boundingBox())!
  }
  if (isPhone(page)) {
    await cells(page, t, locale, names[locale].from).first().click()
    return
  }
  const from = await at(names[locale].from)
  const to = await at(names[locale].to)
  await page.mouse.move(from.x + 9, from.y + 9)
  await page.mouse.down()
  await page.mouse.move(to.x + 9, to.y + 9, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('menu').waitFor()
}

async function editCell(page: Page, t: Translate, _: Ids, locale: Locale): Promise<void> {
  await chooseSales(page, t)
  await cells(page, t, locale, names[locale].notes).first().click()
  await page.getByRole('menuitem', { name: new RegExp(`^${t('access.details')}`) }).click()
  await page.getByRole('dialog').waitFor()
}

/** Through the salesperson's eyes, with the page's own cookie. */
async function lookAs(page: Page, { seller }: Ids): Promise<void> {
  await page.evaluate(async (person) => {
    const body = JSON.stringify({ person })
    const headers = { 'content-type': 'application/json' }
    await fetch('/api/v1/bases/main/view-as', { method: 'POST', headers, body })
  }, seller)
  await page.goto(new URL('/main/customers', page.url()).href, { waitUntil: 'networkidle' })
}

export const governing: readonly Shot[] = [
  { name: 'access-log', as: 'owner', path: '/main/access-log', looks: briefly },
  { name: 'members', as: 'owner', path: '/main/members', looks: briefly },
  { name: 'teams', as: 'owner', path: ({ team }) => `/main/members/teams?team=${team}`, looks: briefly },
  { name: 'rights-paint', as: 'owner', path: '/main/access', looks: briefly, compose: paint },
  { name: 'rights-cell', as: 'owner', path: '/main/access', looks: briefly, compose: editCell },
  {
    name: 'publish',
    as: 'owner',
    path: '/main/access',
    looks: briefly,
    compose: async (page, t) => {
      await page.getByRole('button', { name: t('access.publish'), exact: true }).click()
      await page
        .getByRole('dialog')
        .getByText(/条记录|records? /)
        .first()
        .waitFor()
    },
  },
  {
    name: 'view-as',
    as: 'owner',
    path: '/main/members',
    looks: briefly,
    compose: (page, _, ids) => lookAs(page, ids),
  },
  {
    name: 'why',
    as: 'owner',
    path: '/main/members',
    looks: briefly,
    compose: async (page, t, ids, locale) => {
      await lookAs(page, ids)
      const { phone } = names[locale]
      if (isPhone(page)) {
        await openRecord('mine')(page, t, ids)
        const asks = `xpath=following::button[contains(@aria-label, "${t('record.whyOf', { text: '' })}")]`
        await page
          .getByText(/^\d{3}\*{4}/)
          .last()
          .locator(asks)
          .first()
          .click()
      } else {
        const cell = page.getByRole('gridcell').filter({ hasText: '****' }).first()
        await cell.click({ button: 'right' })
        await page.getByRole('menuitem', { name: t('viewAs.why') }).click()
        await page.getByRole('dialog', { name: t('viewAs.whyCell', { field: phone }) }).waitFor()
      }
    },
  },
  { name: 'reach', as: 'owner', path: '/main/reach?table=customers&field=phone', looks: briefly },
  {
    name: 'compare',
    as: 'owner',
    path: ({ seller, lead }) => `/main/compare?left=person:${lead}&right=person:${seller}&table=customers`,
    looks: briefly,
  },
  {
    name: 'hand-over',
    as: 'owner',
    path: '/main/members',
    looks: briefly,
    compose: async (page, t, _, locale) => {
      await page.getByRole('button', { name: t('members.menu', { name: cast[locale].seller }) }).click()
      await page.getByRole('menuitem', { name: t('members.hand') }).click()
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
    },
  },
  { name: 'accounts-log', as: 'owner', path: '/main/access-log/accounts', looks: briefly },
  { name: 'account', as: 'owner', path: '/account', looks: briefly },
  {
    name: 'second-factor',
    as: 'owner',
    path: '/account',
    looks: briefly,
    compose: async (page, t) => {
      await page.getByRole('button', { name: t('account.turnOn'), exact: true }).click()
      await page.getByRole('img', { name: t('account.enrolQr') }).waitFor()
    },
  },
  {
    name: 'export',
    as: 'owner',
    path: '/main/customers',
    looks: briefly,
    compose: async (page, t) => {
      await page.getByRole('button', { name: t('exits.more'), exact: true }).click()
      await page.getByRole('menuitem', { name: t('exits.export') }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'import',
    as: 'owner',
    path: '/main/customers/import',
    looks: briefly,
    compose: async (page, t, _, locale) => {
      await page.getByLabel(t('import.pasteLabel')).fill(importedRows[locale].join('\n'))
      await page.getByRole('button', { name: t('import.pasteUse') }).click()
      await page.getByRole('button', { name: t('import.check'), exact: true }).click()
      await page.getByText(t('import.problems'), { exact: true }).waitFor()
    },
  },
]
