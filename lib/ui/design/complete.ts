/** What can come next in the text of a formula: read loosely up to the caret, because a text being typed is never whole. */
import { initials } from '@/lib/i18n/initials'
import { type Labels, type Locale, labelOf, locales } from '@/lib/i18n/labels'

export interface NamedField {
  key: string
  label: Labels
  icon: string
  /** The table behind a link, and whether several of its records are. */
  target?: string
  many?: boolean
  /** What a choice can be: formulas name the stored value, people know the label. */
  options?: readonly { value: string; label: Labels }[]
}

/** What can be named. Fields of a table that has not arrived yet are undefined. */
export interface Names {
  table: string
  tables: readonly { key: string; label: Labels; icon?: string }[]
  fields(table: string): readonly NamedField[] | undefined
  functions: readonly Callable[]
  aggregates: readonly Callable[]
}

export interface Callable {
  name: string
  label: Labels
  /** Has no arguments, so nothing is written between its parentheses. */
  bare?: boolean
}

export interface Candidate {
  kind: 'field' | 'table' | 'function' | 'aggregate' | 'option' | 'this'
  /** Key or name, unique among its kind. */
  name: string
  label: Labels
  icon: string
  /** What is written, and how many characters before its end the caret stands. */
  insert: string
  back: number
}

export interface Completion {
  /** What is replaced. */
  from: number
  to: number
  /** Something was typed that asks for it; otherwise it opens by a key only. */
  wanted: boolean
  candidates: Candidate[]
}

/** The call whose argument the caret is in, for its signature. */
export interface OpenCall {
  name: string
  aggregate: boolean
  argument: number
}

interface Token {
  kind: 'name' | 'word' | 'sign' | 'other'
  value: string
  start: number
  end: number
  /** A brace or a quote that has not been closed yet. */
  open?: boolean
}

const closing: Record<string, string> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '＂': '＂',
  '「': '」',
  '{': '}',
  '｛': '｝',
}
const signs: Record<string, string> = { '（': '(', '）': ')', '，': ',', '、': ',', '．': '.', '＠': '@' }
const word = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy
const number = /\d[\d.eE]*/y

function tokens(text: string): Token[] {
  const found: Token[] = []
  for (let start = 0; start < text.length; ) {
    const token = tokenAt(text, start)
    if (token.value !== '') found.push(token)
    start = token.end
  }
  return found
}

