/** Walks the properties of a record's schema and decides what each becomes, and why. */
import type { TypeName } from '@/lib/fields/index'
import type { Option, Problem } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { Json, JsonSchema } from '@/lib/json'
import { isFieldKey } from '@/lib/meta/keys'
import { because, inferred, only, onlyNull, plainSchema, reasonFor, startOf } from './infer'
import { helpFor, isTitle, labelFor, labelsOf, wordsOf } from './naming'
import { type OwnField, type OwnTable, ownField, ownTable } from './own'
import { unsafeIn, unsafeParts } from './patterns'
import type { PlanLine } from './plan'
import { escapePointer, type Node, type Refs } from './refs'
import type { Property, Shape } from './shape'

export interface FieldForm {
  type: TypeName
  options: object
  required: boolean
  start?: Json
  own?: OwnField
}

export interface Entry {
  line: Omit<PlanLine, 'table' | 'becomes'>
  /** A field; a group of fields; part of the JSON field of other properties; nothing at all. */
  form: FieldForm | 'group' | 'rest' | 'none'
  /** The innermost group it is in. */
  group?: Entry
  label: Labels
  help?: Labels
  /** The words its key is made of. */
  words: string
  /** Whether it gets a field of its own: there is room, and nobody asked to leave it out. */
  chosen: boolean
  key?: string
  /** A list of objects: each is a record of a table of its own. */
  detail?: Detail
}

export interface Detail {
  item: JsonSchema
  title?: Json
  nodes: JsonSchema[]
  /** How many there are: at least in every document, and at most. */
  min: number
  max?: number
}

/** How documents are taken apart into fields, and put together again. */
export interface Structure {
  refs: Refs
  shape: Shape
  table?: OwnTable
  entries: Entry[]
  /** What else must be there when its object is: empty lists, objects and nulls that no cell holds. By pointer, parents first. */
  fillers: Map<string, Json>
  /** Choices that are no texts, by pointer: a cell holds their text. */
  choices: Map<string, Json[]>
  /** Help of the JSON field for properties without a field; undefined when there is none. */
  rest?: Labels
  notes: Problem[]
}

export interface EntryWishes {
  leave: readonly string[]
  tables?: ReadonlySet<string>
  sets: ReadonlyMap<string, { options: Option[] }>
}

const maxFields = 300
const maxGroupDepth = 3
const maxGroupFields = 40
/** More than any table has fields: groups inside groups that share their parts would multiply. */
const maxEntries = 2000

/** Reads a whole record's schema. */
export function readEntries(
  refs: Refs,
  read: (node: Node) => Shape,
  root: JsonSchema,
  wishes: EntryWishes,
): Structure {
  const shape = read(root)
  const structure: Structure = { refs, shape, entries: [], fillers: new Map(), choices: new Map(), notes: [] }
  structure.table = ownTable(root['x-table'])
  const walk = new Walk(refs, read, structure, wishes)
  walk.object(shape, { above: new Set([root]), needed: true, ruled: false })
  choose(structure, walk.open)
  if (shape.conditional.size > 0 || hasRules(root)) structure.notes.push(because('noteRules'))
  return structure
}

const ruleWords = [
  'if',
  'oneOf',
  'anyOf',
  'not',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  'minProperties',
  'maxProperties',
  'propertyNames',
]
const hasRules = (root: JsonSchema): boolean => ruleWords.some((word) => root[word] !== undefined)

/** Where there are more properties than a table has fields, required ones come first and the rest stays together. */
function choose(structure: Structure, open: boolean): void {
  const fields = structure.entries.filter((e) => typeof e.form === 'object' && e.chosen)
  const left = structure.entries.some((e) => e.form === 'rest' || !e.chosen)
  // One for the other properties, one for a link to the parent, one for each list that is counted.
  const room = maxFields - 2 - structure.entries.filter((e) => e.detail?.max !== undefined).length
  if (fields.length > room) {
    const byNeed = [...fields.filter((e) => e.line.required), ...fields.filter((e) => !e.line.required)]
    for (const entry of byNeed.slice(room)) {
      entry.chosen = false
      entry.line.why = because('whySurplus', { max: maxFields })
    }
    structure.notes.push(
      because('noteSurplus', { count: fields.length, max: maxFields, rest: fields.length - room }),
    )
  }
  if (open || left || fields.length > room)
    structure.rest = {
      'zh-CN': '没有单独字段的属性，按原来的结构保存',
      en: 'Properties without a field of their own, in their original shape',
    }
}

/** Where in a document the walk is. */
interface Place {
  group?: Entry
  /** The parts that lead here. */
  above: ReadonlySet<Node>
  /** Whether the object is there in every document. */
  needed: boolean
  /** Whether a rule further up looks inside: then a list cannot live apart. */
  ruled: boolean
}

