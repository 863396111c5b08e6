/** Every way to fail: code → HTTP status. Messages and hints live in the catalogues under `error.<code>`. */
import type { Labels } from '@/lib/i18n/labels'

export const errorStatus = {
  // asking
  BODY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  NOT_JSON: 415,
  FIELD_UNKNOWN: 400,
  FILTER_INVALID: 400,
  SORT_INVALID: 400,
  CURSOR_INVALID: 400,
  LIMIT_INVALID: 400,
  PARAMETER_UNKNOWN: 400,
  // who
  SIGNED_OUT: 401,
  SIGN_IN_FAILED: 401,
  TOO_MANY_ATTEMPTS: 429,
  ORIGIN_REFUSED: 403,
  FORBIDDEN: 403,
  ACTION_REFUSED: 403,
  VIEW_ONLY: 403,
  TOKEN_READS: 403,
  SETUP_DONE: 409,
  CONFIRM_IDENTITY: 403,
  LINK_INVALID: 410,
  MAIL_OFF: 409,
  FACTOR_REQUIRED: 409,
  // what
  NOT_FOUND: 404,
  METHOD_UNKNOWN: 405,
  // values
  VALUE_INVALID: 422,
  VALUE_REQUIRED: 422,
  VALUE_TAKEN: 409,
  FIELD_READ_ONLY: 422,
  LINK_UNKNOWN: 422,
  FILE_UNKNOWN: 422,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_REFUSED: 415,
  ROW_NOT_YOURS: 403,
  CONFLICT: 409,
  IDEMPOTENCY_MISMATCH: 422,
  DELETE_REFUSED: 409,
  // definitions
  DEFINITION_INVALID: 422,
  DEFINITION_IN_USE: 409,
  KEY_TAKEN: 409,
  LAST_ADMIN: 409,
  ROLE_IN_USE: 409,
  PERSON_ACTIVE: 409,
  TEMPLATE_INSTALLED: 409,
  CANCELLED: 409,
  SCHEMA_INVALID: 422,
  FORM_INVALID: 422,
  // filling in a form
  FORM_CHANGED: 409,
  FORM_CLOSED: 410,
  FORM_FULL: 410,
  FORM_TICKET: 422,
  FORM_SENT: 409,
  FORM_TOO_FAST: 422,
  FORM_ROBOT: 422,
  FORM_CONSENT: 422,
  FORM_PREFILL: 422,
  FORM_TAKEN: 409,
  FORM_ROWS: 422,
  FORM_FILES: 422,
  // us
  BUSY: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

export interface ErrorDetail {
  /** Key of the field concerned, only if the caller named it or may know it. */
  field?: string
  /** What it is called, where only the thrower knows that: a field as its form names it. */
  label?: Labels
  /** JSON pointer into the request. */
  pointer?: string
  /** Where in a text there it is wrong, in characters from 1. */
  place?: number
  /** A message key under `problem.*`, when a value is wrong. */
  problem?: string
  params?: Record<string, string | number>
  /** Said instead of our own words: what a maker wrote for this case. */
  message?: Labels
  /** Every field of the broken rule, `field` the first of them. */
  fields?: readonly string[]
  /** For VALUE_TAKEN: what the given records hold in those fields. It stays here; the other record is looked up by it. */
  held?: { table: string; tuples: readonly (readonly unknown[])[] }
  /** For VALUE_TAKEN: the record that has it already, for those who may read it. */
  clash?: { table: string; id: string; title: string | null }
  /** Params that have a name in each language; several are the stations of a way. */
  named?: Record<string, Labels | readonly Labels[]>
  /** For CONFLICT: what the cells hold now, as this person sees them. */
  present?: Record<string, unknown>
}

/** The one error class; `lib/api/respond.ts` turns it into HTTP, forms show it at its field. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail
  /** More than one field can be wrong at once. */
  readonly more: ErrorDetail[]
  constructor(code: ErrorCode, detail: ErrorDetail = {}, more: ErrorDetail[] = []) {
    super(code)
    this.code = code
    this.detail = detail
    this.more = more
  }
  get status(): number {
    return errorStatus[this.code]
  }
}

export const appError = (code: ErrorCode, detail?: ErrorDetail, more?: ErrorDetail[]): AppError =>
  new AppError(code, detail, more)

/** A number, or how many of something, outside of its range: named as the request names it, with what would do. */
export const outOfRange = (
  name: string,
  max: number,
  { min = 1, of = 'number' }: { min?: number; of?: 'number' | 'count' } = {},
): AppError =>
  appError('LIMIT_INVALID', {
    field: name,
    label: { en: name },
    pointer: `/${name}`,
    params: { min, max, of },
  })
