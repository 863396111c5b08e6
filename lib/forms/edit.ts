/** Use cases: the forms of a base, made and changed by its administrators. Each change is one of definitions, with history and undo. */
import { randomBytes, randomUUID } from 'node:crypto'
import { type Actor, isAdmin } from '@/lib/access/actor'
import { decide } from '@/lib/access/decide'
import type {
  FormBody,
  FormDesignAnswer,
  FormProblem,
  FormSummary,
  NewFormBody,
} from '@/lib/api/contract-forms'
import { appSql, run, type Tx } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import { changeOf } from '@/lib/ddl/edit-table'
import { appError, type ErrorDetail } from '@/lib/errors'
import { pictures } from '@/lib/files/sniff'
import { labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Form } from '@/lib/meta/form'
import { suggestKey } from '@/lib/meta/keys'
import type { Definitions } from '@/lib/meta/model'
import { deletedDocuments, takenKeys } from '@/lib/meta/store'
import { problemsOf, warningsOf } from './check'
import { defaultSteps, defaultSubmit } from './default-form'
import { countSubmissions, stateOf } from './state'
import { revisionOf } from './version'

const newToken = (): string => randomBytes(24).toString('base64url')

/** The form of this key; a missing one, one of a table out of sight and one of no table at all answer alike. */
export function formOf(actor: Actor, key: string): Form {
  const form = actor.definitions.forms.get(key)
  const table = form && actor.definitions.tables.get(form.table)
  if (!table || decide(actor, table).rows.read === false) throw appError('NOT_FOUND')
  return form
}

/** Forms of tables in which the actor may create records. */
export async function listForms(actor: Actor, table?: string): Promise<FormSummary[]> {
  const forms = [...actor.definitions.forms.values()].filter((form) => {
    const over = actor.definitions.tables.get(form.table)
    return (table === undefined || form.table === table) && over && decide(actor, over).rows.create !== false
  })
  const counts = isAdmin(actor) ? await countSubmissions(appSql(), actor.definitions) : undefined
  return forms.map(({ id, key, table, label, description, public: open }) => {
    const sent = counts?.get(id) ?? 0
    return {
      key,
      table,
      label,
      description,
      ...(open && counts ? { public: { ...open, submissions: sent, state: stateOf(open, sent) } } : {}),
    }
  })
}

/** The form as its makers see it. */
export async function designOf(actor: Actor, key: string): Promise<FormDesignAnswer> {
  return answerOf(actor, formOf(actor, key), actor.definitions)
}

async function answerOf(actor: Actor, form: Form, definitions: Definitions): Promise<FormDesignAnswer> {
  const counts = await countSubmissions(appSql(), definitions, form.id)
  return {
    form,
    revision: revisionOf(form),
    problems: problemsOf(definitions, form).map((detail) => inWords(actor, detail)),
    warnings: warningsOf(definitions, form).map((detail) => inWords(actor, detail)),
    submissions: counts.get(form.id) ?? 0,
  }
}

function inWords({ locale }: Actor, detail: ErrorDetail): FormProblem {
  const { pointer = '', label, problem = '', params, named = {} } = detail
  const names = Object.entries(named).map(([name, labels]) => [
    name,
    [labels]
      .flat()
      .map((l) => labelOf(l, locale))
      .join(' → '),
  ])
  const message = translator(locale).any(problem, { ...params, ...Object.fromEntries(names) })
  return { pointer, label: labelOf(label, locale), message }
}

/** Makes a form that can be used as it is, or a copy of another one of the same table. */
export async function createForm(
  actor: Actor,
  { table, label, copyOf }: NewFormBody,
): Promise<FormDesignAnswer> {
  const id = randomUUID()
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const over = definitions.tables.get(table)
    const source = copyOf === undefined ? undefined : definitions.forms.get(copyOf)
    if (!over || (copyOf !== undefined && source?.table !== table)) throw appError('NOT_FOUND')
    const {
      public: _public,
      origin: _origin,
      ...copied
    } = source ?? {
      steps: defaultSteps(over),
      submit: defaultSubmit,
    }
    const taken = await takenKeys(tx, definitions.baseId, 'form')
    const key = suggestKey(label.en || label['zh-CN'] || '', 'form', taken)
    return [{ kind: 'form', after: { ...copied, id, key, table, label } }]
  })
  return answerOf(actor, byId(definitions, id), definitions)
}

