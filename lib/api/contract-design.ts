/** The shapes of the API for those who design tables: fields, conversions, formulas, impact, history. For administrators of the base. */
import type { StoredExpr } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import type { CellValue, Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { Field, OptionSet, Role, Section, Sensitivity, Source, Table } from '@/lib/meta/model'

// GET …/tables/{table}/design → DesignAnswer
export interface DesignAnswer {
  table: Omit<Table, 'trash' | 'schema'>
  optionSets: OptionSet[]
  /** What formulas and links can name: every table with its fields. */
  tables: {
    key: string
    label: Labels
    icon?: string
    /** `target`: the table behind a link, also behind the other side of one. */
    fields: (Pick<Field, 'key' | 'label' | 'type'> & { target?: string })[]
  }[]
  /** The roles that are asked about when a field is made, with what each sees of new fields. */
  roles: { key: string; label: Labels; admin: boolean; newFields: 'hidden' | 'read' | 'edit' }[]
  /** Living records, counted up to 100,000. */
  rows: number
  version: number
}

// PUT …/tables/{table}/sections {sections: Section[]} → 200: groups and order of the fields; every field exactly once
export type SectionsBody = { sections: Section[] }

/** Who may see a new field, by role. */
export type FieldRoles = Record<string, 'hidden' | 'read' | 'edit'>
// POST …/tables/{table}/fields FieldDraft & {default?, showIf?, requiredIf?, message?, declassified?, roles?: FieldRoles} → 201

// PATCH …/fields/{field} FieldPatchBody → 200 the field's property. A member that is null is taken away.
export interface FieldPatchBody {
  label?: Labels
  help?: Labels | null
  options?: object
  required?: boolean
  unique?: boolean
  sensitivity?: Sensitivity
  default?: StoredExpr | null
  showIf?: StoredExpr | null
  requiredIf?: StoredExpr | null
  message?: Labels | null
  source?: Source
  declassified?: boolean
  /** The field as the sender saw it (its document): when another maker has changed it since, 409 CONFLICT with it in `present`. */
  was?: object
}

// POST …/fields/{field}/conversion/preview ConversionAsk → ConversionPreview
// POST …/fields/{field}/conversion ConversionAsk → application/x-ndjson of ConversionProgress
// POST …/fields/{field}/conversion/misfits ConversionAsk → text/csv: record id, title, value
export interface ConversionAsk {
  type: TypeName
  options?: object
  /** To a type with options: every text that is none of them becomes one, most frequent first, up to 500. */
  createOptions?: boolean
}
export interface ConversionPreview {
  /** Living records; of those with a value, how many keep one. */
  rows: number
  filled: number
  fits: number
  misfits: number
  /** A few of each, as a person reads them. */
  samples: {
    id: string
    title: string
    before: string
    after?: CellValue
    /** Names of the records and people in `after`. */
    titles?: Record<string, string>
  }[]
  misfitSamples: { id: string; title: string; before: string }[]
  /** With `createOptions`: all options that the field would have. */
  options?: Option[]
  /** What else changes: a unique rule that goes, operators in views that no longer fit. */
  uses: Use[]
}
export interface ConversionProgress {
  completed: number
  total: number
  done?: true
  error?: { code: string; message: string; hint?: string }
}

/** Something that uses a definition; `breaks` when it cannot stay as it is. */
export interface Use {
  kind: 'table' | 'field' | 'view' | 'form' | 'role' | 'options' | 'template'
  /** Keys, to link there. */
  table?: string
  key: string
  label: Labels
  /** Message key under `design.*` saying how: `useFormula`, `useFilter`, `useColumn` … */
  how: string
  breaks: boolean
}
// GET …/fields/{field}/impact, …/tables/{table}/impact, /bases/{base}/options/{set}/impact?value= → {uses: Use[], records?: number}
export interface ImpactAnswer {
  uses: Use[]
  /** Records that hold a value (of the field, or this option). */
  records: number
}

// PUT /bases/{base}/options/{set} {options: Option[]};  POST /bases/{base}/options {label, options} → 201
// POST /bases/{base}/options/{set}/merge {from, to} → 200 {changed}: records and definitions go from one option to another

// GET /bases/{base}/schema/history?before= → SchemaHistoryAnswer
export interface SchemaHistoryAnswer {
  changes: SchemaChangeLine[]
  next?: string
  /** Names of what `roles` of the lines speak of and what is in the trash since. */
  gone?: GoneTable[]
}
/** A role before and after a change, without its template's notes; absent where there was or is none. */
export interface RoleChange {
  before?: Role
  after?: Role
}
/** A table in the trash with its fields, or one that is there with those of its fields that are in the trash. */
export interface GoneTable {
  key: string
  label: Labels
  fields: { key: string; label: Labels }[]
}
export interface SchemaChangeLine {
  /** Number of the change: line of the base's log. */
  id: number
  at: string
  by?: { id: string; name: string }
  door: string
  /** What happened, in the words of message keys under `change.*` with their parameters; what a template did (`template…`) comes first, its details after it. */
  parts: { key: string; params: Record<string, string | Labels> }[]
  /**
   * The roles that it made, changed or took away: what became open or closed follows from them. Of a role that changed
   * without tables of which both say the same.
   */
  roles?: RoleChange[]
  /** Set when this line took another one back. */
  undoOf?: number
  undone?: true
  /** Whether it may be taken back now; otherwise why not, as a message key under `design.*`. */
  undo: { can: true } | { can: false; why: string; after?: number }
}
// POST /bases/{base}/schema/history/{change}/undo/preview → UndoPreview;  …/undo → 200 UndoPreview
export interface UndoPreview {
  parts: SchemaChangeLine['parts']
  /** Values of conversions and merged options that come back, and records edited since, which keep the newer value (or lose it, if it does not fit). */
  restored: number
  edited: number
  lost: number
  uses: Use[]
  /** The roles that would be others, as they are and as they would be. */
  roles?: RoleChange[]
  gone?: GoneTable[]
}
// GET /bases/{base}/schema/history/{change}/undo/effect → EffectAnswer (contract-rights): whom and which records those roles touch

// GET /bases/{base}/schema/trash → SchemaTrashAnswer (30 days); restore by …/fields/{field}/restore, …/tables/{table}/restore
export interface SchemaTrashAnswer {
  tables: { key: string; label: Labels; at: string; by?: string }[]
  fields: {
    table: string
    tableLabel: Labels
    key: string
    label: Labels
    type: TypeName
    at: string
    by?: string
  }[]
}

// POST …/tables/{table}/formula FormulaAsk → FormulaAnswer (200 also when the formula is wrong)
export interface FormulaAsk {
  /** As typed; or the tree, to be shown as text. */
  text?: string
  expr?: StoredExpr
  /** What it is for: a computed field (any kind), a condition, a default of this field. */
  purpose: 'formula' | 'condition' | 'default'
  field?: string
  locale: 'zh-CN' | 'en'
}
export interface FormulaAnswer {
  expr?: StoredExpr
  /** The text in its normal form, fields by label in braces where that is unambiguous. */
  text: string
  kind?: 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'list' | 'ref' | 'json'
  /** Types a computed field of this kind can have, best first. */
  types?: TypeName[]
  /** Settings of the best type, where the result is what some field holds: its options, its currency. */
  options?: object
  /** The table that a computed link points into. */
  target?: string
  timing?: 'stored' | 'dated' | 'read'
  problem?: { message: string; hint?: string; at: number; length: number }
  /** The result on up to five real records, as the asker sees them. */
  samples?: { id: string; title: string; value: string }[]
}

// GET /bases/{base}/work → WorkAnswer: long work on the structure or the values of a base; DELETE …/work/{id} → 204 ends it
export interface WorkAnswer {
  work: {
    id: string
    /** Message key under `work.*`. */
    what: 'computing' | 'converting' | 'recomputing'
    label: Labels
    completed: number
    total: number
  }[]
}
