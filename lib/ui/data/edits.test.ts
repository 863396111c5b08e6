import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ApiRecord } from '@/lib/api/contract'
import { EditStore } from './edits'
import { RecordStore } from './records'

const path = '/bases/b/tables/t'
const record = (fields: ApiRecord['fields']): ApiRecord => ({
  id: 'r',
  fields,
  titles: {},
  can: { update: true, delete: true },
})

/** A network that answers each request in turn and keeps what was asked. */
function network(...answers: [status: number, body: unknown][]) {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    asked.push(JSON.parse(String(init.body)))
    const [status, body] = answers.shift()!
    return new Response(JSON.stringify(body), { status })
  })
  return asked
}
afterEach(() => vi.unstubAllGlobals())

function stores(fields: ApiRecord['fields']) {
  const records = new RecordStore(path)
  records.insert(0, record(fields))
  return { records, edits: new EditStore(path, records) }
}
const change = (field: string, value: ApiRecord['fields'][string] | undefined) => ({ id: 'r', field, value })

describe('cell edits', () => {
  test('are shown at once, sent with what was there, and replaced by the answer', async () => {
    const { records, edits } = stores({ name: 'old' })
    const asked = network([200, record({ name: 'new!' })])
    const sent = edits.commit([change('name', 'new'), change('phone', undefined)])
    expect(edits.value('r', 'name')).toBe('new')
    expect(edits.counts()).toEqual({ saving: 1, refused: 0 })
    expect(await sent).toEqual([{ id: 'r', field: 'name', value: 'new', was: 'old' }])
    expect(asked).toEqual([{ set: { name: 'new' }, was: { name: 'old' } }])
    expect(records.get('r')?.fields.name).toBe('new!')
    expect(edits.of('r')).toBeUndefined()
  })

  test('a conflict keeps both values, and sends the cells that did not clash again', async () => {
    const { records, edits } = stores({ name: 'old', size: 1 })
    const conflict = { error: { code: 'CONFLICT', message: '…', present: { name: 'theirs', size: 1 } } }
    const asked = network([409, conflict], [200, record({ name: 'theirs', size: 2 })])
    await edits.commit([change('name', 'mine'), change('size', 2)])
    expect(asked[1]).toEqual({ set: { size: 2 }, was: { size: 1 } })
    expect(edits.of('r')?.name).toMatchObject({ value: 'mine', status: 'conflict' })
    expect([...edits.conflicts()]).toMatchObject([{ id: 'r', field: 'name', edit: { value: 'mine' } }])
    expect(records.get('r')?.fields).toEqual({ name: 'theirs', size: 2 })
    expect(edits.refused()).toEqual({ id: 'r', field: 'name' })

    const again = network([200, record({ name: 'mine', size: 2 })])
    await edits.commit([change('name', 'mine')])
    expect(again).toEqual([{ set: { name: 'mine' }, was: { name: 'theirs' } }])
    expect(edits.counts()).toEqual({ saving: 0, refused: 0 })
  })

  test('a refusal stays at its cell with what was typed, until it is given up', async () => {
    const { edits } = stores({ name: 'old' })
    network([409, { error: { code: 'VALUE_TAKEN', field: 'name', message: 'taken', hint: 'another' } }])
    expect(await edits.commit([change('name', 'twin')])).toEqual([])
    expect(edits.of('r')?.name).toMatchObject({ value: 'twin', status: 'failed', error: { hint: 'another' } })
    edits.discard('r', 'name')
    expect(edits.value('r', 'name')).toBe('old')
  })

  test('cells of one record go one after the other, each against what the one before left', async () => {
    const { edits } = stores({ n: 1 })
    const asked = network([200, record({ n: 2 })], [200, record({ n: 3 })])
    await Promise.all([edits.commit([change('n', 2)]), edits.commit([change('n', 3)])])
    expect(asked).toEqual([
      { set: { n: 2 }, was: { n: 1 } },
      { set: { n: 3 }, was: { n: 2 } },
    ])
  })
})
