'use client'
/** Keeps a draft of an open form: a moment after the last change, and at once when the page is put aside. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { DraftBody, FormAnswer } from '@/lib/api/contract-forms'
import { ApiFailure } from '@/lib/ui/api'
import type { Filler } from './state'

const pauseMs = 1200

export interface DraftState {
  /** When it was last kept, in this page. */
  savedAt?: Date
  restored: boolean
  failed: boolean
  /** Keeps what is not kept yet. */
  flush(): Promise<void>
  /** Nothing is kept any more, as after sending. */
  stop(): void
}

export function useDraft(
  form: FormAnswer,
  filler: Filler,
  save: ((body: DraftBody) => Promise<void>) | undefined,
): DraftState {
  const [savedAt, setSavedAt] = useState<Date>()
  const [failed, setFailed] = useState(false)
  const kept = useRef(0)
  const stopped = useRef(false)
  const { changes } = filler

  const flush = async () => {
    if (!save || stopped.current || kept.current === changes) return
    const before = kept.current
    kept.current = changes
    try {
      await save({
        ticket: form.ticket,
        ...(form.record && { record: form.record.id }),
        draft: filler.draft(),
      })
      setSavedAt(new Date())
      setFailed(false)
    } catch (thrown) {
      if (!(thrown instanceof ApiFailure)) throw thrown
      // The next change, or putting the page aside, tries again.
      kept.current = before
      setFailed(true)
    }
  }
  const flushLater = useEffectEvent(() => void flush())
  useEffect(() => {
    if (changes === 0) return
    const pause = setTimeout(() => flushLater(), pauseMs)
    return () => clearTimeout(pause)
  }, [changes])
  useEffect(() => {
    const aside = () => {
      if (document.visibilityState === 'hidden') flushLater()
    }
    document.addEventListener('visibilitychange', aside)
    return () => {
      document.removeEventListener('visibilitychange', aside)
      flushLater()
    }
  }, [])

  return {
    savedAt,
    restored: form.draft !== undefined,
    failed,
    flush,
    stop: () => {
      stopped.current = true
    },
  }
}
