'use client'
/** A person or a linked record: how it is shown, and the picker that searches for it. */
import { useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { cx } from '@/lib/kit/cx'
import { splitList } from '../list'
import { unknownPerson } from '../people'
import { unknownRecord } from '../records'
import { isUuid, parseReference, parseReferences } from '../reference'
import type { FieldContext } from '../type'
import type { InputProps } from '../ui-type'
import type { Choice } from './choices'
import { Picker } from './picker'

export function Person({ id, context }: { id: string; context: FieldContext }) {
  const name = context.title(id)
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Avatar name={name ?? '?'} size="sm" />
      <span className={cx('truncate', !name && 'text-muted')}>{name ?? unknownPerson(context.locale)}</span>
    </span>
  )
}

export function RecordChip({ id, context }: { id: string; context: FieldContext }) {
  const title = context.title(id)
  return (
    <span
      className={cx(
        'inline-block h-5 max-w-full min-w-0 truncate rounded border border-line bg-raised px-1.5 align-middle text-xs leading-[18px]',
        !title && 'text-muted',
      )}
    >
      {title ?? unknownRecord(context.locale)}
    </span>
  )
}

type Asks = Pick<InputProps<unknown, object>, 'services' | 'context'>

interface ReferencePickerProps<V, O> {
  input: InputProps<V, O>
  chosen: readonly string[]
  multiple?: boolean
  onChange(ids: string[]): void
}

const personLine = ({ title }: Choice) => (
  <>
    <Avatar name={title} size="sm" />
    <span className="truncate">{title}</span>
  </>
)

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The id of what is called exactly `name`; undefined when nothing is, or several are. */
export async function findNamed(
  name: string,
  ask: (query: string) => Promise<readonly Choice[]>,
): Promise<string | undefined> {
  const known = parseReference(name)
  if (known) return known
  const same = (await ask(name.trim())).filter((choice) => fold(choice.title) === fold(name))
  return same.length === 1 ? same[0]!.id : undefined
}

/** The ids of a list of names; undefined unless every one is found. */
export async function findAllNamed(
  text: string,
  ask: (query: string) => Promise<readonly Choice[]>,
): Promise<string[] | undefined> {
  const ids = await Promise.all(splitList(text).map((name) => findNamed(name, ask)))
  return ids.every((id) => id !== undefined) ? ids : undefined
}

/** One or several people of the base. */
export function PersonPicker<V, O>({ input, ...rest }: ReferencePickerProps<V, O>) {
  const t = useT()
  const { context, services }: Asks = input
  return (
    <Picker
      {...rest}
      input={input}
      source={{ ask: (query) => services.searchPeople(query) }}
      read={parseReferences}
      name={(id) => (isUuid(id) ? (context.title(id) ?? unknownPerson(context.locale)) : undefined)}
      chip={(id) => <Person id={id} context={context} />}
      line={personLine}
      words={{
        list: t('fieldChoice.people'),
        none: t('fieldChoice.noPeople'),
        placeholder: t('fieldChoice.choosePerson'),
      }}
    />
  )
}

/** One or several records of a table. */
export function RecordPicker<V, O extends { table: string }>({ input, ...rest }: ReferencePickerProps<V, O>) {
  const t = useT()
  const { context, services }: Asks = input
  return (
    <Picker
      {...rest}
      input={input}
      source={{ ask: (query) => services.searchRecords(input.options.table, query) }}
      read={parseReferences}
      name={(id) => (isUuid(id) ? (context.title(id) ?? unknownRecord(context.locale)) : undefined)}
      chip={(id) => <RecordChip id={id} context={context} />}
      words={{
        list: t('fieldChoice.records'),
        none: t('fieldChoice.noRecords'),
        placeholder: t('fieldChoice.searchRecord'),
      }}
    />
  )
}
