/** Rounds: every row in turn, its two sides one after the other, so that what the machine does meanwhile meets both. */
import { type Ask, send, sendOk } from './client'
import type { Row } from './rows'

export interface Figures {
  name: string
  by: Row['by']
  goal?: Row['goal']
  tian: Spread
  against: Spread
}

export interface Spread {
  p50: number
  p95: number
  samples: number
}

/** Refuses to time what is not the same work. */
export async function compare(rows: readonly Row[]): Promise<void> {
  for (const { name, same, tian, against } of rows) {
    if (!same) continue
    const [a, b] = await Promise.all(
      [tian, against].map(async (side) => JSON.stringify(same((await sendOk(side())).json))),
    )
    if (a !== b) throw new Error(`${name}: the answers differ: ${a?.slice(0, 200)} and ${b?.slice(0, 200)}`)
  }
}

/** Times the rows; the first round warms up and is not counted. */
export async function measure(rows: readonly Row[], rounds: number): Promise<Figures[]> {
  const times = new Map(rows.map((row) => [row, { tian: [] as number[], against: [] as number[] }]))
  for (let round = 0; round <= rounds; round++) {
    for (const row of rows) {
      for (const side of ['against', 'tian'] as const) {
        for (let i = 0; i < row.requests; i++) {
          if (row.before) await sendOk(row.before())
          const { ms } = await sendOk(row[side]())
          if (round > 0) times.get(row)![side].push(ms)
        }
      }
    }
  }
  return rows.map((row) => {
    const { tian, against } = times.get(row)!
    return { name: row.name, by: row.by, goal: row.goal, tian: spread(tian), against: spread(against) }
  })
}

/** A request whose answer does not matter, timed by itself. */
export async function measureOne(ask: Ask, requests: number): Promise<Spread> {
  const times: number[] = []
  for (let i = 0; i < requests * 2; i++) {
    const { ms } = await send(ask)
    if (i >= requests) times.push(ms)
  }
  return spread(times)
}

export function spread(times: number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
  return { p50: at(0.5), p95: at(0.95), samples: sorted.length }
}
