/** Use case: open a form to fill it in, empty, on a record, or where somebody left off. */
import type { Actor } from '@/lib/access/actor'
import type { Access } from '@/lib/access/decide'
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { FormAnswer, FormDraft, FormRows } from '@/lib/api/contract-forms'
import { appSql } from '@/lib/db/connection'
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import type { CellValue, Option } from '@/lib/fields/type'
import { fieldOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Field, Table } from '@/lib/meta/model'
import { describeField } from '@/lib/records/describe'
import { getParsed } from '@/lib/records/get'
import { personOf, readDraft } from './drafts'
import { trapName } from './guard'
import { type LiveForm, liveForm } from './live'
import type { LiveRows } from './live-rows'
import { openPrefill, referred, titlesOf } from './prefill'
import { readOpenRows } from './rows'
import { newTicket, readTicket, sealTicket, type Ticket } from './seal'
import { countSubmissions, stateOf } from './state'
import { isSent } from './submissions'
import { versionOf } from './version'

export interface OpenAsk {
  record?: string
  /** The ticket of an earlier look: the same filling-in goes on. */
  ticket?: string
  prefill?: string
}

/** The form as this person meets it. */
export async function openForm(actor: Actor, form: Form, ask: OpenAsk): Promise<FormAnswer> {
  const prefill = openPrefill(actor, form, ask.prefill)
  const opened = ask.record !== undefined
  const live = liveForm(actor, form, { opened, prefill })
  if (!opened && live.access.rows.create === false) throw appError('FORBIDDEN')
  if (live.lacking) throw appError('FORM_PREFILL')
  const record = opened ? await getParsed(actor, form.table, ask.record!) : undefined
  const version = versionOf(actor, form, opened)
  const ticket = await ticketFor(actor, form, version, ask.ticket)
  const draft = await readDraft(live, ticket, record?.id)
  const rows = record ? await readOpenRows(live, record) : {}
  const shown = describe(live)
  const values = record ? cellsOf(live, record) : beginning(live)
  return {
    ...shown,
    ticket: sealTicket(form.id, personOf(actor), ticket),
    values,
    titles: {
      ...(actor.form === undefined ? await titlesIn(live, [values, draft?.answers ?? {}], draft) : {}),
      ...only(prefill?.titles ?? {}, live, values),
      ...record?.titles,
    },
    ...(draft ? { draft } : {}),
    ...(record ? { record: { id: record.id, can: record.can, rows } } : {}),
    ...(actor.form === undefined ? {} : { public: await publicPart(actor, form) }),
  }
}

/** The same without anybody's data, for the designer's preview. */
export function previewForm(actor: Actor, form: Form): FormAnswer {
  const live = liveForm(actor, form)
  const { consent, files } = form.public ?? {}
  return {
    ...describe(live),
    ticket: '',
    values: beginning(live),
    titles: {},
    ...(actor.form === undefined ? {} : { public: { state: 'open', consent, files, trap: trapName } }),
  }
}

/** The ticket that was given, for the form of today, while it is good; otherwise a new one. */
async function ticketFor(
  actor: Actor,
  form: Form,
  version: string,
  given: string | undefined,
): Promise<Ticket> {
  const before = given === undefined ? undefined : readTicket(form.id, personOf(actor), given)
  if (before && !(await isSent(appSql(), actor, before))) return { ...before, version }
  return newTicket(version)
}

type Described = Omit<FormAnswer, 'ticket' | 'values' | 'titles'>

