/**
 * Who a stranger is (law L4): a principal of its own for each public form, whose one role may create through the form's
 * write list and reads nothing, not even what it made. It passes through the same access as everybody.
 */
import type { Actor } from '@/lib/access/actor'
import { assertPresent, Moved } from '@/lib/access/enter'
import { appSql, run, type Tx } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import { stored, value } from '@/lib/expr/ast'
import { defaultLocale, type Locale, labelOf } from '@/lib/i18n/labels'
import { fieldOf, targetOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Definitions, FieldRight, Role, Rule, TableRights } from '@/lib/meta/model'
import { type BaseRow, loadDefinitions } from '@/lib/meta/store'

const always: Rule = [{ kind: 'all' }]
const never: Rule = [{ kind: 'when', expr: stored(value(false)) }]

const mayCreate = (fields: readonly string[]): TableRights => ({
  rows: { create: always, read: never, update: [], delete: [] },
  fields: Object.fromEntries(fields.map((key) => [key, 'edit' satisfies FieldRight])),
  otherFields: 'hidden',
})

/** The rights of a form's strangers: exactly the fields of its blocks. */
export function strangerRole(definitions: Definitions, form: Form): Role {
  const written = new Map<string, string[]>([[form.table, []]])
  const table = definitions.tables.get(form.table)
  for (const block of form.steps.flatMap((step) => step.blocks)) {
    if (block.kind !== 'field' && block.kind !== 'rows') continue
    written.get(form.table)!.push(block.field)
    const field = table && fieldOf(table, block.field)
    const child = field && block.kind === 'rows' ? targetOf(field) : undefined
    if (child && block.kind === 'rows') written.set(child, [...(written.get(child) ?? []), ...block.columns])
  }
  return {
    id: form.id,
    key: form.key,
    label: form.label,
    admin: false,
    tables: Object.fromEntries([...written].map(([key, fields]) => [key, mayCreate(fields)])),
  }
}

/** The actor of a form's strangers. `userId` is the form's: what was made through it says so. */
export function strangerOf(definitions: Definitions, form: Form, locale: Locale): Actor {
  return {
    userId: form.id,
    sessionId: null,
    name: labelOf(form.label, defaultLocale, form.key),
    email: '',
    locale,
    owner: false,
    door: 'form',
    form: form.id,
    definitions,
    roles: [strangerRole(definitions, form)],
    guard: `${definitions.version}:`,
  }
}

/** Whether a text can be the token of a public link. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{16,64}$/.test(text)

/** The form of a public link and its base; every wrong token is as missing as any other. */
async function findPublic(token: string): Promise<{ definitions: Definitions; form: Form }> {
  if (!isToken(token)) throw appError('NOT_FOUND')
  const [found] = await run<BaseRow & { form: string }>(
    appSql(),
    sql`select b.id, b.key, b.schema, b.label, b.version, d.key as form
        from tian.documents d join tian.bases b on b.id = d.base_id
        where d.kind = 'form' and d.deleted_at is null and d.body -> 'public' ->> 'token' = ${param(token)}`,
  )
  const definitions = found && (await loadDefinitions(appSql(), found))
  const form = definitions?.forms.get(found!.form)
  if (!definitions || form?.public?.token !== token || !definitions.tables.has(form.table))
    throw appError('NOT_FOUND')
  return { definitions, form }
}

/** Runs a use case as a stranger with this link; met by newer definitions, it is run again with those. */
export async function asStranger<T>(
  token: string,
  locale: Locale,
  work: (actor: Actor, form: Form) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const { definitions, form } = await findPublic(token)
    const actor = strangerOf(definitions, form, locale)
    try {
      return await work(actor, form).catch(async (error: unknown) => {
        // As for members: a refusal is only an answer if what it was decided with is the present state.
        if (!(error instanceof Moved)) await assertPresent(appSql(), actor)
        throw error
      })
    } catch (error) {
      if (!(error instanceof Moved)) throw error
      if (attempt === 4) throw appError('BUSY')
    }
  }
}

/** The form as a name among people, so that what it made can say who made it. Nobody can sign in as it. */
export async function nameStranger(tx: Tx, actor: Actor): Promise<void> {
  await run(
    tx,
    sql`insert into tian.users (id, name, locale, active, placeholder)
        values (${param(actor.userId, 'uuid')}, ${param(actor.name)}, ${param(actor.locale)}, false, true)
        on conflict (id) do nothing`,
  )
}
