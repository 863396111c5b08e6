/** Shapes of "view as", explanations and reach lists at both ends of the API. */
import type { Labels } from '@/lib/i18n/labels'
import type { Action, Verb } from '@/lib/meta/model'

// POST /bases/{base}/view-as ViewAsBody → 200 Viewing, with the cookie (administrators); DELETE /session/view-as → 204.
// Any request may say it by itself: `Tian-View-As: base:roles:a,b`, `base:person:<id>`, or `self` for one's own eyes.
export type ViewAsBody = { roles: string[] } | { person: string }

/** GET /session while somebody looks through other eyes; the rest of the answer is what those eyes see. */
export interface Viewing {
  base: string
  /** What the header says for the same eyes. */
  eyes: string
  /** The member looked through; absent for roles, and once they cannot be looked through any more. */
  person?: { id: string; name: string }
  roles: { key: string; label: Labels }[]
  /** Nothing can be seen with these eyes any more: the member, a role, or one's own right to look is gone. */
  gone?: true
}

/** Where in the rights page a rule stands: `/{base}/access?role=&table=&field=&verb=`. */
export interface RuleLink {
  role: string
  table: string
  field?: string
  /** A verb, `deny` for the rows that are denied, or an action. */
  verb?: Verb | 'deny' | Action
}

export interface ExplainLine {
  text: string
  /** Of this record; null where it cannot be told because something is empty. Absent: nobody was asked. */
  holds?: boolean | null
  /** For administrators. */
  rule?: RuleLink
}

export type ExplainAbout = 'read' | 'update' | 'delete' | 'create' | 'value' | 'edit' | Action

/** One question and its answer. */
export interface Explained {
  about: ExplainAbout
  outcome: 'yes' | 'no' | 'mask' | 'partly'
  /** The answer in a sentence. */
  text: string
  /** The rules that decide it, the deciding ones first. */
  lines: ExplainLine[]
}

// GET /bases/{base}/tables/{table}/explain?record=&field= → ExplainAnswer: about oneself
// GET /bases/{base}/explain?person=|roles=&table=&record=&field= → ExplainAnswer (administrators)
export interface ExplainAnswer {
  answers: Explained[]
  /** What holds beside the roles: other eyes, a token, the trash. */
  notes: string[]
}

// GET /bases/{base}/tables/{table}/missing?person=|roles= → MissingAnswer (administrators)
export interface MissingAnswer {
  rows: { all: number; seen: number; why: ExplainLine[] }
  /** Fields that are hidden, or shown only in part. */
  fields: { key: string; label: Labels; outcome: 'no' | 'mask' | 'partly'; lines: ExplainLine[] }[]
}

/** A cell of a reach list: how far, in words, and through which roles. */
export interface Reach {
  outcome: 'yes' | 'no' | 'mask' | 'partly'
  text: string
  roles: string[]
}

// GET /bases/{base}/reach?person=|roles= → ReachAnswer (administrators)
export interface ReachAnswer {
  tables: {
    key: string
    label: Labels
    rows: Record<Verb, Reach>
    /** How many fields there are, and how many of them are shown, only masked, and can be changed. */
    fields: { all: number; read: number; masked: number; edited: number }
    actions: Action[]
  }[]
  roles: { key: string; label: Labels; admin: boolean }[]
}

export type HolderKind = 'person' | 'token' | 'form'

// GET /bases/{base}/tables/{table}/fields/{field}/reach → FieldReachAnswer (administrators)
export interface FieldReachAnswer {
  label: Labels
  table: Labels
  holders: {
    kind: HolderKind
    id: string
    name: string
    /** Whose token; the prefix by which it is recognised. */
    detail?: string
    roles: { key: string; label: Labels }[]
    read: Reach
    edit: Reach
    create: Reach
    /** Records of the table that were shared with this person. */
    shared?: number
  }[]
}
