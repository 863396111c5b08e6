/** A form (law L1): which fields of a table a person fills in, in which steps and arrangement, and who may send it. */
import type { StoredExpr } from '@/lib/expr/ast'
import type { Labels } from '@/lib/i18n/labels'
import type { Origin } from './model'

/** How much of the line a block takes. */
export type BlockWidth = 'full' | 'half' | 'third'

export interface FieldBlock {
  kind: 'field'
  field: string
  width?: BlockWidth
  /** Instead of the field's own words. */
  label?: Labels
  help?: Labels
  required?: boolean
  /** Over fields that come earlier in the form. Absent: the field's own show-if, as far as this form asks what it needs. */
  showIf?: StoredExpr
  /** Over fields of this form. */
  requiredIf?: StoredExpr
  /** Instead of the field's own default. */
  default?: StoredExpr
  /** Filled in by the link or the default: shown and not editable, or not shown at all. Required: without either it cannot be opened. */
  fixed?: 'shown' | 'hidden'
}

/** Rows of the table behind a to-many field, saved together with the record. */
export interface RowsBlock {
  kind: 'rows'
  /** An inverse field (removing a row deletes its record), or a field of links (removing takes the link away). */
  field: string
  /** Fields of the other table. */
  columns: string[]
  /** Columns with their sum below. */
  sums?: string[]
  label?: Labels
  help?: Labels
  min?: number
  max?: number
  add: boolean
  edit: boolean
  remove: boolean
  showIf?: StoredExpr
}

export type FormBlock =
  | FieldBlock
  | RowsBlock
  /** Plain text with line ends; no markup. */
  | { kind: 'text'; text: Labels; width?: BlockWidth; showIf?: StoredExpr }
  /** `file`: an uploaded picture. */
  | { kind: 'image'; file: string; alt: Labels; width?: BlockWidth; showIf?: StoredExpr }
  /** Begins a section, which lasts until the next one; its condition holds for all of it. */
  | { kind: 'section'; label: Labels; help?: Labels; showIf?: StoredExpr }

export interface FormStep {
  key: string
  label?: Labels
  showIf?: StoredExpr
  blocks: FormBlock[]
}

/** What is asked of strangers who send the form by its link. */
export interface PublicForm {
  /** The secret part of the address. */
  token: string
  /** An instant, ISO 8601. */
  closesAt?: string
  /** At most so many submissions. */
  quota?: number
  /** Files per submission, bytes of one, and media types (`image/*`, `application/pdf`). Absent: no files. */
  files?: { count: number; size: number; types?: string[] }
  consent?: { version: string; text: Labels }
  /** Other sites that may show the form in a page of theirs: origins such as `https://www.example.com`. */
  embed?: string[]
}

export interface Thanks {
  title?: Labels
  text?: Labels
  /** Where to go then: http or https. */
  redirect?: string
  /** Offers to fill in another one. */
  again?: boolean
}

export interface Form {
  id: string
  key: string
  table: string
  label: Labels
  description?: Labels
  steps: FormStep[]
  /** Words of the button that sends it. */
  submit?: Labels
  thanks?: Thanks
  public?: PublicForm
  origin?: Origin
}
