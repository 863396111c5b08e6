/** Endpoints of accounts: the second step of signing in, one's own security, and links that set a password. */
import type { Person } from '@/lib/access/actor'
import { noteAccount } from '@/lib/audit/accounts'
import { askEmail, confirmEmail } from '@/lib/auth/change-email'
import { endDevice, endOtherDevices, listDevices } from '@/lib/auth/devices'
import {
  dropFactor,
  type FactorPolicy,
  factorOf,
  factorPolicies,
  keepFactor,
  offerFactor,
  policyFor,
  proveFactor,
  renewRecovery,
  setPolicy,
} from '@/lib/auth/factors'
import { confirmIdentity, requireRecent } from '@/lib/auth/identity'
import { join } from '@/lib/auth/invitations'
import type { Purpose } from '@/lib/auth/links'
import { mailState } from '@/lib/auth/mail'
import { notify } from '@/lib/auth/notices'
import { forgotPassword, readLink, resetPassword } from '@/lib/auth/reset'
import { requirePending, takeSecondStep } from '@/lib/auth/second-step'
import { revokeAll, visitorOf } from '@/lib/auth/sessions'
import { appSql, transaction } from '@/lib/db/connection'
import { appError } from '@/lib/errors'
import { locales } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { workspace } from '@/lib/meta/store'
import type { AccountAnswer } from '../contract-account'
import { endpoint } from '../endpoint'
import { json, noContent, withCookie } from '../respond'
import { emailSchema, nameSchema, passwordSchema } from './session'

const text = (maxLength: number): JsonSchema => ({ type: 'string', maxLength })
const codeSchema = text(100)
const tokenSchema = text(200)
const offerSchema = text(1000)
const closed = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})
const enrolment = closed({ secret: { type: 'string' }, uri: { type: 'string' }, offer: { type: 'string' } })
const recovery = closed({ recovery: { type: 'array', items: { type: 'string' } } })
const labels = { code: 'account.code', password: 'auth.password' } as const

const addressOf = (request: Request): string => visitorOf(request.headers).address
const workspaceName = async (): Promise<string> => (await workspace(appSql())).name

async function describeAccount(person: Person): Promise<AccountAnswer> {
  const factor = await factorOf(person.userId)
  const asked = person.as ? undefined : await policyFor(person)
  return {
    factor,
    ...(asked && { workspace: { factor: asked, ...(person.owner && { mail: await mailState() }) } }),
  }
}

/** The two steps of signing in, the first of which is next-auth's. */
const signIn = [
  endpoint<'anyone'>({
    method: 'POST',
    path: '/session/factor',
    guard: 'anyone',
    summary: 'Between the two steps of signing in: begins setting up an authenticator app where one must be.',
    answer: enrolment,
    handle: async ({ request }) =>
      json(offerFactor(await requirePending(request, 'enrol'), await workspaceName())),
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: '/session/code',
    guard: 'anyone',
    summary: 'The second step of signing in: a code of the authenticator app, or a recovery code.',
    body: closed({ code: codeSchema, offer: offerSchema }, ['code']),
    labels,
    answer: closed(recovery.properties as Record<string, JsonSchema>, []),
    handle: async ({ request, body }) => {
      const given = body as { code: string; offer?: string }
      const done = await takeSecondStep(await requirePending(request), given, visitorOf(request.headers))
      return withCookie(json(done.recovery ? { recovery: done.recovery } : {}), done.cookie)
    },
  }),
  endpoint<'person'>({
    method: 'POST',
    path: '/session/confirm',
    guard: 'person',
    summary: 'Proves again who is asking, for what answered CONFIRM_IDENTITY; holds for 15 minutes.',
    body: closed({ password: passwordSchema, code: codeSchema }, ['password']),
    labels,
    status: 204,
    handle: async ({ person, body, request }) => {
      if (!person.sessionId) return noContent()
      const given = body as { password: string; code?: string }
      return withCookie(noContent(), await confirmIdentity(person, given, visitorOf(request.headers)))
    },
  }),
]

