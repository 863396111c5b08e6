/** What `check` makes of an expression: the same tree with the kind of every node, and the values it runs on. */
import type Decimal from 'decimal.js'
import type { Kind, Over } from './ast'

/** A kind, and for a list what its items are. */
export interface Type {
  kind: Kind
  item?: Kind
}

/** Constants are canonical: lower-case uuids, `…T00:00:00.000Z`, numbers as plain decimal text; null is empty. */
export type Constant = string | boolean | readonly string[] | null

export type TypedCall = Type & { op: 'call'; fn: string; args: Typed[] }
export type TypedEach = Type & {
  op: 'each'
  fn: string
  over: Over
  args: Typed[]
  where?: Typed
  by?: { expr: Typed; desc: boolean }[]
}
export type Typed =
  | (Type & { op: 'value'; value: Constant })
  | (Type & { op: 'field'; path: string[]; outer?: true })
  | (Type & { op: 'var'; name: 'me' | 'today' | 'now' })
  | TypedCall
  | TypedEach

/** Who asks and when; the same four facts for both printers. */
export interface Env {
  /** Id of the person asking; null is nobody. */
  me: string | null
  /** The workspace's calendar day, `YYYY-MM-DD`. */
  today: string
  /** This instant, ISO 8601. */
  now: string
  /** IANA zone of the workspace. */
  zone: string
}

/** A value in JavaScript. Dates, instants and references are canonical text, so they compare as text. */
export type Scalar = string | Decimal | boolean
export type Value = Scalar | readonly Scalar[] | null
