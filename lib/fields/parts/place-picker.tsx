'use client'
/** A place chosen from a list of names; a name that is not in the list may be typed. */
import { useT } from '@/lib/i18n/react'
import { Picker, type PickerInput } from './picker'

interface PlacePickerProps {
  input: PickerInput
  /** Stored names or codes, in the order of the list. */
  names: readonly string[]
  /** What a person reads; the stored name itself unless said otherwise. */
  nameOf?(stored: string): string
  value: string | undefined
  lasting?: boolean
  onChange(value: string | undefined): void
}

const itself = (name: string): string => name

export function PlacePicker({ input, names, nameOf = itself, value, lasting, onChange }: PlacePickerProps) {
  const t = useT()
  return (
    <Picker
      input={input}
      lasting={lasting}
      source={{
        find(query) {
          const wanted = query.toLowerCase()
          return names
            .map((id) => ({ id, title: nameOf(id) }))
            .filter(({ id, title }) => `${title} ${id}`.toLowerCase().includes(wanted))
        },
      }}
      chosen={value === undefined || value === '' ? [] : [value]}
      read={(text) => [text]}
      name={nameOf}
      chip={(id) => <span className="truncate">{nameOf(id)}</span>}
      words={{
        list: t('fieldChoice.places'),
        none: t('fieldChoice.noPlaces'),
        placeholder: t('fieldChoice.chooseOption'),
      }}
      onChange={([chosen]) => onChange(chosen)}
    />
  )
}
