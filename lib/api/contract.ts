/**
 * The shapes of HTTP API v1, shared by server and browser: what goes in and what comes out, as types.
 * Every address is under `/api/v1`; errors are always `{ error: ApiError }`; empty cells are left out of records.
 */
import type { StoredExpr } from '@/lib/expr/ast'
import type { TypeName } from '@/lib/fields/index'
import type { MaskName } from '@/lib/fields/masks'
import type { CellValue, Option } from '@/lib/fields/type'
import type { Labels, Locale } from '@/lib/i18n/labels'
import type {
  Action,
  FieldModes,
  FieldRight,
  Role,
  Section,
  Sensitivity,
  SortKey,
  Source,
  TableRights,
  Team,
  Verb,
  View,
  When,
} from '@/lib/meta/model'
import type { SecondStep } from './contract-account'
import type { Viewing } from './contract-explain'

/** `message` and `hint` are in the asker's language; `field` is a key, `label` its label when readable. */
export interface ApiError {
  code: string
  message: string
  hint?: string
  field?: string
  label?: string
  pointer?: string
  /** CONFLICT: what the named cells hold now, as this person sees them. */
  present?: Record<string, CellValue | null>
  /** VALUE_TAKEN: the record that has it already, if this person may read it. */
  clash?: { table: string; id: string; title: string | null }
  /** Further problems of the same request, one per field. */
  more?: { field?: string; pointer?: string; label?: string; message: string; hint?: string }[]
}

// GET /session — 200 also when signed out
export interface SessionAnswer {
  /** No account exists yet: the first-run page is due. */
  setup: boolean
  workspace: { name: string; zone: string; today: string }
  /** `factor`: signs in with a second factor. */
  person?: { id: string; name: string; email: string; locale: Locale; owner: boolean; factor?: boolean }
  /** The password was right; this is still to come, and until then nobody is signed in. */
  pending?: SecondStep
  /** Links to join and to set a new password go by mail. */
  mail: boolean
  bases: BaseSummary[]
  /** Somebody looks through other eyes, and this is what those would be told. */
  viewing?: Viewing
}
export interface BaseSummary {
  key: string
  label: Labels
  /** May change definitions, roles and members. */
  admin: boolean
  /** Keys of this person's roles there. */
  roles: string[]
}

// POST /setup {name, email, password, locale} → 201 {person}; afterwards the page signs in with next-auth.
export interface SetupBody {
  name: string
  email: string
  password: string
  locale: Locale
  /** Optional name of the workspace and of the first base. */
  workspace?: string
}
// PATCH /session {name?, locale?}; POST /session/password {current, next}
// Sign-in and sign-out: next-auth at /api/auth (credentials provider id "credentials", fields email + password).

// GET /templates
export interface TemplateSummary {
  key: string
  version: string
  label: Labels
  summary: Labels
  description: Labels
  icon: string
  tables: {
    key: string
    label: Labels
    icon?: string
    fields: { key: string; label: Labels; type: TypeName; required: boolean }[]
    /** Keys of the columns that its first view opens with. */
    columns: string[]
    /** How many sample records the template brings. */
    sampleCount: number
  }[]
  roles: { key: string; label: Labels; description?: Labels }[]
  /** Where this person administers it already: the base, its first table, and whether this version is newer. */
  installed: { base: string; table: string; version: string; upgrade: boolean }[]
}

// POST /bases {label} → 201 BaseSummary (owner only)
// POST /bases/{base}/install {template, sample, sampleLocale} → 200 application/x-ndjson, one InstallProgress a line,
// flushed as it works; the last one has `done` or `error`.
export interface InstallBody {
  template: string
  sample: boolean
  sampleLocale: Locale
}
export interface InstallProgress {
  /** Message key under `install.*`. */
  step: 'check' | 'tables' | 'links' | 'views' | 'roles' | 'sample' | 'indexes' | 'done'
  table?: Labels
  completed: number
  total: number
  /** Where to go: the base and its first table. */
  done?: { base: string; table: string }
  error?: ApiError
}
// DELETE /bases/{base}/sample → 200 { deleted: number } (admin): removes sample records, and just those.

// GET /bases/{base} — what this person sees of it
export interface BaseAnswer {
  base: BaseSummary
  /** Rights and definitions change together with this number. */
  version: number
  tables: { key: string; label: Labels; icon?: string; can: { create: boolean; read: boolean } }[]
  /** Whether sample records are present (admin only). */
  sample?: boolean
}

