/**
 * What a part of a schema amounts to when someone designs a field for it: references followed, `allOf` merged,
 * null set apart, alternatives laid together. Only the plan reads shapes; judging uses the schema itself.
 */
import type { Json, JsonSchema } from '@/lib/json'
import { isNode, type Node, type Refs } from './refs'

export type JsonType = 'string' | 'number' | 'boolean' | 'array' | 'object'

export interface Choice {
  value: Json
  title?: string
}

export interface Property {
  /** Every one of these holds. */
  all: Node[]
  /** Where only alternatives (`oneOf`, `then` …) speak of the property: one of these. */
  any: Node[]
  required: boolean
}

export interface Shape {
  /** Possible types but null; undefined when the schema does not say. */
  types: ReadonlySet<JsonType> | undefined
  /** Whether `type` says so; else it follows from the keywords, which let values of other types pass. */
  said: boolean
  nullable: boolean
  /** Numbers are whole. */
  integer: boolean
  /** The plain keywords that hold for every value, tightest first. */
  words: JsonSchema
  choices?: Choice[]
  properties: Map<string, Property>
  /** Names that conditions and alternatives speak of. */
  conditional: Set<string>
  /** Whether a rule is about the object as a whole, such as how many members it has. */
  whole: boolean
  /** Whether names that are not listed may occur. */
  open: boolean
  items?: Node
  /** Items by place. */
  tuple: boolean
  never: boolean
  /** Why the part can only be kept as JSON. */
  opaque?: 'circular' | 'remote' | 'missing' | 'dynamic'
}

const blank = (): Shape => ({
  types: undefined,
  said: false,
  nullable: false,
  integer: false,
  words: {},
  properties: new Map(),
  conditional: new Set(),
  whole: false,
  open: true,
  tuple: false,
  never: false,
})

const opaque = (why: NonNullable<Shape['opaque']>): Shape => ({ ...blank(), opaque: why })

/** Reads shapes of one schema, each part once. */
export function shapeReader(refs: Refs): (node: Node) => Shape {
  const known = new Map<JsonSchema, Shape>()
  const open = new Set<JsonSchema>()

  const read = (node: Node): Shape => {
    if (typeof node === 'boolean') return { ...blank(), never: !node }
    const ready = known.get(node)
    if (ready) return ready
    if (open.has(node) || open.size > 100) return opaque('circular')
    open.add(node)
    const shape = parse(node)
    open.delete(node)
    known.set(node, shape)
    return shape
  }

  const parse = (node: JsonSchema): Shape => {
    if (node.$dynamicRef !== undefined || node.$recursiveRef !== undefined) return opaque('dynamic')
    let shape = own(node)
    if (typeof node.$ref === 'string') {
      const target = refs.resolve(node)
      shape = both(copyOf('node' in target ? read(target.node) : opaque(target.problem)), shape)
    }
    for (const part of nodes(node.allOf)) shape = both(shape, read(part))
    for (const alternatives of [nodes(node.anyOf), nodes(node.oneOf)])
      if (alternatives.length > 0) shape = both(shape, either(alternatives.map(read)))
    return withConditions(node, shape)
  }

  /** Properties that only hold under a condition may occur all the same. */
  const withConditions = (node: JsonSchema, shape: Shape): Shape => {
    const dependent = { ...objectOf(node.dependentSchemas), ...objectOf(node.dependencies) }
    const branches = [node.then, node.else, ...Object.values(dependent)].filter(isNode)
    const tested = [node.if, node.not].filter(isNode)
    if (branches.length === 0 && tested.length === 0) return shape
    let { whole } = shape
    const conditional = new Set([...shape.conditional, ...Object.keys(dependent)])
    const properties = new Map(shape.properties)
    for (const branch of branches.map(read)) addOptional(properties, branch.properties)
    for (const part of [...tested, ...branches]) {
      const inner = read(part)
      for (const name of [...inner.properties.keys(), ...inner.conditional]) conditional.add(name)
      whole ||= inner.whole
    }
    return { ...shape, properties, conditional, whole }
  }
  return read
}

const nodes = (value: Json | undefined): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const objectOf = (value: Json | undefined): JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
const strings = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

/** Words of a part that say something about it, rather than about what may stand in it. */
const described = ['title', 'description', 'default', 'x-field', 'examples'] as const
const wordsOf = (node: JsonSchema): JsonSchema =>
  Object.fromEntries(described.filter((word) => node[word] !== undefined).map((word) => [word, node[word]!]))

