/** Endpoints of roles: for the administrators of a base. */
import { describeRights, discardDraft, type Found, publishDraft, saveDraft } from '@/lib/access/drafts'
import { effectOf } from '@/lib/access/effect'
import { createRole, deleteRole, describeRoles, saveRole } from '@/lib/access/roles'
import type { Labels, Locale } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { metaSchemas } from '@/lib/meta/meta-schemas'
import type { Role } from '@/lib/meta/model'
import type { DraftAnswer, DraftBody, RightsAnswer, RightsProblem } from '../contract-rights'
import { endpoint } from '../endpoint'
import { describeError, json, noContent } from '../respond'
import { labelsSchema } from './bases'

const { $id: _id, $schema: _schema, ...roleSchema } = metaSchemas.role as JsonSchema

const rights = '/bases/{base}/rights'
const rolesSchema: JsonSchema = { type: 'array', maxItems: 1000, items: roleSchema }
const revision: JsonSchema = { type: 'string', maxLength: 60 }
/** A draft may be of a hundred roles with a hundred fields in each of many tables. */
const draftBytes = 16 * 1024 * 1024

const inWords = (found: readonly Found[], locale: Locale): RightsProblem[] =>
  found.map(({ role, error }) => {
    const { message, pointer = '/' } = describeError(error, locale).body
    return { role, pointer, message }
  })

export const roleEndpoints = [
  endpoint<'admin'>({
    method: 'GET',
    path: '/bases/{base}/roles',
    guard: 'admin',
    summary: 'The roles, and per table what a rule or a right can say.',
    answer: { type: 'object', required: ['roles', 'tables', 'members'] },
    handle: async ({ actor }) => json(await describeRoles(actor)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/roles',
    guard: 'admin',
    summary: 'Adds a role, empty or as a copy of another.',
    body: {
      type: 'object',
      required: ['label'],
      properties: { label: labelsSchema, copyOf: { type: 'string', maxLength: 48 } },
      additionalProperties: false,
    },
    answer: roleSchema,
    status: 201,
    handle: async ({ actor, body }) => {
      const { label, copyOf } = body as { label: Labels; copyOf?: string }
      return json(await createRole(actor, label, copyOf), 201)
    },
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: '/bases/{base}/roles/{role}',
    guard: 'admin',
    summary: 'Saves a role whole: its labels, row rules and field rights.',
    body: roleSchema,
    answer: roleSchema,
    handle: async ({ actor, params, body }) => json(await saveRole(actor, params.role!, body as Role)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: '/bases/{base}/roles/{role}',
    guard: 'admin',
    summary: 'Deletes a role that nobody has.',
    status: 204,
    handle: async ({ actor, params }) => {
      await deleteRole(actor, params.role!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: rights,
    guard: 'admin',
    summary: 'The roles with the draft of rights, and what does not work in the roles as they would be.',
    answer: { type: 'object', required: ['roles', 'tables', 'members', 'problems', 'teams'] },
    async handle({ actor, locale }) {
      const { found, ...answer } = await describeRights(actor)
      return json({ ...answer, problems: inWords(found, locale) } satisfies RightsAnswer)
    },
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: `${rights}/draft`,
    guard: 'admin',
    summary:
      'Keeps rights in draft: the roles that would be different, and what they were. They hold for nobody yet.',
    maxBody: draftBytes,
    body: {
      type: 'object',
      required: ['roles', 'origin'],
      properties: {
        revision,
        roles: rolesSchema,
        origin: rolesSchema,
      },
      additionalProperties: false,
    },
    answer: { type: 'object', required: ['revision', 'problems'] },
    async handle({ actor, body, locale }) {
      const { revision, found } = await saveDraft(actor, body as DraftBody)
      return json({ revision, problems: inWords(found, locale) } satisfies DraftAnswer)
    },
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${rights}/draft`,
    guard: 'admin',
    summary: 'Discards the draft of rights.',
    status: 204,
    async handle({ actor }) {
      await discardDraft(actor)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${rights}/effect`,
    guard: 'admin',
    summary: 'How many people and records publishing the draft of rights would touch.',
    query: { revision: 'The revision of the draft that was seen.' },
    answer: { type: 'object', required: ['roles'] },
    handle: async ({ actor, query }) => json(await effectOf(actor, query.get('revision') ?? '')),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${rights}/publish`,
    guard: 'admin',
    summary: 'Lets the draft of rights hold: all roles at once, as one change in the history.',
    body: {
      type: 'object',
      required: ['revision'],
      properties: { revision },
      additionalProperties: false,
    },
    answer: { type: 'object', required: ['roles'] },
    async handle({ actor, body }) {
      return json({ roles: await publishDraft(actor, (body as { revision: string }).revision) })
    },
  }),
]
