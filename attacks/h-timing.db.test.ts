/**
 * Class H16 of the catalogue: time tells nothing. Pairs of questions, interleaved; it fails on what even a busy machine could
 * not do by chance. With TIMING set there are 200 pairs a question, and what was measured is printed.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asked, get, people, post } from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
const report: Record<string, { hidden: string; missing: string; apart: string; p: string }> = {}
afterAll(async () => {
  if (process.env.TIMING) console.table(report)
  await stage.close()
})

/** Enough for what is gross; the report takes its time. */
const pairs = process.env.TIMING ? 200 : 60
const nobody = '018f0000-0000-7000-8000-00000000dead'
const records = `${people}/records`

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1]!

/** How likely two samples lie so far apart by chance: Mann–Whitney, by the normal approximation. */
function chance(a: readonly number[], b: readonly number[]): number {
  const ranked = [...a.map((t) => ({ t, of: 'a' })), ...b.map((t) => ({ t, of: 'b' }))].sort(
    (x, y) => x.t - y.t,
  )
  const ranks = ranked.reduce((sum, { of }, i) => (of === 'a' ? sum + i + 1 : sum), 0)
  const u = ranks - (a.length * (a.length + 1)) / 2
  const z =
    (u - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)
  // A bound of the tail that is close enough for what is told apart here.
  return Math.min(1, 2 * Math.exp((-z * z) / 2))
}

describe('H16 time (Directus CVE-2026-26185; PocketBase)', () => {
  const questions: Record<string, (of: Stage['ids']) => [Asked, Asked]> = {
    'a record out of sight': ({ foreign }) => [get(`${records}/${foreign}`), get(`${records}/${nobody}`)],
    'a hidden field': () => [get(records, { sort: 'salary' }), get(records, { sort: 'yralas' })],
    'a value behind a mask': () => [
      post(`${people}/query`, { where: 'phone = "13812345678"' }),
      post(`${people}/query`, { where: 'phone = "13812345679"' }),
    ],
    'a file of a hidden cell': ({ cv }) => [get(`/bases/hr/files/${cv}`), get(`/bases/hr/files/${nobody}`)],
    'another base': () => [get('/bases/shop'), get('/bases/pohs')],
  }
  test.each(Object.entries(questions))('%s takes as long as none', async (name, of) => {
    const [hidden, missing] = of(stage.ids)
    const took = async ({ method, path, ask }: Asked): Promise<number> => {
      const begun = performance.now()
      await stage.s.ask(method, path, ask)
      return performance.now() - begun
    }
    for (let i = 0; i < 10; i++) await Promise.all([took(hidden), took(missing)])
    const [a, b]: [number[], number[]] = [[], []]
    for (let i = 0; i < pairs; i++) {
      // Who comes second must not always be the same.
      if (i % 2 === 0) a.push(await took(hidden))
      b.push(await took(missing))
      if (i % 2 === 1) a.push(await took(hidden))
    }
    const apart = Math.abs(median(a) - median(b))
    const p = chance(a, b)
    const ms = (time: number) => `${time.toFixed(2)} ms`
    report[name] = { hidden: ms(median(a)), missing: ms(median(b)), apart: ms(apart), p: p.toExponential(1) }
    expect(apart > 5 && p < 1e-6, JSON.stringify(report[name])).toBe(false)
  })
})