function describe(live: LiveForm): Described {
  const { actor, form, access, steps } = live
  const blocks = steps.flatMap((step) => step.blocks)
  const fields = blocks.flatMap((b) => (b.kind === 'field' ? [b.field] : []))
  const rows = [...live.rows].map(([key, one]) => [key, describeRows(actor, one)] as const)
  const described = describeFields(actor, access, fields)
  return {
    key: form.key,
    table: form.table,
    label: form.label,
    description: form.description,
    steps,
    fields: described,
    rows: Object.fromEntries(rows),
    optionSets: optionSetsOf(actor, [...described, ...rows.flatMap(([, r]) => r.fields)]),
    submit: form.submit,
    version: versionOf(actor, form, live.opened),
    zone: live.env.zone,
    today: live.env.today,
    fixed: fields.filter((key) => !live.editable.has(key) && live.fixed.has(key)),
  }
}

const describeFields = (actor: Actor, access: Access, keys: readonly string[]): FieldAnswer[] =>
  keys.flatMap((key) => {
    const field = access.fields.has(key) ? fieldOf(access.table, key) : undefined
    return field ? [describeField(actor, access, field)] : []
  })

function describeRows(actor: Actor, { access, columns, block, add, edit, remove, back }: LiveRows): FormRows {
  const { min, max } = block
  return {
    fields: describeFields(actor, access, [...columns]),
    add,
    edit,
    remove,
    deletes: back !== undefined,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }
}

function optionSetsOf({ definitions }: Actor, fields: readonly FieldAnswer[]): Record<string, Option[]> {
  const sets = new Set(fields.flatMap((f) => (f.options as { set?: string }).set ?? []))
  return Object.fromEntries([...sets].map((set) => [set, definitions.optionSets.get(set)?.options ?? []]))
}

/** Values of the fields that are on the form for this person. */
function beginning(live: LiveForm): Record<string, CellValue> {
  const shown = onForm(live)
  const all = [...live.initial, ...live.fixed] as [string, CellValue][]
  return Object.fromEntries(all.filter(([key]) => shown.has(key)))
}

/** The record's cells that are on the form, as the actor sees them. */
const cellsOf = (live: LiveForm, record: ApiRecord): Record<string, CellValue> =>
  Object.fromEntries(Object.entries(record.fields).filter(([key]) => onForm(live).has(key)))

const onForm = ({ steps }: LiveForm): Set<string> =>
  new Set(steps.flatMap((s) => s.blocks).flatMap((b) => (b.kind === 'field' ? [b.field] : [])))

/** Titles of what a signed link refers to, without those it keeps hidden. */
function only(
  titles: Record<string, string>,
  live: LiveForm,
  values: Record<string, unknown>,
): Record<string, string> {
  const ids = new Set(
    Object.entries(values).flatMap(([key, value]) => referred(fieldOf(live.table, key)!, value)),
  )
  return Object.fromEntries(Object.entries(titles).filter(([id]) => ids.has(id)))
}

/** What the records and people in values are called, as far as the actor sees them: one question a field. */
async function titlesIn(
  live: LiveForm,
  all: Record<string, unknown>[],
  draft: FormDraft | undefined,
): Promise<Record<string, string>> {
  const named = new Map<Field, Set<string>>()
  const look = (table: Table, cells: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(cells)) {
      const field = fieldOf(table, key)
      const ids = field ? referred(field, value).filter(isUuid) : []
      if (field && ids.length > 0) named.set(field, new Set([...(named.get(field) ?? []), ...ids]))
    }
  }
  for (const cells of all) look(live.table, cells)
  for (const [key, { add = [], edit = [] }] of Object.entries(draft?.rows ?? {}))
    for (const cells of [...add, ...edit.map((r) => r.set)]) look(live.rows.get(key)!.table, cells)
  const titles = await Promise.all([...named].map(([field, ids]) => titlesOf(live.actor, field, [...ids])))
  return Object.assign({}, ...titles) as Record<string, string>
}

async function publicPart(actor: Actor, form: Form): Promise<NonNullable<FormAnswer['public']>> {
  const open = form.public!
  const sent = (await countSubmissions(appSql(), actor.definitions, form.id)).get(form.id) ?? 0
  return { state: stateOf(open, sent), consent: open.consent, files: open.files, trap: trapName }
}
