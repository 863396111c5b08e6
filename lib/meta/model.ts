/**
 * Definitions as typed data (law L1). Each is also a document; `parse`/`print` in this folder go between the two.
 * References between definitions are keys: a key is chosen once per base and never reused.
 */
import type { StoredExpr } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import type { MaskName } from '@/lib/fields/masks'
import type { Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import type { Form } from './form'

export type DocumentKind = 'table' | 'options' | 'view' | 'form' | 'role' | 'install'

/** Where an installed definition comes from (law L13). `item` is permanent and is not a key. */
export interface Origin {
  template: string
  version: string
  item: string
}

/** Where a value comes from, apart from what it is. */
export type Source =
  | { kind: 'input' }
  /** A number by a pattern such as `KH{YYYY}{00000}`: text, unique, taken before the transaction. */
  | { kind: 'auto'; of: 'number'; pattern: string }
  /** When (datetime) or by whom (user) the record was created, or the watched fields last changed. */
  | { kind: 'auto'; of: 'created' | 'updated'; watch?: string[] }
  /** The other side of a link field: no storage of its own. */
  | { kind: 'inverse'; table: string; field: string }
  /**
   * Computed: a formula, a lookup (a path), a rollup or a first match (an `each`). `stored` follows from the expression
   * (law L6, see `graph.ts`): kept in a column and right at commit, or printed into every read.
   */
  | { kind: 'formula'; expr: StoredExpr; stored: boolean }

export type Sensitivity = 'normal' | 'personal' | 'confidential'

export interface Field {
  id: string
  key: string
  type: TypeName
  options: object
  source: Source
  label: Labels
  help?: Labels
  required: boolean
  unique: boolean
  sensitivity: Sensitivity
  /** Computed when a record is created and the field was not given. */
  default?: StoredExpr
  showIf?: StoredExpr
  requiredIf?: StoredExpr
  /** What is said instead of our own words when a given value is refused. */
  message?: Labels
  /** Computed fields: an administrator lets everyone read it who may read the field, whatever its inputs are. */
  declassified?: true
  /** Where the value stood in the JSON Schema that the table was imported from: `/address/city`. */
  pointer?: string
  /** Number of the derived names in the base: link table `_l_<n>`, index `_x_<n>`, unique `_u_<n>`, foreign key `_f_<n>`. */
  number: number
  /** Never written down: the column that stands for the field's own while its values are being computed. */
  column?: string
  origin?: Origin
}

/** No two living records have the same values in all of these fields; records with an empty one are left alone. */
export interface UniqueRule {
  /** Number of the derived name `_u_<n>`. */
  number: number
  fields: string[]
  message?: Labels
}

/** What every record must satisfy; unknown (a field is empty) passes. */
export interface CheckRule {
  key: string
  expr: StoredExpr
  message: Labels
}

export interface Section {
  key: string
  label: Labels
  fields: string[]
}

export interface Table {
  id: string
  key: string
  label: Labels
  description?: Labels
  icon?: string
  /** Key of the field whose value names a record. */
  title: string
  sections: Section[]
  fields: Field[]
  /** Unique over several fields. */
  uniques: UniqueRule[]
  checks: CheckRule[]
  /** The JSON Schema that the table was imported from: records are judged by it too, in its own shape. */
  schema?: JsonSchema
  /**
   * Deleted fields, and what fields were before a change of type (same id and key, another number): out of sight,
   * the column kept for 30 days.
   */
  trash: { field: Field; at: string; by: string }[]
  origin?: Origin
}

export interface OptionSet {
  id: string
  key: string
  label: Labels
  options: Option[]
  origin?: Origin
}

export type SortKey = { field: string; desc: boolean }

export interface ViewColumn {
  field: string
  width?: number
  hidden?: boolean
}

export interface View {
  id: string
  key: string
  table: string
  type: 'grid'
  label: Labels
  columns: ViewColumn[]
  /** How many columns stay in place when scrolling sideways. */
  frozen: number
  sort: SortKey[]
  filter?: StoredExpr
  /** Opened when no view is named. */
  default?: boolean
  origin?: Origin
}

/** One alternative of a row rule; a rule is their union, and [] lets nothing through. */
export type Alternative =
  | { kind: 'all' }
  /** A user or users field, possibly behind to-one links, that names the person asking. */
  | { kind: 'mine'; path: string[] }
  /** Visible exactly when the record behind this to-one link is. */
  | { kind: 'follows'; link: string }
  /** I created it. */
  | { kind: 'created' }
  /**
   * A user or users field as for "mine" that names somebody of my teams ('own'), of my teams and those below them
   * ('below'), or of the teams that I lead and those below them ('led').
   */
  | { kind: 'team'; path: string[]; reach: 'own' | 'below' | 'led' }
  /** Somebody has shared this very record with me; what changes it asks for a share "to edit". */
  | { kind: 'shared' }
  | { kind: 'when'; expr: StoredExpr }
export type Rule = Alternative[]

/** Always, never, or in the rows where a condition over the row and the person asking holds. */
export type When = boolean | StoredExpr

/** What a role may do with a field, apart for showing, changing and giving it in a new record. */
export interface FieldModes {
  /** Where the value is shown. */
  read: When
  /** What stands in its place where it is not; without a mask, nothing. */
  mask?: MaskName
  /** Whether the value behind the mask is shown on request, with a reason that is logged. */
  reveal?: boolean
  /** Where it may be changed, among the rows that show it. */
  edit: When
  /** In which new records it may be given. */
  create: When
}

/**
 * The common modes by name: 'read' shows it, 'edit' shows it and lets it be changed and given, a mask shows the mask,
 * 'hidden' nothing. 'denied' hides it from everybody who has this role, whatever their other roles say.
 */
export type FieldRight =
  | 'hidden'
  | 'denied'
  | 'read'
  | 'edit'
  | { mask: MaskName; reveal?: boolean }
  | FieldModes

/** What a role may do with a table beside reading and writing records. */
export const actions = ['export', 'import', 'bulk', 'print', 'share', 'history', 'handOver'] as const
export type Action = (typeof actions)[number]
export type Verb = 'create' | 'read' | 'update' | 'delete'
export const verbs: readonly Verb[] = ['create', 'read', 'update', 'delete']

export interface TableRights {
  rows: Record<Verb, Rule>
  fields: Record<string, FieldRight>
  /** The right of a field that is not listed; anything but 'hidden' means "all fields". */
  otherFields: 'hidden' | 'read' | 'edit'
  /** Rows that nobody with this role sees or touches, whatever their other roles say; also where it cannot be told. */
  deny?: Rule
  /** Where it is left out: what everybody could do before there were such rights. */
  actions?: Action[]
}

export interface Role {
  id: string
  key: string
  label: Labels
  description?: Labels
  /** Full rights on every table, definitions and members of the base. */
  admin: boolean
  /** A table that is not listed is invisible to the role. */
  tables: Record<string, TableRights>
  origin?: Origin
  /** What the administrator should know of the role, in sentences: what it needs, what this version cannot express. */
  notes?: Record<string, Labels>
}

/** A template install: the origin map and the merge ancestors (law L13). */
export interface Install {
  id: string
  key: string
  template: string
  version: string
  at: string
  /** Item → what it became. */
  items: Record<string, { kind: DocumentKind; id: string; key: string; table?: string }>
  /** The installed documents, whole, by item. */
  ancestors: Record<string, unknown>
  sample: boolean
  /** Items a person deleted: an upgrade leaves them away. */
  tombstones: string[]
}

/** Everything a request needs to know about a base, at one version. */
export interface Definitions {
  baseId: string
  base: string
  label: Labels
  /** PostgreSQL schema of the base. */
  schema: string
  version: number
  zone: string
  /** The calendar day that stored windows over other records (law L6, dated) are right for, once the night's sweep passed. */
  asOf?: string
  tables: Map<string, Table>
  optionSets: Map<string, OptionSet>
  views: Map<string, View>
  forms: Map<string, Form>
  roles: Map<string, Role>
  /** The teams of the workspace. */
  teams: Team[]
}

export interface Team {
  id: string
  name: string
  parent?: string
  /** People in the team, those who lead it among them. */
  members: string[]
  managers: string[]
}