const byId = (definitions: Definitions, id: string): Form =>
  [...definitions.forms.values()].find((form) => form.id === id)!

/** The form that a maker's changes make of the present one. Identity stays, and the public link while there is one. */
export function edited(before: Form, { revision: _revision, public: open, ...body }: FormBody): Form {
  const { id, key, table, origin } = before
  return {
    id,
    key,
    table,
    ...body,
    ...(open ? { public: { ...open, token: before.public?.token ?? newToken() } } : {}),
    ...(origin ? { origin } : {}),
  }
}

/** Saves a form whole; refuses one that could not work, naming every wrong block, and one that somebody else changed meanwhile. */
export async function saveForm(actor: Actor, key: string, body: FormBody): Promise<FormDesignAnswer> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const before = definitions.forms.get(key)
    if (!before) throw appError('NOT_FOUND')
    if (body.revision !== undefined && body.revision !== revisionOf(before))
      throw appError('CONFLICT', { label: before.label })
    const after = edited(before, body)
    refuseProblems(definitions, after)
    await bindImages(tx, actor, before, after)
    return [{ kind: 'form', before, after }]
  })
  return answerOf(actor, definitions.forms.get(key)!, definitions)
}

function refuseProblems(definitions: Definitions, form: Form): void {
  const [first, ...more] = problemsOf(definitions, form)
  if (first) throw appError('FORM_INVALID', first, more)
}

/** Pictures become part of the form: those that the maker uploaded, and those that it has already. */
async function bindImages(tx: Tx, actor: Actor, before: Form, after: Form): Promise<void> {
  const known = new Set(imagesOf(before))
  const fresh = imagesOf(after).filter((id) => !known.has(id))
  if (fresh.length === 0) return
  const rows = await run<{ id: string }>(
    tx,
    sql`update ${qualified(actor.definitions.schema, '_files')} set state = 'bound'
        where id = any(${arrayParam(fresh, 'uuid')}) and type = any(${arrayParam([...pictures])})
          and created_by = ${param(actor.userId, 'uuid')} returning id`,
  )
  const bound = new Set(rows.map((r) => r.id))
  after.steps.forEach((step, i) => {
    step.blocks.forEach((block, j) => {
      if (block.kind === 'image' && !known.has(block.file) && !bound.has(block.file))
        throw appError('FORM_INVALID', {
          pointer: `/steps/${i}/blocks/${j}/file`,
          label: block.alt,
          problem: 'problemForm.file',
        })
    })
  })
}

export const imagesOf = (form: Form): string[] =>
  form.steps.flatMap((s) => s.blocks).flatMap((b) => (b.kind === 'image' ? [b.file] : []))

/** Gives the form another public link; the old one no longer leads anywhere. */
export async function renewLink(actor: Actor, key: string): Promise<FormDesignAnswer> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.forms.get(key)
    if (!before?.public) throw appError('NOT_FOUND')
    return [{ kind: 'form', before, after: { ...before, public: { ...before.public, token: newToken() } } }]
  })
  return answerOf(actor, definitions.forms.get(key)!, definitions)
}

/** Moves a form to the trash; its link is dead until it is restored. What was sent stays. */
export async function deleteForm(actor: Actor, key: string): Promise<void> {
  await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.forms.get(key)
    if (!before) throw appError('NOT_FOUND')
    return [{ kind: 'form', before }]
  })
}

/** Takes a form back from the trash. */
export async function restoreForm(actor: Actor, key: string): Promise<FormDesignAnswer> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const deleted = await deletedDocuments(tx, definitions.baseId, 'form')
    const form = deleted.find((f) => f.key === key)
    if (!form || !definitions.tables.has(form.table)) throw appError('NOT_FOUND')
    return [{ kind: 'form', before: form, after: form }]
  })
  return answerOf(actor, definitions.forms.get(key)!, definitions)
}
