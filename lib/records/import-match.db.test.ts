/** Rows that come in and name records: skipped, changed by the way of every change, or told why they cannot be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Rights } from '@/lib/access/testing/roles'
import type { Client } from '@/lib/api/testing/client'
import {
  bring,
  type Fields,
  type ImportWorld,
  openImports,
  problemsOf,
  records,
  rights,
  said,
  send,
} from './testing/import'

let here: ImportWorld
let world: ImportWorld['world']
let admin: Client
let sales: Client
beforeAll(async () => {
  here = await openImports()
  ;({ world, admin, sales } = here)
})
afterAll(() => here.close())
const make = (fields: Fields) => here.make(fields)
const cells = (id: string) => here.cells(id)
const titled = (text: string) => here.titled(text)
const playing = (table: Rights) => here.playing(table)

describe('rows that name records', () => {
  const update = { match: 'code', existing: 'update' } as const
  const skip = { match: 'code', existing: 'skip' } as const
  let mineId: string
  beforeAll(async () => {
    mineId = await make({ title: 'named', code: 'M-1', region: 'east', slot: 9, owner: world.sales.userId })
    await make({ title: 'theirs', code: 'M-2', owner: world.other.userId })
  })
  test('skips those that are there, and makes the others', async () => {
    const answers = await bring(
      sales,
      [{ title: 'again', code: 'M-1' }, { title: 'skip new', code: 'M-3' }, { title: 'no code' }],
      skip,
    )
    expect(answers[0]).toEqual({ done: 'skipped', id: mineId })
    expect([said(answers[1]), said(answers[2])]).toEqual(['created', 'created'])
    expect(await cells(mineId)).toMatchObject({ title: 'named' })
  })
  test('changes the cells that are given, and no others', async () => {
    const [answer] = await bring(sales, [{ code: 'M-1', title: 'renamed', slot: null }], update)
    expect(answer).toEqual({ done: 'updated', id: mineId })
    const now = await cells(mineId)
    expect(now).toMatchObject({ title: 'renamed', region: 'east', code: 'M-1' })
    expect(now).not.toHaveProperty('slot')
    const history = (await admin.ask('GET', `${records}/${mineId}/history`)).body.entries as {
      door: string
      by: object
    }[]
    expect(history[0]).toMatchObject({ door: 'import', kind: 'update', by: { id: world.sales.userId } })
  })
  test('records out of sight are not there: their value is taken, as it is for a new record', async () => {
    for (const ask of [skip, update])
      expect(said((await bring(sales, [{ title: 'x', code: 'M-2' }], ask))[0])).toEqual([
        ['VALUE_TAKEN', 'code'],
      ])
  })
  test('a cell that may not be changed, a bad one, a taken one and a row that would be lost are problems of their rows', async () => {
    await make({ title: 'm4', code: 'M-4', owner: world.sales.userId })
    await make({ title: 'm5', code: 'M-5', region: 'west', slot: 1, owner: world.sales.userId })
    const rows = [
      { code: 'M-1', reason: 'why' },
      { code: 'M-4', region: 'west', slot: 1 },
      { code: 'M-5', owner: world.other.userId },
    ]
    const answers = await bring(sales, rows, update)
    expect(answers.map((row) => said(row))).toEqual([
      [['FIELD_READ_ONLY', 'reason']],
      [['VALUE_TAKEN', 'region']],
      [['ROW_NOT_YOURS', undefined]],
    ])
    expect(said((await bring(sales, [{ code: 'M-5', mail: 'no mail' }], update))[0])).toEqual([
      ['VALUE_INVALID', 'mail'],
    ])
    const [good] = await bring(
      sales,
      [
        { code: 'M-4', region: 'south' },
        { code: 'M-5', owner: world.other.userId },
      ],
      update,
    )
    expect(said(good)).toBe('updated')
  })
  test('two rows that name the same record, and two records that one row names', async () => {
    await make({ title: 'twin', mail: 'twin@example.com', owner: world.sales.userId })
    await make({ title: 'twin', mail: 'twin@example.com', owner: world.sales.userId })
    await make({ title: 'single', mail: 'one@example.com', owner: world.sales.userId })
    await make({ title: 'hidden twin', mail: 'one@example.com', owner: world.other.userId })
    const rows = ['twin', 'one', 'one', 'new', 'new'].map((name) => ({
      title: 'named by mail',
      mail: `${name}@example.com`,
    }))
    const answers = await bring(sales, rows, { match: 'mail', existing: 'update' })
    const refused = [['VALUE_INVALID', 'mail']]
    expect(answers.map((row) => said(row))).toEqual([refused, 'updated', refused, 'created', refused])
    expect(problemsOf(answers[0])[0]!.message).toMatch(/不止一条/)
    expect(problemsOf(answers[2])[0]!.message).toMatch(/前面有一行/)
    expect(await titled('twin')).toHaveLength(3)
  })
  test('by a number that the system gives: what names no record is told so', async () => {
    const { no } = await cells(mineId)
    const answers = await bring(
      sales,
      [
        { no, title: 'by number' },
        { no: 'IT999', title: 'none' },
      ],
      { match: 'no', existing: 'update' },
    )
    expect(answers.map((row) => said(row))).toEqual(['updated', [['FIELD_READ_ONLY', 'no']]])
    expect(await cells(mineId)).toMatchObject({ title: 'by number', no })
  })
  test('by a link to a record', async () => {
    await make({ title: 'linked', customer: here.own, owner: world.sales.userId })
    const [answer] = await bring(sales, [{ title: 'linked again', customer: here.own }], {
      match: 'customer',
      existing: 'update',
    })
    expect(said(answer)).toBe('updated')
  })
  test('only by what is always shown', async () => {
    const code = async (match: string) => {
      const { status, body } = await send(sales, [{ title: 'x' }], { match, existing: 'skip' })
      return [status, body.error?.code]
    }
    expect(await code('phone')).toEqual([422, 'VALUE_INVALID'])
    expect(await code('note')).toEqual([422, 'VALUE_INVALID'])
    expect(await code('status')).toEqual([422, 'VALUE_INVALID'])
    expect(await code('secret')).toEqual([400, 'FIELD_UNKNOWN'])
    const hidden = await send(sales, [{ title: 'x' }], { match: 'secret', existing: 'skip' })
    const unknown = await send(sales, [{ title: 'x' }], { match: 'sacred', existing: 'skip' })
    expect(hidden.text).toBe(unknown.text)
  })
  test('needs to be told what happens with them, and the right to change them', async () => {
    for (const [ask, field] of [
      [{ match: 'code' }, 'existing'],
      [{ existing: 'skip' }, 'match'],
    ] as const)
      expect(await send(sales, [{ title: 'x' }], ask)).toMatchObject({
        status: 422,
        body: { error: { code: 'VALUE_REQUIRED', field } },
      })
    await playing({ ...rights, rows: { ...rights.rows, update: [] } })
    expect(await send(sales, [{ title: 'x', code: 'M-1' }], update)).toMatchObject({
      status: 403,
      body: { error: { code: 'FORBIDDEN' } },
    })
    expect(said((await bring(sales, [{ title: 'x', code: 'M-1' }], skip))[0])).toBe('skipped')
    await playing(rights)
  })
})