/** Which type a keyword speaks of, for schemas that leave `type` out. */
const speaksOf: Record<string, JsonType> = {
  properties: 'object',
  required: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  items: 'array',
  prefixItems: 'array',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  contains: 'array',
  pattern: 'string',
  minLength: 'string',
  maxLength: 'string',
  format: 'string',
  contentEncoding: 'string',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
}

/** The part without what it refers to. */
function own(node: JsonSchema): Shape {
  const shape = blank()
  const given = typeof node.type === 'string' ? [node.type] : strings(node.type)
  const spoken = new Set(
    Object.keys(node).flatMap((word) => (Object.hasOwn(speaksOf, word) ? speaksOf[word]! : [])),
  )
  const names = given.length > 0 ? given.filter((t) => t !== 'null') : [...spoken]
  if (given.length > 0 || spoken.size > 0)
    shape.types = new Set(names.map((t) => (t === 'integer' ? 'number' : t)) as JsonType[])
  shape.said = given.length > 0
  shape.nullable = given.includes('null') || (given.length > 0 && node.nullable === true)
  shape.integer = names.includes('integer') && !names.includes('number')
  for (const [word, value] of Object.entries(node))
    if (Object.hasOwn(tighter, word) || word === 'format') shape.words[word] = value
  Object.assign(shape.words, wordsOf(node))
  const listed = node.const !== undefined ? [node.const] : Array.isArray(node.enum) ? node.enum : undefined
  if (listed) {
    shape.choices = listed.map((value) => ({ value, ...titleOf(node, value, listed.length) }))
    shape.nullable =
      given.length === 0 || given.includes('null') || node.nullable === true ? listed.includes(null) : false
  }
  const required = new Set(strings(node.required))
  for (const [name, member] of Object.entries(objectOf(node.properties)))
    if (isNode(member)) shape.properties.set(name, { all: [member], any: [], required: required.has(name) })
  for (const name of required)
    if (!shape.properties.has(name)) shape.properties.set(name, { all: [], any: [], required: true })
  for (const [name, needs] of Object.entries({
    ...objectOf(node.dependentRequired),
    ...objectOf(node.dependencies),
  }))
    for (const one of [name, ...strings(needs)]) shape.conditional.add(one)
  shape.whole = ['minProperties', 'maxProperties', 'propertyNames', 'enum', 'const'].some(
    (word) => node[word] !== undefined,
  )
  shape.open =
    Object.keys(objectOf(node.patternProperties)).length > 0 ||
    (node.additionalProperties !== false && node.unevaluatedProperties !== false)
  if (isNode(node.items)) shape.items = node.items
  shape.tuple = Array.isArray(node.items) || Array.isArray(node.prefixItems)
  return shape
}

/** What a choice is called: our own labels, else the title beside a `const`. */
function titleOf(node: JsonSchema, value: Json, count: number): { title?: string } {
  const names = node['x-enumNames'] ?? node.enumNames ?? node['x-enum-varnames']
  const index = Array.isArray(node.enum) ? node.enum.indexOf(value) : 0
  const named = Array.isArray(names) ? names[index] : undefined
  const title = named ?? (count === 1 ? (node.title ?? node.description) : undefined)
  return typeof title === 'string' && title !== '' ? { title } : {}
}

/** Which of two limits holds when both must. */
const tighter: Record<string, (a: Json, b: Json) => Json> = {
  minLength: (a, b) => Math.max(Number(a), Number(b)),
  maxLength: (a, b) => Math.min(Number(a), Number(b)),
  minimum: (a, b) => Math.max(Number(a), Number(b)),
  maximum: (a, b) => Math.min(Number(a), Number(b)),
  exclusiveMinimum: (a, b) => Math.max(Number(a), Number(b)),
  exclusiveMaximum: (a, b) => Math.min(Number(a), Number(b)),
  minItems: (a, b) => Math.max(Number(a), Number(b)),
  maxItems: (a, b) => Math.min(Number(a), Number(b)),
  uniqueItems: (a, b) => a === true || b === true,
  // Both hold; the second is kept by the schema itself.
  multipleOf: (a) => a,
  pattern: (a) => a,
}

