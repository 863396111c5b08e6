'use client'
/** A page that broke while it rendered. What was saved is safe; the person can try again. */
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  const t = useT()
  return (
    <main role="alert" className="flex min-h-[80dvh] items-center justify-center">
      <EmptyState
        page
        icon="circle-alert"
        title={t('shell.crashed')}
        hint={
          <>
            {t('shell.crashedHint')}
            {error.digest && <code className="mt-2 block text-xs text-faint">{error.digest}</code>}
          </>
        }
        action={
          <Button icon="refresh-cw" onClick={reset}>
            {t('kit.retry')}
          </Button>
        }
      />
    </main>
  )
}
