/**
 * What a foreign JSON Schema becomes here (pure): tables, fields and sections, and for every property the reason and
 * what falls outside. Nothing is dropped in silence: a property is a field, part of a JSON field, or listed.
 */
import type { TypeName } from '@/lib/fields/index'
import type { Option, Problem } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { Json, JsonSchema } from '@/lib/json'
import { isFieldKey, isKey, suggestKey } from '@/lib/meta/keys'
import type { CheckRule, Field, Section } from '@/lib/meta/model'
import { bundle } from './bundle'
import { countField, mostRule } from './counts'
import { type Entry, readEntries, type Structure } from './entries'
import { labelFor, labelsOf, titleRank, wordsOf } from './naming'
import { ownSets } from './own'
import { unsafeParts } from './patterns'
import { at, indexRefs, isNode, type Node, type Refs } from './refs'
import { shapeReader } from './shape'
import { refused, type SourceSchema } from './source'
import { assertFew, weigh } from './weight'

export interface PlannedField extends Omit<Field, 'id' | 'number' | 'default'> {
  pointer?: string
  /** A constant to start with. */
  start?: Json
}

export interface PlannedTable {
  key: string
  label: Labels
  description?: Labels
  icon?: string
  /** Key of the field that names a record. */
  title: string
  fields: PlannedField[]
  sections: Section[]
  checks: CheckRule[]
  /** The schema of one record, complete in itself. */
  schema: SourceSchema
}

/** What a property becomes, for people. */
export interface PlanLine {
  /** Which of the plan's tables it is in. */
  table: number
  pointer: string
  name: string
  /** What the schema calls it besides. */
  label?: Labels
  /** How deep it is nested inside its table's documents. */
  depth: number
  required: boolean
  becomes:
    | { kind: 'field'; type: TypeName; key: string }
    | { kind: 'section' }
    | { kind: 'table'; table: number }
    | { kind: 'rest' }
    | { kind: 'none' }
  why: Problem
  outside: Problem[]
}

/** A list of the first table that is told how many rows it has: a form that saves them together keeps to it. */
export interface CountedList {
  /** The field of the first table, and the index of the rows' own. */
  field: string
  table: number
  min: number
  max?: number
}

export interface ImportPlan {
  /** The first is the schema's own; then the detail tables. */
  tables: PlannedTable[]
  counted: CountedList[]
  sets: Map<string, { label: Labels; options: Option[] }>
  lines: PlanLine[]
  /** What holds for the whole. */
  notes: Problem[]
}

export interface PlanWishes {
  /** Part of the document to import instead of its root: a definition. */
  at?: string
  label?: Labels
  /** JSON Pointers of properties that get no field of their own. */
  leave?: readonly string[]
  /** Keys of tables that are or were in the base. */
  takenTables?: ReadonlySet<string>
  /** Keys of tables that links may point at. */
  tables?: ReadonlySet<string>
}

const maxTables = 20

/** Plans an import. @throws SCHEMA_INVALID when the schema describes no records */
export function planImport(given: SourceSchema, wishes: PlanWishes = {}): ImportPlan {
  const { source, name } = recordsOf(given, wishes.at)
  const sets = ownSets(source.schema)
  const plan: ImportPlan = { tables: [], counted: [], sets, lines: [], notes: [] }
  const taken = new Set(wishes.takenTables)
  let count = 1
  let rules = 0
  const planTable = (
    schema: SourceSchema,
    called: string,
    label: Labels | undefined,
    parent?: Parent,
  ): number => {
    // The whole was weighed before its shape was read; lists that share their items count each by itself.
    if (parent) rules = assertFew(rules + weigh(schema.schema))
    const structure = structureOf(schema, {
      leave: parent ? [] : (wishes.leave ?? []),
      tables: wishes.tables,
      sets,
    })
    const index = plan.tables.length
    const x = structure.table
    const table: PlannedTable = {
      key: suggestKey(x?.key ?? wordsOf(called), 'table', taken, isKey),
      label: label ?? x?.label ?? labelFor(called, structure.shape.words.title),
      ...(x?.description ? { description: x.description } : describe(structure)),
      ...(x?.icon ? { icon: x.icon } : {}),
      title: '',
      fields: [],
      sections: [],
      checks: [],
      schema,
    }
    taken.add(table.key)
    plan.tables.push(table)
    plan.notes.push(...structure.notes, ...unchecked(structure.refs))
    for (const entry of structure.entries.filter((e) => e.detail && e.chosen))
      if (++count > maxTables) demote(entry)
    fill(table, structure, parent)
    for (const entry of structure.entries) {
      const { line } = entry
      plan.lines.push({ ...line, table: index, becomes: becomes(entry) })
      if (!entry.detail || !entry.chosen) continue
      const child = bundle(structure.refs, entry.detail.item)
      const number = planTable(child, line.name, labelFor(line.name, entry.detail.title), {
        table: table.key,
        label: table.label,
      })
      plan.lines.find((l) => l.table === index && l.pointer === line.pointer)!.becomes = {
        kind: 'table',
        table: number,
      }
      const field = table.fields.find((f) => f.pointer === line.pointer)!
      const rows = plan.tables[number]!
      field.options = { table: rows.key, onDelete: 'clear' }
      field.source = { kind: 'inverse', table: rows.key, field: rows.fields[0]!.key }
      const { min, max } = entry.detail
      if (max !== undefined) {
        const count = countField(table, field)
        rows.checks.push(mostRule(rows.fields[0]!.key, count, field.label, max))
        plan.notes.push({ code: 'schema.noteMost', params: { list: line.name, max } })
      }
      if (min > 0)
        line.outside.push({ code: `schema.${parent ? 'outsideLeast' : 'outsideLeastForm'}`, params: { min } })
      if (!parent)
        plan.counted.push({ field: field.key, table: number, min, ...(max === undefined ? {} : { max }) })
    }
    return index
  }
  planTable(source, name, wishes.label)
  if (plan.counted.some((list) => list.min > 0)) plan.notes.push({ code: 'schema.noteForm' })
  return plan
}

