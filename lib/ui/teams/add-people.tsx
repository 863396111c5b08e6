'use client'
/** Choosing who joins a team: found by name, by the first letters of its pinyin, or by e-mail; several at once. */
import { useId, useState } from 'react'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { FormDialog } from '@/lib/kit/form-dialog'
import { CheckBox, FormRow, TextInput } from '@/lib/kit/input'
import { useSubmit } from '@/lib/ui/shell/submit'
import type { TeamsState } from './state'
import { isThere, meantPerson } from './tree'

/** So many are shown; from there on, typing is quicker than reading. */
const shownAtOnce = 50

export function AddPeople(props: {
  team: TeamAnswer
  teams: readonly TeamAnswer[]
  state: TeamsState
  onClose(): void
}) {
  const { team, teams, state } = props
  const t = useT()
  const id = useId()
  const [wanted, setWanted] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { busy, run } = useSubmit(props.onClose)

  const inTeam = new Set(team.members.map((member) => member.id))
  const free = [...state.people.values()].filter((person) => isThere(person) && !inTeam.has(person.id))
  const meant = free.filter((person) => meantPerson(person, wanted))
  const shown = meant.slice(0, shownAtOnce)
  const teamsOf = (person: string) =>
    teams.filter(({ members }) => members.some((one) => one.id === person)).map(({ name }) => name)
  const toggle = (person: string, on: boolean) =>
    setChosen((now) => new Set(on ? [...now, person] : [...now].filter((one) => one !== person)))

  return (
    <FormDialog
      title={t('teams.addPeopleTitle', { name: team.name })}
      submit={t('teams.addChosen', { count: chosen.size })}
      busy={busy}
      disabled={chosen.size === 0}
      onClose={props.onClose}
      onSubmit={() =>
        void run(async () => {
          await state.put(team.id, { people: [...chosen] })
          return t('teams.peopleAdded', { count: chosen.size, team: team.name })
        })
      }
    >
      <FormRow
        id={id}
        label={t('teams.findPerson')}
        help={t(free.length === 0 ? 'teams.everybodyIn' : 'teams.invitedToo')}
      >
        <TextInput
          type="search"
          autoFocus
          autoComplete="off"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || !wanted.trim()) return
            // Enter takes the one who is meant, and never sends what is half chosen.
            event.preventDefault()
            if (meant.length !== 1) return
            toggle(meant[0]!.id, true)
            setWanted('')
          }}
        />
      </FormRow>
      <ul aria-label={t('teams.people')} className="-mx-2 flex max-h-80 flex-col overflow-y-auto">
        {shown.map((person) => {
          const others = teamsOf(person.id)
          return (
            <li key={person.id}>
              <CheckBox
                className="w-full rounded-md px-2 py-1 hover:bg-hover"
                checked={chosen.has(person.id)}
                onChange={(on) => toggle(person.id, on)}
                label={
                  <span className="flex items-center gap-2.5">
                    <Avatar name={person.name} />
                    <span className="min-w-0">
                      <span className="block truncate">
                        {person.name}
                        {person.invited && <span className="text-warn"> · {t('account.invitedTag')}</span>}
                        {person.placeholder && <span className="text-faint"> · {t('teams.sample')}</span>}
                      </span>
                      <span className="block truncate text-[13px] leading-5 text-muted">
                        {[
                          person.email,
                          others.length > 0 && t('teams.inTeams', { teams: others.join(t('teams.between')) }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                  </span>
                }
              />
            </li>
          )
        })}
        {meant.length === 0 && free.length > 0 && (
          <li className="px-2 py-1 text-muted">{t('teams.noMatch', { text: wanted.trim() })}</li>
        )}
        {meant.length > shown.length && (
          <li className="px-2 py-1 text-[13px] text-muted">
            {t('teams.moreToFind', { count: meant.length - shown.length })}
          </li>
        )}
      </ul>
    </FormDialog>
  )
}