/** A shape whose properties may be added to. */
const copyOf = (shape: Shape): Shape => ({
  ...shape,
  properties: new Map(shape.properties),
  conditional: new Set(shape.conditional),
})

/** Both hold. The first is used up: thousands of parts may be laid upon it. */
function both(a: Shape, b: Shape): Shape {
  const words: JsonSchema = { ...a.words }
  for (const [word, value] of Object.entries(b.words))
    words[word] = words[word] !== undefined && tighter[word] ? tighter[word](words[word], value) : value
  const types =
    !a.types || (b.said && !a.said)
      ? (b.types ?? a.types)
      : !b.types || (a.said && !b.said)
        ? a.types
        : new Set([...a.types].filter((t) => b.types!.has(t)))
  const { properties, conditional } = a
  for (const name of b.conditional) conditional.add(name)
  for (const [name, { all, any, required }] of b.properties) {
    const there = properties.get(name)
    properties.set(name, {
      all: [...(there?.all ?? []), ...all],
      any: [...(there?.any ?? []), ...any],
      required: required || (there?.required ?? false),
    })
  }
  // Null passes only where each side lets it; a side that says nothing about types lets anything pass.
  const silent = (s: Shape): boolean => !s.said && !s.choices && !s.opaque
  const nullable = silent(a) ? b.nullable : silent(b) ? a.nullable : a.nullable && b.nullable
  const choices = a.choices && b.choices ? common(a.choices, b.choices) : (a.choices ?? b.choices)
  return {
    types,
    said: a.said || b.said,
    nullable,
    integer: a.integer || b.integer,
    words,
    ...(choices ? { choices } : {}),
    properties,
    conditional,
    whole: a.whole || b.whole,
    open: a.open && b.open,
    items: a.items ?? b.items,
    tuple: a.tuple || b.tuple,
    never: a.never || b.never || choices?.length === 0 || (types?.size === 0 && !nullable),
    opaque: a.opaque ?? b.opaque,
  }
}

/** Choices that both lists have; there may be tens of thousands. */
function common(a: readonly Choice[], b: readonly Choice[]): Choice[] {
  const there = new Set(b.map((c) => JSON.stringify(c.value)))
  return a.filter((c) => there.has(JSON.stringify(c.value)))
}

/** One of several holds. */
function either(all: readonly Shape[]): Shape {
  const possible = all.filter((s) => !s.never)
  const values = possible.filter((s) => s.types?.size !== 0 && !s.choices?.every((c) => c.value === null))
  const nullable = possible.some((s) => s.nullable || s.types?.size === 0)
  if (values.length === 1) return { ...values[0]!, nullable }
  const shape: Shape = { ...blank(), nullable, never: possible.length === 0 }
  shape.opaque = values.find((s) => s.opaque)?.opaque
  shape.said = values.every((s) => s.said)
  if (values.every((s) => s.types)) shape.types = new Set(values.flatMap((s) => [...s.types!]))
  shape.integer = values.length > 0 && values.every((s) => s.integer || !s.types?.has('number'))
  if (values.length > 0 && values.every((s) => s.choices)) {
    const seen = new Map(values.flatMap((s) => s.choices!).map((c) => [JSON.stringify(c.value), c]))
    shape.choices = [...seen.values()]
  }
  shape.open = values.some((s) => s.open)
  shape.whole = values.some((s) => s.whole)
  const count = new Map<string, number>()
  for (const value of values) {
    addOptional(shape.properties, value.properties)
    for (const [name, { required }] of value.properties)
      if (required) count.set(name, (count.get(name) ?? 0) + 1)
    for (const name of [...value.properties.keys(), ...value.conditional]) shape.conditional.add(name)
  }
  for (const [name, times] of count)
    if (times === values.length)
      shape.properties.set(name, { ...shape.properties.get(name)!, required: true })
  shape.tuple = values.some((s) => s.tuple || s.items !== undefined)
  return shape
}

/** Adds properties of a branch: there they may occur, elsewhere they need not. */
function addOptional(properties: Map<string, Property>, branch: ReadonlyMap<string, Property>): void {
  for (const [name, { all, any }] of branch) {
    const there = properties.get(name)
    const node: Node[] = all.length > 1 ? [{ allOf: all as Json[] }] : all
    properties.set(name, {
      all: there?.all ?? [],
      any: [...(there?.any ?? []), ...node, ...any],
      required: there?.required ?? false,
    })
  }
}
