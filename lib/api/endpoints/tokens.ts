/** Endpoints of API tokens: everybody makes and ends their own, administrators end anybody's. */
import { tokenRoles } from '@/lib/auth/token-roles'
import { createToken, endToken, listTokens, longestDays, type NewToken } from '@/lib/auth/tokens'
import type { JsonSchema } from '@/lib/json'
import { actions, verbs } from '@/lib/meta/model'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { nameSchema } from './session'

const tokens = '/bases/{base}/tokens'

const extentSchema: JsonSchema = {
  type: 'object',
  maxProperties: 400,
  propertyNames: { maxLength: 48 },
  additionalProperties: { type: 'array', uniqueItems: true, items: { enum: [...verbs, ...actions] } },
}
const tokenSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'label', 'prefix', 'role', 'createdAt', 'person', 'name'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    label: { type: 'string' },
    prefix: { type: 'string' },
    key: { type: 'string' },
    role: { type: 'string' },
    tables: { type: ['object', 'null'] },
    createdAt: { type: 'string' },
    expiresAt: { type: ['string', 'null'] },
    lastUsedAt: { type: ['string', 'null'] },
    lastAddress: { type: ['string', 'null'] },
    person: { type: 'string', format: 'uuid' },
    name: { type: 'string' },
  },
  additionalProperties: false,
}

export const tokenEndpoints = [
  endpoint<'member'>({
    method: 'GET',
    path: tokens,
    guard: 'member',
    summary:
      "One's own API tokens in the base, for administrators everybody's; and what a token can be made of: one's own roles.",
    answer: {
      type: 'object',
      required: ['tokens', 'roles', 'tables'],
      properties: {
        tokens: { type: 'array', items: tokenSchema },
        roles: {
          type: 'array',
          items: { type: 'object', required: ['key', 'label', 'own', 'admin', 'may'] },
        },
        tables: { type: 'array', items: { type: 'object', required: ['key', 'label'] } },
      },
    },
    handle: async ({ actor }) => json({ tokens: await listTokens(actor), ...tokenRoles(actor) }),
  }),
  endpoint<'member'>({
    method: 'POST',
    path: tokens,
    guard: 'member',
    summary:
      "Makes an API token with one of one's own roles, narrowed to tables and verbs; `key` is shown this once.",
    body: {
      type: 'object',
      required: ['label', 'role', 'days'],
      properties: {
        label: nameSchema,
        role: { type: 'string', maxLength: 48 },
        tables: extentSchema,
        days: { type: 'integer', minimum: 1, maximum: longestDays },
      },
      additionalProperties: false,
    },
    labels: { label: 'rights.tokenLabel', days: 'rights.tokenDays' },
    status: 201,
    answer: tokenSchema,
    handle: async ({ actor, body }) => json(await createToken(actor, body as NewToken), 201),
  }),
  endpoint<'member'>({
    method: 'DELETE',
    path: `${tokens}/{id}`,
    guard: 'member',
    summary: 'Ends an API token at once.',
    status: 204,
    handle: async ({ actor, params }) => {
      await endToken(actor, params.id!)
      return noContent()
    },
  }),
]
