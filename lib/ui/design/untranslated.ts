/** What a table says in one language only: labels, help, messages, options and sections, each with its place to be mended. */
import type { DesignAnswer } from '@/lib/api/contract-design'
import type { Option } from '@/lib/fields/type'
import { type Labels, type Locale, locales } from '@/lib/i18n/labels'

export type Text =
  | { of: 'field'; field: string; member: 'label' | 'help' | 'message' }
  | { of: 'option'; field: string; value: string }
  | { of: 'setOption'; set: string; value: string }
  | { of: 'section'; section: string }
  | { of: 'table' }

export interface Gap {
  id: string
  text: Text
  labels: Labels
  /** The language that says nothing. */
  missing: Locale
}

/** In the order of the page: the table, its sections, its fields with their options, and the shared sets they use. */
export function untranslated({ table, optionSets }: Pick<DesignAnswer, 'table' | 'optionSets'>): Gap[] {
  const gaps: Gap[] = []
  const look = (text: Text, labels: Labels | undefined): void => {
    const missing = locales.filter((locale) => !labels?.[locale]?.trim())
    if (labels && missing.length === 1)
      gaps.push({ id: Object.values(text).join(' '), text, labels, missing: missing[0]! })
  }
  look({ of: 'table' }, table.label)
  for (const section of table.sections) look({ of: 'section', section: section.key }, section.label)
  for (const field of table.fields) {
    for (const member of ['label', 'help', 'message'] as const)
      look({ of: 'field', field: field.key, member }, field[member])
    const { options } = field.options as { options?: Option[] }
    for (const { value, label } of options ?? []) look({ of: 'option', field: field.key, value }, label)
  }
  const used = new Set(table.fields.map((field) => (field.options as { set?: string }).set))
  for (const set of optionSets.filter((one) => used.has(one.key)))
    for (const { value, label } of set.options) look({ of: 'setOption', set: set.key, value }, label)
  return gaps
}