function tokenAt(text: string, start: number): Token {
  const first = text[start]!
  if (/\s/.test(first)) return { kind: 'other', value: '', start, end: start + 1 }
  const close = closing[first]
  if (close) {
    const at = text.indexOf(close, start + 1)
    const kind = close === '}' || close === '｝' ? 'name' : 'other'
    const end = at < 0 ? text.length : at + 1
    const value = text.slice(start + 1, at < 0 ? text.length : at)
    return { kind, value: value || ' ', start, end, ...(at < 0 ? { open: true } : {}) }
  }
  for (const [kind, pattern] of [
    ['word', word],
    ['other', number],
  ] as const) {
    pattern.lastIndex = start
    const match = pattern.exec(text)
    if (match) return { kind, value: match[0], start, end: start + match[0].length }
  }
  return { kind: 'sign', value: signs[first] ?? first, start, end: start + 1 }
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

const isCalled = (one: { key: string; label: Labels }, name: string): boolean =>
  one.key === name || locales.some((locale) => fold(one.label[locale] ?? '') === fold(name))

interface Place {
  table: string
  /** Records are gathered from here on, so an aggregate must follow. */
  many: boolean
}

interface Frame {
  scope: string
  /** The table of the record that gathers. */
  outer?: string
  call?: OpenCall
}

/** The names joined by dots that end before token `at`, with what they start from. */
function chainBefore(
  all: readonly Token[],
  at: number,
): { names: string[]; from: 'record' | 'table' | 'outer' } {
  const names: string[] = []
  let i = at - 1
  while (i >= 0 && (all[i]!.kind === 'name' || all[i]!.kind === 'word')) {
    names.unshift(all[i]!.value)
    if (all[i - 1]?.value !== '.' || all[i - 1]?.kind !== 'sign') break
    i -= 2
  }
  if (all[i - 1]?.value === '@') return { names, from: 'table' }
  if (names[0] === 'this') return { names: names.slice(1), from: 'outer' }
  return { names, from: 'record' }
}

function placeOf(names: Names, frame: Frame, chain: ReturnType<typeof chainBefore>): Place | undefined {
  const [head, ...rest] = chain.names
  let place: Place | undefined
  let path = chain.names
  if (chain.from === 'table') {
    const table = head === undefined ? undefined : names.tables.find((one) => isCalled(one, head))
    place = table && { table: table.key, many: true }
    path = rest
  } else {
    const table = chain.from === 'outer' ? frame.outer : frame.scope
    place = table === undefined ? undefined : { table, many: false }
  }
  for (const name of path) {
    if (!place || place.many) return undefined
    const field = names.fields(place.table)?.find((one) => isCalled(one, name))
    place = field?.target === undefined ? undefined : { table: field.target, many: field.many ?? false }
  }
  return place
}

function frameAt(names: Names, all: readonly Token[]): Frame {
  const stack: Frame[] = [{ scope: names.table }]
  all.forEach((token, i) => {
    const top = stack.at(-1)!
    if (token.kind !== 'sign') return
    if (token.value === ')' && stack.length > 1) stack.pop()
    if (token.value === ',' && top.call) top.call.argument++
    if (token.value !== '(') return
    const chain = chainBefore(all, i)
    const name = chain.names.pop()
    const gathers = name !== undefined && (chain.names.length > 0 || chain.from === 'table')
    const place = gathers ? placeOf(names, top, chain) : undefined
    const call =
      name === undefined ? undefined : { name: name.toLowerCase(), aggregate: gathers, argument: 0 }
    stack.push(place ? { scope: place.table, outer: top.scope, call } : { ...top, call })
  })
  return stack.at(-1)!
}

/** The call whose parentheses are open at the caret. */
export const openCall = (names: Names, text: string, caret: number): OpenCall | undefined =>
  frameAt(names, tokens(text.slice(0, caret))).call

/** What fits at the caret, best first; undefined inside a text. */
export function completion(
  names: Names,
  text: string,
  caret: number,
  locale: Locale,
): Completion | undefined {
  const all = tokens(text.slice(0, caret))
  const last = all.at(-1)
  if (last?.open && last.kind === 'other') return optionsAt(names, all, text, caret, locale)
  const typed = last && last.end === caret && (last.kind === 'word' || last.open) ? last : undefined
  const before = typed ? all.length - 1 : all.length
  const query = typed ? typed.value.trim() : ''
  const from = typed?.start ?? caret
  const after = text[caret] ?? ''
  const to = typed?.open && (after === '}' || after === '｝') ? caret + 1 : caret
  const frame = frameAt(names, all.slice(0, before))
  const sign = all[before - 1]?.kind === 'sign' ? all[before - 1]!.value : undefined
  const place = sign === '.' ? placeOf(names, frame, chainBefore(all, before - 1)) : undefined
  const bare = sign !== '.' && sign !== '@'
  if (sign === '.' && !place) return undefined

  const parens = text.slice(to).trimStart().startsWith('(') ? '' : '()'
  const candidates: Candidate[] =
    sign === '@'
      ? names.tables.map((one) => tableCandidate(names, one, locale))
      : place?.many
        ? names.aggregates.map((one) => callCandidate('aggregate', one, parens))
        : [
            ...fieldCandidates(names.fields(place?.table ?? frame.scope) ?? [], locale),
            ...(bare && frame.outer !== undefined ? [thisCandidate] : []),
            ...(bare && !typed?.open
              ? names.functions.map((one) => callCandidate('function', one, parens))
              : []),
          ]
  const found = ranked(candidates, query, locale)
  return { from, to, wanted: query !== '' || typed?.open === true || !bare, candidates: found }
}

/** Signs between a field and the text it is compared with. */
const comparing = new Set(['=', '<', '>', '!', '≠', ',', '['])

/** In a text beside a choice, its options: `{level} = "…`, `{level} in ["a", "…`, `is({level}, "…`. */
function optionsAt(
  names: Names,
  all: readonly Token[],
  text: string,
  caret: number,
  locale: Locale,
): Completion | undefined {
  const quote = all.at(-1)!
  let at = all.length - 1
  const between = ({ kind, value }: Token) =>
    kind === 'other' || (kind === 'sign' && comparing.has(value)) || (kind === 'word' && value === 'in')
  while (at > 0 && between(all[at - 1]!)) at--
  const chain = chainBefore(all, at)
  const name = chain.names.pop()
  const place = placeOf(names, frameAt(names, all.slice(0, at)), chain)
  const field = place && names.fields(place.table)?.find((one) => isCalled(one, name ?? ''))
  if (!field?.options) return undefined
  const candidates = field.options.map(
    ({ value, label }): Candidate => ({
      kind: 'option',
      name: value,
      label,
      icon: 'tag',
      insert: `"${value.replaceAll('"', '""')}"`,
      back: 0,
    }),
  )
  const closed = text[caret] === closing[text[quote.start]!]
  const query = quote.value.trim()
  return {
    from: quote.start,
    to: closed ? caret + 1 : caret,
    wanted: true,
    candidates: ranked(candidates, query, locale),
  }
}

/** Its label in braces, as a person says it; its key where two have the same one. */
function nameFor(
  one: { key: string; label: Labels },
  among: readonly { key: string; label: Labels }[],
  locale: Locale,
) {
  const label = labelOf(one.label, locale)
  const clear =
    label !== '' && !/[{}｛｝]/.test(label) && among.filter((other) => isCalled(other, label)).length === 1
  return clear ? `{${label}}` : one.key
}

function fieldCandidates(fields: readonly NamedField[], locale: Locale): Candidate[] {
  return fields.map((one) => ({
    kind: 'field',
    name: one.key,
    label: one.label,
    icon: one.icon,
    insert: nameFor(one, fields, locale) + (one.many ? '.' : ''),
    back: 0,
  }))
}

const tableCandidate = (names: Names, one: Names['tables'][number], locale: Locale): Candidate => ({
  kind: 'table',
  name: one.key,
  label: one.label,
  icon: one.icon ?? 'table',
  insert: `${nameFor(one, names.tables, locale)}.`,
  back: 0,
})

const callCandidate = (
  kind: 'function' | 'aggregate',
  { name, label, bare }: Callable,
  parens: string,
): Candidate => ({
  kind,
  name,
  label,
  icon: kind === 'function' ? 'calculator' : 'sigma',
  insert: name + parens,
  back: parens === '' || bare ? 0 : 1,
})

const thisCandidate: Candidate = {
  kind: 'this',
  name: 'this',
  label: {},
  icon: 'corner-down-left',
  insert: 'this.',
  back: 0,
}

/** Beginnings before middles, names before initials; in the given order otherwise. */
function ranked(candidates: readonly Candidate[], query: string, locale: Locale): Candidate[] {
  const wanted = fold(query)
  if (wanted === '') return [...candidates]
  const rank = ({ name, label }: Candidate): number => {
    const words = [labelOf(label, locale), ...locales.map((one) => label[one] ?? ''), name].map(fold)
    if (words.some((text) => text.startsWith(wanted))) return 0
    if (words.some((text) => text.includes(wanted))) return 1
    return /^[a-z]+$/.test(wanted) && initials(label['zh-CN'] ?? '').startsWith(wanted) ? 2 : 3
  }
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.candidate)
}

/** The text with the candidate written, and where the caret stands then. */
export function applied(
  text: string,
  { from, to }: Pick<Completion, 'from' | 'to'>,
  { insert, back }: Candidate,
): { text: string; caret: number } {
  return { text: text.slice(0, from) + insert + text.slice(to), caret: from + insert.length - back }
}
