/** What the field picker offers: every field type, and the ways a value comes about by itself, in groups and found by search. */
import { type AnyFieldType, fieldType, fieldTypes, type TypeName } from '@/lib/fields/index'
import { initials } from '@/lib/i18n/initials'
import { type Labels, type Locale, labelOf, locales } from '@/lib/i18n/labels'
import type { MessageKey } from '@/lib/i18n/messages/index'
import type { Translate } from '@/lib/i18n/translate'
import type { Source } from '@/lib/meta/model'
import { settingsIn } from './controls'

export const groups = [
  'text',
  'numbers',
  'choices',
  'dates',
  'people',
  'more',
  'computed',
  'automatic',
] as const
export type Group = (typeof groups)[number]

/** A way to fill a field: by hand, by the system, from a formula, or the other side of a link. */
export type Way = 'input' | 'formula' | 'lookup' | 'rollup' | 'number' | 'created' | 'updated' | 'inverse'

export interface Offer {
  id: string
  group: Group
  way: Way
  /** The type to begin with; a formula's follows from its result. */
  type: TypeName
  icon: string
  label: Labels
  help: Labels
}

/** Where a type stands, from what it is rather than what it is called. */
export function groupOf(type: AnyFieldType): Group {
  const controls = settingsIn(type.optionsSchema).map((setting) => setting.control)
  if (controls.some(({ kind }) => kind === 'options') || type.kind === 'boolean') return 'choices'
  if (type.kind === 'number') return 'numbers'
  if (type.kind === 'date' || type.kind === 'datetime') return 'dates'
  if (type.kind === 'ref' || type.kind === 'list') return 'people'
  return type.kind === 'json' ? 'more' : 'text'
}

/** The computed and automatic ones: their words are messages. */
const ways: { id: string; group: Group; way: Way; type: TypeName; icon: string }[] = [
  { id: 'formula', group: 'computed', way: 'formula', type: 'number', icon: 'calculator' },
  { id: 'lookup', group: 'computed', way: 'lookup', type: 'text', icon: 'scan-eye' },
  { id: 'rollup', group: 'computed', way: 'rollup', type: 'number', icon: 'sigma' },
  { id: 'autoNumber', group: 'automatic', way: 'number', type: 'text', icon: 'list-ordered' },
  { id: 'createdAt', group: 'automatic', way: 'created', type: 'datetime', icon: 'calendar-plus' },
  { id: 'createdBy', group: 'automatic', way: 'created', type: 'user', icon: 'user-plus' },
  { id: 'updatedAt', group: 'automatic', way: 'updated', type: 'datetime', icon: 'calendar-clock' },
  { id: 'updatedBy', group: 'automatic', way: 'updated', type: 'user', icon: 'user-check' },
  { id: 'inverse', group: 'people', way: 'inverse', type: 'links', icon: 'arrow-right-left' },
]

/** Everything that can be added, in the order of the menu. `both` gives a message in both languages. */
export function offersOf(both: (key: MessageKey) => Labels): Offer[] {
  const byHand = (Object.keys(fieldTypes) as TypeName[]).map((name): Offer => {
    const { label, help, icon } = fieldType(name)
    return { id: name, group: groupOf(fieldType(name)), way: 'input', type: name, icon, label, help }
  })
  const others = ways.map(
    (one): Offer => ({
      ...one,
      label: both(`design.${one.id}` as MessageKey),
      help: both(`design.${one.id}Help` as MessageKey),
    }),
  )
  return groups.flatMap((group) => [...byHand, ...others].filter((offer) => offer.group === group))
}

/** A dictionary holds one language, so what a message says in the other one is not known here. */
export const inLocale =
  (t: Translate, locale: Locale) =>
  (key: MessageKey): Labels => ({ [locale]: t(key) })

/** Offers whose name, help or initials have the text; those found by name come first. */
export function search(offers: readonly Offer[], text: string, locale: Locale): Offer[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase()
  if (wanted === '') return [...offers]
  const rank = (offer: Offer): number => {
    const names = locales.map((one) => (offer.label[one] ?? '').toLowerCase())
    if (names.some((name) => name.startsWith(wanted))) return 0
    if (names.some((name) => name.includes(wanted)) || offer.id.toLowerCase().includes(wanted)) return 1
    if (/^[a-z]+$/.test(wanted) && initials(offer.label['zh-CN'] ?? '').includes(wanted)) return 2
    return labelOf(offer.help, locale).toLowerCase().includes(wanted) ? 3 : 4
  }
  return offers
    .map((offer) => ({ offer, rank: rank(offer) }))
    .filter((one) => one.rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.offer)
}

/** How a field came about: what its badge says and which form edits it. */
export function wayOf(source: Source): Exclude<Way, 'lookup' | 'rollup'> {
  return source.kind === 'auto' ? source.of : source.kind
}
