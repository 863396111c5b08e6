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
  /** While a field or a formula is being designed. */
  'design',
  'erase',
  'forget',
  'keep',
  'gap',
] as const
export type LookKind = (typeof lookKinds)[number]

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
