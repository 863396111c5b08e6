/** Endpoints of looking through other eyes: an administrator begins, and whoever looks can always end it. */
import type { JsonSchema } from '@/lib/json'
import type { ViewAsBody } from '../contract-explain'
import { endpoint } from '../endpoint'
import { json, noContent, withCookie } from '../respond'
import { beginLooking, endLooking, eyesOf, viewAsLine } from '../viewing'

const rolesSchema: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 20,
  items: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' },
}

export const viewAsEndpoints = [
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/view-as',
    guard: 'admin',
    summary:
      'Begins to look through the eyes of a member or of roles, kept in a cookie: everything answers as to them, nothing can be changed.',
    body: {
      type: 'object',
      oneOf: [
        { required: ['roles'], properties: { roles: rolesSchema }, additionalProperties: false },
        {
          required: ['person'],
          properties: { person: { type: 'string', format: 'uuid' } },
          additionalProperties: false,
        },
      ],
    },
    answer: {
      type: 'object',
      required: ['base', 'eyes', 'roles'],
      properties: {
        base: { type: 'string' },
        eyes: { type: 'string' },
        person: { type: 'object', required: ['id', 'name'] },
        roles: { type: 'array' },
      },
    },
    handle: async ({ person, params, body }) => {
      const viewing = await beginLooking(person, params.base!, body as ViewAsBody)
      return withCookie(json(viewing), viewAsLine(eyesOf(params.base!, body as ViewAsBody)))
    },
  }),
  endpoint<'person'>({
    method: 'DELETE',
    path: '/session/view-as',
    guard: 'person',
    reads: true,
    summary: 'Ends looking through other eyes.',
    status: 204,
    handle: async ({ person }) => {
      await endLooking(person)
      return withCookie(noContent(), viewAsLine())
    },
  }),
]
