/** Endpoints of teams: administrators of a base see them; who may change them is for the use cases to say. */
import {
  addToTeam,
  changeTeam,
  createTeam,
  deleteTeam,
  listTeams,
  type NewTeamMembers,
  removeFromTeam,
  type TeamChange,
} from '@/lib/auth/teams'
import type { JsonSchema } from '@/lib/json'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { nameSchema } from './session'

const teams = '/bases/{base}/teams'

const idSchema: JsonSchema = { type: 'string', format: 'uuid' }
const memberSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'manager'],
  properties: { id: idSchema, manager: { type: 'boolean' } },
  additionalProperties: false,
}
const teamSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'name', 'members', 'others'],
  properties: {
    id: idSchema,
    name: { type: 'string' },
    parent: idSchema,
    members: { type: 'array', items: memberSchema },
    others: { type: 'integer' },
  },
  additionalProperties: false,
}
const personSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'name', 'placeholder', 'active'],
  properties: {
    id: idSchema,
    name: { type: 'string' },
    email: { type: 'string' },
    placeholder: { type: 'boolean' },
    active: { type: 'boolean' },
    invited: { const: true },
  },
  additionalProperties: false,
}

const labels = { name: 'teams.name', parent: 'teams.parent', people: 'teams.people' } as const

export const teamEndpoints = [
  endpoint<'admin'>({
    method: 'GET',
    path: teams,
    guard: 'admin',
    summary: 'The teams of the workspace with their members, and the people who may be in them.',
    answer: {
      type: 'object',
      required: ['teams', 'people', 'mayChange'],
      properties: {
        teams: { type: 'array', items: teamSchema },
        people: { type: 'array', items: personSchema },
        mayChange: { type: 'boolean' },
      },
      additionalProperties: false,
    },
    handle: async ({ actor }) => json(await listTeams(actor)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: teams,
    guard: 'admin',
    summary: 'Makes a team, under another or at the top.',
    body: {
      type: 'object',
      required: ['name'],
      properties: { name: nameSchema, parent: idSchema },
      additionalProperties: false,
    },
    labels,
    status: 201,
    answer: teamSchema,
    handle: async ({ actor, body }) =>
      json(await createTeam(actor, body as { name: string; parent?: string }), 201),
  }),
  endpoint<'admin'>({
    method: 'PATCH',
    path: `${teams}/{id}`,
    guard: 'admin',
    summary: 'Renames a team, or moves it under another (`parent`; null is the top) with all below it.',
    body: {
      type: 'object',
      properties: { name: nameSchema, parent: { anyOf: [idSchema, { type: 'null' }] } },
      additionalProperties: false,
    },
    labels,
    answer: teamSchema,
    handle: async ({ actor, params, body }) => json(await changeTeam(actor, params.id!, body as TeamChange)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${teams}/{id}`,
    guard: 'admin',
    summary: 'Deletes a team; the teams right below it move up, and its members stay the people they are.',
    labels,
    status: 204,
    handle: async ({ actor, params }) => {
      await deleteTeam(actor, params.id!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${teams}/{id}/members`,
    guard: 'admin',
    summary: 'Puts people into a team, says whether they lead it, and takes them out of another (`from`).',
    body: {
      type: 'object',
      required: ['people'],
      properties: {
        people: { type: 'array', minItems: 1, maxItems: 1000, items: idSchema },
        manager: { type: 'boolean' },
        from: idSchema,
      },
      additionalProperties: false,
    },
    labels,
    answer: teamSchema,
    handle: async ({ actor, params, body }) =>
      json(await addToTeam(actor, params.id!, body as NewTeamMembers)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${teams}/{id}/members/{person}`,
    guard: 'admin',
    summary: 'Takes somebody out of a team.',
    status: 204,
    handle: async ({ actor, params }) => {
      await removeFromTeam(actor, params.id!, params.person!)
      return noContent()
    },
  }),
]