// GET /bases/{base}/tables/{table} — the schema as this actor may see it; hidden fields are absent
export interface TableAnswer {
  key: string
  label: Labels
  description?: Labels
  icon?: string
  /** Key of the title field; absent if this person may not read it. */
  title?: string
  sections: Section[]
  fields: FieldAnswer[]
  /** Option sets that the fields use, by key. */
  optionSets: Record<string, Option[]>
  views: ViewAnswer[]
  /** Table-wide possibilities; a record's own `can` says what holds for it. */
  can: { read: boolean; create: boolean; update: boolean; delete: boolean }
  /** This person's rule for reading is not simply "all", whether or not there are records beyond it. */
  partly?: true
  /** Fields that may be given in a new record and are shown nowhere afterwards. */
  onlyNew?: FieldAnswer[]
  /** What else this person may do here. */
  actions: Action[]
  version: number
}
export interface FieldAnswer {
  key: string
  type: TypeName
  options: object
  source: Source['kind']
  label: Labels
  help?: Labels
  required: boolean
  unique: boolean
  sensitivity: Sensitivity
  showIf?: StoredExpr
  requiredIf?: StoredExpr
  /** Said instead of our own words when a value is refused. */
  message?: Labels
  /** A constant default, or a variable such as today or me, to prefill the form with. */
  default?: StoredExpr
  /** What this person may do with the field: `mask` means that values arrive as masked text. */
  right: 'read' | 'edit' | 'mask'
  /** May be given when a record is created. */
  creatable: boolean
  mask?: MaskName
  /** The value behind the mask may be asked for, record by record, with a reason that is logged. */
  reveal?: boolean
  /** Links: the title and whether the linked table can be opened or added to. */
  target?: { table: string; label: Labels; create: boolean; open: boolean }
  sortable: boolean
  /** Function names of `lib/expr/functions.ts` for the filter menu, already narrowed for masked fields. */
  operators: string[]
}
export interface ViewAnswer extends Omit<View, 'origin'> {
  /** This person's own widths, order, hidden columns, sort and filter laid over the shared view. */
  mine?: ViewSettings
}
export type ViewSettings = Partial<Pick<View, 'columns' | 'frozen' | 'sort' | 'filter'>>
// PUT /bases/{base}/views/{view}/mine ViewSettings → 204;  DELETE → 204 (back to the shared view)
// PUT /bases/{base}/views/{view} ViewSettings → 200 ViewAnswer (admin: for everybody)

// Records: GET …/tables/{table}/records?fields=&filter=&where=&sort=-amount,name&limit=50&cursor=&count=none|capped|exact
//          POST …/tables/{table}/query with the same ask as JSON
export interface ListAsk {
  /** Keys; all readable ones when absent. */
  fields?: string[]
  filter?: StoredExpr
  /** A condition as text (`lib/expr/parse.ts`); beside a filter, both must hold. */
  where?: string
  sort?: SortKey[]
  /** 1…200, default 50. */
  limit?: number
  cursor?: string
  /** `capped` stops counting at 10,000. */
  count?: 'none' | 'capped' | 'exact'
  /** Only the trash. */
  deleted?: boolean
  /** Skip this many rows from the start of the order: for jumping in a grid; keyset cursors otherwise. */
  offset?: number
  /** These records alone, up to 1,000, as far as they are in sight. */
  ids?: string[]
}
export interface ListAnswer {
  records: ApiRecord[]
  /** Present when there is more. */
  next?: string
  count?: { value: number; more: boolean }
  /** Shortly after midnight: the day that figures over a window of days are still for. */
  asOf?: string
}
export interface ApiRecord {
  id: string
  fields: Record<string, CellValue>
  /** Names of the linked records and people that occur in `fields`, by id. */
  titles: Record<string, string>
  can: {
    update: boolean
    delete: boolean /** Fields not editable here although editable in general. */
    locked?: string[]
  }
  /** To-one links that are set, but to a record this person may not see. */
  noAccess?: string[]
  /** To-many cells show their first 50 ids; the full number where there are more. */
  more?: Record<string, number>
  /** It was written and is not this person's to read: nothing else of it is told. */
  unseen?: true
}
// GET …/records/{id} → ApiRecord
// POST …/records {fields} → 201 ApiRecord; {records: [{fields}…≤1000]} → 201 {ids}; Idempotency-Key honoured
// POST …/records/import ImportAsk → 200 ImportAnswer; Idempotency-Key honoured
export interface ImportAsk {
  records: { fields: Record<string, CellValue> }[]
  /** Only what would happen. */
  check?: boolean
  match?: string
  existing?: 'skip' | 'update'
}
export interface ImportAnswer {
  rows: ({ done: 'created' | 'updated' | 'skipped'; id?: string } | { problems: ApiError[] })[]
}
// PATCH …/records/{id} {set: {key: value|null}, was?: {key: value|null}} → 200 ApiRecord; 409 CONFLICT with `present`
// DELETE …/records/{id} → 204;  POST …/records/delete {ids} → 200 {deleted};  POST …/records/restore {ids} → 200 {restored}
// GET …/records/{id}/history?cursor= → HistoryAnswer
export interface HistoryAnswer {
  entries: {
    at: string
    /** Name of who did it, and through which door: page, form, api, import, template, command. */
    by: { id: string; name: string }
    door: string
    kind: 'create' | 'update' | 'delete' | 'restore' | 'share' | 'unshare'
    /** The name of whom it was shared with, or no longer. */
    shared?: string
    /** For updates: readable fields only, before and after as this person sees them. */
    cells?: {
      field: string
      before?: CellValue
      after?: CellValue
      /** The type that the field had then, when it has another one now. */
      former?: { type: TypeName; options: object }
    }[]
    titles: Record<string, string>
  }[]
  next?: string
}
// GET …/tables/{table}/pick?q=&field= → {options: {id, title}[]} (≤ 20): records this person may link
// GET /bases/{base}/people?q= → {people: PersonAnswer[]} (≤ 50)
export interface PersonAnswer {
  id: string
  name: string
  /** A sample salesperson and the like: cannot sign in, can be mapped to a real person. */
  placeholder: boolean
  active: boolean
}

