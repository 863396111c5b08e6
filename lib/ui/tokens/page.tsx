'use client'
/** Everybody's API tokens in a base, for its administrators. */
import { useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { refusalText } from '@/lib/ui/api'
import { Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { PeopleTabs } from '@/lib/ui/teams/tabs'
import { TokenDialogs, type TokenTask } from './dialogs'
import { TokenList } from './list'
import { useTokens } from './state'

/** From this many tokens on, a search box helps. */
const many = 8

export function TokensPage({ base }: { base: string }) {
  const t = useT()
  const locale = useLocale()
  const { session, base: answer } = useSession()
  const tokens = useTokens(base)
  const [task, setTask] = useState<TokenTask>()
  const [search, setSearch] = useState('')
  if (answer && !answer.base.admin)
    return <Refused title={t('tokens.notAdmin')} back={{ href: '/account', label: t('tokens.toOwn') }} />
  if (tokens.error)
    return (
      <EmptyState
        page
        icon="triangle-alert"
        title={t('tokens.loadFailed')}
        hint={refusalText(tokens.error)}
        action={<Button onClick={tokens.reload}>{t('kit.retry')}</Button>}
      />
    )
  const wanted = search.trim().toLowerCase()
  const all = tokens.answer?.tokens ?? []
  const shown = all.filter(({ label, name }) => `${label}\n${name}`.toLowerCase().includes(wanted))
  const make = !session.viewing && tokens.answer?.roles.some((role) => role.own) && (
    <Button variant="primary" icon="plus" onClick={() => setTask({ kind: 'make' })}>
      {t('tokens.make')}
    </Button>
  )
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 p-6 max-md:p-4">
      <PeopleTabs base={base} at="tokens" />
      <header className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-lg font-semibold">{t('tokens.title')}</h1>
          <p className="text-pretty text-muted">
            {t('tokens.pageHint', { base: labelOf(answer?.base.label, locale, base) })}
          </p>
        </div>
        {all.length >= many && (
          <TextInput
            type="search"
            aria-label={t('tokens.search')}
            placeholder={t('tokens.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="md:w-56"
          />
        )}
        {all.length > 0 && make}
      </header>
      {!tokens.answer || !answer ? (
        <div className="flex flex-col gap-3" aria-busy>
          {[1, 2, 3].map((n) => (
            <Skeleton key={n} className="h-16 w-full" />
          ))}
        </div>
      ) : all.length === 0 ? (
        <EmptyState
          icon="key-round"
          title={t('tokens.emptyAll')}
          hint={t('tokens.emptyHint')}
          action={make}
        />
      ) : shown.length === 0 ? (
        <EmptyState icon="search" title={t('tokens.noMatch', { text: search.trim() })} />
      ) : (
        <TokenList
          answer={tokens.answer}
          tokens={shown}
          label={t('tokens.title')}
          me={session.person.id}
          zone={session.workspace.zone}
          onEnd={session.viewing ? undefined : (token) => setTask({ kind: 'end', token })}
        />
      )}
      <TokenDialogs base={base} tokens={tokens} task={task} onClose={() => setTask(undefined)} />
    </div>
  )
}
