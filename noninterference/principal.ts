/** Who asks, with which roles, and what a right on a field says when it is spelled out. */
import type { Action, FieldModes, FieldRight, Role } from '@/lib/meta/model'

/** Somebody who asks: with some roles, some of which may grant nothing here and still deny. */
export interface Principal {
  /** Whom conditions and rules mean by "me"; null for strangers. */
  me: string | null
  roles: {
    role: Role
    /** Verbs and actions that a token leaves of it, by table. */
    extent?: Record<string, readonly string[]>
    /** Grants nothing: nowhere, or not in these tables. */
    silent?: boolean | readonly string[]
  }[]
}

/** What everybody may do where a role says nothing. */
export const usual: readonly Action[] = ['bulk', 'print', 'history']

export const none: FieldModes = { read: false, edit: false, create: false }
const byName: Record<string, FieldModes> = {
  hidden: none,
  denied: none,
  read: { read: true, edit: false, create: false },
  edit: { read: true, edit: true, create: true },
}
export const modesFor = (right: FieldRight): FieldModes =>
  typeof right === 'string' ? byName[right]! : 'read' in right ? right : { ...none, ...right }
