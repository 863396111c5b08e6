/** Random expressions, records and askers for the test that holds the two printers together. */
import fc from 'fast-check'
import type { Json } from '@/lib/json'
import { call, type Expr, field, type Kind, value, variable } from '../ast'
import type { inPlace } from '../constant'
import { functions } from '../functions'
import { type ArgKind, argKind, type FunctionRow, wantedCount } from '../functions/row'
import { periods } from '../periods'
import type { Env, Type } from '../typed'

/** Two columns of every kind, so that fields meet fields. */
export const columns: Record<string, Type> = {
  t1: { kind: 'text' },
  t2: { kind: 'text' },
  n1: { kind: 'number' },
  n2: { kind: 'number' },
  b1: { kind: 'boolean' },
  b2: { kind: 'boolean' },
  d1: { kind: 'date' },
  d2: { kind: 'date' },
  m1: { kind: 'datetime' },
  m2: { kind: 'datetime' },
  r1: { kind: 'ref' },
  r2: { kind: 'ref' },
  l1: { kind: 'list', item: 'text' },
  l2: { kind: 'list', item: 'text' },
  u1: { kind: 'list', item: 'ref' },
  u2: { kind: 'list', item: 'ref' },
  j1: { kind: 'json' },
}

const columnsOf = ({ kind, item }: Type): string[] =>
  Object.keys(columns).filter((key) => columns[key]!.kind === kind && columns[key]!.item === item)

const words = [
  'a',
  'A',
  'ab',
  '张三',
  '张三丰',
  'ß',
  'SS',
  'İ',
  'ΑΣ',
  'ας',
  '𠀀',
  '\uE000',
  '%',
  '_',
  '\\',
  "'",
  ' a ',
  '\u3000',
  '😀x',
]
/** Latin, Greek and Cyrillic letters. Others have gained capitals since the oldest ICU that a supported server brings. */
const letters = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x17f }),
    fc.integer({ min: 0x386, max: 0x3ff }),
    fc.integer({ min: 0x400, max: 0x4ff }),
  )
  .map((code) => String.fromCodePoint(code))
const text = fc.oneof(
  fc.constantFrom(...words),
  fc.string({
    unit: fc.constantFrom('a', 'B', 'ä', 'Ä', 'σ', 'Σ', 'ς', '田', '𠀀', ' ', '\u00a0', '%', "'"),
    minLength: 1,
    maxLength: 6,
  }),
  fc.string({ unit: letters, minLength: 1, maxLength: 8 }),
)

const digits = fc.tuple(
  fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }),
  fc.integer({ min: 0, max: 8 }),
)
const number = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '0.5',
    '-0.5',
    '2.5',
    '-2.345',
    '3',
    '7',
    '0.00000001',
    '999999999999999',
    '1000000',
  ),
  fc.integer({ min: -40, max: 40 }).map(String),
  digits.map(([n, scale]) => decimal(n, scale)),
)
function decimal(n: bigint, scale: number): string {
  const s = (n < 0n ? -n : n).toString().padStart(scale + 1, '0')
  const whole = s.slice(0, s.length - scale)
  const sign = n < 0n ? '-' : ''
  return scale === 0 ? sign + whole : `${sign}${whole}.${s.slice(-scale)}`
}

const day = fc.oneof(
  fc.constantFrom(
    '2026-11-21',
    '2026-11-20',
    '2024-02-29',
    '0001-01-01',
    '9999-12-31',
    '2026-03-08',
    '2026-11-01',
    '2011-12-30',
  ),
  fc.integer({ min: -30_000, max: 40_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10)),
)
/** Around the moments at which clocks change, and anywhere from 1950 to 2080. */
const edges = [
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-03-29T01:00:00Z',
  '2018-11-04T03:00:00Z',
  '2011-12-30T10:00:00Z',
  '2026-11-20T16:00:00Z',
]
const instant = fc
  .oneof(
    fc
      .tuple(fc.constantFrom(...edges), fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000))
      .map(([at, by]) => Date.parse(at) + by),
    fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2080, 0) }),
  )
  .map((ms) => new Date(ms).toISOString())
const ref = fc.integer({ min: 1, max: 4 }).map((n) => `00000000-0000-7000-8000-00000000000${n}`)

const scalars: Record<Exclude<Kind, 'list' | 'json'>, fc.Arbitrary<string | boolean>> = {
  text,
  number,
  boolean: fc.boolean(),
  date: day,
  datetime: instant,
  ref,
}
const scalarOf = (kind: Kind): fc.Arbitrary<string | boolean> =>
  scalars[kind === 'list' || kind === 'json' ? 'text' : kind]

