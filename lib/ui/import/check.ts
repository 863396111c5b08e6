'use client'
/** Looks at every row before anything is written: here what a cell means, on the server everything else. */
import { useEffect, useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import type { Translate } from '@/lib/i18n/translate'
import { failureText } from '@/lib/ui/api'
import { isAbort } from '@/lib/ui/data/failure'
import type { TableHandle } from '@/lib/ui/data/table'
import { batchesOf, nothing, send, sum, type Tally } from './batches'
import { fingerprintOf, type Plan, rowsOf, targetsOf } from './plan'
import { hasProblems } from './report'
import { type Row, readRows } from './rows'
import { begin, forget, isUncertain, type Saved, savedImport } from './saved'
import { cellWords } from './words'

export interface Checked {
  /** The rows that are still to come, in the pieces in which they are sent. */
  batches: Row[][]
  saved: Saved
  /** It goes on where an earlier import of this file was broken off. */
  resumed: boolean
  /** Rows that an earlier import of this file has done. */
  earlier: number
  /** What would come of those without problems. */
  tally: Tally
}

export type CheckState =
  | { step: 'reading' | 'checking'; rows: readonly Row[]; done: number; total: number }
  | { step: 'failed'; rows: readonly Row[]; message: string }
  | { step: 'checked'; rows: readonly Row[]; checked: Checked }

interface Asking {
  /** `/bases/{base}/tables/{table}` */
  path: string
  handle: TableHandle
  table: TableAnswer
  plan: Plan
  person: string
}

type Step = 'reading' | 'checking'
type Tell = (step: Step, rows: readonly Row[], done: number) => void

/** How often a progress is drawn, in milliseconds. */
const pace = 100

export function useCheck(asking: Asking) {
  const t = useT()
  const total = rowsOf(asking.plan).length
  const beginning: CheckState = { step: 'reading', rows: [], done: 0, total }
  const [state, setState] = useState<CheckState>(beginning)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen stays while it is checked; a new attempt begins anew.
  useEffect(() => {
    const request = new AbortController()
    const { signal } = request
    let seen: readonly Row[] = []
    let drawn = 0
    const tell: Tell = (step, rows, done) => {
      seen = rows
      if (signal.aborted || performance.now() - drawn < pace) return
      drawn = performance.now()
      setState({ step, rows, done, total })
    }
    checkAll(asking, t, signal, tell).then(
      (checked) => !signal.aborted && setState({ step: 'checked', rows: checked.batches.flat(), checked }),
      (thrown: unknown) => {
        if (signal.aborted || isAbort(thrown)) return
        setState({ step: 'failed', rows: seen, message: failureText(thrown) })
      },
    )
    return () => request.abort()
  }, [attempt])

  const retry = (): void => {
    setState(beginning)
    setAttempt((n) => n + 1)
  }
  return {
    state,
    retry,
    /** As if this file had never been imported. */
    anew(): void {
      forget(asking.path)
      retry()
    },
  }
}

/** Reads and checks what is still to come of a file. */
async function checkAll(asking: Asking, t: Translate, signal: AbortSignal, tell: Tell): Promise<Checked> {
  const { path, handle, table, plan, person } = asking
  const { context, services } = handle
  const fingerprint = fingerprintOf(plan, person)
  const brokenOff = savedImport(path, fingerprint)
  const saved = brokenOff ?? begin(fingerprint)
  const pieces = batchesOf(rowsOf(plan), plan.existing.existing)
  const rest = pieces.slice(saved.batch)
  const earlier = pieces.slice(0, saved.batch).flat().length
  const targets = targetsOf(table, plan)
  const alone = targets.filter(({ field }) => field.unique || field.key === plan.existing.match)
  const rows = await readRows(rest.flat(), {
    targets,
    single: new Set(alone.map(({ field }) => field.key)),
    context,
    services,
    words: (field, problem, text) => cellWords(t, field, problem, text, context),
    repeated: (_, row) => t('import.repeated', { row }),
    signal,
    onProgress: (done, read) => tell('reading', read, earlier + done),
  })
  const batches: Row[][] = []
  let tally: Tally = nothing
  let done = 0
  for (const [index, { length }] of rest.entries()) {
    tell('checking', rows, earlier + done)
    const batch = rows.slice(done, done + length)
    const ask = { ...plan.existing, check: true }
    // The piece on which an earlier import was broken off may be written already, so it is sent again just as it was.
    const outcome =
      brokenOff && index === 0 ? repeat(batch, saved, t) : (await send(path, batch, ask, { signal })).tally
    tally = sum(tally, outcome)
    batches.push(batch)
    done += length
  }
  return { batches, saved, resumed: brokenOff !== undefined, earlier, tally }
}

/** The rows of a piece as they were sent the last time; what comes of them is only known when it is there. */
function repeat(batch: readonly Row[], saved: Saved, t: Translate): Tally {
  for (const row of batch) {
    if (isUncertain(saved)) row.problems = [{ message: t('import.uncertain') }]
    else if (!saved.left.includes(row.line.number)) row.problems = []
    else if (!hasProblems(row)) row.problems.push({ message: t('import.leftOut') })
  }
  return { ...nothing, created: batch.filter((row) => !hasProblems(row)).length }
}
