/** Text: searching it without regard to upper and lower case, and making new text. */
import { call, value } from '../ast'
import { lower, orEmpty, upper } from '../text'
import { strict, total, variadic } from './row'

/** Every text in an expression is `collate "C"`; whoever uses another collation puts it back. */
const lowered = (hole: string): string => `lower(${hole} collate "und-x-icu")`

const found = `(strpos(${lowered('{a}')}, ${lowered('{b}')}) > 0)`
const search = { args: ['text', 'text'], result: 'boolean', filter: 'one' } as const

export const texts = {
  contains: strict({
    ...search,
    sql: found,
    js: ([a, b]) => lower(a).includes(lower(b)),
    label: { 'zh-CN': '包含', en: 'contains' },
    help: { 'zh-CN': '其中有这段文字，不分大小写。', en: 'Has this text in it, in any case.' },
    example: { expr: call('contains', value('Tian 客户管理'), value('tian 客')), result: true },
  }),
  notContains: total({
    ...search,
    sql: `(${found} is not true)`,
    js: ([a, b]) => a === null || b === null || !lower(a).includes(lower(b)),
    label: { 'zh-CN': '不包含', en: 'does not contain' },
    help: {
      'zh-CN': '其中没有这段文字；没有填写的也算。',
      en: 'Does not have this text in it; empty ones count too.',
    },
    example: { expr: call('notContains', value(null), value('测试')), result: true },
  }),
  startsWith: strict({
    ...search,
    sql: `starts_with(${lowered('{a}')}, ${lowered('{b}')})`,
    js: ([a, b]) => lower(a).startsWith(lower(b)),
    label: { 'zh-CN': '开头是', en: 'starts with' },
    help: { 'zh-CN': '以这段文字开头，不分大小写。', en: 'Begins with this text, in any case.' },
    example: { expr: call('startsWith', value('100%棉'), value('100%')), result: true },
  }),
  endsWith: strict({
    ...search,
    sql: `starts_with(reverse(${lowered('{a}')}), reverse(${lowered('{b}')}))`,
    js: ([a, b]) => lower(a).endsWith(lower(b)),
    label: { 'zh-CN': '结尾是', en: 'ends with' },
    help: { 'zh-CN': '以这段文字结尾，不分大小写。', en: 'Ends with this text, in any case.' },
    example: { expr: call('endsWith', value('zhang@Example.COM'), value('@example.com')), result: true },
  }),
  concat: variadic({
    arg: 'text',
    result: 'text',
    sql: "nullif(concat({rest}), '')",
    join: ', ',
    js: (args) => orEmpty(args.join('')),
    label: { 'zh-CN': '连接', en: 'join' },
    help: { 'zh-CN': '把文字接在一起，空的跳过。', en: 'Joins texts and skips empty ones.' },
    example: { expr: call('concat', value('浙江'), value(null), value('杭州')), result: '浙江杭州' },
  }),
  lower: strict({
    args: ['text'],
    result: 'text',
    sql: `(${lowered('{a}')} collate "C")`,
    js: ([a]) => lower(a),
    label: { 'zh-CN': '转小写', en: 'lower case' },
    help: { 'zh-CN': '全部变成小写字母。', en: 'Every letter in lower case.' },
    example: { expr: call('lower', value('ÄB')), result: 'äb' },
  }),
  upper: strict({
    args: ['text'],
    result: 'text',
    sql: '(upper({a} collate "und-x-icu") collate "C")',
    js: ([a]) => upper(a),
    label: { 'zh-CN': '转大写', en: 'upper case' },
    help: { 'zh-CN': '全部变成大写字母。', en: 'Every letter in upper case.' },
    example: { expr: call('upper', value('straße')), result: 'STRASSE' },
  }),
}
