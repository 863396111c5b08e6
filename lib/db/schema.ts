/** Our own tables, in the schema `tian`: people, sign-in, bases and their definitions. A user's table is never here. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

export const tian = pgSchema('tian')

const id = () => uuid('id').primaryKey()
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'string' })
const now = (name: string) => at(name).notNull().defaultNow()
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A person. Never deleted, only deactivated; elsewhere a bare uuid. A placeholder came with sample data. */
export const users = tian.table('users', {
  id: id(),
  name: text('name').notNull(),
  email: text('email'),
  emailNorm: text('email_norm').unique(),
  passwordHash: text('password_hash'),
  locale: text('locale').notNull(),
  active: boolean('active').notNull().default(true),
  placeholder: boolean('placeholder').notNull().default(false),
  owner: boolean('owner').notNull().default(false),
  createdAt: now('created_at'),
})

/** A signed-in browser. Ending one here ends it at its next request. */
export const sessions = tian.table(
  'sessions',
  {
    id: id(),
    userId: uuid('user_id').notNull(),
    createdAt: now('created_at'),
    lastSeenAt: now('last_seen_at'),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
    revokedWhy: text('revoked_why'),
    /** The browser in its own words, and from where, so that a person recognises the session in a list. */
    agent: text('agent'),
    address: text('address'),
    /** The password was right and the second factor is still to come: nobody yet. */
    pending: boolean('pending').notNull().default(false),
    /** When the person last proved who they are; what is dangerous asks again after a while. */
    confirmedAt: now('confirmed_at'),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_expiry').on(t.expiresAt)],
)

/** One base is one PostgreSQL schema; `version` moves with every change of its definitions or rights. */
export const bases = tian.table('bases', {
  id: id(),
  key: text('key').notNull().unique(),
  schema: text('schema').notNull().unique(),
  label: jsonb('label').notNull(),
  version: bigint('version', { mode: 'number' }).notNull().default(1),
  /** The day that stored values which depend on the day were last computed for. */
  asOf: date('as_of', { mode: 'string' }),
  createdAt: now('created_at'),
})

/** Every definition, of every kind (law L1). A key is never used again, so a deleted document keeps its line. */
export const documents = tian.table(
  'documents',
  {
    id: id(),
    baseId: uuid('base_id').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    body: jsonb('body').notNull(),
    origin: jsonb('origin'),
    createdAt: now('created_at'),
    updatedAt: now('updated_at'),
    deletedAt: at('deleted_at'),
  },
  (t) => [
    unique('documents_key').on(t.baseId, t.kind, t.key),
    // Strangers come with nothing but the token of a form's link.
    index('documents_form_token')
      .on(sql`(body -> 'public' ->> 'token')`)
      .where(sql`kind = 'form' and deleted_at is null`),
  ],
)

/** What a definition was before and after each change, by whom, and with which line of the base's log. */
export const documentHistory = tian.table(
  'document_history',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    baseId: uuid('base_id').notNull(),
    documentId: uuid('document_id').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    at: now('at'),
    actor: uuid('actor'),
    changeSeq: bigint('change_seq', { mode: 'number' }),
  },
  (t) => [index('document_history_document').on(t.documentId, t.seq)],
)

/** Who takes part in a base, with which roles (their keys). */
export const memberships = tian.table(
  'memberships',
  {
    baseId: uuid('base_id').notNull(),
    userId: uuid('user_id').notNull(),
    roles: text('roles').array().notNull().default(sql`'{}'`),
  },
  (t) => [primaryKey({ columns: [t.baseId, t.userId] }), index('memberships_user').on(t.userId)],
)

/** Counters of rate limits and lockouts, by what they limit. */
export const attempts = tian.table('attempts', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  windowStart: at('window_start').notNull(),
  lockedUntil: at('locked_until'),
})

