/** A field being designed: from its definition, back to what is sent, and what two makers changed at the same time. */
import type { FieldDraft } from '@/lib/api/contract'
import type { FieldPatchBody, FieldRoles } from '@/lib/api/contract-design'
import type { StoredExpr } from '@/lib/expr/ast'
import { fieldType, type TypeName } from '@/lib/fields/index'
import { type Labels, locales } from '@/lib/i18n/labels'
import type { JsonObject } from '@/lib/json'
import type { Field, Sensitivity, Source } from '@/lib/meta/model'

export interface FieldForm {
  type: TypeName
  options: JsonObject
  source: Source
  label: Labels
  help: Labels
  required: boolean
  requiredIf?: StoredExpr
  showIf?: StoredExpr
  unique: boolean
  default?: StoredExpr
  message: Labels
  sensitivity: Sensitivity
  declassified: boolean
}

export const formOf = (field: Field): FieldForm => ({
  type: field.type,
  options: field.options as JsonObject,
  source: field.source,
  label: field.label,
  help: field.help ?? {},
  required: field.required,
  requiredIf: field.requiredIf,
  showIf: field.showIf,
  unique: field.unique,
  default: field.default,
  message: field.message ?? {},
  sensitivity: field.sensitivity,
  declassified: field.declassified ?? false,
})

export const newForm = (type: TypeName, source: Source, options: JsonObject): FieldForm => ({
  type,
  options,
  source,
  label: {},
  help: {},
  required: false,
  unique: false,
  message: {},
  sensitivity: 'normal',
  declassified: false,
})

/** Without the languages that say nothing. */
export function spoken(labels: Labels): Labels {
  const said: Labels = {}
  for (const locale of locales) {
    const text = labels[locale]?.trim()
    if (text) said[locale] = text
  }
  return said
}

const isSilent = (labels: Labels): boolean => Object.keys(spoken(labels)).length === 0

/** What a new field is made from. */
export function draftOf(
  form: FieldForm,
  more: { section?: string; roles?: FieldRoles },
): FieldDraft & FieldPatchBody & { roles?: FieldRoles } {
  const { requiredIf, showIf, default: initial, message, declassified } = form
  return {
    label: spoken(form.label),
    type: form.type,
    options: form.options,
    ...(form.source.kind === 'input' ? {} : { source: form.source }),
    ...(form.required ? { required: true } : {}),
    ...(form.unique ? { unique: true } : {}),
    ...(isSilent(form.help) ? {} : { help: spoken(form.help) }),
    ...(form.sensitivity === 'normal' ? {} : { sensitivity: form.sensitivity }),
    ...(requiredIf ? { requiredIf } : {}),
    ...(showIf ? { showIf } : {}),
    ...(initial ? { default: initial } : {}),
    ...(isSilent(message) ? {} : { message: spoken(message) }),
    ...(declassified ? { declassified } : {}),
    ...more,
  }
}

/** In the order in which they are shown. */
export const members = [
  'label',
  'help',
  'source',
  'options',
  'required',
  'requiredIf',
  'showIf',
  'unique',
  'default',
  'message',
  'sensitivity',
  'declassified',
] as const
export type Member = (typeof members)[number]

/** Members of an object in any order say the same. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  ) ?? ''

export const changed = (before: FieldForm, after: FieldForm): Member[] =>
  members.filter((member) => !same(tidy(before, member), tidy(after, member)))

function tidy(form: FieldForm, member: Member): unknown {
  const value = form[member]
  if (member === 'label' || member === 'help' || member === 'message') return spoken(value as Labels)
  // Where a formula's value is kept follows from the formula.
  return member === 'source' && form.source.kind === 'formula' ? { ...form.source, stored: true } : value
}

/** What saving would send: only what differs; what was taken away is null. */
export function patchOf(before: FieldForm, after: FieldForm): FieldPatchBody {
  const patch: Record<string, unknown> = {}
  for (const member of changed(before, after)) {
    const value = tidy(after, member)
    const gone =
      value === undefined || ((member === 'help' || member === 'message') && isSilent(value as Labels))
    patch[member] = gone ? null : member === 'options' ? withoutGone(before.options, after.options) : value
  }
  return patch
}

/** A setting that was taken away is null: the others stay as they are on the server. */
const withoutGone = (before: JsonObject, after: JsonObject): JsonObject => ({
  ...Object.fromEntries(Object.keys(before).map((key) => [key, null])),
  ...after,
})

/** Another maker changed the field meanwhile: what only they changed is taken, what both did is asked about. */
export function merge(
  base: FieldForm,
  mine: FieldForm,
  theirs: FieldForm,
): { form: FieldForm; both: Member[]; taken: Member[] } {
  const ours = new Set(changed(base, mine))
  const different = changed(base, theirs)
  const taken = different.filter((member) => !ours.has(member))
  const both = different.filter((member) => ours.has(member) && !same(mine[member], theirs[member]))
  return { form: withMembers(mine, theirs, taken), both, taken }
}

export function withMembers(form: FieldForm, from: FieldForm, which: readonly Member[]): FieldForm {
  const next = { ...form }
  for (const member of which) Object.assign(next, { [member]: from[member] })
  return next
}

/** The settings a type begins with here: its own, with its lists empty, because the maker fills them in. */
export function startingOptions(type: TypeName): JsonObject {
  const initial = fieldType(type).defaultOptions as JsonObject
  return Object.fromEntries(
    Object.entries(initial).map(([key, value]) => [key, Array.isArray(value) ? [] : value]),
  )
}
