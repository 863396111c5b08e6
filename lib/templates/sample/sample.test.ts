/** The sample data: valid by the template it fills, exact in its numbers, the same in both languages. */
import { describe, expect, test } from 'vitest'
import type { StoredExpr } from '@/lib/expr/ast'
import { localDay } from '@/lib/expr/calendar'
import { checkStored } from '@/lib/expr/check'
import { holds } from '@/lib/expr/evaluate'
import type { Locale } from '@/lib/i18n/labels'
import { fieldOf, isInput, isPeople, isToMany, isToOne, plainType, targetOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { readValue } from '@/lib/meta/record-schema'
import { loadTemplate } from '../format'
import { definitionsOf } from '../testing/definitions'
import { archetypes } from './archetypes'
import { asOf, generateSample, patterns, type Sample, type SampleRow } from './index'

/** Both templates draw on the sample, each for the fields that it has. */
const definitions = definitionsOf(await loadTemplate('customer_management'))
for (const [key, grading] of definitionsOf(await loadTemplate('customer_grading')).tables) {
  const table = definitions.tables.get(key)
  const fields = table ? grading.fields.filter((f) => !fieldOf(table, f.key)) : []
  if (table) definitions.tables.set(key, { ...table, fields: [...table.fields, ...fields] })
}
for (const [key, set] of definitionsOf(await loadTemplate('customer_grading')).optionSets)
  definitions.optionSets.set(key, set)
const zone = 'Asia/Shanghai'
const chinese = generateSample('zh-CN')
const english = generateSample('en')

const rows = (sample: Sample, table: string): SampleRow[] =>
  sample.tables.find((t) => t.table === table)!.rows
const cells = (table: string): Record<string, unknown>[] => rows(chinese, table).map((row) => row.fields)
function by(field: string, list: Record<string, unknown>[]): Map<unknown, Record<string, unknown>[]> {
  const groups = new Map<unknown, Record<string, unknown>[]>()
  for (const one of list) groups.set(one[field], [...(groups.get(one[field]) ?? []), one])
  return groups
}
const isValid = (order: Record<string, unknown>): boolean =>
  ['confirmed', 'shipped', 'completed'].includes(String(order.status))

/** Every row with its table, and with the cells that are set at the end. */
function* everything(sample: Sample): Generator<{ table: Table; row: SampleRow; at: string }> {
  const later = new Map(sample.later.map(({ id, fields }) => [id, fields]))
  for (const { table: key, rows } of sample.tables) {
    for (const row of rows) {
      const fields = { ...row.fields, ...later.get(row.id) }
      yield { table: definitions.tables.get(key)!, row: { ...row, fields }, at: `${key} ${row.id}` }
    }
  }
}

describe.each([
  ['zh-CN', asOf],
  ['en', asOf],
  ['zh-CN', '2028-02-29'],
] as [Locale, string][])('in %s as of %s', (locale, today) => {
  const sample = generateSample(locale, { today })
  const people = new Set(sample.people.map(({ item }) => item))
  const env = { me: null, today, now: `${today}T15:59:00.000Z`, zone }
  const places = new Map(
    [...everything(sample)].map(({ table, row }, i) => [row.id, { table: table.key, place: i }]),
  )

  test('every cell is a value of its field; people, links and options are known', () => {
    const wrong: string[] = []
    for (const { table, row, at } of everything(sample)) {
      for (const [key, value] of Object.entries(row.fields)) {
        if (!isGood(fieldOf(table, key), value, table)) wrong.push(`${at} ${key} ${JSON.stringify(value)}`)
      }
    }
    expect(wrong).toEqual([])
  })

  const isGood = (field: Field | undefined, value: unknown, table: Table): boolean => {
    if (!field) return false
    const all = [value].flat().map(String)
    if (isPeople(field)) return all.every((person) => people.has(person))
    const read = readValue(definitions, table, field, value)
    if (!('value' in read) || JSON.stringify(read.value) !== JSON.stringify(value)) return false
    return (
      !(isToOne(field) || isToMany(field)) || all.every((id) => places.get(id)?.table === targetOf(field))
    )
  }

  test('what is required is there, what does not apply is not, what is unique is', () => {
    const wrong: string[] = []
    const seen = new Set<string>()
    for (const { table, row, at } of everything(sample)) {
      for (const field of table.fields) {
        const value = row.fields[field.key]
        const applies = conditionOf(table, field.showIf)(row) ?? true
        const must = applies && (field.required || conditionOf(table, field.requiredIf)(row))
        if (must && value === undefined) wrong.push(`${at} ${field.key} is missing`)
        if (!applies && value !== undefined) wrong.push(`${at} ${field.key} does not apply`)
        const name = `${field.id} ${String(value)}`
        if (field.unique && value !== undefined && seen.has(name)) wrong.push(`${at} ${field.key} is taken`)
        seen.add(name)
      }
    }
    expect(wrong).toEqual([])
  })

  const conditions = new Map<StoredExpr, (row: SampleRow) => boolean>()
  /** Whether a stored condition holds for a row; undefined without one. */
  const conditionOf = (table: Table, condition?: StoredExpr): ((row: SampleRow) => boolean | undefined) => {
    if (!condition) return () => undefined
    const known = conditions.get(condition)
    if (known) return known
    const checked = checkStored(condition, {
      field: ([key]) => {
        const field = fieldOf(table, key!)
        return field && plainType(field)
      },
    })
    if (!checked.ok) throw new Error(`${table.key}: ${checked.problem.code}`)
    const made = (row: SampleRow) =>
      holds(checked.expr, { ...env, field: ([key]) => row.fields[key!] ?? null })
    conditions.set(condition, made)
    return made
  }

  test('links lead to rows given before, except those set at the end', () => {
    const early: string[] = []
    for (const { table: key, rows } of sample.tables) {
      const links = definitions.tables.get(key)!.fields.filter((f) => isToOne(f) || isToMany(f))
      for (const row of rows) {
        const ids = links.flatMap((field) => [row.fields[field.key] ?? []].flat())
        if (ids.some((id) => places.get(String(id))!.place >= places.get(row.id)!.place))
          early.push(`${key} ${row.id}`)
      }
    }
    expect(early).toEqual([])
  })

  test('nothing has happened in the future, and ids come in the order of time', () => {
    const day = (value: unknown): string => {
      const text = String(value ?? '')
      return text.includes('T') ? localDay(text, zone) : text
    }
    const past = {
      orders: ['order_date', 'delivered_at'],
      payments: ['paid_at'],
      customers: ['acquired_at', 'birth_date'],
      surveys: ['surveyed_at'],
      needs: ['raised_at', 'met_at'],
      activities: ['happened_at'],
      follow_ups: ['done_at'],
      service_requests: ['submitted_at', 'first_response_at', 'resolved_at'],
      lifecycle_history: ['entered_at', 'left_at'],
    }
    for (const [table, fields] of Object.entries(past)) {
      for (const field of fields) {
        const latest = rows(sample, table)
          .map((row) => day(row.fields[field]))
          .sort()
          .at(-1)!
        expect(latest <= today, `${table} ${field} ${latest}`).toBe(true)
      }
    }
    for (const { rows } of sample.tables) {
      const ids = rows.map(({ id }) => id)
      const times = rows.map(({ createdAt }) => createdAt)
      expect(ids).toEqual([...new Set(ids)].sort())
      expect(times).toEqual([...new Set(times)].sort())
      expect(localDay(times.at(-1)!, zone) <= today).toBe(true)
    }
  })
})

test('both languages share ids, numbers and dates; the texts differ', () => {
  const neutral = (sample: Sample) =>
    [...everything(sample)].map(({ table, row }) => [
      row.id,
      row.createdAt,
      Object.entries(row.fields).filter(([key]) => !isText(fieldOf(table, key)!)),
    ])
  expect(neutral(english)).toEqual(neutral(chinese))
  expect(english.people.map(({ item }) => item)).toEqual(chinese.people.map(({ item }) => item))
  const han = /\p{Script=Han}/u
  for (const { table, row, at } of everything(english)) {
    for (const [key, value] of Object.entries(row.fields)) {
      if (isText(fieldOf(table, key)!) && typeof value === 'string')
        expect(value, `${at} ${key}`).not.toMatch(han)
    }
  }
  for (const { fields } of rows(chinese, 'customers')) expect(String(fields.name)).toMatch(han)
})

/** Written by people; places of China keep their official names in both languages. */
const isText = (field: Field): boolean =>
  isInput(field) && ['text', 'longtext', 'address'].includes(field.type)

test('the same every time', () => {
  expect(generateSample('zh-CN')).toEqual(chinese)
})

describe('sizes', () => {
  test('260 customers, of whom 240 belong to an archetype and 20 are edges', () => {
    expect(archetypes.reduce((total, { customers }) => total + customers, 0)).toBe(240)
    expect(cells('customers')).toHaveLength(260)
  })

  test('990 valid orders of the archetypes, 30 that do not count, and those of the edges', () => {
    const orders = cells('orders')
    const edge = new Set(['远航科技'])
    const named = new Map(rows(chinese, 'customers').map((row) => [row.id, String(row.fields.name)]))
    const valid = orders.filter(isValid)
    const regular = archetypes.map(({ customers, orders: [low, high] }) =>
      Array.from({ length: customers }, (_, i) => low + (i % (high - low + 1))).reduce((a, b) => a + b, 0),
    )
    expect(regular).toEqual([249, 270, 219, 115, 28, 109, 0, 0])
    // The edges: seven of the worked example, one prepaid, four of the debtor, three of the returned one.
    expect(valid).toHaveLength(990 + 7 + 1 + 4 + 3)
    expect(
      orders.filter((order) => !isValid(order) && !edge.has(named.get(String(order.customer))!)),
    ).toHaveLength(30)
  })

  test('lifetime revenue of the archetypes lies between 6.6 and 7.2 million', () => {
    const edges = 88_000 + 8_000 + 48_000 + 9_000
    const items = by('order', cells('order_items'))
    const net = ({ id, fields }: SampleRow): number =>
      items.get(id)!.reduce(
        (total, { quantity, unit_price, discount_rate }) => {
          return (
            total +
            Math.round(Number(quantity) * Number(unit_price) * (1 - Number(discount_rate)) * 100) / 100
          )
        },
        Number(fields.shipping_fee) - Number(fields.discount_amount) - Number(fields.refund_amount),
      )
    const valid = rows(chinese, 'orders').filter(({ fields }) => isValid(fields))
    const revenue = valid.reduce((total, order) => total + net(order), 0) - edges
    expect(revenue).toBeGreaterThan(6_600_000)
    expect(revenue).toBeLessThan(7_200_000)
  })

  test('every option of every set occurs', () => {
    const used = new Map<string, Set<unknown>>()
    for (const { table, row } of everything(chinese)) {
      for (const field of table.fields) {
        const { set } = field.options as { set?: string }
        if (!set || !isInput(field)) continue
        const values = used.get(set) ?? new Set()
        for (const value of [row.fields[field.key]].flat()) values.add(value)
        used.set(set, values)
      }
    }
    for (const [key, given] of used) {
      const set = definitions.optionSets.get(key)!
      const missing = set.options.map(({ value }) => value).filter((value) => !given.has(value))
      expect(missing, set.key).toEqual([])
    }
  })
})

describe('what is computed', () => {
  test('is left to the formulas', () => {
    for (const { table, row, at } of everything(chinese))
      for (const key of Object.keys(row.fields))
        expect(fieldOf(table, key)!.source.kind, `${at} ${key}`).not.toBe('formula')
  })

  test('counters stand at the highest number of their period', () => {
    for (const { table, field, period, last } of chinese.counters) {
      const numbers = cells(table)
        .map((fields) => String(fields[field]))
        .filter((text) => text.startsWith(period))
      const digits = /\{(0+)\}/.exec(patterns[table]![1])![1]!.length
      const highest = Math.max(
        ...numbers
          .filter((text) => text.length === period.length + digits)
          .map((text) => Number(text.slice(period.length))),
      )
      expect(last, `${table} ${period}`).toBe(highest)
    }
    for (const [table, [field, pattern]] of Object.entries(patterns)) {
      expect(fieldOf(definitions.tables.get(table)!, field)!.source).toEqual({
        kind: 'auto',
        of: 'number',
        pattern,
      })
    }
  })
})

describe('edges', () => {
  test('the awkward ones are among the customers', () => {
    const all = cells('customers')
    expect(all.some(({ name }) => Array.from(String(name)).length === 120)).toBe(true)
    expect(all.some(({ phone }) => String(phone).startsWith('+1'))).toBe(true)
    expect(all.some(({ owner }) => owner === undefined)).toBe(true)
    for (const day of ['02-29', '06-30', '07-03']) {
      expect(
        all.some(({ birth_date }) => String(birth_date).endsWith(day)),
        day,
      ).toBe(true)
    }
    const twice = (field: string) =>
      all.filter((one) => all.some((other) => other !== one && one[field] && other[field] === one[field]))
    expect(twice('phone')).toHaveLength(2)
    expect(twice('email')).toHaveLength(2)
    expect(cells('contacts').some(({ left_company }) => left_company)).toBe(true)
    expect(cells('surveys').filter(({ anonymous }) => anonymous)).toHaveLength(10)
    expect(
      cells('payments').filter(({ receivable, kind }) => !receivable && kind === 'payment'),
    ).toHaveLength(1)
    expect(cells('lifecycle_history').some(({ retention_result }) => retention_result === 'won_back')).toBe(
      true,
    )
  })

  test('phones and e-mails are reserved for examples', () => {
    for (const { fields } of [...rows(chinese, 'customers'), ...rows(chinese, 'contacts')]) {
      expect(String(fields.phone)).toMatch(/^\+(861380013\d{4}|1415555\d{4})$/)
      if (fields.email) expect(String(fields.email)).toMatch(/@example\.com$/)
    }
  })
})
