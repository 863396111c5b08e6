'use client'
/** Copying a text, with word of how it went. */
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'

export function useCopy(): (text: string) => Promise<void> {
  const t = useT()
  const toast = useToast()
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ kind: 'ok', message: t('members.copied') })
    } catch {
      toast({ kind: 'error', message: t('members.notCopied') })
    }
  }
}
