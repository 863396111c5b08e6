/** What every registered field type keeps in PostgreSQL: values survive, SQL and JS agree, conversions are total. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { fill, ident, joinSql, jsonParam, pgType, type SQL, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, type Expr, field, value } from '@/lib/expr/ast'
import { check } from '@/lib/expr/check'
import { evaluate } from '@/lib/expr/evaluate'
import { functionOf } from '@/lib/expr/functions'
import { toSql } from '@/lib/expr/to-sql'
import type { Env, Type } from '@/lib/expr/typed'
import type { Json } from '@/lib/json'
import { masks } from './masks'
import { type Case, cases, chance, nastyTexts } from './testing'

const rowCount = 40
const env: Env = {
  me: '0190aaaa-1111-7111-8111-111111111111',
  today: '2026-11-21',
  now: '2026-11-21T02:00:00.000Z',
  zone: 'Asia/Shanghai',
}

/** A case with a column of one wide table: its values by row, the first of them empty. */
interface Column extends Case {
  key: string
  values: unknown[]
  /** The stored column; of a to-many link, what stands for it: the list made from its link table. */
  sql: SQL
}

const columns: Column[] = cases.map((one, i) => {
  const random = chance(i)
  const samples = Array.from({ length: rowCount - 1 }, () => one.type.sample(one.options, random))
  const key = `c${i}`
  const linked = sql`(select array_agg(l.target order by l.pos) from ${ident(`l${i}`)} l where l.source = t.i)`
  const stored = sql`t.${ident(key)}`
  return { ...one, key, values: [null, ...samples], sql: 'linkTable' in one.type.storage ? linked : stored }
})
const stored = columns.filter((c) => 'column' in c.type.storage)
const linked = columns.filter((c) => 'linkTable' in c.type.storage)
const rows = Array.from({ length: rowCount }, (_, i) => i)

const typeOf = ({ type, options }: Column): SQL => {
  if (!('column' in type.storage)) return pgType('uuid[]')
  const name = type.storage.column(options)
  return name === 'text' ? sql`text collate "C"` : pgType(name)
}

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  const definitions = stored.map((c) => sql`${ident(c.key)} ${typeOf(c)}`)
  await run(db.ownerSql, sql`create table t (i int primary key, ${joinSql(definitions, sql`, `)})`)
  const records = rows.map((i) => ({ i, ...Object.fromEntries(stored.map((c) => [c.key, c.values[i]])) }))
  await run(
    db.ownerSql,
    sql`insert into t select r.* from jsonb_to_recordset(${jsonParam(records)}) r(i int, ${joinSql(definitions, sql`, `)})`,
  )
  for (const c of linked) {
    const table = ident(`l${c.key.slice(1)}`)
    const pairs = rows.flatMap((i) =>
      ((c.values[i] ?? []) as string[]).map((target, n) => ({ i, target, n })),
    )
    await run(db.ownerSql, sql`create table ${table} (source int, target uuid, pos text collate "C")`)
    await run(
      db.ownerSql,
      sql`insert into ${table} select r.i, r.target, 'a' || r.n
        from jsonb_to_recordset(${jsonParam(pairs)}) r(i int, target uuid, n int)`,
    )
  }
})
afterAll(() => db.close())

/** One expression over every row, as JSON. */
async function select(expression: SQL): Promise<unknown[]> {
  const found = await run<{ v: unknown }>(
    db.ownerSql,
    sql`select to_jsonb(${expression}) v from t order by i`,
  )
  return found.map((row) => row.v)
}

describe.each(columns.map((c) => [c.name, c] as const))('%s', (_name, column) => {
  const { type, options, values } = column

  test('values survive the column', async () => {
    expect(await select(fill(type.json, { c: column.sql }))).toEqual(values)
  })

  test('every operator means the same in SQL and in JS', async () => {
    const typed = conditionsOn(column).map((expr) => {
      const checked = check(expr, { field: () => kindOf(column) })
      if (!checked.ok) throw new Error(`${JSON.stringify(checked.problem)} in ${JSON.stringify(expr)}`)
      return checked.expr
    })
    const printed = typed.map((node) => toSql(node, { ...env, field: () => column.sql }))
    const answers = await select(sql`array[${joinSql(printed, sql`, `)}]`)
    const expected = values.map((v) => typed.map((node) => evaluate(node, { ...env, field: () => v })))
    expect(answers).toEqual(expected)
  })

  test('every mask is the same in SQL and in JS', async () => {
    for (const name of type.masks) {
      const { sql: template, js } = masks[name]
      const masked = await select(sql`(${fill(template, { c: column.sql })})::text`)
      expect(masked).toEqual(values.map((v) => js(v) ?? null))
    }
  })

  test('text keeps the value, or all of it that a text can say', async () => {
    const back = await select(asJson(column, fill(type.toText(options), { c: column.sql })))
    if (!isLossy(column)) return expect(back).toEqual(values)
    expect(back[0]).toBeNull()
    expectValid(column, back)
  })

  test('any text becomes a valid value or nothing', async () => {
    const found = await run<{ v: unknown }>(
      db.ownerSql,
      sql`select to_jsonb(${asJson(column, sql`x`)}) v from jsonb_array_elements_text(${jsonParam(texts)}) x`,
    )
    expectValid(
      column,
      found.map((row) => row.v),
    )
  })
})

