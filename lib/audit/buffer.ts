/**
 * The way of a look into the log: reads leave their line here and do not wait; once a second, or sooner when there are
 * many, the lines are written together. While the database is away they are kept, and what does not fit any more is
 * counted and told of afterwards: nothing goes missing silently.
 */
import type { Actor } from '@/lib/access/actor'
import { appSql, run, sqlState } from '@/lib/db/connection'
import { insertLines, type LogLine, type Look, lineOf } from './line'

/** So many lines are written without waiting for the second to be over. */
const soon = 200
/** Lines of one statement. */
const batch = 500
/** Lines that are kept while the database is away: some 40 MB. */
export const mostKept = 20_000
const interval = 1000

interface Kept {
  schema: string
  line: LogLine
}
interface Gap {
  count: number
  from: number
  to: number
}
interface State {
  kept: Kept[]
  gaps: Map<string, Gap>
  /** The writing under way. */
  writing?: Promise<void>
  timer?: ReturnType<typeof setInterval>
}

/** One per process, however often a bundler loads this module. */
const key = Symbol.for('tian.access-log')
const holder = globalThis as unknown as Record<symbol, State | undefined>
holder[key] ??= { kept: [], gaps: new Map() }
const state = holder[key]

/** Leaves the line of a look that has happened. Costs the reader nothing but that. */
export function noteLook(actor: Actor, look: Look): void {
  const line = lineOf(actor, look)
  const { schema } = actor.definitions
  if (state.kept.length >= mostKept) countLost(schema, line.at)
  else if (state.kept.push({ schema, line }) % soon === 0 && state.timer) void flushLooks()
}

/** Writes the line of a look that is about to happen; what it tells of may only leave once this has returned. */
export async function writeLook(actor: Actor, look: Look): Promise<void> {
  await run(appSql(), insertLines(actor.definitions.schema, [lineOf(actor, look)]))
}

function countLost(schema: string, at: number): void {
  const gap = state.gaps.get(schema)
  if (gap) Object.assign(gap, { count: gap.count + 1, to: at })
  else {
    state.gaps.set(schema, { count: 1, from: at, to: at })
    console.error(
      `access log of ${schema}: the database is away and no more lines fit; they are counted from now on`,
    )
  }
}

/** Writes what is there. False when the database did not take it: then it is kept. */
export async function flushLooks(): Promise<boolean> {
  while (state.writing) await state.writing
  let told = () => {}
  state.writing = new Promise<void>((resolve) => {
    told = resolve
  })
  try {
    while (state.kept.length > 0) await writeBatch()
    await writeGaps()
    return true
  } catch (error) {
    console.error(`access log: ${state.kept.length} lines wait to be written: ${String(error)}`)
    return false
  } finally {
    state.writing = undefined
    told()
  }
}

async function writeBatch(): Promise<void> {
  const { schema } = state.kept[0]!
  const end = state.kept.findIndex((kept, i) => i === batch || kept.schema !== schema)
  const mine = state.kept.slice(0, end < 0 ? undefined : end)
  await into(
    schema,
    insertLines(
      schema,
      mine.map((kept) => kept.line),
    ),
  )
  state.kept.splice(0, mine.length)
}

async function writeGaps(): Promise<void> {
  for (const [schema, { count, from, to }] of state.gaps) {
    const detail = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
    const line: LogLine = { kind: 'gap', at: Date.now(), actor: null, door: 'command', count, detail }
    await into(schema, insertLines(schema, [line]))
    console.error(`access log of ${schema}: ${count} lines were lost while the database was away`)
    state.gaps.delete(schema)
  }
}

/** A base that is gone takes its log with it. */
async function into(schema: string, insert: ReturnType<typeof insertLines>): Promise<void> {
  try {
    await run(appSql(), insert)
  } catch (error) {
    if (!['3F000', '42P01'].includes(sqlState(error) ?? '')) throw error
    console.error(`access log of ${schema}: the base is gone`)
  }
}

/** Begins to write once a second; @returns how to stop, which writes what is left. */
export function writeEverySecond(): () => Promise<void> {
  state.timer ??= setInterval(() => {
    if (!state.writing && state.kept.length + state.gaps.size > 0) void flushLooks()
  }, interval)
  state.timer.unref()
  return async () => {
    clearInterval(state.timer)
    state.timer = undefined
    if (!(await flushLooks())) console.error(`access log: ${state.kept.length} lines are lost by this end`)
  }
}
