/** What errors may call the fields of a table: those that the actor may know. */
import type { Actor } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import { fieldOf } from '@/lib/meta/fields'
import type { LabelFor } from './respond'

export function fieldLabels(actor: Actor, tableKey: string, locale: Locale): LabelFor {
  const table = actor.definitions.tables.get(tableKey)
  if (!table) return () => undefined
  const access = decide(actor, table)
  return (key) => {
    const field = access.fields.has(key) ? fieldOf(table, key) : undefined
    return field && labelOf(field.label, locale, key)
  }
}
