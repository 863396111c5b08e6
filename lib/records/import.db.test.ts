/** Rows that come in: each is told for itself what is wrong with it, and what can be written is written once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { all, type Rights } from '@/lib/access/testing/roles'
import type { ImportAnswer } from '@/lib/api/contract'
import type { Client } from '@/lib/api/testing/client'
import { ownerSql, run, type Tx, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import {
  bring,
  type Fields,
  type ImportWorld,
  idOf,
  openImports,
  problemsOf,
  records,
  rights,
  rowsOf,
  said,
  send,
} from './testing/import'

let here: ImportWorld
let world: ImportWorld['world']
let admin: Client
let sales: Client
let english: Client
beforeAll(async () => {
  here = await openImports()
  ;({ world, admin, sales, english } = here)
})
afterAll(() => here.close())
const make = (fields: Fields) => here.make(fields)
const cells = (id: string) => here.cells(id)
const titled = (text: string) => here.titled(text)
const playing = (table: Rights) => here.playing(table)

/** Everything that a write could leave behind. */
const state = async (): Promise<unknown> =>
  run(
    ownerSql(),
    sql`select (select json_agg(t order by t.id) from crm.items t) as rows, (select count(*) from crm._changes) as lines,
      (select json_agg(c order by c.field) from crm._counters c) as counters,
      (select count(*) from crm._cells) as cells, (select count(*) from crm._idempotency) as keys`,
  )

describe('a row is refused for', () => {
  const whole = { title: 'row', amount: 5 }
  const cases: [why: string, fields: () => Fields, said: [code: string, field?: string][]][] = [
    ['a value of the wrong type', () => ({ ...whole, amount: 'many' }), [['VALUE_INVALID', 'amount']]],
    [
      'several of them',
      () => ({ ...whole, mail: 'x', status: 'lead' }),
      [
        ['VALUE_INVALID', 'mail'],
        ['VALUE_INVALID', 'status'],
      ],
    ],
    ['an empty required cell', () => ({ amount: 5 }), [['VALUE_REQUIRED', 'title']]],
    ['what a condition requires', () => ({ ...whole, status: 'silver' }), [['VALUE_REQUIRED', 'reason']]],
    ['a link out of sight', () => ({ ...whole, customer: here.foreign }), [['LINK_UNKNOWN', 'customer']]],
    [
      'a link to nothing',
      () => ({ ...whole, customer: '01800000-0000-7000-8000-00000000dead' }),
      [['LINK_UNKNOWN', 'customer']],
    ],
    [
      'a person who is no member',
      () => ({ ...whole, owner: '01800000-0000-7000-8000-00000000dead' }),
      [['LINK_UNKNOWN', 'owner']],
    ],
    ['a value that is taken', () => ({ ...whole, code: 'TAKEN' }), [['VALUE_TAKEN', 'code']]],
    [
      'values that are taken together',
      () => ({ ...whole, region: 'north', slot: 1 }),
      [['VALUE_TAKEN', 'region']],
    ],
    [
      'a row that its maker could not make',
      () => ({ ...whole, owner: world.other.userId }),
      [['ROW_NOT_YOURS', undefined]],
    ],
    [
      'a cell that may not be given in such a row',
      () => ({ ...whole, amount: 500, bonus: 1 }),
      [['FIELD_READ_ONLY', 'bonus']],
    ],
    ['a check of one field', () => ({ ...whole, amount: -1 }), [['VALUE_INVALID', 'amount']]],
    [
      'checks of several',
      () => ({ ...whole, amount: -1, bonus: 2 }),
      [
        ['VALUE_INVALID', 'amount'],
        ['VALUE_INVALID', undefined],
      ],
    ],
    [
      'everything that can be told before it is written',
      () => ({ mail: 'x', customer: here.foreign, code: 'TAKEN', status: 'silver' }),
      [
        ['VALUE_INVALID', 'mail'],
        ['LINK_UNKNOWN', 'customer'],
        ['VALUE_REQUIRED', 'title'],
        ['VALUE_REQUIRED', 'reason'],
        ['VALUE_TAKEN', 'code'],
      ],
    ],
  ]
  beforeAll(async () => {
    await make({ title: 'holder', code: 'TAKEN', region: 'north', slot: 1, owner: world.other.userId })
  })
  test.each(cases)('%s', async (_, fields, expected) => {
    const [before, row, after] = await bring(sales, [{ title: 'before' }, fields(), { title: 'after' }])
    expect(said(row)).toEqual(expected)
    expect([said(before), said(after)]).toEqual(['created', 'created'])
    for (const { message, hint, more } of problemsOf(row)) {
      expect([typeof message, typeof hint, more]).toEqual(['string', 'string', undefined])
      expect(message.length * hint!.length).toBeGreaterThan(0)
    }
    // A check says the same.
    const checked = await bring(sales, [fields()], { check: true })
    expect(said(checked[0])).toEqual(expected)
  })
  test('all of these at once, and the others are written', async () => {
    const rows = cases.flatMap(([why, fields], i) => [
      { title: `good ${i}` },
      { ...fields(), ...(fields().title ? { title: why } : {}) },
    ])
    const answers = await bring(sales, rows)
    expect(answers.map((row) => said(row))).toEqual(cases.flatMap(([, , expected]) => ['created', expected]))
    const made = await titled('good ')
    expect(new Set(made.map((r) => r.id))).toEqual(new Set(answers.filter((_, i) => i % 2 === 0).map(idOf)))
    expect(await titled('a ')).toEqual([])
  })
  test('is told in the language of who asks, with the words of whoever made the table', async () => {
    const rows = [{ amount: 5 }, { title: 'x', amount: 1, bonus: 2 }]
    const told = async (client: Client) =>
      (await bring(client, rows)).map((row) => problemsOf(row)[0]!.message)
    expect(await told(sales)).toEqual([expect.stringContaining('名称'), '奖金不能多于金额。'])
    expect(await told(english)).toEqual([expect.stringContaining('Title'), 'The bonus is above the amount.'])
  })
})

