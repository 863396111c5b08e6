/** Sends what a dialog holds, once at a time: a toast and the end of the dialog when it went well, the reason when not. */
import { useState } from 'react'
import { useToast } from '@/lib/kit/toast'
import { ApiFailure, failureText } from '../api'

export function useSubmit(onClose: () => void) {
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  /** @param onRefused whether the refusal has been shown where it belongs; else a toast says it */
  const run = async (work: () => Promise<string>, onRefused?: (failure: ApiFailure) => boolean) => {
    if (busy) return
    setBusy(true)
    try {
      toast({ kind: 'ok', message: await work() })
      onClose()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (!onRefused?.(error)) toast({ kind: 'error', message: failureText(error) })
    } finally {
      setBusy(false)
    }
  }
  return { busy, run }
}
