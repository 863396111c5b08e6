/**
 * From a request to its endpoint: origin, address, who asks, body, use case, answer. Every endpoint passes here and
 * states its guard in the register; there is no other way in.
 */

import { forAction } from '@/lib/access/actions'
import type { Actor, Person } from '@/lib/access/actor'
import { isAdmin } from '@/lib/access/actor'
import { asActor, assertPresent } from '@/lib/access/enter'
import { changesNothing } from '@/lib/access/narrow'
import { noteLook } from '@/lib/audit/buffer'
import { authenticate, bearer } from '@/lib/auth/authenticate'
import { requireLive } from '@/lib/auth/sessions'
import { appSql } from '@/lib/db/connection'
import { AppError, appError } from '@/lib/errors'
import { localeOfRequest, translator } from '@/lib/i18n/server'
import { withClash } from '@/lib/records/clash'
import { visibleTable } from '@/lib/records/list'
import { checkBody } from './body'
import type { Call, Endpoint, Guard } from './endpoint'
import { fieldLabels } from './labels'
import { sameOrigin } from './origin'
import { register } from './register'
import { readJson } from './request'
import { type LabelFor, refuse } from './respond'
import { inStrangersTurn, inTurn, pagesInTurn } from './turns'
import { noteEyes } from './viewing'

const prefix = '/api/v1'

interface Route {
  segments: string[]
  endpoint: Endpoint
}
const routes = new Map<number, Route[]>()
for (const endpoint of register) {
  const segments = endpoint.path.split('/').slice(1)
  const list = routes.get(segments.length)
  if (list) list.push({ segments, endpoint })
  else routes.set(segments.length, [{ segments, endpoint }])
}

/** Answers a request under `/api/v1`. Never throws. */
export async function handle(request: Request): Promise<Response> {
  let locale = localeOfRequest(request)
  let labelFor: LabelFor | undefined
  try {
    const url = new URL(request.url)
    // A browser sends no bearer token by itself, so nobody can make it send one.
    if (!bearer(request) && !sameOrigin(request)) throw appError('ORIGIN_REFUSED')
    const { endpoint, params } = match(request.method, url.pathname)
    // Telling a key from a guess asks the database.
    const known = () => authenticate(request)
    const person = await (bearer(request) ? inStrangersTurn(request, known) : known())
    locale = person?.locale ?? locale
    labelFor = (key) => endpoint.labels?.[key] && translator(locale)(endpoint.labels[key])
    if (person?.as && !onlyReads(endpoint)) throw appError('VIEW_ONLY')
    checkQuery(endpoint, url.searchParams)
    const call = { request, params, query: url.searchParams, locale, person }
    return await guards[endpoint.guard](endpoint, call, (actor) => {
      const ofEndpoint = labelFor
      const ofTable = params.table ? fieldLabels(actor, params.table, locale) : undefined
      labelFor = (key) => ofEndpoint?.(key) ?? ofTable?.(key)
    })
  } catch (error) {
    return refuse(brokeOff(error) ? appError('BODY_INVALID', { pointer: '/' }) : error, locale, labelFor)
  }
}

/** A body that ended on its way here: the visitor has left. That is no fault of ours, and no line in our log. */
const brokeOff = (error: unknown): boolean =>
  error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

const onlyReads = ({ method, reads }: Endpoint): boolean => method === 'GET' || reads === true

type Known = Omit<Call, 'body' | 'actor' | 'person'> & { person: Person | undefined }
type Guarded = (endpoint: Endpoint, call: Known, entered: (actor: Actor) => void) => Promise<Response>

const guards: Record<Guard, Guarded> = {
  anyone: async (endpoint, call) => {
    if (call.person) return invoke(endpoint, call, call.person)
    // Nobody keeps a turn by sending slowly.
    const body = await bodyOf(endpoint, call.request)
    const work = () => endpoint.handle({ ...call, person: undefined as never, actor: undefined, body })
    return inStrangersTurn(call.request, work, endpoint.rawBody)
  },
  person: async (endpoint, call) => {
    const person = inPerson(call)
    await requireLive(person)
    return invoke(endpoint, call, person)
  },
  owner: async (endpoint, call) => {
    const person = inPerson(call)
    await requireLive(person)
    if (!person.owner) throw appError('FORBIDDEN')
    return invoke(endpoint, call, person)
  },
  member: inBase,
  admin: inBase,
}

