/** The shapes of the rights page in HTTP API v1: rights in draft, what publishing them would do, publishing. */
import type { Role, RolesAnswer } from './contract'

// GET /bases/{base}/rights → RightsAnswer
export interface RightsAnswer extends RolesAnswer {
  draft?: RightsDraft
  /** What does not work in the roles as they would be. */
  problems: RightsProblem[]
  /** How many teams the workspace has: without one, rules about teams let nothing through. */
  teams: number
}

/** Rights that hold for nobody yet: the roles that would be different, and what they were when the draft began. */
export interface RightsDraft {
  /** Moves with every save. */
  revision: string
  roles: Role[]
  origin: Role[]
  at: string
  by?: { id: string; name: string }
}

export interface RightsProblem {
  role: string
  /** JSON pointer into the role: `/tables/customers/fields/phone/mask`. */
  pointer: string
  message: string
}

// PUT /bases/{base}/rights/draft DraftBody → DraftAnswer; no roles: the draft is gone. 409 CONFLICT where the revision is
// another one by now, or where a role has moved since `origin`. DELETE /bases/{base}/rights/draft → 204
export interface DraftBody {
  /** Of the draft that the sender has seen, if there was one. */
  revision?: string
  roles: Role[]
  origin: Role[]
}
export interface DraftAnswer {
  revision: string | null
  problems: RightsProblem[]
}

// GET /bases/{base}/rights/effect?revision= → EffectAnswer: whom and what publishing the draft touches
export interface EffectAnswer {
  roles: RoleEffect[]
}
export interface RoleEffect {
  role: string
  /** Members that have it. */
  people: number
  tables: TableEffect[]
}
export interface TableEffect {
  table: string
  /** Records that somebody of them would see anew, would see no more, or would see more or less of; absent: not counted. */
  records?: Record<'gained' | 'lost' | 'fields', Count>
  /** Why there are no figures: too long, it depends on the person and nobody has the role, or the table itself changes along. */
  uncounted?: 'slow' | 'nobody' | 'moving'
  /** How many of the people were looked through; the others may see other records. */
  examined: number
  /** Verbs with a new rule that lets nobody at any record of today. */
  nothing: ('read' | 'update' | 'delete')[]
  /** What this role still sees beside what it sees less of here. */
  stays: StaysOpen[]
}
/**
 * Open beside a narrower right: records of a table that link to what is closed, seen by a rule of their own (`records` of
 * today; absent: not counted); a field of the same kind beside field `of`; a declassified field that is computed from it;
 * a field that the condition of `of` asks for and that the role may change.
 */
export type StaysOpen =
  | { kind: 'rows'; table: string; records?: Count }
  | { kind: 'field' | 'computed' | 'own'; of: string; table: string; field: string }
/** Counted up to 100,000. */
export interface Count {
  value: number
  more: boolean
}

// POST /bases/{base}/rights/publish {revision} → PublishAnswer; 409 CONFLICT where roles are not what the draft began from
export interface PublishAnswer {
  roles: Role[]
}