class Walk {
  open = false
  private readonly unrun
  constructor(
    private readonly refs: Refs,
    private readonly read: (node: Node) => Shape,
    private readonly structure: Structure,
    private readonly wishes: EntryWishes,
  ) {
    this.unrun = unsafeParts(refs)
  }

  object(shape: Shape, at: Place): void {
    this.open ||= shape.open
    for (const [name, property] of shape.properties)
      this.property(name, property, { ...at, ruled: at.ruled || shape.whole || shape.conditional.has(name) })
  }

  private property(name: string, property: Property, at: Place): void {
    const { group, above, needed } = at
    const pointer = `${group?.line.pointer ?? ''}/${escapePointer(name)}`
    const node = nodeOf(property)
    const shape = this.read(node)
    const label = labelFor(name, shape.words.title)
    const entry: Entry = {
      line: {
        pointer,
        name,
        ...(isTitle(shape.words.title) ? { label } : {}),
        depth: (group?.line.depth ?? -1) + 1,
        required: property.required && needed,
        why: because('whyAny'),
        outside: [],
      },
      form: 'rest',
      ...(group ? { group } : {}),
      label,
      help: helpFor(shape.words.description),
      words: group ? `${group.words} ${wordsOf(name)}` : isFieldKey(name) ? name : wordsOf(name),
      chosen: true,
    }
    this.structure.entries.push(entry)
    const { line } = entry
    if (this.wishes.leave.includes(pointer) && !line.required) {
      entry.chosen = false
      line.why = because('whyLeft')
      return
    }
    if (name === '__proto__' || pointer.length > 1000) {
      line.why = because('whyName')
      return
    }
    if (shape.never) {
      entry.form = 'none'
      line.why = because('whyNever')
      return
    }
    if (onlyNull(shape)) {
      entry.form = 'none'
      line.why = because('whyNull')
      if (property.required) this.structure.fillers.set(pointer, null)
      else line.outside.push(because('outsideNull'))
      return
    }
    if (typeof node === 'object' && this.own(node, entry)) return
    const own = identities(this.refs, node)
    const circular = own.some((n) => above.has(n))
    const inside: Place = { ...at, above: new Set([...above, ...own]) }
    if (
      circular ||
      !(this.group(entry, shape, property, inside) || this.detail(entry, shape, property, inside))
    )
      this.field(entry, shape, property, circular)
    // The rows of a list have lines of their own, as have the members of a group.
    if (entry.detail) return
    for (const pattern of unsafeIn(this.refs, this.unrun, node, entry.form === 'group'))
      line.outside.push(because('outsidePattern', { pattern }))
  }

  /** A property that Tian wrote. */
  private own(node: JsonSchema, entry: Entry): boolean {
    const own = ownField(node)
    if (!own) return false
    if (own.label) entry.line.label = own.label
    const { kind } = own.source
    if (kind === 'formula' || kind === 'inverse') {
      entry.form = 'none'
      entry.line.why = because('whyComputed')
      return true
    }
    const { table } = own.options as { table?: unknown }
    if (typeof table === 'string' && !this.wishes.tables?.has(table)) return false
    if (own.set !== undefined && !this.wishes.sets.has(own.set)) return false
    entry.form = { type: own.type, options: own.options, required: entry.line.required, own }
    const start = startOf(own.type, own.options, node.default)
    if (start !== undefined) entry.form.start = start
    entry.line.why = because('whyOwn')
    return true
  }

  /** A nested object whose parts are fields of the same record. */
  private group(entry: Entry, shape: Shape, property: Property, at: Place): boolean {
    if (!only(shape, 'object') || shape.opaque || shape.choices || shape.properties.size === 0) return false
    if (entry.line.depth >= maxGroupDepth || shape.properties.size > maxGroupFields) return false
    if (this.structure.entries.length > maxEntries) return false
    entry.form = 'group'
    const { line } = entry
    line.why = because('whyGroup')
    const empty = property.required ? (shape.nullable ? null : {}) : undefined
    if (empty !== undefined) this.structure.fillers.set(line.pointer, empty)
    if (empty === undefined || shape.nullable) line.outside.push(because('outsideEmptyObject'))
    if (!shape.said) line.outside.push(because('outsideOtherTypes'))
    if (entry.group) entry.label = joined(entry.group.label, entry.label)
    this.object(shape, { ...at, group: entry, needed: at.needed && property.required && !shape.nullable })
    return true
  }