/** A list that would be a table too many stays in one JSON field. */
function demote(entry: Entry): void {
  entry.detail = undefined
  entry.form = { type: 'json', options: {}, required: false }
  entry.line.why = { code: 'schema.whyTables', params: { max: maxTables } }
}

interface Parent {
  table: string
  label: Labels
}

/** The part that describes one record: the root, a definition, or what a list at the root holds. */
function recordsOf(given: SourceSchema, pointer: string | undefined): { source: SourceSchema; name: string } {
  const refs = indexRefs(given)
  const name = pointer?.split('/').at(-1) ?? nameOf(given.schema)
  let start: Node | undefined = given.schema
  if (pointer) {
    const found = at(given.schema, pointer)
    if (!isNode(found)) throw refused('noSuchPart', { pointer })
    start = found
  }
  const read = weighedReader(refs, start)
  const shape = read(start)
  if (shape.types?.size === 1 && shape.types.has('array') && shape.items !== undefined) start = shape.items
  if (typeof start === 'boolean') throw refused('notRecords')
  const { types, never, properties, opaque } = read(start)
  if (never || (types && !types.has('object')) || (opaque && properties.size === 0))
    throw refused('notRecords')
  if (!pointer && isLibrary(given)) throw refused('choosePart')
  return { source: start === given.schema ? given : bundle(refs, start), name }
}

/** Reads the shape of a part that is not too much work, with all that it refers to. @throws SCHEMA_INVALID */
function weighedReader(refs: Refs, start: Node): ReturnType<typeof shapeReader> {
  if (typeof start === 'object') weigh(bundle(refs, start).schema)
  return shapeReader(refs)
}

/** What is kept in the schema and not enforced, a few of each. */
function unchecked(refs: Refs): Problem[] {
  const remote = [...refs.places.keys()].filter(
    (node) => typeof node.$ref === 'string' && 'problem' in refs.resolve(node),
  )
  return [
    ...[...new Set([...unsafeParts(refs).values()].flat())]
      .slice(0, 20)
      .map((pattern) => ({ code: 'schema.notePattern', params: { pattern } })),
    ...[...new Set(remote.map((node) => String(node.$ref)))]
      .slice(0, 20)
      .map((ref) => ({ code: 'schema.noteRemote', params: { ref } })),
  ]
}

/** Whether a document only holds definitions and describes nothing itself. */
export function isLibrary(source: SourceSchema): boolean {
  const { types, properties } = weighedReader(indexRefs(source), source.schema)(source.schema)
  return !types && properties.size === 0 && parts(source.schema).length > 0
}

