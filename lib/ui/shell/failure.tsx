'use client'
/** A whole page or panel that could not be loaded: what happened, and a way to try again. */
import type { ApiError } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'

/** Codes that come from the way to the server, not from the server. */
const outages = ['UNREACHABLE', 'UNAVAILABLE']

export function Failure(props: { error: ApiError; onRetry(): void; inside?: boolean }) {
  const t = useT()
  const outage = outages.includes(props.error.code)
  const state = (
    <EmptyState
      page={!props.inside}
      icon={outage ? 'unplug' : 'circle-alert'}
      title={outage ? t('shell.unreachable') : props.error.message}
      hint={outage ? t('shell.unreachableHint') : props.error.hint}
      action={
        <Button icon="refresh-cw" onClick={props.onRetry}>
          {t('kit.retry')}
        </Button>
      }
    />
  )
  if (props.inside) return <div role="alert">{state}</div>
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <div role="alert">{state}</div>
    </main>
  )
}
