'use client'
/** What stands in a page's place when it cannot be shown: a refusal, with whom to ask and a way back, or a failure. */
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ApiError } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import type { IconName } from '@/lib/kit/icon'

/** Codes that come from the way to the server, not from the server. */
const outages = ['UNREACHABLE', 'UNAVAILABLE']

/** The person may not, or there is nothing: asking again would be answered alike. */
export const isRefusal = (error: ApiError): boolean =>
  error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND'

export function Failure(props: { error: ApiError; onRetry(): void; inside?: boolean }) {
  const { error, inside } = props
  const t = useT()
  if (isRefusal(error)) return <Refused title={error.message} whole={!inside} />
  const outage = outages.includes(error.code)
  return (
    <Centre whole={!inside}>
      <EmptyState
        page={!inside}
        icon={outage ? 'unplug' : 'circle-alert'}
        title={outage ? t('shell.unreachable') : error.message}
        hint={outage ? t('shell.unreachableHint') : error.hint}
        action={
          <Button icon="refresh-cw" onClick={props.onRetry}>
            {t('kit.retry')}
          </Button>
        }
      />
    </Centre>
  )
}

/** A place that this person may not enter: no second try, but whom to ask, and a way back. */
export function Refused(props: {
  title: string
  hint?: string
  icon?: IconName
  back?: { href: string; label: string }
  /** It is all there is, without the navigation beside it. */
  whole?: boolean
}) {
  const t = useT()
  const back = props.back ?? { href: '/', label: t('shell.goHome') }
  return (
    <Centre whole={props.whole}>
      <EmptyState
        page
        icon={props.icon ?? 'lock'}
        title={props.title}
        hint={props.hint ?? t('shell.refusedHint')}
        action={
          <Link
            href={back.href}
            className="inline-flex min-h-8 items-center rounded-md px-1 font-medium text-accent underline-offset-4 hover:underline max-md:min-h-10"
          >
            {back.label}
          </Link>
        }
      />
    </Centre>
  )
}

/** In the middle of what is free, a little above, where the eye looks for it. */
function Centre({ whole, children }: { whole?: boolean; children: ReactNode }) {
  const Place = whole ? 'main' : 'div'
  return (
    <Place className={whole ? 'flex min-h-dvh' : 'flex min-h-0 flex-1'}>
      <div role="alert" className="m-auto pb-[8vh]">
        {children}
      </div>
    </Place>
  )
}