/** The definitions of a document that could be imported on their own, as pointers. */
export const parts = (schema: JsonSchema): string[] =>
  ['$defs', 'definitions', 'components/schemas'].flatMap((path) => {
    const home = at(schema, `/${path}`)
    const members =
      typeof home === 'object' && home !== null && !Array.isArray(home) ? Object.entries(home) : []
    return members
      .filter(
        ([, part]) =>
          isNode(part) &&
          typeof part === 'object' &&
          ('properties' in part || 'allOf' in part || 'oneOf' in part),
      )
      .map(([name]) => `/${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  })

/** `https://example.com/schemas/order.schema.json` is about orders. */
function nameOf({ title, $id }: JsonSchema): string {
  if (typeof title === 'string' && title.trim()) return title
  const file = typeof $id === 'string' ? ($id.replace(/#.*$/, '').split('/').at(-1) ?? '') : ''
  return file.replace(/(\.schema)?\.json$/, '') || 'table'
}

const describe = ({ shape }: Structure): { description?: Labels } => {
  const { description } = shape.words
  return typeof description === 'string' && description.trim()
    ? { description: labelsOf(description.slice(0, 2000)) }
    : {}
}

/** How one schema's documents are taken apart; the plan and the judge read the same. */
export function structureOf(
  source: SourceSchema,
  wishes: Parameters<typeof readEntries>[3] = { leave: [], sets: new Map() },
): Structure {
  const refs: Refs = indexRefs(source)
  return readEntries(refs, shapeReader(refs), source.schema, wishes)
}

function becomes({ chosen, line, form, key }: Entry): PlanLine['becomes'] {
  if (form === 'group') return { kind: 'section' }
  if (form === 'none') return { kind: 'none' }
  if (!chosen || form === 'rest') return { kind: 'rest' }
  return { kind: 'field', type: form.type, key: key ?? line.name }
}

const other: Labels = { 'zh-CN': '其他属性', en: 'Other properties' }
const basics: Labels = { 'zh-CN': '基本信息', en: 'Basic information' }

/** Gives the chosen entries keys, and the table its fields, sections and title. */
function fill(table: PlannedTable, { entries, rest }: Structure, parent: Parent | undefined): void {
  const taken = new Set<string>()
  const sections = new Map<string, Section>()
  const sectionOf = (group: Entry | undefined): Section => {
    const id = group?.line.pointer ?? ''
    const known = sections.get(id)
    if (known) return known
    const keys = new Set([...sections.values()].map((s) => s.key))
    const made: Section = group
      ? { key: suggestKey(group.words, 'section', keys), label: group.label, fields: [] }
      : { key: 'main', label: basics, fields: [] }
    sections.set(id, made)
    return made
  }
  const add = (
    field: Omit<PlannedField, 'key' | 'unique' | 'sensitivity' | 'source'> & Partial<PlannedField>,
    words: string,
    section: Section,
  ): string => {
    const free = isFieldKey(words) && !taken.has(words)
    const key = free ? words : suggestKey(words, 'field', taken, isFieldKey)
    taken.add(key)
    table.fields.push({ source: { kind: 'input' }, unique: false, sensitivity: 'normal', ...field, key })
    section.fields.push(key)
    return key
  }
  const main = sectionOf(undefined)
  if (parent) {
    const options = { table: parent.table, onDelete: 'cascade' }
    add({ type: 'link', options, label: parent.label, required: true }, parent.table, main)
  }
  for (const entry of entries) {
    if (!entry.chosen || typeof entry.form !== 'object') continue
    const { type, options, required, start, own } = entry.form
    entry.key = add(
      {
        type,
        options,
        label: own?.label ?? entry.label,
        ...((own?.help ?? entry.help) ? { help: own?.help ?? entry.help } : {}),
        required,
        ...(start === undefined ? {} : { start }),
        ...(own ? { source: own.source, unique: own.unique, sensitivity: own.sensitivity } : {}),
        pointer: entry.line.pointer,
      },
      entry.words,
      sectionOf(entry.group),
    )
  }
  if (rest)
    add(
      { type: 'json', options: {}, label: other, help: rest, required: false, pointer: '' },
      'other properties',
      main,
    )
  table.sections = [...sections.values()]
  table.title = titleOf(table, parent)
  if (table.title === '') {
    const label = { 'zh-CN': '名称', en: 'Name' }
    const key = suggestKey('name', 'name', taken, isFieldKey)
    table.fields.splice(parent ? 1 : 0, 0, {
      key,
      type: 'text',
      options: { maxLength: 200 },
      label,
      required: false,
      unique: false,
      sensitivity: 'normal',
      source: { kind: 'input' },
    })
    main.fields.splice(parent ? 1 : 0, 0, key)
    table.title = key
  }
}

/** The field that names a record: by its name, else the first that a person can read in one line. */
function titleOf(table: PlannedTable, parent: Parent | undefined): string {
  const readable: readonly TypeName[] = [
    'text',
    'select',
    'email',
    'url',
    'number',
    'date',
    'datetime',
    'phone',
    'longtext',
  ]
  const candidates = table.fields.slice(parent ? 1 : 0).filter((f) => readable.includes(f.type))
  const rank = (f: PlannedField): number => {
    const kind = readable.indexOf(f.type)
    const nested = (f.pointer ?? '').split('/').length - 2
    const name = kind === 0 ? titleRank(f.pointer?.split('/').at(-1) ?? f.key) : 0
    return name * 100 + (f.required ? 20 : 0) - nested * 30 - kind
  }
  return candidates.toSorted((a, b) => rank(b) - rank(a))[0]?.key ?? ''
}