async function inBase(endpoint: Endpoint, call: Known, entered: (actor: Actor) => void): Promise<Response> {
  const person = signedIn(call)
  const body = await bodyOf(endpoint, call.request)
  const enter = () => asActor(person, call.params.base ?? '', decided)
  // A large file over a slow line must not keep its sender from everything else.
  if (endpoint.rawBody) return enter()
  const { signal } = call.request
  const answer = await inTurn(person.userId, signal, enter)
  const pages = answer.headers.get('Content-Type')?.startsWith('text/csv')
  return pages ? pagesInTurn(person.userId, signal, answer) : answer

  function decided(actor: Actor): Promise<Response> {
    return done(actor).catch((error: unknown) => {
      if (wantsRight(error))
        noteLook(actor, { kind: 'refused', detail: { method: endpoint.method, path: endpoint.path } })
      throw error
    })
  }

  async function done(actor: Actor): Promise<Response> {
    if (!endpoint.verifies) await assertPresent(appSql(), actor)
    if (endpoint.guard === 'admin' && !isAdmin(actor)) throw appError('FORBIDDEN')
    if (actor.token && !onlyReads(endpoint) && changesNothing(actor)) throw appError('TOKEN_READS')
    entered(actor)
    noteEyes(actor)
    const { action } = endpoint
    const acting = action ? forAction(actor, visibleTable(actor, call.params.table!).key, action) : actor
    return endpoint.handle({ ...call, person, actor: acting, body }).catch(async (error: unknown) => {
      throw await withClash(actor, error)
    })
  }
}

/** Refused for want of a right, which whoever asked may know; what is out of sight is only missing, for the log as well. */
const wantsRight = (error: unknown): boolean =>
  error instanceof AppError && ['FORBIDDEN', 'ACTION_REFUSED', 'TOKEN_READS'].includes(error.code)

function signedIn({ person }: Known): Person {
  if (!person) throw appError('SIGNED_OUT')
  return person
}

/** A program has the rights of its token in one base and is otherwise nobody. */
function inPerson(call: Known): Person {
  const person = signedIn(call)
  if (person.token) throw appError('FORBIDDEN')
  return person
}

async function invoke(endpoint: Endpoint, call: Known, person: Person): Promise<Response> {
  const body = await bodyOf(endpoint, call.request)
  return endpoint.handle({ ...call, person, actor: undefined, body })
}

async function bodyOf(endpoint: Endpoint, request: Request): Promise<unknown> {
  if (!endpoint.body || endpoint.rawBody) return undefined
  const body = await readJson(request, endpoint.maxBody)
  checkBody(endpoint, body)
  return body
}

/** Unknown addresses and addresses with another method: parameters match one segment each, decoded once. */
function match(method: string, pathname: string): { endpoint: Endpoint; params: Record<string, string> } {
  const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : ''
  const segments = path.split('/').slice(1)
  let known = false
  for (const { segments: wanted, endpoint } of routes.get(segments.length) ?? []) {
    const params = bind(wanted, segments)
    if (!params) continue
    known = true
    if (endpoint.method === method) return { endpoint, params }
  }
  throw appError(known ? 'METHOD_UNKNOWN' : 'NOT_FOUND')
}

function bind(wanted: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [i, segment] of wanted.entries()) {
    const text = given[i]!
    if (!segment.startsWith('{')) {
      if (segment !== text) return undefined
    } else if (/^[A-Za-z0-9_.~-]{1,200}$/.test(text)) params[segment.slice(1, -1)] = text
    else return undefined
  }
  return params
}

function checkQuery(endpoint: Endpoint, query: URLSearchParams): void {
  const seen = new Set<string>()
  for (const name of query.keys()) {
    if (!endpoint.query || !Object.hasOwn(endpoint.query, name) || seen.has(name))
      throw appError('PARAMETER_UNKNOWN')
    seen.add(name)
  }
}
