/** The functions of the formula language as a person browses them: in families, with signature, help and example. */
import { aggregates } from '@/lib/expr/aggregates'
import type { Expr } from '@/lib/expr/ast'
import { functions } from '@/lib/expr/functions'
import { infix, prefix } from '@/lib/expr/lex'
import { printText } from '@/lib/expr/print-text'
import { initials } from '@/lib/i18n/initials'
import { type Labels, type Locale, locales } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { Json } from '@/lib/json'

export const families = ['records', 'logic', 'numbers', 'texts', 'dates', 'lists', 'tests'] as const
export type Family = (typeof families)[number]

export interface LibraryRow {
  kind: 'function' | 'aggregate'
  name: string
  family: Family
  label: Labels
  help: Labels
  /** Names of `design.arg_*`. */
  args: string[]
  /** The last argument may repeat, or be left out. */
  last?: 'repeats' | 'optional'
  example?: { expr: Expr; result: Json }
}

const familyOfKind: Record<string, Family> = {
  text: 'texts',
  number: 'numbers',
  date: 'dates',
  datetime: 'dates',
  list: 'lists',
}

/** Written between or before their operands, not as a call. */
const signs = new Set([...infix.values(), ...prefix.values()].map(({ fn }) => fn))

/** What makes a day of numbers is about days. */
const familyOf = (result: string, first = ''): Family =>
  familyOfKind[result] === 'dates' ? 'dates' : (familyOfKind[first] ?? 'logic')

const variables: LibraryRow[] = [
  {
    kind: 'function',
    name: 'today',
    family: 'dates',
    label: { 'zh-CN': '今天', en: 'today' },
    help: { 'zh-CN': '今天的日期，按工作区的时区。', en: 'Today’s date in the workspace’s time zone.' },
    args: [],
  },
  {
    kind: 'function',
    name: 'now',
    family: 'dates',
    label: { 'zh-CN': '现在', en: 'now' },
    help: { 'zh-CN': '此刻的日期和时间。', en: 'The date and time of this moment.' },
    args: [],
  },
  {
    kind: 'function',
    name: 'me',
    family: 'logic',
    label: { 'zh-CN': '我', en: 'me' },
    help: { 'zh-CN': '正在查看或填写的人。', en: 'The person who is looking or filling in.' },
    args: [],
  },
]

const called: LibraryRow[] = [...functions.values()]
  .filter(({ name }) => !signs.has(name))
  .map((row) => ({
    kind: 'function',
    name: row.name,
    family: row.filter ? 'tests' : familyOf(row.result, row.args[0]),
    label: row.label,
    help: row.help,
    args: row.args.map((kind, i) => (row.constant && i === row.args.length - 1 ? row.constant : kind)),
    ...(row.join === undefined && row.group === undefined ? {} : { last: 'repeats' }),
    example: row.example,
  }))

const gathered: LibraryRow[] = [...aggregates.values()].map((row) => ({
  kind: 'aggregate',
  name: row.name,
  family: 'records',
  label: row.label,
  help: row.help,
  args: [...row.args],
  ...(row.otherwise !== undefined ? { last: 'optional' } : {}),
  example: row.example,
}))

/** Everything that can be called. */
export const library: readonly LibraryRow[] = [...gathered, ...called, ...variables]

const rows = new Map(library.map((row) => [`${row.kind} ${row.name.toLowerCase()}`, row]))

/** The row of a name as it is typed, in upper or lower case. */
export const rowOf = ({ kind, name }: { kind: string; name: string }): LibraryRow | undefined =>
  rows.get(`${kind} ${name.toLowerCase()}`)

/** `round(number, digits)`; the argument being typed is marked. */
export function signature(of: { kind: string; name: string }, t: Translate, argument?: number): string {
  const row = rowOf(of)
  if (!row) return of.name
  const words = row.args.map((name, i) => {
    const key = `design.arg_${name}`
    const word = t.any(key) === key ? t('design.arg_any') : t.any(key)
    const marked = i === argument ? `‹${word}›` : word
    return i === row.args.length - 1 && row.last === 'optional' ? `[${marked}]` : marked
  })
  if (row.last === 'repeats') words.push('…')
  if (row.kind === 'aggregate') words.push(`[${t('design.arg_where')}]`)
  return `${row.name}(${words.join(', ')})`
}

/** `round(2.345, 2) = 2.35` */
export function exampleOf({ example }: LibraryRow): string {
  if (!example) return ''
  const { result } = example
  return `${printText(example.expr)} = ${typeof result === 'string' ? `"${result}"` : JSON.stringify(result)}`
}

/** Rows whose name, words or initials have the text. */
export function findRows(text: string, locale: Locale): LibraryRow[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase()
  if (wanted === '') return [...library]
  return library.filter((row) => {
    const words = [row.name, ...locales.flatMap((one) => [row.label[one] ?? '', row.help[one] ?? ''])]
    return (
      words.some((word) => word.toLowerCase().includes(wanted)) ||
      (locale === 'zh-CN' && /^[a-z]+$/.test(wanted) && initials(row.label['zh-CN'] ?? '').includes(wanted))
    )
  })
}
