/** Endpoints of the person asking: who they are, the first run, their own name, language and password. */
import type { Person } from '@/lib/access/actor'
import { changeOwn, changePassword } from '@/lib/auth/accounts'
import { readPerson } from '@/lib/auth/authenticate'
import { factorOf } from '@/lib/auth/factors'
import { mailOn } from '@/lib/auth/mail'
import { pendingOf } from '@/lib/auth/second-step'
import { visitorOf } from '@/lib/auth/sessions'
import { needsSetup, setUp } from '@/lib/auth/setup'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { localDay } from '@/lib/expr/calendar'
import { locales } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { workspace } from '@/lib/meta/store'
import type { BaseSummary, SessionAnswer, SetupBody } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { json, noContent, withCookie } from '../respond'
import { sessionThrough } from '../viewing'

export const nameSchema: JsonSchema = { type: 'string', maxLength: 400 }
export const emailSchema: JsonSchema = { type: 'string', maxLength: 400 }
export const passwordSchema: JsonSchema = { type: 'string', maxLength: 1000 }
const localeSchema: JsonSchema = { enum: [...locales] }

const personSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'name', 'email', 'locale', 'owner'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    name: { type: 'string' },
    email: { type: 'string' },
    locale: localeSchema,
    owner: { type: 'boolean' },
    factor: { type: 'boolean' },
  },
  additionalProperties: false,
}
const sessionSchema: JsonSchema = {
  type: 'object',
  required: ['setup', 'workspace', 'mail', 'bases'],
  properties: {
    setup: { type: 'boolean' },
    workspace: {
      type: 'object',
      required: ['name', 'zone', 'today'],
      properties: {
        name: { type: 'string' },
        zone: { type: 'string' },
        today: { type: 'string', format: 'date' },
      },
      additionalProperties: false,
    },
    person: personSchema,
    pending: { enum: ['code', 'enrol'] },
    mail: { type: 'boolean' },
    bases: { type: 'array' },
    viewing: { type: 'object', required: ['base', 'eyes', 'roles'] },
  },
  additionalProperties: false,
}

type PersonPart = NonNullable<SessionAnswer['person']>

const personPart = ({ userId, name, email, locale, owner }: Omit<Person, 'door'>): PersonPart => ({
  id: userId,
  name,
  email,
  locale,
  owner,
})

/** What everybody may know, and of a person signed in who that is; read anew, so that an ended session shows at once. */
async function describeSession({ person, request }: Call<'anyone'>): Promise<SessionAnswer> {
  const present = person?.sessionId
    ? await readPerson({ sid: person.sessionId, uid: person.userId })
    : undefined
  const pending = present ? undefined : await pendingOf(request)
  const { name, zone } = await workspace(appSql())
  return {
    setup: !present && (await needsSetup()),
    workspace: { name, zone, today: localDay(Date.now(), zone) },
    ...(present && {
      person: { ...personPart(present), factor: (await factorOf(present.userId)).enrolled },
    }),
    ...(pending && { pending: pending.step }),
    mail: mailOn(),
    bases: present ? await basesOf(present.userId) : [],
  }
}

/** The bases that a person is a member of, oldest first. */
function basesOf(userId: string): Promise<BaseSummary[]> {
  return run<BaseSummary>(
    appSql(),
    sql`select b.key, b.label, m.roles,
          exists (select 1 from tian.documents d where d.base_id = b.id and d.kind = 'role' and d.deleted_at is null
            and d.key = any(m.roles) and d.body -> 'admin' = 'true') as admin
        from tian.memberships m join tian.bases b on b.id = m.base_id
        where m.user_id = ${param(userId, 'uuid')} order by b.created_at, b.key`,
  )
}

export const sessionEndpoints = [
  endpoint<'anyone'>({
    method: 'GET',
    path: '/session',
    guard: 'anyone',
    summary: 'Who is signed in, with the bases to work in; `setup` while nobody has an account yet.',
    answer: sessionSchema,
    handle: async (call) => {
      const own = await describeSession(call)
      return json(call.person?.as ? await sessionThrough(call.person, own) : own)
    },
  }),
  endpoint<'anyone'>({
    method: 'POST',
    path: '/setup',
    guard: 'anyone',
    summary: "Makes the owner's account and the first base; only while nobody has an account.",
    body: {
      type: 'object',
      required: ['name', 'email', 'password', 'locale'],
      properties: {
        name: nameSchema,
        email: emailSchema,
        password: passwordSchema,
        locale: localeSchema,
        workspace: nameSchema,
      },
      additionalProperties: false,
    },
    labels: {
      name: 'auth.name',
      email: 'auth.email',
      password: 'auth.password',
      workspace: 'auth.workspace',
    },
    status: 201,
    answer: { type: 'object', required: ['person'], properties: { person: personSchema } },
    handle: async ({ body }) => json({ person: personPart(await setUp(body as SetupBody)) }, 201),
  }),
  endpoint<'person'>({
    method: 'PATCH',
    path: '/session',
    guard: 'person',
    summary: "Changes one's own name or language.",
    body: {
      type: 'object',
      properties: { name: nameSchema, locale: localeSchema },
      additionalProperties: false,
    },
    labels: { name: 'auth.name' },
    status: 204,
    handle: async ({ person, body }) => {
      await changeOwn(person, body as { name?: string; locale?: Person['locale'] })
      return noContent()
    },
  }),
  endpoint<'person'>({
    method: 'POST',
    path: '/session/password',
    guard: 'person',
    summary: "Changes one's own password; all other sessions and the API tokens end.",
    body: {
      type: 'object',
      required: ['current', 'next'],
      properties: { current: passwordSchema, next: passwordSchema },
      additionalProperties: false,
    },
    labels: { current: 'auth.currentPassword', next: 'auth.newPassword' },
    status: 204,
    handle: async ({ person, body, request }) => {
      const { current, next } = body as { current: string; next: string }
      return withCookie(noContent(), await changePassword(person, current, next, visitorOf(request.headers)))
    },
  }),
]
