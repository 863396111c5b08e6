/**
 * The statement of law L4 as a property: two states of a base that differ only in what somebody may not see answer that
 * person byte for byte alike, whatever is asked, and stay so. SEED chooses other traces, NI_TRACES how many, NI_ASKS=<part of an address> which requests.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCount, search, story } from './property'
import { Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage.close())

const runs = Number(process.env.NI_TRACES ?? 300)
const seed = Number(process.env.SEED ?? 1)

test('what somebody may not see makes no difference to anything they are told', { timeout: 0 }, async () => {
  const count = newCount()
  const began = performance.now()
  const found = await search(stage, runs, seed, count)
  const seconds = (performance.now() - began) / 1000
  const rate = (count.traces / seconds).toFixed(1)
  console.log(
    `NI ${JSON.stringify({ ...count, asked: Object.fromEntries(count.asked), seconds: Math.round(seconds), rate, caughtAfter: found?.after, oracle: found?.oracle })}`,
  )
  if (found) throw new Error(story(found))
  expect(count.discarded / count.traces).toBeLessThan(0.2)
  if (!process.env.NI_ASKS) expect(count.served / count.requests).toBeGreaterThan(0.3)
})
