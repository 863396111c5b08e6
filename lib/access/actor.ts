/** Who asks, in which base, with which roles: the first argument of every use case. There is no principal without it. */
import type { Door } from '@/lib/changes/write'
import type { Locale } from '@/lib/i18n/labels'
import type { Definitions, Role } from '@/lib/meta/model'
import type { Extent } from './narrow'

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
  /** An administrator looks through other eyes: with these roles, or as this member. Nothing is changed meanwhile. */
  as?: ViewAs
  /** A program with one of the person's roles, narrowed, in one base. */
  token?: Token
}

/** Through whose eyes: roles of the base, or one of its members. */
export type ViewAs = { base: string } & ({ roles: string[] } | { person: string })

export interface Token {
  id: string
  base: string
  role: string
  /** What of the role's rights it has; all of them where nothing is said. */
  extent: Extent | null
}

/** For somebody who looks through a member's eyes, `userId` is that member. */
export interface Actor extends Person {
  /** Who it really is, where that is somebody else. */
  really?: string
  definitions: Definitions
  roles: Role[]
  /** What the database must answer for this copy of rights and definitions to be the present one. */
  guard: string
}

/** Whether the actor may change definitions, roles and members of the base. */
export const isAdmin = (actor: Actor): boolean => actor.roles.some((r) => r.admin)