// Files: POST /bases/{base}/files?name= (raw body) → 201 FileAnswer; GET /bases/{base}/files/{id} → the bytes, through a cell that the actor reads
export interface FileAnswer {
  id: string
  name: string
  size: number
  type: string
}

// Rights (admin): GET /bases/{base}/roles → {roles: Role[], tables: RightsTable[]};  PUT /bases/{base}/roles/{role} Role → 200 Role;
// POST /bases/{base}/roles {label, copyOf?} → 201 Role;  DELETE /bases/{base}/roles/{role} → 204
export interface RolesAnswer {
  roles: Role[]
  tables: {
    key: string
    label: Labels
    icon?: string
    /** User fields and to-one link paths that can say "mine", to-one links that can be followed. */
    minePaths: { path: string[]; label: Labels }[]
    followLinks: { link: string; label: Labels }[]
    fields: {
      key: string
      label: Labels
      section?: Labels
      type: TypeName
      sensitivity: Sensitivity
      writable: boolean
      masks: MaskName[]
      /** Kept in a column, so that conditions may ask for it. */
      stored: boolean
      /** No two records have the same: whoever writes it must read it. */
      unique: boolean
    }[]
  }[]
  members: { role: string; count: number }[]
}
export type { Action, FieldModes, FieldRight, Role, TableRights, Team, When }

// Members (admin): GET /bases/{base}/members → {members: MemberAnswer[]}
// POST /bases/{base}/members {name, email, password?, roles} → 201 MemberAnswer & {password?: string} (generated once when not given)
// PATCH /bases/{base}/members/{id} {roles?, active?, name?, password?} → 200;  POST …/members/{id}/map {to} → 200 {changed}: what names a person names another
export interface MemberAnswer extends PersonAnswer {
  email?: string
  roles: string[]
  lastSeen?: string
  /** Signs in with a second factor. */
  factor?: boolean
  /** Was invited and has not joined yet; `until` while the link works. */
  invited?: { until?: string }
}

// Definitions (admin): POST /bases/{base}/tables {label, key?}; PATCH/DELETE …/tables/{table}; POST …/tables/{table}/restore
// POST …/tables/{table}/fields FieldDraft; PATCH/DELETE …/fields/{field}; POST …/fields/{field}/restore; PUT …/options/{set}
export interface FieldDraft {
  label: Labels
  key?: string
  type: TypeName
  options?: object
  source?: Source
  required?: boolean
  unique?: boolean
  help?: Labels
  sensitivity?: Sensitivity
  section?: string
}

/** Whom a record is shared with. */
export interface ShareAnswer {
  person: string
  name: string
  edit: boolean
  at: string
  /** Whether a role of theirs lets shared records of this table be seen at all. */
  opens: boolean
}

/** The value behind a mask; without one the cell is empty. */
export interface RevealAnswer {
  value?: CellValue
}

/** A key for a program, without the key itself. */
export interface TokenAnswer {
  id: string
  label: string
  /** Its first characters. */
  prefix: string
  role: string
  /** What of the role's rights it has, by table; null for all of them. */
  tables: Record<string, (Verb | Action)[]> | null
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  lastAddress: string | null
  /** Whose it is. */
  person: string
  name: string
}
// GET /bases/{base}/tokens
export interface TokensAnswer {
  tokens: TokenAnswer[]
  /** One's own roles; for administrators all of them. */
  roles: TokenRole[]
  /** The tables that the asker knows. */
  tables: { key: string; label: Labels }[]
}
export interface TokenRole {
  key: string
  label: Labels
  /** Held by the asker: a token can be made with it. */
  own: boolean
  /** Without what only administrators do: a token never does that. */
  admin: boolean
  /** What it may do, by table; a table in which it may nothing is left out. */
  may: Record<string, (Verb | Action)[]>
}
