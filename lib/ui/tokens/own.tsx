'use client'
/** One's own API tokens on the page of one's account, base by base. */
import { type ReactNode, useState } from 'react'
import type { BaseSummary } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Skeleton } from '@/lib/kit/skeleton'
import { Part } from '@/lib/ui/account/part'
import { refusalText } from '@/lib/ui/api'
import { useSession } from '@/lib/ui/shell/session'
import { TokenDialogs, type TokenTask } from './dialogs'
import { TokenList } from './list'
import { useTokens } from './state'

export function OwnTokens() {
  const t = useT()
  const { bases } = useSession().session
  const [only, ...others] = bases
  if (!only) return null
  if (others.length === 0) return <OfBase base={only} only />
  return (
    <Part title={t('tokens.title')} hint={t('tokens.ownHint')}>
      {bases.map((base) => (
        <OfBase key={base.key} base={base} />
      ))}
    </Part>
  )
}

/** The tokens in one base: a part of the page where it is the only one, else a part of that part. */
function OfBase({ base, only = false }: { base: BaseSummary; only?: boolean }) {
  const t = useT()
  const locale = useLocale()
  const { person, workspace, viewing } = useSession().session
  const tokens = useTokens(base.key)
  const [task, setTask] = useState<TokenTask>()
  const { answer, error } = tokens
  const name = labelOf(base.label, locale, base.key)
  const own = answer?.tokens.filter((token) => token.person === person.id) ?? []
  const mayMake = answer?.roles.some((role) => role.own)
  const why = viewing ? t('tokens.viewing') : mayMake ? undefined : t('tokens.noRole', { base: name })

  const make = answer && !why && (
    <Button
      icon="plus"
      aria-label={only ? undefined : t('tokens.makeIn', { base: name })}
      onClick={() => setTask({ kind: 'make' })}
    >
      {t('tokens.make')}
    </Button>
  )
  const list = (): ReactNode => {
    if (error)
      return (
        <p role="alert" className="text-[13px] text-danger">
          {refusalText(error)}
        </p>
      )
    if (!answer) return <Skeleton className="h-14 w-full" />
    if (own.length > 0)
      return (
        <TokenList
          answer={answer}
          tokens={own}
          label={only ? t('tokens.title') : name}
          me={person.id}
          zone={workspace.zone}
          onEnd={viewing ? undefined : (token) => setTask({ kind: 'end', token })}
        />
      )
    if (!only) return <p className="text-[13px] text-muted">{why ?? t('tokens.noneHere')}</p>
    return (
      <div className="rounded-lg border border-line">
        <EmptyState
          icon="key-round"
          title={t('tokens.empty')}
          hint={why ?? t('tokens.emptyHint')}
          action={make}
        />
      </div>
    )
  }
  const shown = (
    <>
      {list()}
      <TokenDialogs
        base={base.key}
        name={only ? undefined : name}
        tokens={tokens}
        task={task}
        onClose={() => setTask(undefined)}
      />
    </>
  )
  if (only)
    return (
      <Part title={t('tokens.title')} hint={t('tokens.ownHint')} action={own.length > 0 && make}>
        {shown}
      </Part>
    )
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center gap-3">
        <h3 className="min-w-0 flex-1 truncate font-medium">{name}</h3>
        {make}
      </div>
      {shown}
    </div>
  )
}
