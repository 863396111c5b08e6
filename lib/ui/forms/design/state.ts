'use client'
/** A form's design as saved and as drafted: every edit can be undone, and nothing is live before it is saved. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { FormBody, FormDesignAnswer, FormProblem } from '@/lib/api/contract-forms'
import { api } from '@/lib/ui/api'
import { failureOf } from '@/lib/ui/data/failure'
import { bodyOf, type Design, isSame, openDesign } from './blocks'
import { begin, type History, record, redo, undo } from './history'
import { type Located, locate, problemsOf, standing } from './problems'

export type Saved = { ok: true } | { ok: false; conflict?: true; error: ApiError }

export interface FormDesign {
  answer?: FormDesignAnswer
  error?: ApiError
  design?: Design
  dirty: boolean
  /** What does not fit the table, by block or step. */
  problems: ReadonlyMap<string, FormProblem>
  canUndo: boolean
  canRedo: boolean
  /** `tag`: changes of one kind in a row are undone together. */
  edit(change: (design: Design) => Design, tag?: string): void
  undo(): void
  redo(): void
  save(): Promise<Saved>
  /** Takes the newest revision and puts this design over it. */
  overwrite(): Promise<Saved>
  /** Reads the form again; what is not saved is gone. */
  reload(): Promise<void>
  renew(): Promise<void>
}

interface Open {
  answer: FormDesignAnswer
  /** As it was opened, with the identities that the draft goes on with. */
  saved: Design
  history: History<Design>
}

export function useFormDesign(base: string, form: string): FormDesign {
  const path = `/bases/${base}/forms/${form}`
  const [open, setOpen] = useState<Open>()
  const [error, setError] = useState<ApiError>()
  const [located, setLocated] = useState<readonly Located[]>([])

  const take = useCallback((answer: FormDesignAnswer) => {
    const saved = openDesign(answer.form)
    setOpen({ answer, saved, history: begin(saved) })
    setLocated(locate(saved, answer.problems))
    setError(undefined)
  }, [])
  const reload = useCallback(async () => {
    try {
      take(await api.get<FormDesignAnswer>(`${path}/design`))
    } catch (thrown) {
      setError(failureOf(thrown))
    }
  }, [path, take])
  useEffect(() => void reload(), [reload])

  const change = (next: (history: History<Design>) => History<Design>) =>
    setOpen((old) => old && { ...old, history: next(old.history) })
  const edit = useCallback<FormDesign['edit']>((with_, tag) => {
    setOpen(
      (old) => old && { ...old, history: record(old.history, with_(old.history.present), tag, Date.now()) },
    )
  }, [])

  const send = async (revision: string): Promise<Saved> => {
    const design = open!.history.present
    try {
      const body: FormBody = { ...bodyOf(design), revision }
      const answer = await api.put<FormDesignAnswer>(path, body)
      // The draft on the board stays as it is, with its history; only what counts as saved has moved.
      setOpen((old) => old && { ...old, answer, saved: design })
      setLocated(locate(design, answer.problems))
      return { ok: true }
    } catch (thrown) {
      const refused = failureOf(thrown)
      if (refused.code === 'FORM_INVALID') setLocated(locate(design, problemsOf(refused)))
      return { ok: false, error: refused, ...(refused.code === 'CONFLICT' && { conflict: true as const }) }
    }
  }
  const history = open?.history
  const present = history?.present
  const problems = useMemo(() => (present ? standing(present, located) : new Map()), [present, located])
  const dirty = useMemo(
    () =>
      open !== undefined && open.history.present !== open.saved && !isSame(open.history.present, open.saved),
    [open],
  )
  return {
    answer: open?.answer,
    error,
    design: present,
    dirty,
    problems,
    canUndo: (history?.past.length ?? 0) > 0,
    canRedo: (history?.future.length ?? 0) > 0,
    edit,
    undo: () => change(undo),
    redo: () => change(redo),
    save: () => send(open!.answer.revision),
    overwrite: async () => {
      try {
        const { revision } = await api.get<FormDesignAnswer>(`${path}/design`)
        return await send(revision)
      } catch (thrown) {
        return { ok: false, error: failureOf(thrown) }
      }
    },
    reload,
    renew: async () => {
      const answer = await api.post<FormDesignAnswer>(`${path}/renew`)
      setOpen((old) => old && { ...old, answer })
    },
  }
}
