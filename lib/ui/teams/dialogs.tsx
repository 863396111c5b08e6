'use client'
/** The dialogs of the teams page: name, place and end of a team, who joins it, and where a person moves to. */
import { useId, useState } from 'react'
import type { TeamAnswer, TeamPerson } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { refusalText } from '@/lib/ui/api'
import { useSubmit } from '@/lib/ui/shell/submit'
import { AddPeople } from './add-people'
import type { TeamsState } from './state'
import { below, linesOf, mayGo } from './tree'

export type TeamTask =
  | { kind: 'create'; parent?: TeamAnswer }
  | { kind: 'rename' | 'move' | 'remove' | 'people'; team: TeamAnswer }
  | { kind: 'movePerson'; team: TeamAnswer; person: TeamPerson }

export interface TeamDialogProps {
  task: TeamTask
  state: TeamsState
  teams: readonly TeamAnswer[]
  onClose(): void
  onCreated(team: TeamAnswer): void
}

export function TeamDialog({ task, ...props }: TeamDialogProps) {
  const t = useT()
  switch (task.kind) {
    case 'create':
      return (
        <NameTeam
          {...props}
          title={task.parent ? t('teams.addTitleBelow', { name: task.parent.name }) : t('teams.addTitle')}
          submit={t('teams.create')}
          name=""
          onName={async (name) => {
            const team = await props.state.create({ name, ...(task.parent && { parent: task.parent.id }) })
            props.onCreated(team)
            return t('teams.created', { name: team.name })
          }}
        />
      )
    case 'rename':
      return (
        <NameTeam
          {...props}
          title={t('teams.renameTitle', { name: task.team.name })}
          submit={t('teams.save')}
          name={task.team.name}
          onName={async (name) => {
            const team = await props.state.change(task.team.id, { name })
            return t('teams.renamed', { name: team.name })
          }}
        />
      )
    case 'move':
      return <MoveTeam {...props} team={task.team} />
    case 'remove':
      return <RemoveTeam {...props} team={task.team} />
    case 'people':
      return <AddPeople {...props} team={task.team} />
    case 'movePerson':
      return <MovePerson {...props} team={task.team} person={task.person} />
  }
}

type Common = Omit<TeamDialogProps, 'task'>

function NameTeam(
  props: Common & { title: string; submit: string; name: string; onName(name: string): Promise<string> },
) {
  const t = useT()
  const id = useId()
  const [name, setName] = useState(props.name)
  const [error, setError] = useState<string>()
  const { busy, run } = useSubmit(props.onClose)
  const submit = () => {
    if (!name.trim()) return setError(t('teams.nameNeeded'))
    void run(
      () => props.onName(name.trim()),
      ({ error }) => {
        if (error.field !== 'name') return false
        setError(refusalText(error))
        return true
      },
    )
  }
  return (
    <FormDialog
      title={props.title}
      submit={props.submit}
      busy={busy}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <FormRow id={id} label={t('teams.name')} required error={error}>
        <TextInput
          autoFocus
          value={name}
          maxLength={100}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setName(event.target.value)
            setError(undefined)
          }}
        />
      </FormRow>
    </FormDialog>
  )
}

/** Teams as options, those below others further in. */
export function TeamOptions({
  teams,
  allowed,
}: {
  teams: readonly TeamAnswer[]
  allowed(id: string): boolean
}) {
  return linesOf(teams, new Set()).map(({ team, level }) => (
    <option key={team.id} value={team.id} disabled={!allowed(team.id)}>
      {'\u2003'.repeat(level - 1) + team.name}
    </option>
  ))
}

/** No team has this id. */
const top = 'top'

function MoveTeam({ team, teams, state, onClose }: Common & { team: TeamAnswer }) {
  const t = useT()
  const id = useId()
  const [to, setTo] = useState('')
  const [error, setError] = useState<string>()
  const { busy, run } = useSubmit(onClose)
  const submit = () => {
    if (!to) return setError(t('teams.chooseTeam'))
    void run(
      async () => {
        await state.change(team.id, { parent: to === top ? null : to })
        return movedWords(t, teams, team, to === top ? undefined : to)
      },
      ({ error }) => {
        setError(refusalText(error))
        return true
      },
    )
  }
  return (
    <FormDialog
      title={t('teams.moveTitle', { name: team.name })}
      description={below(teams, team.id).length > 0 ? t('teams.moveText') : undefined}
      submit={t('teams.moveButton')}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <FormRow id={id} label={t('teams.parent')} required error={error}>
        <NativeSelect
          value={to}
          onChange={(event) => {
            setTo(event.target.value)
            setError(undefined)
          }}
        >
          <option value="">{t('teams.chooseTeam')}</option>
          <option value={top} disabled={!mayGo(teams, team.id, undefined)}>
            {t('teams.top')}
          </option>
          <TeamOptions teams={teams} allowed={(one) => mayGo(teams, team.id, one)} />
        </NativeSelect>
      </FormRow>
    </FormDialog>
  )
}

/** What is said after a team was moved, by dragging or by the dialog. */
export function movedWords(
  t: ReturnType<typeof useT>,
  teams: readonly TeamAnswer[],
  { name }: TeamAnswer,
  parent: string | undefined,
): string {
  const place = teams.find((team) => team.id === parent)
  return place ? t('teams.moved', { name, parent: place.name }) : t('teams.movedTop', { name })
}

function RemoveTeam({ team, teams, state, onClose }: Common & { team: TeamAnswer }) {
  const t = useT()
  const { run } = useSubmit(onClose)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('teams.removeTitle', { name: team.name })}
      description={t('teams.removeText', {
        people: team.members.length + team.others,
        below: below(teams, team.id).length,
      })}
      confirmLabel={t('teams.remove')}
      danger
      onConfirm={() =>
        run(async () => {
          await state.remove(team.id)
          return t('teams.removed', { name: team.name })
        })
      }
    />
  )
}

function MovePerson({
  team,
  person,
  teams,
  state,
  onClose,
}: Common & { team: TeamAnswer; person: TeamPerson }) {
  const t = useT()
  const id = useId()
  const [to, setTo] = useState('')
  const [error, setError] = useState<string>()
  const { busy, run } = useSubmit(onClose)
  const submit = () => {
    if (!to) return setError(t('teams.chooseTeam'))
    void run(async () => {
      const { name } = await state.put(to, { people: [person.id], from: team.id })
      return t('teams.personMoved', { name: person.name, team: name })
    })
  }
  return (
    <FormDialog
      title={t('teams.movePersonTitle', { name: person.name })}
      description={t('teams.movePersonText', { name: person.name, team: team.name })}
      submit={t('teams.moveButton')}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <FormRow id={id} label={t('teams.newTeam')} required error={error}>
        <NativeSelect
          value={to}
          onChange={(event) => {
            setTo(event.target.value)
            setError(undefined)
          }}
        >
          <option value="">{t('teams.chooseTeam')}</option>
          <TeamOptions teams={teams} allowed={(one) => one !== team.id} />
        </NativeSelect>
      </FormRow>
    </FormDialog>
  )
}