const security = [
  endpoint<'person'>({
    method: 'GET',
    path: '/account',
    guard: 'person',
    summary:
      "One's own second factor; for administrators what the workspace asks for, for the owner how its mail does.",
    answer: { type: 'object', required: ['factor'] },
    handle: async ({ person }) => json(await describeAccount(person)),
  }),
  endpoint<'person'>({
    method: 'POST',
    path: '/account/email',
    guard: 'person',
    summary: "Sends a link to a new address of one's own, which it has to be confirmed by.",
    body: closed({ email: emailSchema }),
    labels: { email: 'account.emailNew' },
    status: 204,
    handle: async ({ person, body, request }) => {
      await askEmail(person, (body as { email: string }).email, addressOf(request))
      return noContent()
    },
  }),
  endpoint<'person'>({
    method: 'PUT',
    path: '/account/email',
    guard: 'person',
    summary: 'Takes the address that the link was sent to; all other sessions and links end.',
    body: closed({ token: tokenSchema }),
    labels: { email: 'account.emailNew' },
    answer: closed({ email: { type: 'string' } }),
    handle: async ({ person, body, request }) =>
      json({ email: await confirmEmail(person, (body as { token: string }).token, addressOf(request)) }),
  }),
  endpoint<'person'>({
    method: 'GET',
    path: '/account/sessions',
    guard: 'person',
    summary: 'Where one is signed in: browser, address, last use.',
    answer: {
      type: 'object',
      required: ['sessions'],
      properties: { sessions: { type: 'array', items: { type: 'object' } } },
    },
    handle: async ({ person }) => json({ sessions: await listDevices(person) }),
  }),
  endpoint<'person'>({
    method: 'DELETE',
    path: '/account/sessions/{id}',
    guard: 'person',
    summary: "Ends one of one's own sessions.",
    status: 204,
    handle: async ({ person, params }) => {
      await requireRecent(person)
      await endDevice(person, params.id!)
      return noContent()
    },
  }),
  endpoint<'person'>({
    method: 'DELETE',
    path: '/account/sessions',
    guard: 'person',
    summary: "Ends all of one's own sessions but this one.",
    status: 204,
    handle: async ({ person }) => {
      await requireRecent(person)
      await endOtherDevices(person)
      return noContent()
    },
  }),
  endpoint<'person'>({
    method: 'POST',
    path: '/account/factor',
    guard: 'person',
    summary: 'Begins setting up an authenticator app, also in the place of the one in use.',
    answer: enrolment,
    handle: async ({ person }) => {
      await requireRecent(person)
      return json(offerFactor(person, await workspaceName()))
    },
  }),
  endpoint<'person'>({
    method: 'PUT',
    path: '/account/factor',
    guard: 'person',
    summary:
      'Takes the authenticator app with its first code; all other sessions end. Answers recovery codes once.',
    body: closed({ offer: offerSchema, code: codeSchema }),
    labels,
    answer: recovery,
    handle: async ({ person, body, request }) => {
      await requireRecent(person)
      const given = body as { offer: string; code: string }
      const proven = await proveFactor(person.userId, given, addressOf(request))
      const codes = await transaction(async (tx) => {
        await revokeAll(tx, person.userId, 'factorChanged', person.sessionId)
        await noteAccount('factor_set', { by: person, address: addressOf(request) }, tx)
        await notify(tx, person.userId, 'factorSet')
        return keepFactor(tx, person.userId, proven)
      })
      return json({ recovery: codes })
    },
  }),
  endpoint<'person'>({
    method: 'DELETE',
    path: '/account/factor',
    guard: 'person',
    summary:
      'Signs in without a second factor from now on, unless the workspace asks for one; other sessions end.',
    status: 204,
    handle: async ({ person, request }) => {
      await requireRecent(person)
      if ((await factorOf(person.userId)).required) throw appError('FACTOR_REQUIRED')
      await transaction(async (tx) => {
        if (!(await dropFactor(tx, person.userId))) return
        await revokeAll(tx, person.userId, 'factorChanged', person.sessionId)
        await noteAccount('factor_dropped', { by: person, address: addressOf(request) }, tx)
        await notify(tx, person.userId, 'factorDropped')
      })
      return noContent()
    },
  }),
  endpoint<'person'>({
    method: 'POST',
    path: '/account/factor/recovery',
    guard: 'person',
    summary: 'New recovery codes, shown this once; the old ones end.',
    answer: recovery,
    handle: async ({ person }) => {
      await requireRecent(person)
      return json({ recovery: await renewRecovery(person) })
    },
  }),
  endpoint<'owner'>({
    method: 'PUT',
    path: '/workspace/factor',
    guard: 'owner',
    summary: 'Whom the workspace asks for a second factor; those without one are signed out and led to it.',
    body: closed({ required: { enum: [...factorPolicies] } }),
    status: 204,
    handle: async ({ person, body }) => {
      await requireRecent(person)
      const { required } = body as { required: FactorPolicy }
      if (required !== 'nobody' && !(await factorOf(person.userId)).enrolled)
        throw appError('VALUE_INVALID', { problem: 'account.factorFirst' })
      await setPolicy(required, person)
      return noContent()
    },
  }),
]

const links = [
  endpoint<'anyone'>({
    method: 'POST',
    path: '/account/forgot',
    guard: 'anyone',
    summary:
      'Sends a link to set a new password to this address; the answer never tells whether it has an account.',
    body: closed({ email: emailSchema }),
    labels: { email: 'auth.email' },
    status: 204,
    handle: async ({ body, request }) => {
      await forgotPassword((body as { email: string }).email, addressOf(request))
      return noContent()
    },
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: '/account/link',
    guard: 'anyone',
    summary: 'Whom a link to join or to set a new password is for.',
    body: closed({ purpose: { enum: ['invitation', 'reset'] }, token: tokenSchema }),
    answer: closed({ workspace: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' } }),
    handle: async ({ body, request }) => {
      const { purpose, token } = body as { purpose: Purpose; token: string }
      const person = await readLink(purpose, token, addressOf(request))
      return json({ workspace: await workspaceName(), ...person })
    },
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: '/account/join',
    guard: 'anyone',
    summary: 'Accepts an invitation with a name and a password of one’s own.',
    body: closed({
      token: tokenSchema,
      name: nameSchema,
      password: passwordSchema,
      locale: { enum: [...locales] },
    }),
    labels: { name: 'auth.name', password: 'auth.password' },
    status: 201,
    answer: closed({ email: { type: 'string' } }),
    handle: async ({ body, request }) => {
      const { token, ...given } = body as { token: string } & Parameters<typeof join>[1]
      return json(await join(token, given, addressOf(request)), 201)
    },
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: '/account/reset',
    guard: 'anyone',
    summary: 'Sets a new password by a link; all sessions, other links and API tokens end.',
    body: closed({ token: tokenSchema, password: passwordSchema }),
    labels: { password: 'auth.newPassword' },
    status: 204,
    handle: async ({ body, request }) => {
      const { token, password } = body as { token: string; password: string }
      await resetPassword(token, password, addressOf(request))
      return noContent()
    },
  }),
]

export const accountEndpoints = [...signIn, ...security, ...links]
