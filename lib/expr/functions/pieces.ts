/** Pieces of text. Places and lengths count characters, whatever their language; the first character is number 1. */
import { call, value } from '../ast'
import { Decimal, wholeOf, wholeSql } from '../numbers'
import { length, orEmpty, spaces } from '../text'
import { strict, total } from './row'

/** Lengths beyond this are as good as this. */
const most = 1_000_000
/** Text that replacing would make longer is empty: it could grow tenfold with every call. */
const longest = 1_000_000

const countSql = (number: string): string => `least(greatest(trunc(${number}), 0), ${most})::int`
const count = (n: Decimal): number => Decimal.min(Decimal.max(n.trunc(), 0), most).toNumber()
const characters = (text: string): string[] => Array.from(text)

export const pieces = {
  left: strict({
    args: ['text', 'number'],
    result: 'text',
    sql: `nullif(left({a}, ${countSql('{b}')}), '')`,
    js: ([text, n]) => orEmpty(characters(text).slice(0, count(n)).join('')),
    label: { 'zh-CN': '左侧文字', en: 'left' },
    help: { 'zh-CN': '开头的几个字。', en: 'The first so many characters.' },
    example: { expr: call('left', value('田𠀀管理'), value(2)), result: '田𠀀' },
  }),
  right: strict({
    args: ['text', 'number'],
    result: 'text',
    sql: `nullif(right({a}, ${countSql('{b}')}), '')`,
    js: ([text, n]) => orEmpty(count(n) === 0 ? '' : characters(text).slice(-count(n)).join('')),
    label: { 'zh-CN': '右侧文字', en: 'right' },
    help: { 'zh-CN': '末尾的几个字。', en: 'The last so many characters.' },
    example: { expr: call('right', value('13812345678'), value(4)), result: '5678' },
  }),
  mid: strict({
    args: ['text', 'number', 'number'],
    result: 'text',
    sql: `nullif(substr({a}, greatest(least(trunc({b}), ${most}), 1)::int, ${countSql('{c}')}), '')`,
    js([text, start, n]) {
      const from = Math.max(count(start), 1) - 1
      return orEmpty(
        characters(text)
          .slice(from, from + count(n))
          .join(''),
      )
    },
    label: { 'zh-CN': '中间文字', en: 'middle' },
    help: {
      'zh-CN': '从第几个字起的若干个字；第一个字是 1。',
      en: 'So many characters from a place on; the first character is 1.',
    },
    example: { expr: call('mid', value('110101199007010011'), value(7), value(8)), result: '19900701' },
  }),
  indexOf: strict({
    args: ['text', 'text'],
    result: 'number',
    sql: 'nullif(strpos({a}, {b}), 0)::numeric',
    js([text, part]) {
      const at = text.indexOf(part)
      return at < 0 ? null : new Decimal(length(text.slice(0, at)) + 1)
    },
    label: { 'zh-CN': '位置', en: 'position of' },
    help: {
      'zh-CN': '这段文字首次出现在第几个字，区分大小写；没有则为空。',
      en: 'Where a text first stands in another, in the same case; empty when it does not.',
    },
    example: { expr: call('indexOf', value('合同-2026'), value('-')), result: 3 },
  }),
  part: strict({
    args: ['text', 'text', 'number'],
    result: 'text',
    sql: `nullif(split_part({a}, {b}, nullif(${wholeSql('{c}')}, 0)), '')`,
    js([text, separator, n]) {
      const place = wholeOf(n)
      if (place === null || place === 0) return null
      return orEmpty(text.split(separator).at(place > 0 ? place - 1 : place) ?? '')
    },
    label: { 'zh-CN': '分段', en: 'part' },
    help: {
      'zh-CN': '按分隔符分开后的第几段；负数从末尾数起。',
      en: 'The so manieth part of a text between separators; from the end when negative.',
    },
    example: { expr: call('part', value('li.na@example.com'), value('@'), value(2)), result: 'example.com' },
  }),
  replace: total({
    args: ['text', 'text', 'text'],
    result: 'text',
    sql:
      "(select nullif(replace(x, f, w), '') from (select x, coalesce(f, '') as f, coalesce(w, '') as w" +
      ' from (select {a} as x, {b} as f, {c} as w offset 0) r offset 0) s where char_length(w) <= char_length(f)' +
      " or char_length(x) + (char_length(x) - char_length(replace(x, f, ''))) / greatest(char_length(f), 1)" +
      ` * (char_length(w) - char_length(f))::bigint <= ${longest})`,
    js([text, find, instead]) {
      if (text === null || find === null) return text
      const parts = text.split(find)
      const grows = length(instead ?? '') - length(find)
      if (grows > 0 && length(text) + (parts.length - 1) * grows > longest) return null
      return orEmpty(parts.join(instead ?? ''))
    },
    label: { 'zh-CN': '替换', en: 'replace' },
    help: {
      'zh-CN': '把每一处第二段文字换成第三段，区分大小写；第三段为空就是删去。',
      en: 'Puts the third text in place of the second wherever it stands, in the same case; empty removes it.',
    },
    example: { expr: call('replace', value('138-1234-5678'), value('-'), value('')), result: '13812345678' },
  }),
  padStart: strict({
    args: ['text', 'number', 'text'],
    result: 'text',
    sql:
      '(select case when char_length(x) >= n then x else lpad(x, n, f) end from' +
      ' (select x, least(greatest(trunc(n), 0), 1000)::int as n, f from' +
      ' (select {a} as x, {b} as n, {c} as f offset 0) r where n is not null and f is not null offset 0) s)',
    js([text, width, fill]) {
      const missing = Math.min(count(width), 1000) - length(text)
      if (missing <= 0) return text
      return characters(fill.repeat(missing)).slice(0, missing).join('') + text
    },
    label: { 'zh-CN': '左侧补足', en: 'pad' },
    help: {
      'zh-CN': '在前面补字，直到够这么多个字（最多 1000）。',
      en: 'Puts a filling in front until the text has so many characters (1000 at most).',
    },
    example: { expr: call('padStart', value('42'), value(5), value('0')), result: '00042' },
  }),
  trim: strict({
    args: ['text'],
    result: 'text',
    sql: `nullif(btrim({a}, ${spaces}), '')`,
    js: ([a]) => orEmpty(a.trim()),
    label: { 'zh-CN': '去首尾空格', en: 'trim' },
    help: { 'zh-CN': '去掉首尾的空白，包括全角空格。', en: 'Removes white space at both ends.' },
    example: { expr: call('trim', value('\u3000张三 ')), result: '张三' },
  }),
  length: strict({
    args: ['text'],
    result: 'number',
    sql: 'char_length({a})::numeric',
    js: ([a]) => new Decimal(length(a)),
    label: { 'zh-CN': '字数', en: 'length' },
    help: { 'zh-CN': '字符个数。', en: 'The number of characters.' },
    example: { expr: call('length', value('田𠀀a')), result: 3 },
  }),
}
