import { describe, expect, test } from 'vitest'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Locale } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Alternative, Rule, Verb } from '@/lib/meta/model'
import type { RightsTable } from './matrix'
import { includes, offered, sameRule, toggled } from './rules'
import { tellAsFormula } from './tell'
import { optionInWords, ruleInWords } from './words'

const orders: RightsTable = {
  key: 'orders',
  label: { 'zh-CN': '订单', en: 'Orders' },
  minePaths: [
    { path: ['owner'], label: { 'zh-CN': '负责人', en: 'Owner' } },
    { path: ['customer', 'owner'], label: { 'zh-CN': '客户 › 负责人', en: 'Customer › Owner' } },
  ],
  followLinks: [{ link: 'customer', label: { 'zh-CN': '客户', en: 'Customer' } }],
  fields: [
    {
      key: 'status',
      label: { 'zh-CN': '状态', en: 'Status' },
      type: 'text',
      sensitivity: 'normal',
      writable: true,
      masks: [],
      stored: true,
      unique: false,
    },
  ],
}
const draft = stored(call('is', field('status'), value('draft')))
const role = { 'zh-CN': '销售人员', en: 'Salesperson' }
const say = (locale: Locale, verb: Verb | 'deny', rule: Rule) =>
  ruleInWords(translator(locale), locale, role, orders, verb, rule, tellAsFormula(orders, locale))

describe('a rule in words', () => {
  test.each<[Verb | 'deny', Rule, string, string]>([
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
    [
      'read',
      [{ kind: 'team', path: ['owner'], reach: 'below' }, { kind: 'shared' }],
      '销售人员只能看到“负责人”在自己的团队或其下级团队里或共享给自己的订单。',
      'Salesperson can see only records in Orders whose “Owner” is in their team or one below it or that are shared with them.',
    ],
    [
      'update',
      [{ kind: 'when', expr: draft }],
      '销售人员只能修改满足“is({状态}, "draft")”的订单。',
      'Salesperson can edit only records in Orders where is({Status}, "draft").',
    ],
    [
      'deny',
      [{ kind: 'created' }],
      '销售人员永远看不到、也不能改动由自己新建的订单。优先于其他所有角色（管理员除外）；字段为空、判断不了的记录也一律禁止。',
      'Salesperson never sees or touches records in Orders that they created. This wins over every other role except administrators; where it cannot be told because a field is empty, the record is denied too.',
    ],
  ])('%s %j', (verb, rule, zh, en) => {
    expect(say('zh-CN', verb, rule)).toBe(zh)
    expect(say('en', verb, rule)).toBe(en)
  })

  test('a path that the table no longer offers is still named', () => {
    const gone: Alternative = { kind: 'mine', path: ['gone', 'boss'] }
    expect(optionInWords(translator('en'), 'en', orders, gone, tellAsFormula(orders, 'en'))).toContain(
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

  const all = (rule: Rule, denial = false) => offered(orders, rule, denial).flatMap((o) => o.alternatives)
  test('what the rule already has stays on offer', () => {
    const odd: Rule = [{ kind: 'mine', path: ['gone'] }]
    expect(all([])).toHaveLength(9)
    expect(includes(all(odd), odd[0]!)).toBe(true)
    expect(all(owner)).toHaveLength(9)
  })
  test('a team is offered by the field that the rule has it by', () => {
    const team: Alternative = { kind: 'team', path: ['customer', 'owner'], reach: 'led' }
    expect(all([team])).toHaveLength(9)
    expect(includes(all([team]), team)).toBe(true)
  })
  test('everything is not denied by a click', () => {
    expect(all([], true)).not.toContainEqual({ kind: 'all' })
  })
})
