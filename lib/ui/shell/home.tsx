'use client'
/** Decides where a person begins: first run, sign-in, the gallery while there is no table, else the first table. */
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { BaseAnswer, SessionAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { EmptyState } from '@/lib/kit/empty'
import { useResource } from '@/lib/ui/data/resource'
import { startOf } from './arrival'
import { Failure } from './failure'
import { PersonMenu } from './person-menu'
import { Waiting } from './waiting'

/** `wanted` is the base that the person picked; the first one otherwise. */
export function Home({ wanted }: { wanted?: string }) {
  const t = useT()
  const router = useRouter()
  const session = useResource<SessionAnswer>('/session')
  const bases = session.data?.person ? session.data.bases : []
  const chosen = bases.find((base) => base.key === wanted) ?? bases[0]
  const base = useResource<BaseAnswer>(chosen && `/bases/${chosen.key}`)
  const start = session.data && startOf(session.data, base.data)

  useEffect(() => {
    if (start) router.replace(start)
  }, [start, router])

  if (session.error) return <Failure error={session.error} onRetry={session.reload} />
  if (base.error) return <Failure error={base.error} onRetry={base.reload} />
  const person = session.data?.person
  if (start || !person || (chosen && !base.data)) return <Waiting />
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      <EmptyState
        page
        icon="table"
        title={chosen ? t('shell.noTables') : t('shell.noBases')}
        hint={t('shell.noTablesForYou')}
        action={<PersonMenu person={person} />}
      />
    </main>
  )
}
