/** Endpoints of the person asking: who they are, the first run, their own name, language and password. */
import type { Person } from '@/lib/access/actor'
import { changeOwn, changePassword } from '@/lib/auth/accounts'
import { readPerson } from '@/lib/auth/authenticate'
import { needsSetup, setUp } from '@/lib/auth/setup'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { localDay } from '@/lib/expr/calendar'
import { locales } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { workspace } from '@/lib/meta/store'
import { addressHeader } from '@/lib/server/http'
import type { BaseSummary, SessionAnswer, SetupBody } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { json, noContent } from '../respond'

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
  },
  additionalProperties: false,
}
const sessionSchema: JsonSchema = {
  type: 'object',
  required: ['setup', 'workspace', 'bases'],
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
    bases: { type: 'array' },
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
async function describeSession({ person }: Call<'anyone'>): Promise<SessionAnswer> {
  const present = person?.sessionId
    ? await readPerson({ sid: person.sessionId, uid: person.userId })
    : undefined
  const { name, zone } = await workspace(appSql())
  return {
    setup: !present && (await needsSetup()),
    workspace: { name, zone, today: localDay(Date.now(), zone) },
    ...(present && { person: personPart(present) }),
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
    handle: async (call) => json(await describeSession(call)),
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
    summary: "Changes one's own password; all other sessions end.",
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
      await changePassword(person, current, next, request.headers.get(addressHeader) ?? '')
      return noContent()
    },
  }),
]
