'use client'
/** What was sent by the form, newest first, with the consent that was given. */
import Link from 'next/link'
import { useCallback, useEffect, useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { SubmissionLine, SubmissionsAnswer } from '@/lib/api/contract-forms'
import { formatDateTime } from '@/lib/i18n/format'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Skeleton } from '@/lib/kit/skeleton'
import { api } from '@/lib/ui/api'
import { failureOf } from '@/lib/ui/data/failure'
import { useBoard } from './board'

export function Submissions() {
  const { base, formKey, table, handle } = useBoard()
  const t = useT()
  const [lines, setLines] = useState<SubmissionLine[]>()
  const [next, setNext] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const load = useCallback(
    async (before?: string) => {
      setBusy(true)
      try {
        const query = before ? `?before=${encodeURIComponent(before)}` : ''
        const answer = await api.get<SubmissionsAnswer>(`/bases/${base}/forms/${formKey}/submissions${query}`)
        setLines((old) => [...(before ? (old ?? []) : []), ...answer.submissions])
        setNext(answer.next)
        setError(undefined)
      } catch (thrown) {
        setError(failureOf(thrown))
      } finally {
        setBusy(false)
      }
    },
    [base, formKey],
  )
  useEffect(() => void load(), [load])
  const { locale, zone } = handle.context
  return (
    <div className="mx-auto w-full max-w-3xl p-6 max-md:p-4">
      {error ? (
        <EmptyState
          icon="circle-alert"
          title={error.message}
          hint={error.hint}
          action={<Button onClick={() => void load()}>{t('kit.retry')}</Button>}
        />
      ) : !lines ? (
        <div className="flex flex-col gap-2" aria-busy>
          {['a', 'b', 'c', 'd'].map((key) => (
            <Skeleton key={key} className="h-11 w-full" />
          ))}
        </div>
      ) : lines.length === 0 ? (
        <EmptyState
          icon="inbox"
          title={t('formDesign.noSubmissions')}
          hint={t('formDesign.noSubmissionsHint')}
        />
      ) : (
        <ul className="rounded-xl border border-line bg-surface">
          {lines.map((line) => (
            <li key={line.id} className="border-b border-line last:border-0">
              <Link
                href={`/${base}/${table.key}?record=${line.record}`}
                className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2 hover:bg-hover"
              >
                <span className="tabular-nums">{formatDateTime(line.at, locale, zone)}</span>
                <span className="flex-1 text-muted">{line.by?.name ?? t('formDesign.byStranger')}</span>
                {line.consent && (
                  <span className="rounded bg-accent-soft px-1.5 text-xs leading-5 text-accent">
                    {t('formDesign.consented', { version: line.consent.version })}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {next && (
        <div className="mt-4 flex justify-center">
          <Button busy={busy} onClick={() => void load(next)}>
            {t('trash.loadMore')}
          </Button>
        </div>
      )}
    </div>
  )
}
