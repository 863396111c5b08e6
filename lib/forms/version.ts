/** Versions of a form: of what one person fills in, and of what a maker edits. */
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { fieldOf, optionsOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Table } from '@/lib/meta/model'
import { liveForm } from './live'

/** JSON text in which the order of members does not matter: PostgreSQL has its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
}

const digest = (value: unknown): string =>
  createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 16)

/** Of the document: for two makers at once, and for what was sent. */
export const revisionOf = (form: Form): string => digest(form)

/**
 * Of all that this person can see and answer: what was typed for another version is not taken for this one. It says
 * nothing of what the person does not see.
 */
export function versionOf(actor: Actor, form: Form, opened: boolean): string {
  const { steps, table, rows } = liveForm(actor, form, { opened })
  const fields = steps.flatMap((s) => s.blocks).flatMap((b) => (b.kind === 'field' ? [b.field] : []))
  const columns = [...rows.values()].map((r) => [...r.columns].map((key) => facts(actor, r.table, key)))
  const asked = actor.form === undefined ? [] : [form.public?.consent, form.public?.files]
  return digest([steps, asked, fields.map((key) => facts(actor, table, key)), columns])
}

function facts({ definitions }: Actor, table: Table, key: string): unknown {
  const field = fieldOf(table, key)!
  const { id, type, options } = field
  const values = optionsOf(field, definitions)
    ?.filter((o) => !o.retired)
    .map((o) => o.value)
  return [id, type, values ?? options]
}
