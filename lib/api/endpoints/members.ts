/** Endpoints of members: administrators list, add and change them; every member finds the people that fields may name. */
import { describeHandOver, type HandingOver, handOver } from '@/lib/auth/hand-over'
import {
  addMember,
  changeMember,
  findPeople,
  listMembers,
  type MemberChange,
  type NewMember,
} from '@/lib/auth/members'
import type { JsonSchema } from '@/lib/json'
import { endpoint } from '../endpoint'
import { json } from '../respond'
import { emailSchema, nameSchema, passwordSchema } from './session'

const members = '/bases/{base}/members'

export const rolesSchema: JsonSchema = {
  type: 'array',
  maxItems: 100,
  items: { type: 'string', maxLength: 48 },
}
/** Teams that a new member is in from the beginning. */
export const placesSchema: JsonSchema = {
  type: 'array',
  maxItems: 100,
  items: {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', format: 'uuid' }, manager: { type: 'boolean' } },
    additionalProperties: false,
  },
}
const personProperties: Record<string, JsonSchema> = {
  id: { type: 'string', format: 'uuid' },
  name: { type: 'string' },
  placeholder: { type: 'boolean' },
  active: { type: 'boolean' },
}
const memberProperties: Record<string, JsonSchema> = {
  ...personProperties,
  email: { type: 'string' },
  roles: rolesSchema,
  lastSeen: { type: 'string', format: 'date-time' },
  factor: { type: 'boolean' },
  invited: { type: 'object', properties: { until: { type: 'string', format: 'date-time' } } },
}
const memberSchema = (more: Record<string, JsonSchema> = {}): JsonSchema => ({
  type: 'object',
  required: [...Object.keys(personProperties), 'roles'],
  properties: { ...memberProperties, ...more },
  additionalProperties: false,
})

const labels = {
  name: 'members.name',
  email: 'members.email',
  password: 'auth.password',
  teams: 'teams.title',
} as const

export const memberEndpoints = [
  endpoint<'admin'>({
    method: 'GET',
    path: members,
    guard: 'admin',
    summary: 'Everybody in the base, with roles and last use.',
    answer: {
      type: 'object',
      required: ['members'],
      properties: { members: { type: 'array', items: memberSchema() } },
    },
    handle: async ({ actor }) => json({ members: await listMembers(actor) }),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: members,
    guard: 'admin',
    summary:
      'Adds a member; without `password` one is made and returned this once. An account that exists joins as it is.',
    body: {
      type: 'object',
      required: ['name', 'email', 'roles'],
      properties: {
        name: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        roles: rolesSchema,
        teams: placesSchema,
      },
      additionalProperties: false,
    },
    labels,
    status: 201,
    answer: memberSchema({ password: { type: 'string' } }),
    handle: async ({ actor, body }) => json(await addMember(actor, body as NewMember), 201),
  }),
  endpoint<'admin'>({
    method: 'PATCH',
    path: `${members}/{id}`,
    guard: 'admin',
    summary:
      'Changes roles, name, address or password of a member, or deactivates the account, which ends its sessions.',
    body: {
      type: 'object',
      properties: {
        roles: rolesSchema,
        active: { type: 'boolean' },
        name: nameSchema,
        email: emailSchema,
        password: passwordSchema,
      },
      additionalProperties: false,
    },
    labels,
    answer: memberSchema(),
    handle: async ({ actor, params, body }) =>
      json(await changeMember(actor, params.id!, body as MemberChange)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${members}/{id}/map`,
    guard: 'admin',
    summary: 'What a person would hand over: how many records by table and field, shares, places in teams.',
    answer: { type: 'object', required: ['records', 'shares', 'teams', 'mayChange'] },
    handle: async ({ actor, params }) => json(await describeHandOver(actor, params.id!)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${members}/{id}/map`,
    guard: 'admin',
    summary:
      'Puts one person in the place of another, in every record or in chosen fields; a sample person rests then.',
    body: {
      type: 'object',
      required: ['to'],
      properties: {
        to: { type: 'string', format: 'uuid' },
        fields: {
          type: 'object',
          description: 'Keys of fields by key of their table; all that name people if left out.',
          maxProperties: 500,
          additionalProperties: { type: 'array', maxItems: 500, items: { type: 'string', maxLength: 63 } },
        },
        shares: {
          type: 'boolean',
          description: 'Whether what is shared with the person passes on as well; it does if left out.',
        },
        places: {
          type: 'boolean',
          description: 'Whether they take the places in teams over too, leading among them; not if left out.',
        },
      },
      additionalProperties: false,
    },
    labels: {
      to: 'members.mapTo',
      fields: 'members.mapRecords',
      shares: 'members.mapShared',
      places: 'members.mapPlaces',
    },
    answer: { type: 'object', required: ['changed'], properties: { changed: { type: 'integer' } } },
    async handle({ actor, params, body }) {
      const { to, ...what } = body as { to: string } & HandingOver
      return json({ changed: await handOver(actor, params.id!, to, what) })
    },
  }),
  endpoint<'member'>({
    method: 'GET',
    path: '/bases/{base}/people',
    guard: 'member',
    verifies: true,
    summary: 'People of the base by name, up to 50: whom the fields of records may name.',
    query: { q: 'Part of the name' },
    answer: {
      type: 'object',
      required: ['people'],
      properties: {
        people: {
          type: 'array',
          items: { type: 'object', properties: personProperties, additionalProperties: false },
        },
      },
    },
    handle: async ({ actor, query }) => json({ people: await findPeople(actor, query.get('q') ?? '') }),
  }),
]
