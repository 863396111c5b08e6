/** The endpoint that describes the others. */
import { endpoint } from '../endpoint'
import { openApi } from '../openapi'
import { json } from '../respond'

export const descriptionEndpoints = [
  endpoint<'person'>({
    method: 'GET',
    path: '/openapi.json',
    guard: 'person',
    summary: 'This description, OpenAPI 3.1.',
    answer: { type: 'object' },
    handle: async () => json(openApi((await import('../register')).register)),
  }),
]
