/** Turns: four of one person or address at a time, the others in order; who leaves the line is not waited for. */
import { expect, test } from 'vitest'
import { addressHeader } from '@/lib/server/http'
import { inStrangersTurn, inTurn, pagesInTurn } from './turns'

const { signal } = new AbortController()
const waitATick = () => new Promise((resolve) => setTimeout(resolve, 0))

/** Work that ends when it is told to. */
function held(): { work: () => Promise<number>; end(): void; begun: boolean } {
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const one = {
    begun: false,
    end,
    work: async () => {
      one.begun = true
      await ended
      return 1
    },
  }
  return one
}

test('four work, the fifth begins when one of them ends, also with an error; another person is not concerned', async () => {
  const jobs = Array.from({ length: 6 }, held)
  const asked = jobs.map((job) => inTurn('one', signal, job.work))
  const begun = () => jobs.map((job) => job.begun)
  await waitATick()
  expect(begun()).toEqual([true, true, true, true, false, false])
  expect(await inTurn('other', signal, async () => 2)).toBe(2)
  jobs[2]!.end()
  await waitATick()
  expect(begun()).toEqual([true, true, true, true, true, false])
  for (const job of jobs) job.end()
  expect(await Promise.all(asked)).toEqual([1, 1, 1, 1, 1, 1])
  const failing = async () => {
    throw new Error('no')
  }
  for (let i = 0; i < 10; i++) await expect(inTurn('one', signal, failing)).rejects.toThrow('no')
  expect(await inTurn('one', signal, async () => 3)).toBe(3)
})

test('who leaves while waiting is told BUSY and takes nobody’s place; a line has its end', async () => {
  const jobs = Array.from({ length: 4 }, held)
  const working = jobs.map((job) => inTurn('two', signal, job.work))
  const leaving = new AbortController()
  const left = inTurn('two', leaving.signal, async () => 'never')
  const waiting = Array.from({ length: 99 }, () => inTurn('two', new AbortController().signal, async () => 4))
  await expect(inTurn('two', signal, async () => 5)).rejects.toMatchObject({ code: 'BUSY' })
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'BUSY' })
  await expect(inTurn('two', signal, async () => 6, 1)).rejects.toMatchObject({ code: 'BUSY' })
  for (const job of jobs) job.end()
  await Promise.all(working)
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([4]))
})

test('a download comes whole, page by page, and says what it is', async () => {
  const pages = ['a,', 'b,', 'c']
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const page = pages.shift()
      if (page) controller.enqueue(new TextEncoder().encode(page))
      else controller.close()
    },
  })
  const given = new Response(stream, {
    status: 201,
    headers: { 'Content-Type': 'text/csv', 'X-Total-Count': '3' },
  })
  const answer = pagesInTurn('three', signal, given)
  expect([answer.status, answer.headers.get('X-Total-Count'), await answer.text()]).toEqual([
    201,
    '3',
    'a,b,c',
  ])
})

const from = (address: string, abort = new AbortController()) =>
  new Request('http://localhost/', { headers: { [addressHeader]: address }, signal: abort.signal })

test('strangers: four of one address, eight in all, and no address makes another wait for all of its own', async () => {
  const flood = Array.from({ length: 40 }, held)
  const flooding = flood.map((job, i) => inStrangersTurn(from(`192.0.2.${i < 20 ? 1 : 2}`), job.work))
  await waitATick()
  expect(flood.filter((job) => job.begun)).toHaveLength(8)
  const others = Array.from({ length: 3 }, held)
  const asked = others.map((job, i) => inStrangersTurn(from(`198.51.100.${i}`), job.work))
  await waitATick()
  expect(others.some((job) => job.begun)).toBe(false)
  // Five places become free: each of the five addresses in line gets one of them.
  for (const job of flood.filter((one) => one.begun).slice(0, 5)) job.end()
  await waitATick()
  expect(others.every((job) => job.begun)).toBe(true)
  // Somebody signed in is in no line with them.
  expect(await inTurn('four', signal, async () => 7)).toBe(7)
  for (const job of [...flood, ...others]) job.end()
  expect(await Promise.all([...flooding, ...asked])).toHaveLength(43)
})

test('one network is one address; who leaves the full room leaves nothing behind', async () => {
  const jobs = Array.from({ length: 8 }, held)
  const network = (i: number) => (i < 4 ? `2001:db8::${i}` : `2001:db8:0:1::${i}`)
  const working = jobs.map((job, i) => inStrangersTurn(from(network(i)), job.work))
  const fifth = held()
  const waiting = inStrangersTurn(from('2001:db8::ffff'), fifth.work)
  const leaving = new AbortController()
  const left = inStrangersTurn(from('203.0.113.1', leaving), async () => 1)
  await waitATick()
  expect(fifth.begun).toBe(false)
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'BUSY' })
  jobs[5]!.end()
  await waitATick()
  expect(fifth.begun).toBe(false)
  expect(await inStrangersTurn(from('203.0.113.1'), async () => 2)).toBe(2)
  for (const job of [...jobs, fifth]) job.end()
  await Promise.all([...working, waiting])
})

test('an upload that takes its time keeps no stranger from anything else', async () => {
  const slow = Array.from({ length: 5 }, held)
  const sending = slow.map((job) => inStrangersTurn(from('203.0.113.2'), job.work, true))
  await waitATick()
  expect(slow.map((job) => job.begun)).toEqual([true, true, true, true, false])
  expect(await inStrangersTurn(from('203.0.113.2'), async () => 3)).toBe(3)
  for (const job of slow) job.end()
  await Promise.all(sending)
})
