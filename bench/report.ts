/** The figures as a table for people and as JSON for comparing runs. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Figures, Spread } from './measure'

export interface Result {
  rows: number
  figures: Figures[]
  /** An authenticated request that finds nothing to do. */
  empty: Spread
  /** Milliseconds from starting the server to its first page. */
  warmStart: number
}

const warmStartGoal = 3000

const ms = (n: number): string => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))

/** Whether the goal is reached, and how both read. */
export function judge({ goal, tian, against }: Figures): { goal: string; reached?: boolean } {
  if (!goal) return { goal: '–' }
  if ('ratio' in goal) return { goal: `≤ ${goal.ratio}×`, reached: tian.p50 <= goal.ratio * against.p50 }
  return { goal: `≤ +${goal.more} ms`, reached: tian.p50 <= against.p50 + goal.more }
}

export function print({ rows, figures, empty, warmStart }: Result): void {
  const yesNo = (reached: boolean | undefined) => (reached === undefined ? '' : reached ? 'yes' : 'NO')
  const lines = figures.map((f) => {
    const { goal, reached } = judge(f)
    const ratio = `${(f.tian.p50 / f.against.p50).toFixed(2)}×`
    return [
      f.name,
      ms(f.tian.p50),
      ms(f.against.p50),
      f.by,
      ratio,
      goal,
      yesNo(reached),
      `${(f.tian.p50 / empty.p50).toFixed(1)}×`,
    ]
  })
  const cells = [
    ['row', 'Tian', 'against', 'by', 'ratio', 'goal', 'reached', '× empty'],
    ...lines,
    ['empty authenticated request', ms(empty.p50), '', '', '', '', '', '1.0×'],
    [
      'warm start to the first page',
      ms(warmStart),
      '',
      '',
      '',
      `≤ ${warmStartGoal} ms`,
      yesNo(warmStart <= warmStartGoal),
      '',
    ],
  ]
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)))
  console.log(`\n${rows} rows, 20 fields; p50 in milliseconds, one client\n`)
  for (const line of cells)
    console.log(line.map((c, i) => (i === 0 ? c.padEnd(widths[i]!) : c.padStart(widths[i]!))).join('  '))
}

/** Keeps the figures in `bench/results`; @returns where. */
export function save(result: Result): string {
  const path = `bench/results/${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`
  const machine = { cpus: cpus().length, cpu: cpus()[0]?.model, memory: totalmem(), node: process.version }
  const figures = result.figures.map((f) => ({ ...f, reached: judge(f).reached }))
  mkdirSync('bench/results', { recursive: true })
  writeFileSync(path, `${JSON.stringify({ ...result, figures, machine }, null, 2)}\n`)
  return path
}
