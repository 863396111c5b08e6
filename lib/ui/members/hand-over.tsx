'use client'
/** Handing what names one person to a member: what passes on, in numbers, and which of it the administrator chooses. */
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

/** Fields by `table.field`, and what is shared: ticked or not, where that differs from what is proposed. */
type Ticked = Readonly<Record<string, boolean>>
const shared = 'shares'

export function HandOver({ member, ...props }: OneMember) {
  const t = useT()
  const id = useId()
  const people = props.all.filter((m) => m.active && !m.placeholder && m.id !== member.id)
  const namesake = people.filter((m) => m.name === member.name)
  const told = useResource<HandOverAnswer>(props.members.handingOver(member.id))
  const [to, setTo] = useState(namesake.length === 1 ? namesake[0]!.id : '')
  const [ticked, setTicked] = useState<Ticked>({})
  const [places, setPlaces] = useState(false)
  const [wrong, setWrong] = useState(false)
  const { busy, run } = useSubmit(props.onClose)
  // Of a sample person nothing stays.
  const whole = member.placeholder === true
  const choice = told.data && chosenOf(told.data, ticked)
  const nothing = !whole && choice !== undefined && choice.count === 0 && !choice.shares && !places
  const submit = () => {
    const person = people.find((m) => m.id === to)
    if (!person) return setWrong(true)
    void run(async () => {
      const { changed } = await props.members.handOver(member.id, {
        to,
        ...(whole ? {} : { fields: choice?.fields ?? {} }),
        shares: whole || choice?.shares === true,
        places,
      })
      return t('members.mapped', { count: changed, name: person.name })
    })
  }
  return (
    <FormDialog
      title={t('members.mapTitle', { name: member.name })}
      description={t(whole ? 'members.mapText' : 'members.handText', { name: member.name })}
      submit={t('members.mapButton')}
      busy={busy}
      disabled={people.length === 0 || !told.data || nothing}
      onClose={props.onClose}
      onSubmit={submit}
    >
      {told.data ? (
        whole ? (
          <Passing told={told.data} name={member.name} />
        ) : (
          <Choosing
            told={told.data}
            name={member.name}
            ticked={ticked}
            onTick={(what, on) => setTicked((now) => ({ ...now, [what]: on }))}
          />
        )
      ) : (
        !told.error && <Skeleton className="h-16" />
      )}
      <FormRow
        id={id}
        label={t(whole ? 'members.mapTo' : 'members.handTo')}
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

const isTicked = (ticked: Ticked, what: string, proposed: boolean): boolean => ticked[what] ?? proposed

/** What is handed over as it is ticked. */
function chosenOf({ records, shares }: HandOverAnswer, ticked: Ticked) {
  const chosen = records.map(({ table, fields }) => ({
    table,
    fields: fields.filter((f) => isTicked(ticked, `${table}.${f.key}`, f.owns)),
  }))
  const some = chosen.filter(({ fields }) => fields.length > 0)
  return {
    fields: Object.fromEntries(some.map(({ table, fields }) => [table, fields.map((f) => f.key)])),
    count: some.length,
    shares: shares > 0 && isTicked(ticked, shared, true),
  }
}

/** Field by field: those that tell whose a record is are proposed, those that tell who did something once are not. */
function Choosing(props: {
  told: HandOverAnswer
  name: string
  ticked: Ticked
  onTick(what: string, on: boolean): void
}) {
  const { told, name, ticked, onTick } = props
  const t = useT()
  const locale = useLocale()
  if (told.records.length + told.shares === 0)
    return <p className="text-muted">{t('members.mapNothing', { name })}</p>
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{t('members.mapRecords')}</legend>
      <ul className="flex max-h-72 flex-col overflow-y-auto rounded-md border border-line py-1">
        {told.records.flatMap(({ table, label, fields }) =>
          fields.map((field) => {
            const what = `${table}.${field.key}`
            return (
              <li key={what} className="flex items-center gap-3 px-3 max-md:min-h-10">
                <CheckBox
                  className="min-w-0 flex-1 py-1"
                  checked={isTicked(ticked, what, field.owns)}
                  onChange={(on) => onTick(what, on)}
                  label={t('members.handField', {
                    table: labelOf(label, locale, table),
                    field: labelOf(field.label, locale, field.key),
                  })}
                />
                <span className="shrink-0 text-[13px] text-muted tabular-nums">
                  {t('members.handCount', { count: field.count })}
                </span>
              </li>
            )
          }),
        )}
        {told.shares > 0 && (
          <li className="flex items-center px-3 max-md:min-h-10">
            <CheckBox
              className="min-w-0 flex-1 py-1"
              checked={isTicked(ticked, shared, true)}
              onChange={(on) => onTick(shared, on)}
              label={t('members.mapShares', { name, count: told.shares })}
            />
          </li>
        )}
      </ul>
      <p className="mt-1.5 text-[13px] text-pretty text-muted">{t('members.handHint')}</p>
    </fieldset>
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
