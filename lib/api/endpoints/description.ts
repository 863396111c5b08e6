/** The endpoint that describes the others, and itself. */
import { type Endpoint, endpoint } from '../endpoint'
import { openApi } from '../openapi'
import { json } from '../respond'

/** Adds the description to a list of endpoints. */
export function described(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const register: readonly Endpoint[] = [
    ...endpoints,
    endpoint<'person'>({
      method: 'GET',
      path: '/openapi.json',
      guard: 'person',
      summary: 'This description, OpenAPI 3.1.',
      answer: { type: 'object' },
      handle: async () => json(openApi(register)),
    }),
  ]
  return register
}
