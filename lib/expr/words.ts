/** An expression as a person reads it, in either language: “负责人 是 我”, “Owner is me”. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { aggregateOf } from './aggregates'
import type { Over } from './ast'
import { functionOf } from './functions'
import type { FunctionRow } from './functions/row'
import { isPeriod, periods } from './periods'
import type { Constant, Typed, TypedCall, TypedEach } from './typed'

/** What the reader may see of names and values; nothing here looks anything up by itself. */
export interface WordsLookup {
  locale: Locale
  /** The label of a field, with the ways there: “客户 › 负责人”; with `over`, of a gathered record's field. */
  field(path: readonly string[], over?: Over): string
  /** The label of a table; its key where there is none. */
  table?(key: string): string
  /** How a constant reads beside a field: an option's label, a person's name, a formatted date. Undefined: as it is. */
  value?(value: string | boolean, beside: readonly string[] | undefined, over?: Over): string | undefined
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
/** Arithmetic is written in signs, in every language. */
const signs: ReadonlyMap<string, string> = new Map([
  ['add', '+'],
  ['sub', '−'],
  ['mul', '×'],
  ['div', '÷'],
  ['concat', '&'],
])
const separator: Labels = { 'zh-CN': '、', en: ', ' }

const ofThis: Labels = { 'zh-CN': '本记录 的 {a}', en: 'this record’s {a}' }
const when: Labels = { 'zh-CN': '当 {a}', en: 'where {a}' }
const upwards: Labels = { 'zh-CN': '按 {a} 从小到大', en: 'by {a}, lowest first' }
const downwards: Labels = { 'zh-CN': '按 {a} 从大到小', en: 'by {a}, highest first' }
const clauses: Labels = { 'zh-CN': '；', en: '; ' }

/** Among gathered records, `over` says which. */
interface Inside extends WordsLookup {
  over?: Over
}
type FieldNode = Extract<Typed, { op: 'field' }>
/** The field that a constant is compared with. */
type Beside = FieldNode | undefined

/** The words of a checked expression. */
export function words(node: Typed, lookup: WordsLookup): string {
  return nodeWords(node, lookup, undefined)
}

function nodeWords(node: Typed, lookup: Inside, beside: Beside): string {
  switch (node.op) {
    case 'value':
      return constantWords(node.value, lookup, beside)
    case 'field':
      return fieldWords(node, lookup)
    case 'var':
      return labelOf(variables[node.name], lookup.locale)
    case 'call':
      return callWords(node, lookup)
    case 'each':
      return eachWords(node, lookup)
  }
}

function fieldWords({ path, outer }: FieldNode, lookup: Inside): string {
  if (!outer) return lookup.field(path, lookup.over)
  return said(ofThis, lookup, { a: lookup.field(path) })
}

function constantWords(value: Constant, lookup: Inside, beside: Beside): string {
  const { locale } = lookup
  if (value === null) return labelOf(empty, locale)
  if (typeof value === 'object') {
    return value.map((item) => constantWords(item, lookup, beside)).join(labelOf(separator, locale))
  }
  const known = lookup.value?.(value, beside?.path, beside?.outer ? undefined : lookup.over)
  if (known !== undefined) return known
  return typeof value === 'boolean' ? labelOf(value ? yes : no, locale) : value
}

function callWords(node: TypedCall, lookup: Inside): string {
  const row = functionOf(node.fn)
  const label = labelOf(row.label, lookup.locale, row.name)
  // The day of a moment is meant, not said: “创建时间 在 今天”.
  if (row.name === 'toDate') return nodeWords(node.args[0]!, lookup, undefined)
  if (row.join !== undefined && row.result === 'boolean') return joined(node, label, lookup)
  if (row.filter) return condition(row, node, label, lookup)
  const sign = signs.get(row.name)
  if (sign !== undefined && node.args.length > 1) return computed(node, sign, lookup)
  const args = node.args.map((arg) => nodeWords(arg, lookup, undefined))
  return `${label}(${args.join(labelOf(separator, lookup.locale))})`
}

/** “… 且 …”; what is joined by another word stands in parentheses. */
function joined(node: TypedCall, label: string, lookup: Inside): string {
  const parts = node.args.map((arg) => {
    const text = nodeWords(arg, lookup, undefined)
    return arg.op === 'call' && arg.fn !== node.fn && functionOf(arg.fn).join !== undefined
      ? `(${text})`
      : text
  })
  return parts.join(` ${label} `)
}

/** “金额 × 数量”; what is computed by another sign stands in parentheses. */
function computed(node: TypedCall, sign: string, lookup: Inside): string {
  const parts = node.args.map((arg, i) => {
    const text = nodeWords(arg, lookup, undefined)
    const plain = arg.op !== 'call' || !signs.has(arg.fn) || (i === 0 && arg.fn === node.fn)
    return plain ? text : `(${text})`
  })
  return parts.join(` ${sign} `)
}

function condition(row: FunctionRow, node: TypedCall, label: string, lookup: Inside): string {
  const [subject, ...operands] = node.args
  const beside = fieldOf(subject!)
  const parts = operands.map((operand) => operandWords(operand, row, lookup, beside))
  const operand = parts.join(row.filter === 'two' ? ` ${labelOf(both, lookup.locale)} ` : ' ')
  return [nodeWords(subject!, lookup, undefined), label, operand].filter((part) => part !== '').join(' ')
}

function operandWords(node: Typed, row: FunctionRow, lookup: Inside, beside: Beside): string {
  const name = node.op === 'value' && row.constant === 'period' ? String(node.value) : ''
  return isPeriod(name) ? labelOf(periods[name].label, lookup.locale) : nodeWords(node, lookup, beside)
}

/** The field whose values a constant stands beside; the day of a moment still is that moment's field. */
function fieldOf(node: Typed): Beside {
  if (node.op === 'field') return node
  return node.op === 'call' && node.fn === 'toDate' ? fieldOf(node.args[0]!) : undefined
}

/** “订单 的 金额 合计(当 已付款 已勾选)”. */
function eachWords(node: TypedEach, lookup: WordsLookup): string {
  const inside: Inside = { ...lookup, over: node.over }
  const [a = '', b = ''] = node.args.map((arg) => nodeWords(arg, inside, undefined))
  const over = 'path' in node.over ? lookup.field(node.over.path) : tableWords(node.over.table, lookup)
  const further = [
    ...(node.where ? [said(when, lookup, { a: nodeWords(node.where, inside, undefined) })] : []),
    ...(node.by ?? []).map(({ expr, desc }) =>
      said(desc ? downwards : upwards, lookup, { a: nodeWords(expr, inside, undefined) }),
    ),
  ]
  const gathered = said(aggregateOf(node.fn).phrase, lookup, { over, a, b })
  return further.length === 0 ? gathered : `${gathered}(${further.join(labelOf(clauses, lookup.locale))})`
}

const tableWords = (key: string, { table }: WordsLookup): string => table?.(key) ?? key

/** A phrase with its holes filled; what fills one is not looked at again. */
const said = (phrase: Labels, { locale }: WordsLookup, holes: Record<string, string>): string =>
  labelOf(phrase, locale).replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole)
