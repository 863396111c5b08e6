'use client'
/** The teams that a new member is to be in, each with whether they lead it. */
import { useId } from 'react'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { CheckBox, NativeSelect } from '@/lib/kit/input'
import { TeamOptions } from '@/lib/ui/teams/dialogs'

export interface Place {
  id: string
  manager: boolean
}

export function PlaceChoice(props: {
  teams: readonly TeamAnswer[]
  value: readonly Place[]
  error?: string
  onChange(value: Place[]): void
}) {
  const { teams, value, error } = props
  const t = useT()
  const id = useId()
  const chosen = value.flatMap((place) => {
    const team = teams.find((one) => one.id === place.id)
    return team ? [{ ...place, name: team.name }] : []
  })
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error && `${id}-error`}>
      <legend className="mb-1.5 font-medium">{t('teams.choosePlaces')}</legend>
      {chosen.map(({ id: team, name, manager }) => (
        <div key={team} className="flex min-h-8 items-center gap-2 max-md:min-h-10">
          <Icon name="users-round" className="size-4 shrink-0 text-faint" />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <CheckBox
            aria-label={t('teams.placeLeads', { name })}
            checked={manager}
            onChange={(on) =>
              props.onChange(value.map((place) => (place.id === team ? { ...place, manager: on } : place)))
            }
            label={t('teams.manager')}
          />
          <IconButton
            size="sm"
            icon="x"
            label={t('teams.placeOut', { name })}
            onClick={() => props.onChange(value.filter((place) => place.id !== team))}
          />
        </div>
      ))}
      <NativeSelect
        aria-label={t('teams.addPlace')}
        value=""
        onChange={(event) => props.onChange([...value, { id: event.target.value, manager: false }])}
      >
        <option value="">{t('teams.addPlace')}</option>
        <TeamOptions teams={teams} allowed={(one) => !value.some((place) => place.id === one)} />
      </NativeSelect>
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-[13px] text-danger">
          {error}
        </p>
      ) : (
        <p className="text-[13px] text-muted">{t('teams.placesHint')}</p>
      )}
    </fieldset>
  )
}
