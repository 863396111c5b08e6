'use client'
/** Writes what was checked, piece by piece: can be stopped between two of them, goes on after a break, and can be undone. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, failureText } from '@/lib/ui/api'
import { type Existing, send, sum, type Tally } from './batches'
import type { Checked } from './check'
import { hasProblems } from './report'
import { forget, save } from './saved'

export type RunStep = 'running' | 'stopping' | 'paused' | 'stopped' | 'done' | 'undone'

export interface RunState {
  step: RunStep
  tally: Tally
  /** Pieces that are through. */
  through: number
  /** Why it has paused. */
  message?: string
}

/** Records that one request may delete. */
const mostDeleted = 1000

export function useRun(path: string, { batches, saved }: Checked, existing: Existing) {
  const [state, setState] = useState<RunState>({ step: 'running', tally: saved.tally, through: 0 })
  const made = useRef<string[]>([])
  const undone = useRef(0)
  const stopping = useRef(false)
  const began = useRef(false)

  const run = useCallback(
    async (from: number, before: Tally): Promise<void> => {
      let tally = before
      for (let through = from; through < batches.length; through++) {
        if (stopping.current) return setState({ step: 'stopped', tally, through })
        setState({ step: 'running', tally, through })
        const batch = batches[through]!
        const good = batch.filter((row) => !hasProblems(row))
        const place = saved.batch + through
        const left = batch.filter(hasProblems).map(({ line }) => line.number)
        save(path, { ...saved, batch: place, left, tally, at: Date.now() })
        try {
          const sent = await send(path, good, existing, { idempotencyKey: `${saved.attempt}-${place}` })
          tally = sum(tally, sent.tally)
          made.current.push(...sent.ids)
        } catch (thrown) {
          return setState({ step: 'paused', tally, through, message: failureText(thrown) })
        }
      }
      forget(path)
      setState({ step: 'done', tally, through: batches.length })
    },
    [path, batches, saved, existing],
  )

  useEffect(() => {
    stopping.current = false
    if (!began.current) void run(0, saved.tally)
    began.current = true
    // Who goes elsewhere stops it; the file can be chosen again.
    return () => {
      stopping.current = true
    }
  }, [run, saved])

  const working = state.step === 'running' || state.step === 'stopping'
  useEffect(() => {
    if (!working) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [working])

  return {
    state,
    /** How many records were made here, and can be taken back. */
    made: made.current.length,
    /** How many were. */
    undone: undone.current,
    stop(): void {
      stopping.current = true
      setState((now) => (now.step === 'running' ? { ...now, step: 'stopping' } : now))
    },
    goOn(): void {
      stopping.current = false
      void run(state.through, state.tally)
    },
    /** Leaves it where it has paused. */
    end: () => setState((now) => ({ ...now, step: 'stopped' })),
    /** Moves what was made to the trash; throws where it is refused. */
    async undo(): Promise<void> {
      while (made.current.length > 0) {
        const ids = made.current.slice(0, mostDeleted)
        await api.post(`${path}/records/delete`, { ids })
        made.current = made.current.slice(mostDeleted)
        undone.current += ids.length
      }
      forget(path)
      setState((now) => ({ ...now, step: 'undone' }))
    },
  }
}
