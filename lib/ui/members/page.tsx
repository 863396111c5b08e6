'use client'
/** The members page: who is in a base, in which roles, and everything an admin does about it. */
import { useState } from 'react'
import type { MemberAnswer } from '@/lib/api/contract'
import type { AccountAnswer } from '@/lib/api/contract-account'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { FactorPolicyField } from '@/lib/ui/account/factor-policy'
import { failureText, refusalText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { RightsPages } from '@/lib/ui/explain/pages'
import { Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { useTeams } from '@/lib/ui/teams/state'
import { PeopleTabs } from '@/lib/ui/teams/tabs'
import { MemberDialog, type MemberTask } from './dialogs'
import { type HandedLink, ShownLink } from './handed-link'
import { MemberList, PlaceholderList } from './list'
import { sorted } from './people'
import { useMembers } from './state'

/** From this many people on, a search box helps. */
const many = 8

export function MembersPage({ base }: { base: string }) {
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { session, base: answer } = useSession()
  const state = useMembers(base)
  const { teams, mayChange, reload: reloadTeams } = useTeams(base)
  const account = useResource<AccountAnswer>('/account')
  const [search, setSearch] = useState('')
  const [task, setTask] = useState<MemberTask>()
  const [handed, setHanded] = useState<HandedLink>()

  const { members: all, roles, error } = state
  if (error?.code === 'FORBIDDEN') return <Refused title={t('members.notAdmin')} />
  if (error)
    return (
      <EmptyState
        page
        icon="triangle-alert"
        title={t('members.loadFailed')}
        hint={refusalText(error)}
        action={<Button onClick={state.reload}>{t('kit.retry')}</Button>}
      />
    )

  const shown = sorted(all ?? [], locale, search)
  const add = (
    <Button
      variant="primary"
      writes
      icon="user-plus"
      disabled={!roles}
      onClick={() => setTask({ kind: 'add' })}
    >
      {t('members.add')}
    </Button>
  )
  const reactivate = async (member: MemberAnswer) => {
    try {
      await state.change(member.id, { active: true })
      toast({ kind: 'ok', message: t('members.reactivated', { name: member.name }) })
    } catch (failure) {
      toast({ kind: 'error', message: failureText(failure) })
    }
  }
  const inviteAgain = async ({ id, name, email = '' }: MemberAnswer) => {
    try {
      const { link, until } = await state.inviteAgain(id)
      if (link && until) setHanded({ name, link, until })
      else toast({ kind: 'ok', message: t('account.invited', { email }) })
    } catch (failure) {
      toast({ kind: 'error', message: failureText(failure) })
    }
  }

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 p-6 max-md:p-4">
      <PeopleTabs base={base} at="members" />
      <header className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-lg font-semibold">{t('members.title')}</h1>
          <p className="text-muted">
            {t('members.hint', { base: labelOf(answer?.base.label, locale, base) })}
          </p>
        </div>
        {(all?.length ?? 0) >= many && (
          <TextInput
            type="search"
            aria-label={t('members.search')}
            placeholder={t('members.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="md:w-56"
          />
        )}
        <RightsPages base={base} />
        {add}
      </header>

      {!all || !roles ? (
        <div className="flex flex-col gap-3" aria-busy>
          {[1, 2, 3, 4].map((n) => (
            <Skeleton key={n} className="h-14 w-full" />
          ))}
        </div>
      ) : (
        <>
          {shown.members.length > 0 && (
            <MemberList
              members={shown.members}
              all={all}
              roles={roles}
              teams={teams ?? []}
              base={base}
              me={session.person.id}
              zone={session.workspace.zone}
              onTask={setTask}
              onReactivate={(member) => void reactivate(member)}
              onInviteAgain={(member) => void inviteAgain(member)}
            />
          )}
          {search && shown.members.length + shown.placeholders.length === 0 && (
            <EmptyState icon="search" title={t('members.noMatch', { text: search.trim() })} />
          )}
          {!search && shown.members.length <= 1 && (
            <EmptyState icon="users" title={t('members.empty')} hint={t('members.emptyHint')} />
          )}
          {account.data?.workspace && !search && (
            <section aria-label={t('account.signInSafety')} className="flex flex-col gap-2">
              <h2 className="font-semibold">{t('account.signInSafety')}</h2>
              <div className="rounded-lg border border-line p-4">
                <FactorPolicyField account={account.data} onChanged={account.reload} />
              </div>
            </section>
          )}
          {shown.placeholders.length > 0 && (
            <PlaceholderList base={base} members={shown.placeholders} roles={roles} onTask={setTask} />
          )}
        </>
      )}

      {task && all && roles && (
        <MemberDialog
          task={task}
          members={state}
          roles={roles}
          all={all}
          teams={(mayChange && teams) || []}
          onClose={() => {
            setTask(undefined)
            if (['add', 'withdraw', 'map'].includes(task.kind)) reloadTeams()
          }}
          mail={session.mail}
          onLink={setHanded}
        />
      )}
      {!task && (
        <ShownLink handed={handed} zone={session.workspace.zone} onClose={() => setHanded(undefined)} />
      )}
    </div>
  )
}
