/** Our own tables, in the schema `tian`: people, sign-in, bases and their definitions. A user's table is never here. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
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
  (t) => [unique('documents_key').on(t.baseId, t.kind, t.key)],
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
