/** Who and what is in the pictures: a base with sample data, one without, and a team. */
import type { ListAnswer, MemberAnswer, RolesAnswer } from '@/lib/api/contract'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Locale } from '@/lib/i18n/labels'
import type { Visitor } from './tian'

const customers = '/bases/main/tables/customers'

export const password = 'field table sunrise'
export const cast = {
  'zh-CN': {
    workspace: '晨光贸易',
    owner: '周明远',
    seller: '宋时雨',
    viewer: '白露',
    rich: '远航科技',
    long: '澄原',
    stranger: '林晓雨',
  },
  en: {
    workspace: 'Sunrise Trading',
    owner: 'Morgan Zhou',
    seller: 'Chris Chen',
    viewer: 'Joan Green',
    rich: 'Yuanhang Technology',
    long: 'Chengyuan',
    stranger: 'Robin Lin',
  },
} satisfies Record<Locale, object>

const notes = [
  '客户在华东、华南共有七个仓库，收货时间各不相同：上海与苏州两仓只在工作日上午收货，广州仓周末也可以。',
  '合同约定逾期三十天以上的货款按日计收违约金，但去年第四季度起双方同意改为按月对账，请勿直接发催款函，先与对方财务部确认。',
  '年度框架协议将于明年三月到期，续签前需要重新核定信用额度，并请法务复核保密条款与数据处理条款。',
].join('\n')

/** The template twice, with sample data and without, and a team: all as an administrator would. */
export async function furnish(owner: Visitor, locale: Locale): Promise<{ rich: string; long: string }> {
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
    await owner.api('POST', `/bases/main/members/${invented.id}/map`, { to: id, places: true })
  }

  const { roles } = await owner.api<RolesAnswer>('GET', '/bases/main/roles')
  const salesperson = roles.find((role) => role.key === 'salesperson')!
  const rights = salesperson.tables.customers!
  rights.fields = {
    ...rights.fields,
    phone: { mask: 'phone', reveal: true },
    email: { mask: 'email' },
    source: 'hidden',
  }
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
export async function filterFor(viewer: Visitor): Promise<void> {
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