describe('equal unique values in one batch', () => {
  test('the first is written, the others are told', async () => {
    const rows = ['E-1', 'E-2', 'E-1', 'E-1'].map((code) => ({ title: `equal ${code}`, code }))
    const answers = await bring(sales, rows)
    const taken = [['VALUE_TAKEN', 'code']]
    expect(answers.map((row) => said(row))).toEqual(['created', 'created', taken, taken])
    expect(problemsOf(answers[2])[0]!.clash).toMatchObject({ id: idOf(answers[0]), title: 'equal E-1' })
    expect(await titled('equal E-1')).toHaveLength(1)
  })
  test('names the record in the way to those alone who see it', async () => {
    const id = await make({ title: 'mine', code: 'SEEN', owner: world.sales.userId })
    const rows = [
      { title: 'a', code: 'SEEN' },
      { title: 'b', code: 'TAKEN' },
    ]
    const [seen, unseen] = await bring(sales, rows)
    expect(problemsOf(seen)[0]!.clash).toEqual({ table: 'items', id, title: 'mine' })
    expect(problemsOf(unseen)[0]).not.toHaveProperty('clash')
  })
  test('one that somebody else takes at the same moment is told like any other', async () => {
    let begun = (): void => {}
    const ready = new Promise<void>((resolve) => {
      begun = resolve
    })
    const other = transaction(async (tx) => {
      await run(tx, sql`insert into crm.items (id, title, code) values (gen_random_uuid(), 'quick', 'RACE')`)
      begun()
      await waitedFor(tx)
    })
    await ready
    const [answers] = await Promise.all([
      bring(sales, [{ title: 'slow', code: 'RACE' }, { title: 'free' }]),
      other,
    ])
    expect(answers.map((row) => said(row))).toEqual([[['VALUE_TAKEN', 'code']], 'created'])
  })
})

