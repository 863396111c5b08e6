'use client'
/** The frame of every page after sign-in: asks who is here and what the base holds, and draws the navigation. */
import { useParams, useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import type { ApiError, BaseAnswer, SessionAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { LockProvider } from '@/lib/kit/lock'
import { useResource } from '@/lib/ui/data/resource'
import { ViewBanner } from '@/lib/ui/view-as/banner'
import { setLooking } from '@/lib/ui/view-as/state'
import { signedOutEvent } from '../api'
import { Failure, Refused } from './failure'
import { PhoneBar } from './phone-bar'
import { rememberSidebar } from './preferences'
import { SessionProvider } from './session'
import { Sidebar, SidebarSkeleton } from './sidebar'

export function Shell(props: { rail: boolean; children: ReactNode }) {
  return (
    <Suspense>
      <Frame {...props} />
    </Suspense>
  )
}

function Frame(props: { rail: boolean; children: ReactNode }) {
  const t = useT()
  const router = useRouter()
  const inPath = useParams<{ base?: string }>().base
  const inQuery = useSearchParams().get('base')
  const named = inPath ?? inQuery
  const session = useResource<SessionAnswer>('/session')
  const key = named ?? session.data?.bases[0]?.key
  const base = useResource<BaseAnswer>(key && `/bases/${encodeURIComponent(key)}`)
  const [rail, setRail] = useState(props.rail)

  const person = session.data?.person
  const elsewhere = session.data?.setup ? '/setup' : session.data && !person ? signInAddress() : undefined
  useEffect(() => {
    if (elsewhere) router.replace(elsewhere)
    const leave = () => location.assign(signInAddress())
    window.addEventListener(signedOutEvent, leave)
    return () => window.removeEventListener(signedOutEvent, leave)
  }, [elsewhere, router])

  const value = useMemo(
    () =>
      session.data && person
        ? {
            session: { ...session.data, person },
            base: base.data,
            reloadSession: session.reload,
            reloadBase: base.reload,
          }
        : undefined,
    [session.data, person, base.data, session.reload, base.reload],
  )

  const viewing = session.data?.viewing
  setLooking(viewing !== undefined)
  if (session.error) return <Failure error={session.error} onRetry={session.reload} />
  if (!value) return <FrameSkeleton rail={rail} />
  const collapse = (next: boolean) => {
    setRail(next)
    rememberSidebar(next)
  }
  return (
    <SessionProvider value={value}>
      <LockProvider value={viewing && t('viewAs.locked')}>
        <div className="flex h-dvh flex-col">
          <a
            href="#content"
            className="sr-only z-60 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
          >
            {t('shell.skip')}
          </a>
          {viewing && <ViewBanner viewing={viewing} />}
          <div className="flex min-h-0 flex-1 max-md:flex-col">
            <PhoneBar />
            <div className="max-md:hidden">
              <Sidebar rail={rail} onRail={collapse} loading={Boolean(key) && !base.data && !base.error} />
            </div>
            <main
              id="content"
              tabIndex={-1}
              className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto bg-surface outline-none"
            >
              {base.error ? <BaseFailure error={base.error} onRetry={base.reload} /> : props.children}
            </main>
          </div>
        </div>
      </LockProvider>
    </SessionProvider>
  )
}

function BaseFailure({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  const t = useT()
  if (error.code !== 'NOT_FOUND') return <Failure inside error={error} onRetry={onRetry} />
  return <Refused icon="compass" title={t('shell.notFound')} hint={t('shell.notFoundHint')} />
}

function FrameSkeleton({ rail }: { rail: boolean }) {
  const t = useT()
  return (
    <div className="flex h-dvh" aria-busy>
      <span role="status" className="sr-only">
        {t('kit.loading')}
      </span>
      <div className="max-md:hidden">
        <SidebarSkeleton rail={rail} />
      </div>
      <div className="flex-1 bg-surface" />
    </div>
  )
}

function signInAddress(): string {
  const here = `${location.pathname}${location.search}`
  return here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`
}
