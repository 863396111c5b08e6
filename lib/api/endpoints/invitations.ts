/** Endpoints of invitations and of what an administrator does for a member who is locked out. */
import {
  endSessions,
  type Invitation,
  invite,
  inviteAgain,
  resetFactor,
  sendResetLink,
  withdraw,
} from '@/lib/auth/invitations'
import type { JsonSchema } from '@/lib/json'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { placesSchema, rolesSchema } from './members'
import { emailSchema, nameSchema } from './session'

const member = '/bases/{base}/members/{id}'

const passedOn: Record<string, JsonSchema> = {
  mailed: { type: 'boolean' },
  link: { type: 'string' },
  until: { type: 'string', format: 'date-time' },
}
const passedOnSchema: JsonSchema = {
  type: 'object',
  required: ['mailed'],
  properties: passedOn,
  additionalProperties: false,
}

export const invitationEndpoints = [
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/invitations',
    guard: 'admin',
    summary:
      'Invites somebody by e-mail; without a mail server the link is answered this once. Who has an account joins at once.',
    body: {
      type: 'object',
      required: ['email', 'roles'],
      properties: { email: emailSchema, name: nameSchema, roles: rolesSchema, teams: placesSchema },
      additionalProperties: false,
    },
    labels: { email: 'members.email', name: 'members.name', teams: 'teams.title' },
    status: 201,
    answer: {
      type: 'object',
      required: ['id', 'name', 'joined', 'mailed'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        name: { type: 'string' },
        joined: { type: 'boolean' },
        ...passedOn,
      },
      additionalProperties: false,
    },
    handle: async ({ actor, body }) => json(await invite(actor, body as Invitation), 201),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${member}/invitation`,
    guard: 'admin',
    summary: 'Invites a member who has not joined yet again, by a new link; the old one ends.',
    answer: passedOnSchema,
    handle: async ({ actor, params }) => json(await inviteAgain(actor, params.id!)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${member}/invitation`,
    guard: 'admin',
    summary: 'Takes an invitation back.',
    status: 204,
    handle: async ({ actor, params }) => {
      await withdraw(actor, params.id!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${member}/reset`,
    guard: 'admin',
    summary: 'Sends a member a link to set a new password; without a mail server it is answered this once.',
    answer: passedOnSchema,
    handle: async ({ actor, params }) => json(await sendResetLink(actor, params.id!)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${member}/factor`,
    guard: 'admin',
    summary: "Takes away a member's lost second factor; their sessions and API tokens end.",
    status: 204,
    handle: async ({ actor, params }) => {
      await resetFactor(actor, params.id!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: `${member}/sessions`,
    guard: 'admin',
    summary: 'Signs a member out everywhere.',
    status: 204,
    handle: async ({ actor, params }) => {
      await endSessions(actor, params.id!)
      return noContent()
    },
  }),
]
