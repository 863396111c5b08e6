'use client'
/** A quiet page while the first answer is under way. */
import { useT } from '@/lib/i18n/react'
import { Logo } from './logo'

export function Waiting() {
  const t = useT()
  return (
    <main className="flex min-h-dvh items-center justify-center" aria-busy>
      <span role="status" className="sr-only">
        {t('kit.loading')}
      </span>
      <Logo className="size-10 animate-pulse motion-reduce:animate-none" />
    </main>
  )
}
