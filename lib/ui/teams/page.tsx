'use client'
/** The teams page: the tree on one side, the chosen team on the other; on a phone one after the other. */
import { usePathname, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { failureText, refusalText } from '@/lib/ui/api'
import { Refused } from '@/lib/ui/shell/failure'
import { movedWords, TeamDialog, type TeamTask } from './dialogs'
import { type TeamsState, useTeams } from './state'
import { PeopleTabs } from './tabs'
import { TeamPanel } from './team-panel'
import { found } from './tree'
import { TreeView } from './tree-view'

/** From this many teams on, a search box helps. */
const many = 8

export function TeamsPage({ base }: { base: string }) {
  const t = useT()
  const state = useTeams(base)
  const [task, setTask] = useState<TeamTask>()
  const path = usePathname()
  const chosen = useSearchParams().get('team') ?? undefined
  // The chosen team is in the address: the way back of a phone leads to the tree.
  const choose = (id: string | undefined) =>
    window.history.pushState(null, '', id ? `${path}?team=${id}` : path)

  const { teams, error } = state
  if (error?.code === 'FORBIDDEN') return <Refused title={t('teams.notAdmin')} />
  if (error)
    return (
      <EmptyState
        page
        icon="triangle-alert"
        title={t('teams.loadFailed')}
        hint={refusalText(error)}
        action={<Button onClick={state.reload}>{t('kit.retry')}</Button>}
      />
    )
  const add = state.mayChange && (
    <Button variant="primary" writes icon="plus" onClick={() => setTask({ kind: 'create' })}>
      {t('teams.add')}
    </Button>
  )
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-6 max-md:p-4">
      <PeopleTabs base={base} at="teams" />
      <header className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-lg font-semibold">{t('teams.title')}</h1>
          <p className="text-muted">{t('teams.hint')}</p>
        </div>
        {teams && teams.length > 0 && add}
      </header>
      {teams && !state.mayChange && <p className="text-[13px] text-muted">{t('teams.readOnly')}</p>}
      {!teams ? (
        <div className="flex flex-col gap-2" aria-busy>
          {[1, 2, 3, 4].map((n) => (
            <Skeleton key={n} className="h-8 w-full max-w-80" />
          ))}
        </div>
      ) : teams.length === 0 ? (
        <EmptyState icon="users-round" title={t('teams.empty')} hint={t('teams.emptyHint')} action={add} />
      ) : (
        <Both state={state} teams={teams} chosen={chosen} onChoose={choose} onTask={setTask} />
      )}
      {task && teams && (
        <TeamDialog
          task={task}
          state={state}
          teams={teams}
          onClose={() => setTask(undefined)}
          onCreated={(team) => choose(team.id)}
        />
      )}
    </div>
  )
}

function Both(props: {
  state: TeamsState
  teams: readonly TeamAnswer[]
  chosen?: string
  onChoose(id: string | undefined): void
  onTask(task: TeamTask): void
}) {
  const { state, teams } = props
  const t = useT()
  const toast = useToast()
  const [wanted, setWanted] = useState('')
  const chosen = teams.find((team) => team.id === props.chosen)
  const only = wanted.trim() ? found(teams, state.people, wanted) : undefined

  const move = async (id: string, parent: string | undefined) => {
    const team = teams.find((one) => one.id === id)
    if (!team) return
    try {
      await state.change(id, { parent: parent ?? null })
      toast({
        kind: 'ok',
        message: movedWords(t, teams, team, parent),
        action: { label: t('teams.undo'), onSelect: () => void move(id, team.parent) },
      })
    } catch (failure) {
      toast({ kind: 'error', message: failureText(failure) })
    }
  }

  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <div className={cx('flex min-w-0 flex-col gap-2', chosen && 'max-md:hidden')}>
        {teams.length >= many && (
          <TextInput
            type="search"
            aria-label={t('teams.search')}
            placeholder={t('teams.search')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
        {only?.size === 0 ? (
          <p className="px-2 py-4 text-muted">{t('teams.noMatch', { text: wanted.trim() })}</p>
        ) : (
          <TreeView
            teams={teams}
            people={state.people}
            only={only}
            chosen={chosen?.id}
            movable={state.mayChange}
            onChoose={props.onChoose}
            onMove={(id, parent) => void move(id, parent)}
          />
        )}
        {state.mayChange && <p className="px-2 text-xs text-faint max-md:hidden">{t('teams.treeHelp')}</p>}
      </div>
      {chosen ? (
        <TeamPanel team={chosen} state={state} onTask={props.onTask} onChoose={props.onChoose} />
      ) : (
        <p className="py-10 text-center text-muted max-md:hidden">{t('teams.choose')}</p>
      )}
    </div>
  )
}