const cell = ({ kind, item }: Type): fc.Arbitrary<unknown> => {
  const filled: fc.Arbitrary<unknown> =
    kind === 'list'
      ? fc.uniqueArray(item === 'ref' ? ref : fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
      : kind === 'json'
        ? fc.constant({ province: '浙江' })
        : scalarOf(kind)
  return fc.option(filled, { nil: null, freq: 5 })
}

/** A record as JSON; numbers as decimal text, which both sides read. */
export const record = fc.record(
  Object.fromEntries(Object.entries(columns).map(([key, type]) => [key, cell(type)])),
) as fc.Arbitrary<Record<string, unknown>>

export const env: fc.Arbitrary<Env> = fc.record({
  me: fc.option(ref, { nil: null }),
  today: day.filter((d) => d > '0002' && d < '9998'),
  now: instant,
  zone: fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'UTC',
  ),
})

const rows = [...functions.values()]

/** An expression of a type, up to `depth` calls deep. */
export function expression(type: Type, depth: number): fc.Arbitrary<Expr> {
  const leaves: fc.Arbitrary<Expr>[] = [constant(type)]
  const fields = columnsOf(type)
  if (fields.length > 0) leaves.push(fc.constantFrom(...fields.map((key) => field(key))))
  if (type.kind === 'ref') leaves.push(fc.constant(variable('me')))
  if (type.kind === 'date')
    leaves.push(fc.constant(variable('today')), fc.constantFrom(field('m1'), variable('now')))
  if (type.kind === 'datetime') leaves.push(fc.constant(variable('now')))
  const candidates = depth > 0 ? rows.filter((row) => yields(row, type.kind)) : []
  if (candidates.length === 0) return fc.oneof(...leaves)
  const calls = fc.constantFrom(...candidates).chain((row) => callOf(row, type.kind, depth - 1))
  return fc.oneof({ weight: 1, arbitrary: fc.oneof(...leaves) }, { weight: 4, arbitrary: calls })
}

const yields = (row: FunctionRow, kind: Kind): boolean =>
  row.result === 'same' ? row.same!.includes(kind) : row.result === kind

function constant({ kind, item }: Type): fc.Arbitrary<Expr> {
  if (kind === 'json') return fc.constant(field('j1'))
  const some: fc.Arbitrary<Json> =
    kind === 'list'
      ? fc.array(scalarOf(item ?? 'text') as fc.Arbitrary<string>, { maxLength: 3 })
      : scalarOf(kind)
  return fc.option(some, { nil: null, freq: 8 }).map(value)
}

/** What may be written in place. */
const inPlaceOf: Record<keyof typeof inPlace, fc.Arbitrary<Json>> = {
  period: fc.constantFrom(...Object.keys(periods)),
  digits: fc.integer({ min: -5, max: 12 }),
  dayFormat: fc.constantFrom('YYYY-MM-DD', 'YY/M/D', 'YYYY年M月D日', 'YYYYQ', 'DDDDMMMM', '％ ＭＭ%'),
  momentFormat: fc.constantFrom('YYYY-MM-DD HH:mm:ss', 'H时mm分', 'D.M. H:mm', 'YYYYMMDDHHmmss'),
  pattern: fc.constantFrom('a', '^[ab]+$', '(?:张|Z).', '\\p{Lu}+', '.{2}', '\\s|\\d', '[^\\w]?$', 'A*B'),
}

function callOf(row: FunctionRow, wanted: Kind, depth: number): fc.Arbitrary<Expr> {
  const same =
    row.result === 'same' ? fc.constant(wanted) : fc.constantFrom(...(row.same ?? ['text' as const]))
  return fc.tuple(same, fc.constantFrom('text' as const, 'ref' as const)).chain(([kind, item]) => {
    const count = wantedCount(
      row,
      row.join === undefined && row.group === undefined ? 0 : row.args.length + 1,
    )
    const args = Array.from({ length: count }, (_, i) => {
      if (row.constant && i === count - 1) return inPlaceOf[row.constant].map(value)
      return expressionOf(
        argKind(row, i, count),
        row.name === 'hasMe' ? 'ref' : item,
        kind,
        depth,
        i === 0 && row.result !== 'same',
      )
    })
    return fc.tuple(...args).map((made) => call(row.name, ...made))
  })
}

/** The first argument of a comparison is a field, or the day of a moment: it decides the kind of the constants beside it. */
function expressionOf(
  arg: ArgKind,
  item: Kind,
  same: Kind,
  depth: number,
  first: boolean,
): fc.Arbitrary<Expr> {
  if (arg === 'sames') return constant({ kind: 'list', item: same })
  if (arg === 'any') return fc.constantFrom(...Object.keys(columns)).map((key) => field(key))
  const kind = arg === 'same' ? same : arg
  const type: Type = kind === 'list' ? { kind, item } : { kind }
  if (!first || (arg !== 'same' && arg !== 'list')) return expression(type, depth)
  const days = kind === 'date' ? [call('toDate', field('m1')), call('toDate', field('m2'))] : []
  return fc.constantFrom(...columnsOf(type).map((key) => field(key)), ...days)
}
