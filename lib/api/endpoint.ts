/** One line of the endpoint register: address, guard, what goes in, what comes out, and the use case it calls. */
import type { Actor, Person } from '@/lib/access/actor'
import type { Locale } from '@/lib/i18n/labels'
import type { MessageKey } from '@/lib/i18n/messages/index'
import type { JsonSchema } from '@/lib/json'
import type { Action } from '@/lib/meta/model'

/** Who may call: anyone at all, a person signed in, the workspace's owner, a member of the base, its administrators. */
export type Guard = 'anyone' | 'person' | 'owner' | 'member' | 'admin'

export interface Call<G extends Guard = Guard> {
  request: Request
  /** Members of the address in braces. */
  params: Record<string, string>
  query: URLSearchParams
  /** The JSON body, judged by the endpoint's `body` schema. */
  body: unknown
  locale: Locale
  person: G extends 'anyone' ? Person | undefined : Person
  actor: G extends 'member' | 'admin' ? Actor : undefined
}

export interface Endpoint<G extends Guard = Guard> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Under `/api/v1`, with parameters in braces: `/bases/{base}/people`. */
  path: string
  guard: G
  /** One sentence for the API description. */
  summary: string
  /** Query parameters by name; any other is refused. */
  query?: Record<string, string>
  /** Schema of the JSON body; an endpoint without one takes no body. Closed unless it says otherwise. */
  body?: JsonSchema
  /** How many bytes the JSON body may have, where that is not the usual limit. */
  maxBody?: number
  /** The handler reads the body's bytes itself (uploads). */
  rawBody?: boolean
  /** What the members of the body are called, for errors about them. */
  labels?: Record<string, MessageKey>
  /** In a table: the right beside the verbs that it needs; the handler gets the actor with the roles that have it. */
  action?: Action
  /** A POST that only asks, and so is open to who looks through other eyes. */
  reads?: true
  /** In a base: the handler's own statements carry the actor's guard. For any other, dispatch asks before it runs. */
  verifies?: boolean
  /** Schema of the answer of `status` (200 unless said). */
  answer?: JsonSchema
  status?: number
  handle(call: Call<G>): Promise<Response>
}

/** Keeps the guard's type, so that handlers know whether they have a person and an actor. */
export const endpoint = <G extends Guard>(line: Endpoint<G>): Endpoint => line as unknown as Endpoint
