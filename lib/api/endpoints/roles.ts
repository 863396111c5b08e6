/** Endpoints of roles: for the administrators of a base. */
import { createRole, deleteRole, describeRoles, saveRole } from '@/lib/access/roles'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { metaSchemas } from '@/lib/meta/meta-schemas'
import type { Role } from '@/lib/meta/model'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { labelsSchema } from './bases'

const { $id: _id, $schema: _schema, ...roleSchema } = metaSchemas.role as JsonSchema

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
]
