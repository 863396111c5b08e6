/**
 * Use cases: rights in draft. An administrator's edits are kept here, one draft for the base, and hold for nobody until
 * they are published together: one transaction, one line of the history.
 */
import { isDeepStrictEqual } from 'node:util'
import type { DraftBody, RightsAnswer, RightsDraft } from '@/lib/api/contract-rights'
import { appSql, run } from '@/lib/db/connection'
import { jsonParam, param, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import { type AppError, appError } from '@/lib/errors'
import { fieldOf } from '@/lib/meta/fields'
import type { Definitions, Role, TableRights } from '@/lib/meta/model'
import type { Actor } from './actor'
import { checkRole, roleProblems } from './check-role'
import { asEdited, checkName, describeRoles } from './roles'

/** What does not work in a role, before it is put in words. */
export interface Found {
  role: string
  error: AppError
}

/** The rights as they hold, the draft, and what does not work in the roles as they would be. */
export async function describeRights(
  actor: Actor,
): Promise<Omit<RightsAnswer, 'problems'> & { found: Found[] }> {
  const { definitions } = actor
  const [answer, draft] = await Promise.all([describeRoles(actor), readDraft(definitions)])
  const drafted = new Map(draft?.roles.map((role) => [role.key, role]))
  const roles = answer.roles.map((role) => drafted.get(role.key) ?? role)
  return {
    ...answer,
    ...(draft ? { draft } : {}),
    teams: definitions.teams.length,
    found: problemsOf(definitions, roles),
  }
}

export async function readDraft({ baseId }: Definitions): Promise<RightsDraft | undefined> {
  const [row] = await run<Omit<RightsDraft, 'by'> & { by: string | null; name: string | null }>(
    appSql(),
    sql`select d.updated_at::text as revision, d.roles, d.origin, d.updated_at as at, d.updated_by as by, u.name
        from tian.rights_drafts d left join tian.users u on u.id = d.updated_by
        where d.base_id = ${param(baseId, 'uuid')}`,
  )
  if (!row) return undefined
  const { by, name, ...draft } = row
  return { ...draft, ...(by && name ? { by: { id: by, name } } : {}) }
}

/**
 * Keeps the draft in place of the one that the sender has seen; without roles there is none any more. It begins from the roles
 * as they hold, and from nothing that the sender says: who has seen others is told, and merges.
 */
export async function saveDraft(
  { definitions, userId }: Actor,
  { revision: seenRevision, roles, origin }: DraftBody,
): Promise<{ revision: string | null; found: Found[] }> {
  const revision = seenRevision ?? null
  const edited = roles.flatMap((role) => {
    const there = definitions.roles.get(role.key)
    return there && !there.admin ? [asEdited(there, role)] : there ? [{ ...there, label: role.label }] : []
  })
  const begun = edited.map(({ key }) => definitions.roles.get(key)!)
  if (
    !begun.every((role) =>
      sameRole(
        role,
        origin.find(({ key }) => key === role.key),
      ),
    )
  )
    throw appError('CONFLICT', { problem: 'rights.moved' })
  const base = param(definitions.baseId, 'uuid')
  const seen = sql`d.base_id = ${base} and d.updated_at::text = ${param(revision)}`
  const row = sql`${jsonParam(edited)}, ${jsonParam(begun)}, clock_timestamp(), ${param(userId, 'uuid')}`
  const [saved] = await run<{ revision: string | null }>(
    appSql(),
    edited.length === 0
      ? revision === null
        ? sql`select null as revision`
        : sql`delete from tian.rights_drafts d where ${seen} returning null as revision`
      : revision === null
        ? sql`insert into tian.rights_drafts as d (base_id, roles, origin, updated_at, updated_by)
              values (${base}, ${row}) on conflict do nothing returning d.updated_at::text as revision`
        : sql`update tian.rights_drafts d set (roles, origin, updated_at, updated_by) = row (${row})
              where ${seen} returning d.updated_at::text as revision`,
  )
  if (!saved) throw appError('CONFLICT', { problem: 'rights.draftMoved' })
  return { revision: saved.revision, found: problemsOf(definitions, edited) }
}

export async function discardDraft({ definitions }: Actor): Promise<void> {
  await run(
    appSql(),
    sql`delete from tian.rights_drafts where base_id = ${param(definitions.baseId, 'uuid')}`,
  )
}

/** The draft that the asker has seen, if it still begins from the rights as they are. */
export async function presentDraft(definitions: Definitions, revision: string): Promise<RightsDraft> {
  const draft = await readDraft(definitions)
  if (draft?.revision !== revision) throw appError('CONFLICT', { problem: 'rights.draftMoved' })
  if (!draft.origin.every((role) => sameRole(role, definitions.roles.get(role.key))))
    throw appError('CONFLICT', { problem: 'rights.moved' })
  return draft
}

const sameRole = (a: Role | undefined, b: Role | undefined): boolean => isDeepStrictEqual(plain(a), plain(b))

/** What a document says, whichever members are merely undefined. */
const plain = (role: Role | undefined): unknown => role && JSON.parse(JSON.stringify(role))

/** The roles of a draft as they would be saved. Throws DEFINITION_INVALID at the first that does not work. */
export const publishable = (definitions: Definitions, draft: RightsDraft): Role[] =>
  draft.roles.flatMap((role) => {
    const before = definitions.roles.get(role.key)
    return before ? [checkRole(definitions, withoutGone(definitions, asEdited(before, role)), before)] : []
  })

/** All roles of the draft begin to hold at once. */
export async function publishDraft(actor: Actor, revision: string): Promise<Role[]> {
  const { base, baseId } = actor.definitions
  const definitions = await changeDefinitions(
    { base, actor: actor.userId, door: actor.door },
    async ({ tx, definitions }) => {
      const draft = await presentDraft(definitions, revision)
      const changes = publishable(definitions, draft).flatMap((after) => {
        const before = definitions.roles.get(after.key)!
        checkName(definitions, after, before)
        return isDeepStrictEqual(plain(before), plain(after))
          ? []
          : [{ kind: 'role' as const, before, after }]
      })
      if (changes.length === 0) throw appError('CONFLICT', { problem: 'rights.nothingToPublish' })
      // Whoever goes on editing meanwhile is told, and loses nothing.
      const gone = await run(
        tx,
        sql`delete from tian.rights_drafts where base_id = ${param(baseId, 'uuid')}
            and updated_at::text = ${param(revision)} returning 1`,
      )
      if (gone.length === 0) throw appError('CONFLICT', { problem: 'rights.draftMoved' })
      return changes
    },
  )
  return [...definitions.roles.values()]
}

const problemsOf = (definitions: Definitions, roles: readonly Role[]): Found[] =>
  roles.flatMap((role) =>
    roleProblems(definitions, withoutGone(definitions, role), definitions.roles.get(role.key)).map(
      (error) => ({
        role: role.key,
        error,
      }),
    ),
  )

/** The role without what it says of tables and fields that are gone for good. */
function withoutGone(definitions: Definitions, role: Role): Role {
  const before = definitions.roles.get(role.key)
  const tables = Object.entries(role.tables).flatMap(([key, rights]): [string, TableRights][] => {
    const table = definitions.tables.get(key)
    if (!table) return before?.tables[key] ? [[key, rights]] : []
    const fields = Object.entries(rights.fields).filter(
      ([name]) => fieldOf(table, name) || table.trash.some((t) => t.field.key === name),
    )
    return [[key, { ...rights, fields: Object.fromEntries(fields) }]]
  })
  return { ...role, tables: Object.fromEntries(tables) }
}
