import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ListAnswer, ListAsk } from '@/lib/api/contract'
import { RecordStore } from './records'

/** A list of `total` records behind HTTP, whose cursors are positions. */
function server(total: number) {
  const asked: ListAsk[] = []
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    const ask: ListAsk = JSON.parse(String(init.body))
    asked.push(ask)
    const start = ask.cursor ? Number(ask.cursor) : (ask.offset ?? 0)
    const end = Math.min(start + (ask.limit ?? 50), total)
    const ids = Array.from(
      { length: Math.max(0, end - start) },
      (_, i) => `${ask.sort?.[0]?.field ?? ''}${start + i}`,
    )
    const answer: ListAnswer = {
      records: ids.map((id) => ({ id, fields: {}, titles: {}, can: { update: true, delete: true } })),
      next: end < total ? String(end) : undefined,
      count: ask.count && {
        value: ask.count === 'capped' ? Math.min(total, 10_000) : total,
        more: ask.count === 'capped' && total > 10_000,
      },
    }
    return new Response(JSON.stringify(answer))
  })
  return asked
}
const settle = () => vi.advanceTimersByTimeAsync(200)
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a list that is loaded as it comes into sight', () => {
  test('the first stretch comes with a count, a large one is counted exactly apart', async () => {
    const asked = server(25_000)
    const store = new RecordStore('/t')
    store.setAsk({})
    await settle()
    expect(asked.map((ask) => ask.count)).toEqual(['capped', 'exact'])
    expect([store.status, store.total, store.counted]).toEqual(['ready', 25_000, true])
    expect(store.at(99)?.id).toBe('99')
    expect(store.at(100)).toBeUndefined()
  })

  test('scrolling on continues by cursor and looks ahead, a jump goes by offset', async () => {
    const asked = server(5000)
    const store = new RecordStore('/t')
    store.setAsk({})
    await settle()
    store.show(60, 100)
    await settle()
    expect(asked.at(-1)).toMatchObject({ cursor: '100', limit: 100 })
    store.show(3010, 3050)
    await settle()
    expect(asked.slice(2).map((ask) => ask.offset)).toEqual([3000, 3100])
    expect(store.at(3049)?.id).toBe('3049')
    const before = asked.length
    store.show(3020, 3060)
    await settle()
    expect(asked.length).toBe(before)
  })

  test('another order replaces the list when it has arrived, and not before', async () => {
    server(300)
    const store = new RecordStore('/t')
    store.setAsk({ fields: ['a'] })
    await settle()
    store.setAsk({ fields: ['a'], sort: [{ field: 'a', desc: false }] })
    expect([store.status, store.at(5)?.id]).toEqual(['refreshing', '5'])
    await settle()
    expect([store.status, store.at(5)?.id]).toEqual(['ready', 'a5'])
  })

  test('fewer fields need no request, more fields keep the place', async () => {
    const asked = server(1000)
    const store = new RecordStore('/t')
    store.setAsk({ fields: ['a', 'b'] })
    await settle()
    store.show(600, 640)
    await settle()
    const before = asked.length
    store.setAsk({ fields: ['a'] })
    await settle()
    expect(asked.length).toBe(before)
    store.setAsk({ fields: ['a', 'c'] })
    await settle()
    expect(asked.slice(before).some((ask) => ask.offset === 600 && ask.fields?.includes('c'))).toBe(true)
    expect(store.at(620)?.id).toBe('620')
  })

  test('a failure is told and can be tried again', async () => {
    const store = new RecordStore('/t')
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify({ error: { code: 'BUSY', message: 'busy' } }), { status: 503 }),
    )
    store.setAsk({})
    await settle()
    expect([store.status, store.error?.code]).toEqual(['failed', 'BUSY'])
    server(3)
    store.retry()
    await settle()
    expect([store.status, store.total, store.error]).toEqual(['ready', 3, undefined])
  })
})
