'use client'
/** Handing what names a sample person to a member: what passes on, in numbers, and whether places in teams do as well. */
import { useId, useState } from 'react'
import type { HandOverAnswer } from '@/lib/api/contract-teams'
import { formatNumber } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { Icon } from '@/lib/kit/icon'
import { CheckBox, FormRow, NativeSelect } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { Tag } from '@/lib/kit/tag'
import { useResource } from '@/lib/ui/data/resource'
import { useSubmit } from '@/lib/ui/shell/submit'
import type { OneMember } from './dialogs'

export function HandOver({ member, ...props }: OneMember) {
  const t = useT()
  const id = useId()
  const people = props.all.filter((m) => m.active && !m.placeholder)
  const namesake = people.filter((m) => m.name === member.name)
  const told = useResource<HandOverAnswer>(props.members.handingOver(member.id))
  const [to, setTo] = useState(namesake.length === 1 ? namesake[0]!.id : '')
  const [places, setPlaces] = useState(false)
  const [wrong, setWrong] = useState(false)
  const { busy, run } = useSubmit(props.onClose)
  const submit = () => {
    const person = people.find((m) => m.id === to)
    if (!person) return setWrong(true)
    void run(async () => {
      const { changed } = await props.members.map(member.id, to, places)
      return t('members.mapped', { count: changed, name: person.name })
    })
  }
  return (
    <FormDialog
      title={t('members.mapTitle', { name: member.name })}
      description={t('members.mapText', { name: member.name })}
      submit={t('members.mapButton')}
      busy={busy}
      disabled={people.length === 0}
      onClose={props.onClose}
      onSubmit={submit}
    >
      {told.data ? (
        <Passing told={told.data} name={member.name} />
      ) : (
        !told.error && <Skeleton className="h-16" />
      )}
      <FormRow
        id={id}
        label={t('members.mapTo')}
        required
        error={wrong && to === '' && t('members.mapChoose')}
        help={people.length === 0 && t('members.mapNobody')}
      >
        <NativeSelect value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{t('members.mapChoose')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.email ? `${person.name} (${person.email})` : person.name}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
      {told.data && told.data.teams.length > 0 && (
        <Places told={told.data} name={member.name} value={places} onChange={setPlaces} />
      )}
    </FormDialog>
  )
}

/** How many records of which tables, and how many that are shared. */
function Passing({ told, name }: { told: HandOverAnswer; name: string }) {
  const t = useT()
  const locale = useLocale()
  const { records, shares } = told
  return (
    <section>
      <h3 className="mb-1.5 font-medium">{t('members.mapRecords')}</h3>
      {records.length + shares === 0 ? (
        <p className="text-muted">{t('members.mapNothing', { name })}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
          {records.map(({ table, label, count }) => (
            <li key={table}>
              {t('members.mapRecord', {
                table: labelOf(label, locale, table),
                count: formatNumber(count, locale),
              })}
            </li>
          ))}
          {shares > 0 && <li>{t('members.mapShares', { name, count: shares })}</li>}
        </ul>
      )}
    </section>
  )
}

/** The teams, and the choice to be in them; it is off until somebody wants it, because teams let their people see more. */
function Places(props: {
  told: HandOverAnswer
  name: string
  value: boolean
  onChange: (on: boolean) => void
}) {
  const { teams, mayChange } = props.told
  const t = useT()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{t('members.mapPlaces')}</legend>
      <ul className="mb-2 flex flex-col gap-1 text-[13px]">
        {teams.map(({ id, name, manager }) => (
          <li key={id} className="flex items-center gap-2">
            <Icon name="users-round" className="size-4 shrink-0 text-faint" />
            <span className="min-w-0 truncate">{name}</span>
            {manager && <Tag color="amber">{t('members.mapLeads')}</Tag>}
          </li>
        ))}
      </ul>
      {mayChange && (
        <CheckBox
          checked={props.value}
          onChange={props.onChange}
          label={t('members.mapTakePlaces', { count: teams.length })}
        />
      )}
      <p className="mt-1 text-[13px] text-pretty text-muted">
        {t(
          !mayChange
            ? 'members.mapPlacesNot'
            : props.value
              ? 'members.mapPlacesHint'
              : 'members.mapPlacesLeft',
          { name: props.name },
        )}
      </p>
    </fieldset>
  )
}
