/** Endpoints of work that takes long: how far it is, and asking it to end. */
import { appError } from '@/lib/errors'
import { isUuid } from '@/lib/fields/reference'
import { cancelWork, workOf } from '@/lib/jobs/work'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'

export const workEndpoints = [
  endpoint<'admin'>({
    method: 'GET',
    path: '/bases/{base}/work',
    guard: 'admin',
    summary: 'Work on the structure of the base that is going on, and how far it is.',
    answer: {
      type: 'object',
      required: ['work'],
      properties: {
        work: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'what', 'label', 'completed', 'total'],
            properties: {
              id: { type: 'string' },
              what: { type: 'string' },
              label: { type: 'object' },
              completed: { type: 'integer' },
              total: { type: 'integer' },
            },
          },
        },
      },
    },
    handle: async ({ actor }) => json({ work: await workOf(actor.definitions.schema) }),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: '/bases/{base}/work/{id}',
    guard: 'admin',
    summary: 'Asks a piece of work to end; nothing of it stays.',
    status: 204,
    handle: async ({ actor, params }) => {
      if (!isUuid(params.id) || !(await cancelWork(actor.definitions.schema, params.id!)))
        throw appError('NOT_FOUND')
      return noContent()
    },
  }),
]
