/** Turns: four of one person at a time, the others in order; who leaves the line is not waited for. */
import { expect, test } from 'vitest'
import { inTurn, pagesInTurn } from './turns'

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
