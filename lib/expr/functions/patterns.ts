/** Regular expressions of the small dialect, written in place. */
import { call, value } from '../ast'
import { patternOf } from '../pattern'
import { orEmpty } from '../text'
import { strict } from './row'

const inSql = (source: string): string => patternOf(source).postgres()

export const patterns = {
  matches: strict({
    args: ['text', 'text'],
    result: 'boolean',
    constant: 'pattern',
    sql: '({a} ~ {b})',
    inSql,
    js: ([text, pattern]) => patternOf(pattern).test(text),
    label: { 'zh-CN': '符合规则', en: 'matches' },
    help: {
      'zh-CN': '文字里有符合正则表达式的部分；要整段符合，前后写 ^ 和 $。',
      en: 'Some part of the text fits a regular expression; write ^ and $ around it for the whole text.',
    },
    example: { expr: call('matches', value('13812345678'), value('^1[3-9]\\d{9}$')), result: true },
  }),
  extract: strict({
    args: ['text', 'text'],
    result: 'text',
    constant: 'pattern',
    sql: '(nullif(substring({a} from {b}), \'\') collate "C")',
    inSql,
    js: ([text, pattern]) => orEmpty(patternOf(pattern).first(text) ?? ''),
    label: { 'zh-CN': '提取', en: 'extract' },
    help: {
      'zh-CN': '文字里第一处符合正则表达式的部分，尽量长；没有则为空。',
      en: 'The first part of the text that fits a regular expression, as long as it can be; empty when none does.',
    },
    example: {
      expr: call('extract', value('合同 HT-2026-081 已签'), value('\\d{4}-\\d+')),
      result: '2026-081',
    },
  }),
}
