/**
 * What a field type is (law L2): one name, a meaning (`<name>.ts`, this interface) and looks (`<name>.ui.tsx`).
 * Facts about a type live here; nobody switches on a type's name anywhere else.
 */
import type { Kind } from '@/lib/expr/ast'
import type { Labels, Locale } from '@/lib/i18n/labels'
import type { Json, JsonSchema } from '@/lib/json'
import type { MaskName } from './masks'

/** SQL with holes for compiled expressions: `{c}` is the column. Holes never take values. */
export type SqlTemplate = string

/** Where a cell lives: a column of this PostgreSQL type, or a link table (to-many), never both. */
export type Storage<O> = { column(options: O): string } | { linkTable: true }

/** One option of a select. `value` is stored and immutable; the rest is how it is shown. */
export interface Option {
  value: string
  label: Labels
  color: string
  retired?: boolean
}

/** What meaning and looks may know about the world: never the database, never another record. */
export interface FieldContext {
  locale: Locale
  /** IANA zone of the workspace, e.g. `Asia/Shanghai`. */
  zone: string
  /** The workspace's calendar day, `YYYY-MM-DD`. */
  today: string
  /** The options of a shared set by key; [] if unknown. */
  optionSet(key: string): readonly Option[]
  /** The title of a linked record or the name of a person by id; undefined if not loaded or not readable. */
  title(id: string): string | undefined
}

/** What is wrong with a value: a message key under `problem.*` of the catalogues, with its numbers. */
export interface Problem {
  code: string
  params?: Record<string, string | number>
}

/** What a plain JSON Schema becomes as a type of ours. */
export interface Inferred<O> {
  options: O
  /** Values that the schema lets through and the type cannot hold: message keys under `schema.*`. */
  outside: Problem[]
}

export interface FieldType<V, O extends object> {
  name: string
  label: Labels
  /** One sentence with an example, shown in the type picker. */
  help: Labels
  /** Name of a lucide icon in kebab-case. */
  icon: string
  kind: Kind
  /** JSON Schema of the options; every property has `title`/`x-label` in both languages: panels are generated from it. */
  optionsSchema: JsonSchema
  defaultOptions: O
  /** The JSON Schema of a non-empty value: the same fragment for form, API and import. */
  valueSchema(options: O): JsonSchema
  /** Reads back the options that `valueSchema` already expresses, so that a document states each fact once. */
  fromSchema(schema: JsonSchema): Partial<O>
  /**
   * The options with which this type holds what a plain schema of another system describes; undefined when it does not.
   * The schema comes without references, `allOf` and null; labels of choices are in `x-enum-labels`.
   */
  inferFrom?(schema: JsonSchema): Inferred<O> | undefined
  storage: Storage<O>
  /** How the column prints inside a JSON answer; `{c}` when PostgreSQL's own form is right. */
  json: SqlTemplate
  /** Texts inside a JSON value that formulas name behind the field: `address.province`. */
  parts?: readonly string[]
  /** Conversion is `new.fromText(old.toText(x))`, total: a misfit is NULL, nothing raises. */
  toText(options: O): SqlTemplate
  fromText(options: O): SqlTemplate
  /** What a computed value of this kind is kept as, rounded to the type's decimals; NULL when it does not fit. As it is unless said. */
  fit?(options: O): SqlTemplate
  /** The value to order by, or undefined when the type has no order. Human text order is the query's business. */
  sort?: SqlTemplate
  /** Text that a person orders by reading (ICU collation) rather than by code point. */
  humanOrder?: boolean
  /** Names of rows of `expr/functions.ts`, in menu order. */
  operators: readonly string[]
  masks: readonly MaskName[]
  /** The type that holds several of these values with the same options: what a filter's “is any of” is filled in with. */
  many?: string
  /** One such value is like another wherever it stands (a phone number), so closing one field makes the others worth a look. */
  telling?: true
  /** A column of them has a sum: amounts do, shares and marks do not. */
  adds?: true
  /** May hold a unique index. */
  uniqueable: boolean
  /** Ids of the uploaded files in a value, for types that hold files. */
  fileIds?(value: unknown): string[]
  /** Brings any door's input to the stored form (trim, E.164 …); empty becomes undefined. Unknown shapes pass through for validation to refuse. */
  normalize(value: unknown, options: O): unknown
  /** The same judgement as `valueSchema`, in words; undefined means valid. Property-tested against Ajv. */
  check(value: unknown, options: O): Problem | undefined
  /** Lossless text (copy, CSV): `parse(serialize(v)) = v`. */
  serialize(value: V, options: O, context: FieldContext): string
  /** What typed or pasted text means, in either language; undefined when it means nothing here. */
  parse(text: string, options: O, context: FieldContext): V | undefined
  /** What a person reads. */
  format(value: V, options: O, context: FieldContext): string
  /** A plausible value that satisfies `valueSchema`; `random` gives [0, 1). */
  sample(options: O, random: () => number): V
}

/** A value as it travels in JSON answers and bodies. */
export type CellValue = Exclude<Json, null>
