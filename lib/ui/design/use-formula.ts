'use client'
/** What the server makes of a formula while it is typed: asked a moment after the last stroke, the latest answer counts. */
import { useEffect, useRef, useState } from 'react'
import type { FormulaAnswer, FormulaAsk } from '@/lib/api/contract-design'
import type { StoredExpr } from '@/lib/expr/ast'
import { useLocale } from '@/lib/i18n/react'
import { api, failureText } from '@/lib/ui/api'
import { isAbort } from '@/lib/ui/data/failure'

const pauseMs = 300

export interface FormulaState {
  text: string
  /** Of the text as it stands; undefined while it is being asked for. */
  answer?: FormulaAnswer
  /** Why there is no answer at all. */
  failure?: string
  asking: boolean
  write(text: string): void
  /** An expression from elsewhere, shown as text. */
  show(expr: StoredExpr): void
  retry(): void
}

export function useFormula(options: {
  /** `/bases/{base}/tables/{table}` */
  path: string
  purpose: FormulaAsk['purpose']
  field?: string
  initial?: StoredExpr
  /** The expression, or undefined while there is none that could be saved. */
  onExpr(expr: StoredExpr | undefined, answer: FormulaAnswer | undefined): void
}): FormulaState {
  const { path, purpose, field, initial } = options
  const locale = useLocale()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<FormulaAnswer>()
  const [failure, setFailure] = useState<string>()
  const [ask, setAsk] = useState<{ text?: string; expr?: StoredExpr } | undefined>(
    initial && { expr: initial },
  )
  const tell = useRef(options.onExpr)
  tell.current = options.onExpr

  useEffect(() => {
    if (!ask) return
    const request = new AbortController()
    const timer = setTimeout(
      () => {
        const body: FormulaAsk = { ...ask, purpose, locale, ...(field ? { field } : {}) }
        api.post<FormulaAnswer>(`${path}/formula`, body, { signal: request.signal }).then(
          (next) => {
            setAnswer(next)
            setFailure(undefined)
            if (ask.text === undefined) setText(next.text)
            tell.current(next.problem ? undefined : next.expr, next)
          },
          (thrown: unknown) => {
            if (!isAbort(thrown)) setFailure(failureText(thrown))
          },
        )
      },
      ask.text === undefined ? 0 : pauseMs,
    )
    return () => {
      clearTimeout(timer)
      request.abort()
    }
  }, [ask, path, purpose, field, locale])

  const put = (next: { text?: string; expr?: StoredExpr } | undefined) => {
    setAnswer(undefined)
    setFailure(undefined)
    setAsk(next)
    // What stood before is no longer what is written.
    tell.current(next?.expr, undefined)
  }
  return {
    text,
    answer,
    failure,
    asking: ask !== undefined && !answer && !failure,
    write(next) {
      setText(next)
      put(next.trim() === '' ? undefined : { text: next })
    },
    show: (expr) => put({ expr }),
    retry: () => setAsk((old) => old && { ...old }),
  }
}
