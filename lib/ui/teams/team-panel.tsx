'use client'
/** One team: where it stands, who is in it, who leads it, and everything that is done with it. */
import { useState } from 'react'
import type { TeamAnswer, TeamPerson } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { Tag } from '@/lib/kit/tag'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import type { TeamTask } from './dialogs'
import type { TeamsState } from './state'
import { above, isThere } from './tree'

export interface TeamPanelProps {
  team: TeamAnswer
  state: TeamsState
  onTask(task: TeamTask): void
  onChoose(id: string | undefined): void
}

export function TeamPanel(props: TeamPanelProps) {
  const { team, state, onTask } = props
  const t = useT()
  const path = above(state.teams ?? [], team.id)
  const menu: MenuEntry[] = [
    {
      id: 'below',
      label: t('teams.addBelow'),
      icon: 'plus',
      onSelect: () => onTask({ kind: 'create', parent: team }),
    },
    {
      id: 'rename',
      label: t('teams.rename'),
      icon: 'pencil',
      onSelect: () => onTask({ kind: 'rename', team }),
    },
    {
      id: 'move',
      label: t('teams.move'),
      icon: 'arrow-right',
      onSelect: () => onTask({ kind: 'move', team }),
    },
    'separator',
    {
      id: 'remove',
      label: t('teams.remove'),
      icon: 'trash-2',
      danger: true,
      onSelect: () => onTask({ kind: 'remove', team }),
    },
  ]
  const label = t('teams.menu', { name: team.name })
  return (
    <section aria-label={team.name} className="flex min-w-0 flex-col gap-3">
      <Button
        variant="ghost"
        icon="arrow-left"
        className="-ml-2 self-start md:hidden"
        onClick={() => props.onChoose(undefined)}
      >
        {t('teams.back')}
      </Button>
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          {path.length > 0 && (
            <p className="flex flex-wrap gap-x-1 text-[13px] text-muted">
              {path.map(({ id, name }) => (
                <span key={id} className="inline-flex max-w-full gap-1">
                  <button
                    type="button"
                    onClick={() => props.onChoose(id)}
                    className="cursor-pointer truncate hover:text-ink hover:underline"
                  >
                    {name}
                  </button>
                  <span aria-hidden>›</span>
                </span>
              ))}
            </p>
          )}
          <h2 className="text-base font-semibold break-words">{team.name}</h2>
        </div>
        {state.mayChange && (
          <>
            <Button icon="user-plus" onClick={() => onTask({ kind: 'people', team })}>
              {t('teams.addPeople')}
            </Button>
            <Menu
              label={label}
              align="end"
              items={menu}
              trigger={<IconButton icon="ellipsis" label={label} variant="secondary" />}
            />
          </>
        )}
      </header>
      {team.members.length > 0 && (
        <ul
          aria-label={t('teams.people')}
          className="divide-y divide-line overflow-hidden rounded-lg border border-line"
        >
          {team.members.map(({ id, manager }) => {
            const person = state.people.get(id)
            return person && <PersonLine key={id} {...props} person={person} manager={manager} />
          })}
        </ul>
      )}
      {team.others > 0 && (
        <p className="text-[13px] text-muted">{t('teams.others', { count: team.others })}</p>
      )}
      {team.members.length + team.others === 0 && (
        <EmptyState icon="users-round" title={t('teams.nobody')} hint={t('teams.nobodyHint')} />
      )}
    </section>
  )
}

function PersonLine({
  team,
  state,
  person,
  manager,
  onTask,
}: TeamPanelProps & { person: TeamPerson; manager: boolean }) {
  const t = useT()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const names = { name: person.name, team: team.name }

  const act = async (work: () => Promise<unknown>, message: string, undo?: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
      const action = undo && { label: t('teams.undo'), onSelect: () => void act(undo, t('teams.undone')) }
      toast({ kind: 'ok', message, action })
    } catch (failure) {
      toast({ kind: 'error', message: failureText(failure) })
    } finally {
      setBusy(false)
    }
  }
  const lead = (on: boolean) => state.put(team.id, { people: [person.id], manager: on })
  const label = t('teams.personMenu', { name: person.name })
  const stay: MenuEntry[] = [
    manager
      ? {
          id: 'no-lead',
          label: t('teams.noManager'),
          icon: 'star',
          onSelect: () => void act(() => lead(false), t('teams.wasManager', names)),
        }
      : {
          id: 'lead',
          label: t('teams.makeManager'),
          icon: 'star',
          onSelect: () => void act(() => lead(true), t('teams.isManager', names)),
        },
    {
      id: 'move',
      label: t('teams.movePerson'),
      icon: 'arrow-right',
      onSelect: () => onTask({ kind: 'movePerson', team, person }),
    },
    'separator',
  ]
  const items: MenuEntry[] = [
    // Somebody deactivated can only leave.
    ...(isThere(person) ? stay : []),
    {
      id: 'out',
      label: t('teams.takeOut'),
      icon: 'user-x',
      danger: true,
      onSelect: () =>
        void act(
          () => state.takeOut(team.id, person.id),
          t('teams.takenOut', names),
          isThere(person) ? () => state.put(team.id, { people: [person.id], manager }) : undefined,
        ),
    },
  ]
  return (
    <li className="flex items-center gap-3 px-3 py-2" aria-busy={busy || undefined}>
      <span className={cx((person.placeholder || !isThere(person)) && 'grayscale')}>
        <Avatar name={person.name} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-1.5">
          <span className={cx('truncate', person.active ? 'font-medium' : 'text-muted')}>{person.name}</span>
          {manager && <Tag color="purple">{t('teams.manager')}</Tag>}
          {person.placeholder && <Tag color="gray">{t('teams.sample')}</Tag>}
          {person.invited && <Tag color="amber">{t('account.invitedTag')}</Tag>}
          {!isThere(person) && <Tag color="gray">{t('members.inactive')}</Tag>}
        </span>
        {person.email && <span className="block truncate text-[13px] text-muted">{person.email}</span>}
      </span>
      {state.mayChange && (
        <Menu
          label={label}
          align="end"
          items={items}
          trigger={<IconButton icon="ellipsis" label={label} />}
        />
      )}
    </li>
  )
}
