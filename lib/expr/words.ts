/** An expression as a person reads it, in either language: “负责人 是 我”, “Owner is me”. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { functionOf } from './functions'
import type { FunctionRow } from './functions/row'
import { isPeriod, periods } from './periods'
import type { Constant, Typed, TypedCall } from './typed'

/** What the reader may see of names and values; nothing here looks anything up by itself. */
export interface WordsLookup {
  locale: Locale
  /** The label of a field, with the ways there: “客户 › 负责人”. */
  field(path: readonly string[]): string
  /** How a constant reads beside a field: an option's label, a person's name, a formatted date. Undefined: as it is. */
  value?(value: string | boolean, beside: readonly string[] | undefined): string | undefined
}

const variables: Record<'me' | 'today' | 'now', Labels> = {
  me: { 'zh-CN': '我', en: 'me' },
  today: { 'zh-CN': '今天', en: 'today' },
  now: { 'zh-CN': '现在', en: 'now' },
}
const yes: Labels = { 'zh-CN': '是', en: 'yes' }
const no: Labels = { 'zh-CN': '否', en: 'no' }
const empty: Labels = { 'zh-CN': '空', en: 'empty' }
const both: Labels = { 'zh-CN': '和', en: 'and' }
const separator: Labels = { 'zh-CN': '、', en: ', ' }

/** The words of a checked expression. */
export function words(node: Typed, lookup: WordsLookup): string {
  return nodeWords(node, lookup, undefined)
}

function nodeWords(node: Typed, lookup: WordsLookup, beside: readonly string[] | undefined): string {
  switch (node.op) {
    case 'value':
      return constantWords(node.value, lookup, beside)
    case 'field':
      return lookup.field(node.path)
    case 'var':
      return labelOf(variables[node.name], lookup.locale)
    case 'call':
      return callWords(node, lookup)
  }
}

function constantWords(value: Constant, lookup: WordsLookup, beside: readonly string[] | undefined): string {
  const { locale } = lookup
  if (value === null) return labelOf(empty, locale)
  if (typeof value === 'object') {
    return value.map((item) => constantWords(item, lookup, beside)).join(labelOf(separator, locale))
  }
  const known = lookup.value?.(value, beside)
  if (known !== undefined) return known
  return typeof value === 'boolean' ? labelOf(value ? yes : no, locale) : value
}

function callWords(node: TypedCall, lookup: WordsLookup): string {
  const row = functionOf(node.fn)
  const label = labelOf(row.label, lookup.locale, row.name)
  // The day of a moment is meant, not said: “创建时间 在 今天”.
  if (row.name === 'toDate') return nodeWords(node.args[0]!, lookup, undefined)
  if (row.join !== undefined && row.result === 'boolean') return joined(node, label, lookup)
  if (row.filter) return condition(row, node, label, lookup)
  const args = node.args.map((arg) => nodeWords(arg, lookup, undefined))
  return `${label}(${args.join(labelOf(separator, lookup.locale))})`
}

/** “… 且 …”; what is joined by another word stands in parentheses. */
function joined(node: TypedCall, label: string, lookup: WordsLookup): string {
  const parts = node.args.map((arg) => {
    const text = nodeWords(arg, lookup, undefined)
    return arg.op === 'call' && arg.fn !== node.fn && functionOf(arg.fn).join !== undefined
      ? `(${text})`
      : text
  })
  return parts.join(` ${label} `)
}

function condition(row: FunctionRow, node: TypedCall, label: string, lookup: WordsLookup): string {
  const [subject, ...operands] = node.args
  const beside = fieldOf(subject!)
  const said = operands.map((operand) => operandWords(operand, row, lookup, beside))
  const operand = said.join(row.filter === 'two' ? ` ${labelOf(both, lookup.locale)} ` : ' ')
  return [nodeWords(subject!, lookup, undefined), label, operand].filter((part) => part !== '').join(' ')
}

function operandWords(
  node: Typed,
  row: FunctionRow,
  lookup: WordsLookup,
  beside: readonly string[] | undefined,
): string {
  const name = node.op === 'value' && row.constant === 'period' ? String(node.value) : ''
  return isPeriod(name) ? labelOf(periods[name].label, lookup.locale) : nodeWords(node, lookup, beside)
}

/** The field whose values a constant stands beside; the day of a moment still is that moment's field. */
function fieldOf(node: Typed): readonly string[] | undefined {
  if (node.op === 'field') return node.path
  return node.op === 'call' && node.fn === 'toDate' ? fieldOf(node.args[0]!) : undefined
}
