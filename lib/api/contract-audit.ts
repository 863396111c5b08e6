/** Shapes of the access log at both ends of the API. */
import type { Labels } from '@/lib/i18n/labels'

/** How somebody looked, or what was done to the log itself. */
export const lookKinds = [
  'list',
  'record',
  /** Titles: of linked records, of records to choose from. */
  'title',
  'history',
  'file',
  'export',
  'reveal',
  'view_as',
  /** Something was asked for that needs a right which is not there. */
  'refused',
  /** While a field or a formula is being designed. */
  'design',
  'erase',
  'forget',
  'keep',
  'gap',
] as const
export type LookKind = (typeof lookKinds)[number]

/** What happened to accounts, in the log of the workspace. */
export const accountKinds = [
  'sign_in',
  'sign_in_failed',
  'confirm_failed',
  'sign_out',
  'session_ended',
  'everywhere_ended',
  'password_changed',
  'reset_link',
  'password_reset',
  'factor_set',
  'factor_dropped',
  'factor_reset',
  'recovery_renewed',
  'factor_asked',
  'email_asked',
  'email_changed',
  'member_added',
  'member_removed',
  'member_joined',
  'roles_changed',
  'deactivated',
  'activated',
  'token_made',
  'token_ended',
  /** A token was used from an address for the first time. */
  'token_place',
  'erase',
  'forget',
] as const
export type AccountKind = (typeof accountKinds)[number]

// GET /bases/{base}/access-log/accounts
export interface AccountLogAsk {
  /** Who did it, or whose account it is about. */
  person?: string
  kind?: AccountKind
  from?: string
  to?: string
  cursor?: string
}

export interface AccountLogLine {
  seq: number
  at: string
  /** Who did it: absent where nobody has proved who they are, for what Tian does by itself, and once erased. */
  by?: { id: string; name: string }
  /** Whose account, where that is somebody else; absent too for an address without an account. */
  of?: { id: string; name: string }
  door: string
  kind: AccountKind
  detail?: AccountDetail
  count?: number
  erased?: string
}

export interface AccountDetail {
  /** From where it came. */
  address?: string
  /** With what somebody signed in. */
  how?: 'password' | 'code' | 'recovery' | 'single'
  /** What was not right: the password or the account, the code, the account at the identity provider. */
  wrong?: 'password' | 'account' | 'code' | 'single'
  /** Attempts are paused from here on. */
  paused?: true
  /** The key of the base that it is about, and what it is called now. */
  base?: string
  label?: Labels
  /** What a token is called. */
  token?: string
  /** Labels of roles. */
  roles?: Labels[]
  /** Whom the workspace asks for a second factor. */
  policy?: string
  months?: number
}

export interface AccountLogAnswer {
  lines: AccountLogLine[]
  next?: string
  /** Whether these are all: the owner sees everybody's. */
  all: boolean
  months: number
}

export interface AccessLogAsk {
  /** Who looked: an id. */
  person?: string
  record?: string
  table?: string
  field?: string
  kind?: LookKind
  /** Instants; `to` is no longer part of it. */
  from?: string
  to?: string
  cursor?: string
}

export interface AccessLogLine {
  seq: number
  at: string
  /** Absent once erased, and for what Tian does by itself. A stranger is named by the form. */
  by?: { id: string; name: string; form?: Labels }
  /** Through whose eyes, or with a token. */
  as?: { person?: string; roles?: string[]; token?: true }
  door: string
  kind: LookKind
  table?: { key: string; label: Labels }
  fields: { key: string; label: Labels }[]
  count?: number
  /** The record, where it is one. */
  record?: { id: string; title: string }
  reason?: string
  detail?: Record<string, unknown>
  /** When the line was emptied. */
  erased?: string
}

export interface AccessLogAnswer {
  lines: AccessLogLine[]
  next?: string
  /** For how many months lines are kept. */
  months: number
}

/** What does not fit in the chain, and at which line. */
export interface ChainFault {
  seq: number
  /** Message key under `audit.*`. */
  code: 'faultChanged' | 'faultMissing' | 'faultBroken' | 'faultCut' | 'faultAdded' | 'faultErased'
}

export interface ChainAnswer {
  whole: boolean
  /** Lines that are chained, and of those: emptied, and removed after their time. */
  lines: number
  erased: number
  forgotten: number
  /** Lines that wait for their link. */
  waiting: number
  /** The last link; who writes its digest down elsewhere can tell later that nothing before it was touched. */
  head?: { seq: number; at: string; digest: string }
  /** The first of them. */
  faults: ChainFault[]
}