/** The workspace's own settings: name, time zone, language. */
export const settings = tian.table('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

/** What one person changed about a view for themselves (widths, hidden columns). */
export const viewSettings = tian.table(
  'view_settings',
  {
    userId: uuid('user_id').notNull(),
    viewId: uuid('view_id').notNull(),
    body: jsonb('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.viewId] })],
)

/** The second factor of a person: a secret shared with an authenticator app, encrypted with a key of the data directory. */
export const factors = tian.table('factors', {
  userId: uuid('user_id').primaryKey(),
  secret: text('secret').notNull(),
  createdAt: now('created_at'),
  /** Set once a first code was right; before that it asks nobody for anything. */
  confirmedAt: at('confirmed_at'),
  /** The time step of the last code taken: a code counts once. */
  lastStep: bigint('last_step', { mode: 'number' }),
  /** Hashes of the recovery codes that are left. */
  recovery: text('recovery').array().notNull().default(sql`'{}'`),
})

/** A link that proves once who opens it: an invitation, a reset, or an address of one's own. Only its hash is kept. */
export const accountLinks = tian.table(
  'account_links',
  {
    id: id(),
    userId: uuid('user_id').notNull(),
    purpose: text('purpose').notNull(),
    hash: text('hash').notNull().unique(),
    /** The address that the link is to make the person's own. */
    email: text('email'),
    createdAt: now('created_at'),
    createdBy: uuid('created_by'),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [index('account_links_user').on(t.userId)],
)

/** Mail that waits to be sent, so that no answer takes longer because there is one to send. */
export const mails = tian.table(
  'mails',
  {
    id: id(),
    to: text('to').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    createdAt: now('created_at'),
    sendAt: now('send_at'),
    sentAt: at('sent_at'),
    tries: integer('tries').notNull().default(0),
    error: text('error'),
  },
  (t) => [index('mails_waiting').on(t.sendAt).where(sql`sent_at is null`)],
)

/** A key for programs: it acts as its person, with one role of theirs, narrowed to tables and verbs. */
export const apiTokens = tian.table(
  'api_tokens',
  {
    id: id(),
    baseId: uuid('base_id').notNull(),
    userId: uuid('user_id').notNull(),
    label: text('label').notNull(),
    /** The first characters, to recognise it by; of the rest only the hash is kept. */
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull().unique(),
    role: text('role').notNull(),
    /** Verbs and actions by table; null is everything that the role may. */
    tables: jsonb('tables'),
    createdAt: now('created_at'),
    expiresAt: at('expires_at'),
    lastUsedAt: at('last_used_at'),
    lastAddress: text('last_address'),
    revokedAt: at('revoked_at'),
    revokedWhy: text('revoked_why'),
  },
  (t) => [index('api_tokens_person').on(t.baseId, t.userId)],
)

/** A team of the workspace, under another or at the top. */
export const teams = tian.table('teams', {
  id: id(),
  name: text('name').notNull(),
  parentId: uuid('parent_id'),
  createdAt: now('created_at'),
})

/** Who is in a team, and who leads it. */
export const teamMembers = tian.table(
  'team_members',
  {
    teamId: uuid('team_id').notNull(),
    userId: uuid('user_id').notNull(),
    manager: boolean('manager').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.userId] }), index('team_members_user').on(t.userId)],
)

/** Rights that are being edited and hold for nobody yet: the roles of a base as they would be, and what they were then. */
export const rightsDrafts = tian.table('rights_drafts', {
  baseId: uuid('base_id').primaryKey(),
  roles: jsonb('roles').notNull(),
  /** The roles that the draft began from, so that what somebody else publishes meanwhile is noticed. */
  origin: jsonb('origin').notNull(),
  updatedAt: now('updated_at'),
  updatedBy: uuid('updated_by'),
})

/** Who signed in, failed to, and what happened to accounts: as each base's own access log (base-schema.ts). */
export const accessLog = tian.table(
  '_access_log',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: at('at').notNull(),
    actor: uuid('actor'),
    actingAs: jsonb('acting_as'),
    door: text('door').notNull(),
    kind: text('kind').notNull(),
    tableKey: text('table_key'),
    fields: text('fields').array().notNull().default(sql`'{}'`),
    /** Whose account it is about. */
    records: uuid('records').array().notNull().default(sql`'{}'`),
    count: integer('count'),
    reason: text('reason'),
    detail: jsonb('detail'),
    salt: uuid('salt').default(sql`gen_random_uuid()`),
    erased: at('erased'),
  },
  (t) => [index('access_log_actor').on(t.actor, t.seq), index('access_log_records').using('gin', t.records)],
)

/** The chain over those lines. */
export const accessChain = tian.table('_access_chain', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  lineDigest: bytea('line_digest').notNull(),
  chain: bytea('chain').notNull(),
  at: now('at'),
})
