/** How many detail records there are, in words of our own: a field that counts them, and a rule of each that it stays within. */
import { call, field, stored, value } from '@/lib/expr/ast'
import { type Labels, labelOf, locales } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Translate } from '@/lib/i18n/translate'
import { isFieldKey, suggestKey } from '@/lib/meta/keys'
import type { CheckRule } from '@/lib/meta/model'
import type { PlannedField, PlannedTable } from './plan'

/** Adds the field that counts the records behind a list; @returns its key */
export function countField(table: PlannedTable, list: PlannedField): string {
  const key = suggestKey(`${list.key} count`, 'count', new Set(table.fields.map((f) => f.key)), isFieldKey)
  table.fields.push({
    key,
    type: 'number',
    options: { precision: 0 },
    label: inBoth(list.label, (t, name) => t('schema.countOf', { list: name })),
    required: false,
    unique: false,
    sensitivity: 'normal',
    source: {
      kind: 'formula',
      expr: stored({ op: 'each', fn: 'count', over: { path: [list.key] }, args: [] }),
      stored: true,
    },
  })
  const section = table.sections.find((s) => s.fields.includes(list.key))!
  section.fields.push(key)
  return key
}

/** The rule of a detail record that its owner has no more than so many. Writers wait for each other at the count. */
export const mostRule = (link: string, count: string, list: Labels, max: number): CheckRule => ({
  key: 'at_most',
  expr: stored(call('lte', field(link, count), value(max))),
  message: inBoth(list, (t, name) => t('schema.breaksMost', { list: name, max })),
})

const inBoth = (label: Labels, say: (t: Translate, name: string) => string): Labels =>
  Object.fromEntries(locales.map((locale) => [locale, say(translator(locale), labelOf(label, locale))]))
