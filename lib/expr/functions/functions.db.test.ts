/** Edges of single functions, in both printers: what random values seldom meet. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { joinSql, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import type { Json } from '@/lib/json'
import { call, type Expr, value } from '../ast'
import { check } from '../check'
import { evaluate } from '../evaluate'
import { aliases, functions } from '../functions'
import { toSql } from '../to-sql'
import type { Env, Typed } from '../typed'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const zoned = (zone: string): Env => ({
  me: null,
  today: '2026-06-30',
  now: '2026-06-30T02:00:00.000Z',
  zone,
})
const home = zoned('Asia/Shanghai')

/** A call of constants; nested lists of a name and its arguments are calls. */
interface Call extends Array<Term> {
  0: `.${string}`
}
type Term = Json | Call
const expr = (term: Term): Expr =>
  Array.isArray(term) && typeof term[0] === 'string' && term[0].startsWith('.')
    ? call(term[0].slice(1), ...(term.slice(1) as Term[]).map(expr))
    : value(term as Json)

function checked(term: Term): Typed {
  const result = check(expr(term), { field: () => undefined })
  if (!result.ok) throw new Error(`${JSON.stringify(result.problem)} in ${JSON.stringify(term)}`)
  return result.expr
}

async function inSql(terms: readonly Term[], env: Env): Promise<Json[]> {
  const cell = (node: Typed): SQL => {
    const printed = toSql(node, { ...env, field: () => sql`null` })
    const plain = node.kind === 'number' ? sql`trim_scale(${printed})` : printed
    return node.kind === 'datetime'
      ? sql`to_jsonb(to_char((${plain}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
      : sql`coalesce(to_jsonb(${plain}), 'null')`
  }
  const [row] = await run<{ cells: Json[] }>(
    db.appSql,
    sql`select jsonb_build_array(${joinSql(
      terms.map((term) => cell(checked(term))),
      sql`, `,
    )}) as cells`,
  )
  return row!.cells
}

const groups: Record<string, [Term, Json][]> = {
  rounding: [
    [['.roundUp', -2.301, 1], -2.4],
    [['.roundUp', 2.3, 1], 2.3],
    [['.roundUp', 1201, -2], 1300],
    [['.roundUp', 0, 2], 0],
    [['.roundDown', 1299, -2], 1200],
    [['.round', 2.5, 0], 3],
    [['.floor', -0.5], -1],
    [['.ceil', -0.5], 0],
  ],
  arithmetic: [
    [['.mod', 5.5, 2], 1.5],
    [['.mod', -5, -3], -2],
    [['.mod', 5, -3], -1],
    [['.mod', 6, 3], 0],
    [['.mod', 6, 0], null],
    [['.power', 2, 10], 1024],
    [['.power', 2, -2], 0.25],
    [['.power', 0, 0], 1],
    [['.power', 0, -1], null],
    [['.power', 2, 0.5], null],
    [['.power', 10, 30], null],
    [['.power', 1.005, 360], '6.022575212263216'],
    [['.power', '1000000000000000', 400], null],
    [['.power', '0.000000000000001', 400], 0],
    [['.sqrt', 2], '1.414213562373095'],
    [['.sqrt', '0.000000000000002'], '0.00000004472135954999579'],
    [['.sqrt', -1], null],
    [['.sqrt', 0], 0],
    [['.clip', 5, null, 3], 3],
    [['.clip', -5, 0, null], 0],
    [['.clip', null, 0, 1], null],
    [['.clip', 5, 3, 1], 3],
    [['.sum', null, null], 0],
    [['.average', null, null], null],
    [['.average', 1, 1, 2], '1.333333333333333'],
    [['.max', '甲', '乙'], '甲'],
    [['.min', ['.date', 2026, 1, 31], null, ['.date', 2025, 12, 31]], '2025-12-31'],
    [['.countFilled', '', [], false, 0, ['a']], 3],
  ],
  choices: [
    [['.ifs', null, 'a', false, 'b', 'c'], 'c'],
    [['.ifs', ['.gt', 2, 1], 1, null, 2, 3], 1],
  ],
  pieces: [
    [['.left', '田野', 0], null],
    [['.left', '田野', -1], null],
    [['.left', '田野', 1e14], '田野'],
    [['.right', '田野', 1.9], '野'],
    [['.mid', 'abc', -5, 2], 'ab'],
    [['.mid', 'abc', 9, 1], null],
    [['.mid', 'abc', 2, 1e14], 'bc'],
    [['.part', 'a,b,c', ',', -1], 'c'],
    [['.part', 'a,b,c', ',', 4], null],
    [['.part', 'a,b,c', ',', 0], null],
    [['.part', 'a,b,c', ',', -4], null],
    [['.replace', 'aaa', 'a', null], null],
    [['.replace', 'aaa', null, 'b'], 'aaa'],
    [['.replace', 'a.a', '.', '\\1'], 'a\\1a'],
    [['.replace', ['.replace', 'x'.repeat(1000), 'x', 'y'.repeat(1000)], 'y', 'zz'], null],
    [['.length', ['.replace', 'x'.repeat(1000), 'x', 'y'.repeat(1000)]], 1_000_000],
    [['.padStart', '12345', 3, '0'], '12345'],
    [['.padStart', '1', 4, 'ab'], 'aba1'],
    [['.length', ['.padStart', '1', 1e12, '0']], 1000],
    [['.padStart', '1', 4, null], null],
    [['.indexOf', '𠀀b', 'b'], 2],
    [['.indexOf', 'abc', 'B'], null],
  ],
  patterns: [
    [['.matches', 'a\nb', 'a.b'], false],
    [['.extract', 'x', 'y*'], null],
    [['.extract', '电话:0571-8765', '\\d{3,4}-\\d+'], '0571-8765'],
    [['.extract', '(甲)(乙)', '\\((甲|乙)\\)'], '(甲)'],
  ],
  conversions: [
    [['.toNumber', '12,34'], null],
    [['.toNumber', '+0.50'], 0.5],
    [['.toNumber', '1e5'], null],
    [['.toNumber', '9'.repeat(31)], null],
    [['.toNumber', '一'], null],
    [['.parseDate', '2026-02-29'], null],
    [['.parseDate', '2024/2/29'], '2024-02-29'],
    [['.parseDate', '0000-01-01'], null],
    [['.parseDate', '2026-13-01'], null],
    [['.parseDate', '9999.12.31'], '9999-12-31'],
    [['.fixed', -0.001, 2], '0.00'],
    [['.fixed', 1234.5, -2], '1200'],
    [['.numberText', ['.mul', '1.10', 10]], '11'],
    [['.formatDate', '0007-03-04', 'YY/M/D Q'], '07/3/4 1'],
    [['.formatDate', '2026-12-05', 'DDDDD'], '05055'],
    [['.formatDateTime', '2026-11-20T16:05:09Z', 'YYYY年M月D日 H:mm:ss'], '2026年11月21日 0:05:09'],
  ],
  days: [
    [['.date', 2026, 2, 29], null],
    [['.date', 2024.9, 2, 29], '2024-02-29'],
    [['.date', 0, 1, 1], null],
    [['.date', 1e14, 1, 1], null],
    [['.date', 9999, 12, 31], '9999-12-31'],
    [['.addMonths', '2026-03-31', -1], '2026-02-28'],
    [['.addMonths', '9999-12-31', 1], null],
    [['.addMonths', '0001-01-31', -1], null],
    [['.addMonths', '2026-01-31', 1e14], null],
    [['.addYears', '2024-02-29', 4], '2028-02-29'],
    [['.monthsBetween', '2026-02-28', '2026-01-31'], -1],
    [['.monthsBetween', '2026-01-30', '2026-02-27'], 0],
    [['.monthsBetween', '0001-01-01', '9999-12-31'], 119_987],
    [['.yearsBetween', '2004-02-29', '2025-02-28'], 21],
    [['.yearsBetween', '2004-02-29', '2025-02-27'], 20],
    [['.yearsBetween', '1990-06-30', '2026-06-30'], 36],
    [['.endOfMonth', '9999-12-01'], '9999-12-31'],
    [['.endOfMonth', '1900-02-01'], '1900-02-28'],
    [['.startOfWeek', '0001-01-01'], '0001-01-01'],
    [['.isoWeek', '2021-01-03'], 53],
    [['.isoWeek', '9999-12-31'], 52],
  ],
  'working days': [
    [['.nextWorkday', ['.addMonths', '2026-06-12', 1]], '2026-07-13'],
    [['.nextWorkday', ['.addMonths', '2026-01-31', 1]], '2026-03-02'],
    [['.nextWorkday', ['.addMonths', '2025-11-30', 3]], '2026-03-02'],
    [['.addWorkdays', '2026-11-21', 0], '2026-11-21'],
    [['.addWorkdays', '2026-11-21', 1], '2026-11-23'],
    [['.addWorkdays', '2026-11-22', -1], '2026-11-20'],
    [['.addWorkdays', '2026-11-20', 10], '2026-12-04'],
    [['.addWorkdays', '0001-01-01', -1], null],
    [['.addWorkdays', '9999-12-31', 1], null],
    [['.addWorkdays', '9999-12-30', 1], '9999-12-31'],
    [['.workdaysBetween', '2026-11-24', '2026-11-20'], -2],
    [['.workdaysBetween', '2026-11-20', '2026-11-22'], 0],
    // Friday 17:00 and eight hours is Monday 16:00.
    [['.addWorkHours', '2026-06-26T09:00:00Z', 8], '2026-06-29T08:00:00.000Z'],
    [['.addWorkHours', '2026-06-27T04:00:00Z', 9], '2026-06-29T10:00:00.000Z'],
    [['.addWorkHours', '2026-06-27T04:00:00Z', 0], '2026-06-27T04:00:00.000Z'],
    [['.addWorkHours', '2026-06-26T09:00:00Z', -1], null],
    [['.addWorkHours', '2026-06-26T09:00:00Z', 1e14], null],
    [['.addWorkHours', '9999-12-24T09:00:00Z', 9], null],
  ],
  moments: [
    [['.addHours', '9999-12-30T23:00:00Z', 1], null],
    [['.addHours', '0001-01-02T00:00:00Z', -0.001], null],
    [['.addHours', '0001-01-02T00:00:00Z', 1e14], null],
    [['.addMinutes', '2026-01-01T00:00:00Z', 0.00001], '2026-01-01T00:00:00.001Z'],
    [['.addHours', '1969-12-31T23:30:00Z', -1], '1969-12-31T22:30:00.000Z'],
    [['.dateTime', '2026-11-21', 24, 0], null],
    [['.dateTime', '2026-11-21', 0, 0], '2026-11-20T16:00:00.000Z'],
    [['.minutesBetween', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z'], '0.00001666666666666667'],
  ],
  lists: [
    [['.size', []], 0],
    [['.joinList', ['b', 'a', 'b'], null], 'bab'],
    [['.itemAt', ['a'], 2], null],
    [['.itemAt', ['a'], 0], null],
  ],
}

describe.each(Object.entries(groups))('%s', (_group, cases) => {
  let results: Json[] = []
  beforeAll(async () => {
    results = await inSql(
      cases.map(([term]) => term),
      home,
    )
  })
  test.each(cases.map(([term, result], i) => [JSON.stringify(term).slice(0, 80), term, result, i] as const))(
    '%s',
    (_name, term, result, i) => {
      expect(evaluate(checked(term), { ...home, field: () => null })).toEqual(result)
      // JSON of the database has no decimal text for long numbers.
      expect(results[i]).toEqual(
        typeof result === 'string' && typeof results[i] === 'number' ? Number(result) : result,
      )
    },
  )
})

test('where clocks jump, both mean the clock with the smaller offset', async () => {
  const cases: [zone: string, day: string, hour: number, at: string][] = [
    ['Europe/Berlin', '2026-03-29', 2, '2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '2026-10-25', 2, '2026-10-25T01:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', 1, '2026-04-04T15:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', 10, '2011-12-30T20:30:00.000Z'],
  ]
  for (const [zone, day, hour, at] of cases) {
    const term: Term = ['.dateTime', day, hour, 30]
    expect([zone, evaluate(checked(term), { ...zoned(zone), field: () => null })]).toEqual([zone, at])
    expect([zone, ...(await inSql([term], zoned(zone)))]).toEqual([zone, at])
  }
})

test('other names are not names of their own, and lead to a row', () => {
  const names = new Set([...functions.keys()].map((name) => name.toLowerCase()))
  for (const [alias, name] of aliases) {
    expect(names.has(alias)).toBe(false)
    expect(alias).toBe(alias.toLowerCase())
    expect(functions.has(name)).toBe(true)
  }
})