  /** A list of objects, each a record of a table of its own. */
  private detail(entry: Entry, shape: Shape, property: Property, at: Place): boolean {
    if (!only(shape, 'array') || shape.nullable || shape.tuple || shape.choices || shape.opaque) return false
    if (shape.items === undefined || typeof shape.items === 'boolean' || property.any.length > 0) return false
    const item = this.read(shape.items)
    if (!only(item, 'object') || item.nullable || item.opaque || item.choices || item.properties.size === 0)
      return false
    const ids = identities(this.refs, shape.items)
    if (at.ruled || ids.some((n) => at.above.has(n)) || this.returns(shape.items, ids)) return false
    const nodes = property.all.filter((n): n is JsonSchema => typeof n === 'object')
    if (nodes.length !== property.all.length || nodes.some((n) => !this.refs.places.has(n))) return false
    const { line } = entry
    entry.form = { type: 'links', options: {}, required: false }
    const { minItems, maxItems, uniqueItems, title } = shape.words
    const least = Number(minItems ?? 0)
    const always = property.required && at.needed
    entry.detail = {
      item: shape.items,
      title: title ?? item.words.title,
      nodes,
      min: always ? least : 0,
      ...(maxItems === undefined ? {} : { max: Number(maxItems) }),
    }
    line.why = because('whyDetail')
    if (property.required) this.structure.fillers.set(line.pointer, [])
    else line.outside.push(because('outsideEmptyList'))
    if (least > 0 && !always) line.outside.push(because('outsideLeast', { min: least }))
    if (uniqueItems === true || nodes.some((n) => n.contains !== undefined))
      line.outside.push(because('outsideCounts'))
    return true
  }

  /** Whether the parts of an item lead back to the item. */
  private returns(start: Node, ids: readonly Node[]): boolean {
    const item = this.read(start)
    return [...item.properties.values()].some((p) => {
      const node = nodeOf(p)
      const { items } = this.read(node)
      return [
        ...identities(this.refs, node),
        ...(items === undefined ? [] : identities(this.refs, items)),
      ].some((n) => ids.includes(n))
    })
  }

  /** A field of the type that holds most of what the schema lets through. */
  private field(entry: Entry, shape: Shape, property: Property, circular: boolean): void {
    const { line } = entry
    const flat = plainSchema(shape, this.read, circular)
    const { type, options, outside } = inferred(flat, line.name)
    line.why = circular ? because('whyCircular') : reasonFor(shape, this.read, type, flat)
    line.outside.push(...outside)
    if (!shape.said && shape.types && type !== 'json' && !shape.choices)
      line.outside.push(because('outsideOtherTypes'))
    const isList = only(shape, 'array')
    const mayBeNothing = isList && Number(shape.words.minItems ?? 0) === 0
    const filler = shape.nullable ? null : mayBeNothing ? [] : undefined
    if (property.required && filler !== undefined) this.structure.fillers.set(line.pointer, filler)
    if (shape.nullable && !property.required) line.outside.push(because('outsideNull'))
    if (mayBeNothing && (!property.required || shape.nullable)) line.outside.push(because('outsideEmptyList'))
    const members = isList && shape.items !== undefined ? this.read(shape.items).choices : shape.choices
    const values = members?.map((c) => c.value).filter((v) => v !== null)
    if ((type === 'select' || type === 'multiselect') && values?.some((v) => typeof v !== 'string'))
      this.structure.choices.set(line.pointer, values)
    entry.form = { type, options, required: line.required && filler === undefined }
    const start = startOf(type, options, this.cellOf(shape.words.default, type))
    if (start !== undefined) entry.form.start = start
  }

  private cellOf(value: Json | undefined, type: TypeName): Json | undefined {
    if (value === undefined || value === null) return undefined
    return type === 'select' && typeof value !== 'string' ? JSON.stringify(value) : value
  }
}

const nodeOf = ({ all, any }: Property): Node => {
  if (all.length > 0) return all.length === 1 ? all[0]! : { allOf: all as Json[] }
  return any.length === 0 ? true : any.length === 1 ? any[0]! : { anyOf: any as Json[] }
}

/** A part, what it refers to, and what those refer to: meeting one of them again further down is a circle. */
function identities(refs: Refs, start: Node): JsonSchema[] {
  const found = new Set<JsonSchema>()
  const waiting: Node[] = [start]
  for (const node of waiting) {
    if (typeof node !== 'object' || found.has(node) || found.size > 200) continue
    found.add(node)
    const target = typeof node.$ref === 'string' ? refs.resolve(node) : undefined
    if (target && 'node' in target) waiting.push(target.node)
    for (const word of ['allOf', 'anyOf', 'oneOf'])
      if (Array.isArray(node[word])) waiting.push(...(node[word] as Node[]))
  }
  return [...found]
}

/** Labels of a group inside a group. */
const joined = (outer: Labels, inner: Labels): Labels => {
  const [a, b] = [outer['zh-CN'] ?? outer.en ?? '', inner['zh-CN'] ?? inner.en ?? '']
  return labelsOf(`${a} · ${b}`.slice(0, 200))
}
