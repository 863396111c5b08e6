/** Conditions read naturally in both languages. */
import { expect, test } from 'vitest'
import type { Locale } from '@/lib/i18n/labels'
import { call, type Expr, field, value, variable } from './ast'
import { check, type Scope } from './check'
import { functions } from './functions'
import { parse } from './parse'
import type { Type } from './typed'
import { words } from './words'

const fields: Record<string, { type: Type; 'zh-CN': string; en: string }> = {
  owner: { type: { kind: 'ref' }, 'zh-CN': '负责人', en: 'Owner' },
  name: { type: { kind: 'text' }, 'zh-CN': '名称', en: 'Name' },
  stage: { type: { kind: 'text' }, 'zh-CN': '阶段', en: 'Stage' },
  amount: { type: { kind: 'number' }, 'zh-CN': '金额', en: 'Amount' },
  created: { type: { kind: 'datetime' }, 'zh-CN': '创建时间', en: 'Created' },
  consent: { type: { kind: 'boolean' }, 'zh-CN': '同意营销', en: 'Consent' },
}
const stages: Record<string, Record<Locale, string>> = {
  won: { 'zh-CN': '成交', en: 'Won' },
  lost: { 'zh-CN': '流失', en: 'Lost' },
}

function say(expr: Expr, locale: Locale): string {
  const checked = check(expr, { field: ([key]) => fields[key!]?.type })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problem))
  return words(checked.expr, {
    locale,
    field: ([key]) => fields[key!]![locale],
    value: (v, beside) => (beside?.[0] === 'stage' ? stages[String(v)]?.[locale] : undefined),
  })
}

const n = field('amount')
const small = call('lt', field('amount'), value(100))
test.each<[Expr, string, string]>([
  [call('is', field('owner'), variable('me')), '负责人 是 我', 'Owner is me'],
  [call('isMe', field('owner')), '负责人 是我', 'Owner is me'],
  [call('contains', field('name'), value('科技')), '名称 包含 科技', 'Name contains 科技'],
  [call('isEmpty', field('name')), '名称 为空', 'Name is empty'],
  [
    call('isAnyOf', field('stage'), value(['won', 'lost'])),
    '阶段 是其中之一 成交、流失',
    'Stage is any of Won, Lost',
  ],
  [
    call('between', field('amount'), value(1), value(5.5)),
    '金额 介于 1 和 5.5',
    'Amount is between 1 and 5.5',
  ],
  [
    call('withinPeriod', field('created'), value('thisMonth')),
    '创建时间 在 本月',
    'Created is within this month',
  ],
  [call('before', field('created'), variable('today')), '创建时间 早于 今天', 'Created is before today'],
  [call('isTrue', field('consent')), '同意营销 已勾选', 'Consent is checked'],
  [call('eq', field('consent'), value(true)), '同意营销 等于 是', 'Consent equals yes'],
  [
    call('and', call('or', small, call('isMe', field('owner'))), call('isEmpty', field('name'))),
    '(金额 小于 100 或 负责人 是我) 且 名称 为空',
    '(Amount is less than 100 or Owner is me) and Name is empty',
  ],
  [
    call('gt', call('mul', call('sub', call('sub', n, value(1)), value(2)), call('add', n, n)), value(0)),
    '(金额 − 1 − 2) × (金额 + 金额) 大于 0',
    '(Amount − 1 − 2) × (Amount + Amount) is greater than 0',
  ],
  [call('not', small), '非(金额 小于 100)', 'not(Amount is less than 100)'],
])('%#', (expr, zh, en) => {
  expect([say(expr, 'zh-CN'), say(expr, 'en')]).toEqual([zh, en])
})

test('every function has a label and a help in both languages', () => {
  for (const { name, label, help } of functions.values()) {
    expect([name, ...[label, help].flatMap((l) => [l['zh-CN'], l.en])]).toEqual([
      name,
      ...Array(4).fill(expect.stringMatching(/\S/)),
    ])
  }
})

const shop: Scope = {
  field: ([key]) => fields[key!]?.type,
  each: () => ({ field: ([key]) => fields[key!]?.type }),
}

test.each([
  ['orders.count()', '订单 的 个数', 'number of Orders'],
  ['orders.sum(amount)', '订单 的 金额 合计', 'sum of Amount of Orders'],
  [
    'orders.sum(amount, stage = "won" and isMe(owner)) + amount',
    '订单 的 金额 合计(当 阶段 等于 成交 且 负责人 是我) + 金额',
    'sum of Amount of Orders(where Stage equals Won and Owner is me) + Amount',
  ],
  [
    '@rules.first(name, amount <= this.amount, desc(amount), asc(created))',
    '规则表 中第一个的 名称(当 金额 小于或等于 本记录 的 金额；按 金额 从大到小；按 创建时间 从小到大)',
    'Name of the first of Rules(where Amount is at most this record’s Amount; by Amount, highest first; by Created, lowest first)',
  ],
  [
    'orders.any(stage = this.stage)',
    '订单 中有一个满足 (阶段 等于 本记录 的 阶段)',
    'any of Orders has (Stage equals this record’s Stage)',
  ],
  [
    'orders.most(owner, amount)',
    '订单 中 金额 合计最大的 负责人',
    'Owner with the largest sum of Amount of Orders',
  ],
  ['orders.join(name)', '订单 的 名称 合并', 'Name of Orders, joined'],
])('%s', (text, zh, en) => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  const checked = check(parsed.expr, shop)
  if (!checked.ok) throw new Error(JSON.stringify(checked.problem))
  const say = (locale: Locale): string =>
    words(checked.expr, {
      locale,
      field: ([key]) => {
        return fields[key!]?.[locale] ?? { 'zh-CN': '订单', en: 'Orders' }[locale]
      },
      table: () => ({ 'zh-CN': '规则表', en: 'Rules' })[locale],
      value: (v, beside) => (beside?.[0] === 'stage' ? stages[String(v)]?.[locale] : undefined),
    })
  expect([say('zh-CN'), say('en')]).toEqual([zh, en])
})

test('labels that look like holes of a sentence stay as they are', () => {
  const sum: Expr = { op: 'each', fn: 'sum', over: { path: ['orders'] }, args: [field('amount')] }
  const checked = check(sum, shop)
  if (!checked.ok) throw new Error(checked.problem.code)
  expect(words(checked.expr, { locale: 'en', field: () => '{a} $& {over}' })).toBe(
    'sum of {a} $& {over} of {a} $& {over}',
  )
})