/** What a text converts to, as the type prints itself in an answer. */
const asJson = ({ type, options }: Column, text: SQL): SQL =>
  fill(type.json, { c: sql`(${fill(type.fromText(options), { c: sql`(${text})` })})` })

/** An address becomes its line; a text names no file that can be trusted to exist; a list's items may hold its commas. */
const isLossy = ({ type, values }: Column): boolean =>
  ['address', 'attachment'].includes(type.name) ||
  (type.kind === 'list' && values.flat().some((item) => /[,、;]/.test(String(item))))

const texts = [
  ...nastyTexts.filter((text) => !text.includes('\0')),
  ...fc
    .sample(fc.string({ unit: 'binary', maxLength: 30 }), { numRuns: 200, seed: 1 })
    .filter((s) => !s.includes('\0')),
]

function expectValid({ type, options }: Column, found: readonly unknown[]): void {
  for (const v of found)
    if (v !== null) expect(type.check(v, options), JSON.stringify(v)?.slice(0, 200)).toBeUndefined()
}

test('every type converts to every other without raising, and what arrives is valid', async () => {
  for (const target of columns) {
    const converted = columns.map((source) => {
      return sql`to_jsonb(${asJson(target, fill(source.type.toText(source.options), { c: source.sql }))})`
    })
    for (const cells of (await select(sql`array[${joinSql(converted, sql`, `)}]`)) as unknown[][])
      expectValid(target, cells)
  }
})

test('what is ordered can be indexed and sorted, what may be unique takes a unique index', async () => {
  await run(db.ownerSql, sql`create table empty (like t)`)
  for (const { type, key } of stored) {
    const c = ident(key)
    if (type.sort) await run(db.ownerSql, sql`create index on empty ((${fill(type.sort, { c })}))`)
    if (type.uniqueable) await run(db.ownerSql, sql`create unique index on empty (${c})`)
  }
  for (const { type, sql: c, values } of columns) {
    if (!type.sort) continue
    const order = fill(type.sort, { c })
    const human = type.humanOrder ? sql`(${order}) collate "zh-x-icu"` : order
    const found = await run<{ v: unknown }>(
      db.ownerSql,
      sql`select to_jsonb(${fill(type.json, { c })}) v from t order by ${human} nulls first, i`,
    )
    expect(found).toHaveLength(values.length)
    expect(found[0]?.v).toBeNull()
  }
})

/** The type of a column for the expression language. */
function kindOf({ type }: Column): Type {
  if (type.kind !== 'list') return { kind: type.kind }
  return {
    kind: 'list',
    item: 'linkTable' in type.storage || type.operators.includes('hasMe') ? 'ref' : 'text',
  }
}

/** Every operator of a type with operands that some rows meet and others do not. */
function conditionsOn({ type, values }: Column): Expr[] {
  const c = field('c')
  const [a, b] = [values[1], values[2]] as [Json, Json]
  const [low, high] = [a, b].sort((x, y) => (x! < y! ? -1 : 1)) as [Json, Json]
  const part = type.kind === 'text' && typeof a === 'string' ? Array.from(a).slice(0, 2).join('') : a
  const operands: Record<string, Expr[][]> = {
    none: [[]],
    one: [[value(a)], [value(b)], [value(part)]],
    two: [
      [value(low), value(high)],
      [value(high), value(low)],
    ],
    list: type.kind === 'list' ? [[value(a)], [value(b)]] : [[value([a, b])], [value([a])]],
    period: [[value('thisMonth')], [value('last30Days')]],
  }
  return type.operators.flatMap((fn) => operands[functionOf(fn).filter!]!.map((args) => call(fn, c, ...args)))
}