/** Until somebody waits for a lock that this transaction holds. */
async function waitedFor(tx: Tx): Promise<void> {
  const [me] = await run<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`)
  const pid = param(me!.pid, 'int')
  for (;;) {
    const met = await run(
      ownerSql(),
      sql`select 1 from pg_locks l where not l.granted and ${pid} = any(pg_blocking_pids(l.pid))`,
    )
    if (met.length > 0) return
  }
}

describe('a check', () => {
  test('leaves nothing behind, uses no number, and says what an import would say', async () => {
    const id = await make({ title: 'there', code: 'THERE', owner: world.sales.userId })
    const rows = [{ title: 'new', code: 'NEW' }, { title: 'changed', code: 'THERE' }, { code: 'BAD' }]
    const ask = { match: 'code', existing: 'update' } as const
    const before = await state()
    const checked = await bring(sales, rows, { ...ask, check: true })
    expect(await state()).toEqual(before)
    expect(checked.slice(0, 2)).toEqual([{ done: 'created' }, { done: 'updated' }])
    const imported = await bring(sales, rows, ask)
    expect(imported.map((row) => said(row))).toEqual(checked.map((row) => said(row)))
    expect(idOf(imported[1])).toBe(id)
  })
  test('takes no number, and an import takes one for each row that it writes', async () => {
    const numberOf = async (row: ImportAnswer['rows'][number] | undefined) =>
      Number(String((await cells(idOf(row))).no).slice(2))
    const [first] = await bring(sales, [{ title: 'first' }])
    await bring(sales, [{ title: 'no' }, { title: 'no' }], { check: true })
    const next = await bring(sales, [{ title: 'x', amount: 'no' }, { title: 'second' }, { title: 'third' }])
    expect(await numberOf(next[1])).toBe((await numberOf(first)) + 1)
    expect(await numberOf(next[2])).toBe((await numberOf(first)) + 2)
  })
})

describe('all rows are refused', () => {
  test.each([
    ['a hidden name', { secret: 'x' }, 400, 'FIELD_UNKNOWN'],
    ['an unknown name', { sacred: 'x' }, 400, 'FIELD_UNKNOWN'],
    ['a field that nobody gives', { no: 'IT001' }, 422, 'FIELD_READ_ONLY'],
    ['a masked one', { phone: '13800138000' }, 422, 'FIELD_READ_ONLY'],
  ])('for %s, as at a create', async (_, fields, status, code) => {
    const before = await state()
    const bad = { title: 'x', ...fields }
    const refused = await send(sales, [{ title: 'first', amount: 'wrong' }, bad])
    expect(refused).toMatchObject({ status, body: { error: { code } } })
    expect(await state()).toEqual(before)
    const created = await sales.ask('POST', records, {
      body: { records: [{ fields: { title: 'first' } }, { fields: bad }] },
    })
    expect(created.text).toBe(refused.text)
  })
  test('hidden and unknown names alike', async () => {
    const hidden = await send(sales, [{ title: 'x', secret: 'y' }])
    const unknown = await send(sales, [{ title: 'x', sacred: 'y' }])
    expect(hidden.text.replaceAll('secret', 'sacred')).toBe(unknown.text)
  })
  test.each([
    ['without the right to import', { ...rights, actions: ['export', 'bulk'] }, 403, 'ACTION_REFUSED'],
    ['without the right to create', { ...rights, rows: { read: all } }, 403, 'FORBIDDEN'],
    ['where the table is out of sight', { ...rights, rows: { read: [] } }, 404, 'NOT_FOUND'],
  ] as [string, Rights, number, string][])('%s', async (_, table, status, code) => {
    await playing(table)
    const before = await state()
    expect(await send(sales, [{ title: 'x' }])).toMatchObject({ status, body: { error: { code } } })
    expect(await state()).toEqual(before)
    await playing(rights)
  })
  test('that are none, too many, or not told as rows', async () => {
    const many = Array.from({ length: 1001 }, () => ({ title: 'x' }))
    for (const answer of [
      await send(sales, []),
      await send(sales, many),
      await sales.ask('POST', `${records}/import`, {
        body: { records: [{ fields: { title: 'x' }, id: 'y' }] },
      }),
      await send(sales, [{ title: 'x' }], { check: 'yes' as unknown as boolean }),
    ])
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BODY_INVALID' } } })
  })
})

describe('sent again', () => {
  const rows = [{ title: 'once', code: 'ONCE' }, { code: 'no title' }]
  const key = { 'idempotency-key': 'file-1/1' }
  test('is not done again, under the same key and with the same rows alone', async () => {
    const first = rowsOf(await send(sales, rows, {}, key))
    const second = rowsOf(await send(sales, rows, {}, key))
    expect(second).toEqual(first)
    expect(await titled('once')).toHaveLength(1)
    expect(await send(sales, [...rows, { title: 'more' }], {}, key)).toMatchObject({
      status: 422,
      body: { error: { code: 'IDEMPOTENCY_MISMATCH' } },
    })
    expect(await send(sales, rows, { match: 'code', existing: 'skip' }, key)).toMatchObject({ status: 422 })
    // A check is no import: it keeps nothing and is kept by nothing.
    expect(said(rowsOf(await send(sales, rows, { check: true }, key))[0])).toEqual([['VALUE_TAKEN', 'code']])
    // Somebody else's key is another one.
    expect(said(rowsOf(await send(admin, [{ title: 'others' }], {}, key))[0])).toBe('created')
  })
  test('at the same time is done once', async () => {
    const twice = [{ title: 'twice at once' }]
    const headers = { 'idempotency-key': 'file-2/1' }
    const [one, two] = await Promise.all([send(sales, twice, {}, headers), send(sales, twice, {}, headers)])
    expect(rowsOf(one)).toEqual(rowsOf(two))
    expect(await titled('twice at once')).toHaveLength(1)
  })
  test('after rights have gone, it tells no more than they allow', async () => {
    const id = await make({ title: 'way', code: 'WAY', owner: world.sales.userId })
    const headers = { 'idempotency-key': 'file-3/1' }
    const again = () => send(sales, [{ title: 'x', code: 'WAY' }], {}, headers)
    expect(problemsOf(rowsOf(await again())[0])[0]!.clash).toMatchObject({ id })
    await playing({ ...rights, fields: { ...rights.fields, code: 'hidden' } })
    const blind = await again()
    expect(blind).toMatchObject({ status: 400, body: { error: { code: 'FIELD_UNKNOWN' } } })
    await playing(rights)
    const needs = () => send(sales, [{ title: 'x', status: 'silver' }], {}, { 'idempotency-key': 'file-4/1' })
    expect(said(rowsOf(await needs())[0])).toEqual([['VALUE_REQUIRED', 'reason']])
    await playing({ ...rights, fields: { ...rights.fields, reason: 'hidden' } })
    const nameless = rowsOf(await needs())
    expect(said(nameless[0])).toEqual([['VALUE_REQUIRED', undefined]])
    expect(JSON.stringify(nameless)).not.toContain('reason')
    await playing({ ...rights, actions: [] })
    expect(await again()).toMatchObject({ status: 403, body: { error: { code: 'ACTION_REFUSED' } } })
    await playing(rights)
  })
})

test('a thousand rows of which every seventh is wrong are counted exactly', async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => ({
    title: `many ${i}`,
    code: `MANY-${i % 500 === 3 ? 'same' : i}`,
    ...(i % 7 === 0 ? { amount: -1 } : { amount: i }),
  }))
  const answers = await bring(sales, rows)
  const wrong = rows.map((row, i) => (row.code === 'MANY-same' && i > 3) || row.amount === -1)
  expect(answers.map((row) => 'problems' in row)).toEqual(wrong)
  const made = await run<{ title: string }>(
    ownerSql(),
    sql`select title from crm.items where title like 'many %' order by id`,
  )
  expect(made.map((r) => r.title)).toEqual(rows.filter((_, i) => !wrong[i]).map((r) => r.title))
  const numbers = await run<{ count: number }>(
    ownerSql(),
    sql`select count(distinct no)::int as count from crm.items where title like ${param('many %')}`,
  )
  expect(numbers[0]!.count).toBe(made.length)
})
