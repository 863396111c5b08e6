/** The shapes of the API for forms: designing them, filling them in as a member, and as a stranger by a public link. */
import type { CellValue, Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { Form, FormStep, PublicForm, Thanks } from '@/lib/meta/form'
import type { ApiRecord, FieldAnswer, FileAnswer } from './contract'

// ——— Designing (administrators) ———

// GET /bases/{base}/forms?table= → {forms: FormSummary[]}: those of tables in which this person may create records
export interface FormSummary {
  key: string
  table: string
  label: Labels
  description?: Labels
  /** Administrators only: how the form is sent by strangers. */
  public?: PublicForm & { submissions: number; state: FormState }
}
/** Whether it can be sent now. */
export type FormState = 'open' | 'closed' | 'full'

// POST /bases/{base}/forms {table, label} → 201 FormDesignAnswer: begins with the required fields and up to 8 more
// POST /bases/{base}/forms {table, label, copyOf} → the same as another form of the table, without its public link
export interface NewFormBody {
  table: string
  label: Labels
  copyOf?: string
}
// GET /bases/{base}/forms/{form}/design → FormDesignAnswer
export interface FormDesignAnswer {
  form: Form
  /** Send it back with the changed form: another maker's change in between answers 409 CONFLICT, and the design is read again. */
  revision: string
  /** What no longer works because the table changed. A form with problems cannot be saved until they are mended. */
  problems: FormProblem[]
  /** What works and may still surprise: a required field that is not asked for, a field that strangers are not offered. */
  warnings: FormProblem[]
  /** Of the public link. */
  submissions: number
}
export interface FormProblem {
  /** Into the form: `/steps/0/blocks/3/showIf`. */
  pointer: string
  /** What the block is called, and what is wrong, in the asker's language. */
  label: string
  message: string
}
// PUT /bases/{base}/forms/{form} FormBody → 200 FormDesignAnswer; 422 FORM_INVALID: `error.pointer`, `label`, `message` name
// the first wrong block, `more` the others (each with its `pointer`)
export interface FormBody extends Omit<Form, 'id' | 'key' | 'table' | 'origin' | 'public'> {
  /** Present: the form is public; its token is made by the server and stays the same. */
  public?: Omit<PublicForm, 'token'>
  revision?: string
}
// POST /bases/{base}/forms/{form}/renew → 200 FormDesignAnswer: a new public link; the old one is dead
// DELETE /bases/{base}/forms/{form} → 204;  POST /bases/{base}/forms/{form}/restore → 200 FormDesignAnswer
// POST /bases/{base}/forms/{form}/preview FormBody → 200 FormAnswer: as a member (administrator) would see it; nothing is saved
// POST /bases/{base}/forms/{form}/preview/public FormBody → 200 FormAnswer: as a stranger would see it

// POST /bases/{base}/forms/{form}/prefill PrefillBody → 200 {prefill: string}: append `?prefill=…` to the form's address
export interface PrefillBody {
  values: Record<string, PrefilledValue>
  /** Days until the link no longer works; 1…3650. */
  days?: number
}
export interface PrefilledValue {
  value: CellValue
  /** Links and people of a public form are never `editable`. */
  how: 'editable' | 'shown' | 'hidden'
}

// GET /bases/{base}/forms/{form}/submissions?before= → SubmissionsAnswer (newest first, 50)
export interface SubmissionsAnswer {
  submissions: SubmissionLine[]
  next?: string
}
export interface SubmissionLine {
  id: string
  at: string
  /** Revision of the form that was filled in. */
  version: string
  /** The record that it made or changed. */
  record: string
  by?: { id: string; name: string }
  consent?: { version: string; text: Labels }
}

// ——— Filling in ———
// Members:   GET /bases/{base}/forms/{form}?record=&ticket=&prefill= → FormAnswer
//            POST /bases/{base}/forms/{form}/submissions SubmitBody → 200 SubmitAnswer
//            PUT /bases/{base}/forms/{form}/draft DraftBody → 204
//            GET /bases/{base}/forms/{form}/images/{file} → the bytes;  attachments by POST /bases/{base}/files
// Strangers: GET /forms/{token}?ticket=&prefill= → FormAnswer (404 for every wrong token)
//            POST /forms/{token} SubmitBody → 200 SubmitAnswer
//            PUT /forms/{token}/draft DraftBody → 204
//            POST /forms/{token}/files?name=&ticket= (raw body) → 201 FileAnswer
//            GET /forms/{token}/images/{file} → the bytes
// A stranger's browser keeps the ticket (under the token) and asks with it again after a reload: same draft, same uploads.
export type { FileAnswer }

export interface FormAnswer {
  key: string
  table: string
  label: Labels
  description?: Labels
  /**
   * Only what this person can see and fill in. `showIf`, `requiredIf` and `required` are the ones that count here (the
   * fields' own are merged in): judge them with `flowOf` of lib/meta/form-flow.ts, as the server does. Defaults are in `values`.
   */
  steps: FormStep[]
  /** Of the field blocks. A field with `creatable: false` (or, on a record, a right other than `edit`) is shown only. */
  fields: FieldAnswer[]
  /** Of the rows blocks, by field. */
  rows: Record<string, FormRows>
  optionSets: Record<string, Option[]>
  submit?: Labels
  version: string
  /** Send it along. 409 FORM_CHANGED when the form is another by then: load again with the same ticket, the draft is kept. */
  ticket: string
  zone: string
  today: string
  /** What the fields begin with: the record's cells, the signed link's values, defaults. */
  values: Record<string, CellValue>
  /** Keys of fields that are filled in and cannot be changed here: shown only, never sent. */
  fixed: string[]
  /** Names of the records and people that occur in `values`, `rows` and the draft. */
  titles: Record<string, string>
  /** What this person typed before, to be laid over `values`. */
  draft?: FormDraft
  /** The form is opened on this record: its `can`, and the rows that are there, up to 200 a block. */
  record?: { id: string; can: ApiRecord['can']; rows: Record<string, ApiRecord[]> }
  /** By the public link. */
  public?: {
    state: FormState
    consent?: PublicForm['consent']
    files?: PublicForm['files']
    /** Name of an input that people do not see (`trap` of the answer is its value); programs fill it in. */
    trap: string
  }
}
export interface FormRows {
  fields: FieldAnswer[]
  /** What this person may do, by the form and by the rights. */
  add: boolean
  edit: boolean
  remove: boolean
  /** Removing deletes the record; otherwise it only takes the link away. */
  deletes: boolean
  min?: number
  max?: number
}

export interface FormDraft {
  answers: Record<string, CellValue | null>
  rows?: Record<string, RowsAnswer>
  /** Key of the step that was open. */
  step?: string
}
export interface RowsAnswer {
  add?: Record<string, CellValue | null>[]
  /** `was` as in PATCH of a record. */
  edit?: { id: string; set: Record<string, CellValue | null>; was?: Record<string, CellValue | null> }[]
  remove?: string[]
}
export interface SubmitBody {
  ticket: string
  /** Keys of fields that are shown and not fixed. What a condition hides is dropped; anything else is refused. */
  answers: Record<string, CellValue | null>
  rows?: Record<string, RowsAnswer>
  /** Opened on a record: what the sender saw of the same cells. */
  record?: string
  was?: Record<string, CellValue | null>
  prefill?: string
  /** The version of the consent text that the person agreed to. */
  consent?: string
  trap?: string
}
/**
 * Problems of fields have `field`: a key, or for rows `items.0.amount` (position in `add`), `items.<id>.amount`, or
 * `items.amount` when only the column is known.
 * Codes: VALUE_REQUIRED, VALUE_INVALID, FIELD_UNKNOWN, FORM_CHANGED (409), FORM_CLOSED (410), FORM_FULL (410),
 * FORM_TICKET (422: load again), FORM_SENT (409: this ticket sent something else before), FORM_TOO_FAST (422: wait, then send
 * again), FORM_ROBOT (422), FORM_CONSENT (422), FORM_PREFILL (422: the link was changed or is too old), FORM_TAKEN (409: the
 * stranger's "already registered"), FORM_ROWS (422: too few or too many rows, `field` names the block),
 * FORM_FILES (422: too many files), TOO_MANY_ATTEMPTS (429).
 */
export interface SubmitAnswer {
  thanks: Thanks
  /** Members only: the record that was made or changed. */
  record?: string
}
export interface DraftBody {
  ticket: string
  record?: string
  /** null throws the draft away. */
  draft: FormDraft | null
}
