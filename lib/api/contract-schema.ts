/** The shapes of JSON Schema in and out, for administrators of the base. */
import type { TypeName } from '@/lib/fields/index'
import type { Labels } from '@/lib/i18n/labels'

// POST /bases/{base}/schema/preview SchemaImportBody → 200 SchemaPreviewAnswer: nothing is made
// POST /bases/{base}/schema/import SchemaImportBody → 201 SchemaImportAnswer: everything or nothing
export interface SchemaImportBody {
  /** The text of a file (up to 5 MB), or the schema itself. */
  schema: string | object
  /** JSON Pointer of a definition to import in place of the root. */
  at?: string
  /** What the table is called; as the schema says when absent. */
  label?: Labels
  /** JSON Pointers of properties that get no field: their values stay in the JSON field of other properties. */
  leave?: string[]
}

export interface SchemaPreviewAnswer {
  /** The first holds the schema's records, the others its lists of objects. */
  tables: { key: string; label: Labels; fields: number }[]
  lines: SchemaLine[]
  /** How many more lines there are. */
  more: number
  /** What holds for the whole, in sentences. */
  notes: string[]
  /** Definitions that can be imported on their own. */
  parts: { pointer: string; name: string }[]
}

/** What one property becomes. Sentences are in the asker's language. */
export interface SchemaLine {
  /** Which of the tables it is in. */
  table: number
  pointer: string
  name: string
  /** What the schema calls it besides. */
  label?: Labels
  depth: number
  required: boolean
  becomes: 'field' | 'section' | 'table' | 'rest' | 'none'
  type?: TypeName
  /** The detail table that a list becomes. */
  detail?: number
  why: string
  /** Values that the schema lets through and the field cannot hold. */
  outside: string[]
  /** Why it has a field, or none, whatever is asked for. */
  fixed: boolean
}

export interface SchemaImportAnswer {
  table: string
}

// GET …/tables/{table}/schema → 200 the table as plain JSON Schema
// DELETE …/tables/{table}/schema → 204: records are no longer judged by the schema the table was imported from
