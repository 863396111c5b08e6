/** Who asks, in which base, with which roles: the first argument of every use case. There is no principal without it. */
import type { Door } from '@/lib/changes/write'
import type { Locale } from '@/lib/i18n/labels'
import type { Definitions, Role } from '@/lib/meta/model'

/** A person at work, before a base is entered. */
export interface Person {
  userId: string
  /** The server session; null for commands, templates and tests, which sign in as a named person all the same. */
  sessionId: string | null
  name: string
  email: string
  locale: Locale
  owner: boolean
  door: Door
  /** Nobody we know: a stranger who fills in the public form of this id. `userId` is the form's own, and names it. */
  form?: string
}

export interface Actor extends Person {
  definitions: Definitions
  roles: Role[]
  /** What the database must answer for this copy of rights and definitions to be the present one. */
  guard: string
}

/** Whether the actor may change definitions, roles and members of the base. */
export const isAdmin = (actor: Actor): boolean => actor.roles.some((r) => r.admin)
