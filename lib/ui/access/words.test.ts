import { describe, expect, test } from 'vitest'
import type { Locale } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Rule, Verb } from '@/lib/meta/model'
import type { RightsTable } from './matrix'
import { includes, offered, sameRule, toggled } from './rules'
import { optionInWords, ruleInWords } from './words'

const orders: RightsTable = {
  key: 'orders',
  label: { 'zh-CN': '订单', en: 'Orders' },
  minePaths: [
    { path: ['owner'], label: { 'zh-CN': '负责人', en: 'Owner' } },
    { path: ['customer', 'owner'], label: { 'zh-CN': '客户 › 负责人', en: 'Customer › Owner' } },
  ],
  followLinks: [{ link: 'customer', label: { 'zh-CN': '客户', en: 'Customer' } }],
  fields: [],
}
const role = { 'zh-CN': '销售人员', en: 'Salesperson' }
const say = (locale: Locale, verb: Verb, rule: Rule) =>
  ruleInWords(translator(locale), locale, role, orders, verb, rule)

describe('a rule in words', () => {
  test.each<[Verb, Rule, string, string]>([
    ['read', [], '销售人员看不到订单。', 'Salesperson cannot see Orders.'],
    ['read', [{ kind: 'all' }], '销售人员可以看到全部订单。', 'Salesperson can see every record in Orders.'],
    ['create', [{ kind: 'all' }], '销售人员可以新建订单。', 'Salesperson can create records in Orders.'],
    [
      'read',
      [{ kind: 'mine', path: ['owner'] }],
      '销售人员只能看到“负责人”是自己的订单。',
      'Salesperson can see only records in Orders that list them as “Owner”.',
    ],
    [
      'update',
      [{ kind: 'mine', path: ['customer', 'owner'] }, { kind: 'created' }],
      '销售人员只能修改“客户 › 负责人”是自己或由自己新建的订单。',
      'Salesperson can edit only records in Orders that list them as “Customer › Owner” or that they created.',
    ],
    [
      'delete',
      [{ kind: 'follows', link: 'customer' }],
      '销售人员只能删除“客户”对自己可见的订单。',
      'Salesperson can delete only records in Orders whose “Customer” they can see.',
    ],
  ])('%s %j', (verb, rule, zh, en) => {
    expect(say('zh-CN', verb, rule)).toBe(zh)
    expect(say('en', verb, rule)).toBe(en)
  })

  test('a path that the table no longer offers is still named', () => {
    expect(optionInWords(translator('en'), 'en', orders, { kind: 'mine', path: ['gone', 'boss'] })).toContain(
      'gone › boss',
    )
  })
})

describe('choosing alternatives', () => {
  const mine = { kind: 'mine', path: ['owner'] } as const
  const owner: Rule = [{ kind: 'mine', path: ['owner'] }]

  test('several add up, again takes away, all stands alone', () => {
    expect(toggled(owner, { kind: 'created' })).toEqual([mine, { kind: 'created' }])
    expect(toggled(owner, { kind: 'mine', path: ['owner'] })).toEqual([])
    expect(toggled(owner, { kind: 'all' })).toEqual([{ kind: 'all' }])
    expect(toggled([{ kind: 'all' }], { kind: 'created' })).toEqual([{ kind: 'created' }])
  })

  test('order means nothing', () => {
    expect(sameRule([...owner, { kind: 'created' }], [{ kind: 'created' }, ...owner])).toBe(true)
    expect(sameRule(owner, [{ kind: 'mine', path: ['customer', 'owner'] }])).toBe(false)
    expect(sameRule(owner, [...owner, { kind: 'created' }])).toBe(false)
  })

  test('what the rule already has stays on offer', () => {
    const odd: Rule = [{ kind: 'mine', path: ['gone'] }]
    expect(offered(orders, [])).toHaveLength(5)
    expect(includes(offered(orders, odd), odd[0]!)).toBe(true)
    expect(offered(orders, owner)).toHaveLength(5)
  })
})
