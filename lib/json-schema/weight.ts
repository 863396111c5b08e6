/**
 * How much work a schema is, counted before anything is made of it and in linear time: how many rules there are to make
 * ready, and how many of them speak of one value. Ajv makes a validator in one go, at import and again when the server
 * starts, while everybody else waits; so what would take it about a second or more is refused, and named.
 */
import type { Json, JsonSchema } from '@/lib/json'
import { indexRefs, isNode, type Node, type Refs } from './refs'
import { limits, refused } from './source'

/** Of references, each leading to the next. */
const longest = 500

/**
 * How many rules a bundled schema has, as `limits.rules` counts them.
 * @throws SCHEMA_INVALID when there are too many, or judging a value could take forever
 */
export function weigh(schema: JsonSchema): number {
  const refs = indexRefs({ schema, draft: '2020-12' })
  const inPlace = sumsIn(refs, stepsOf, limits.steps)
  let properties = 0
  let rules = 0
  for (const node of [...refs.places.keys()]) {
    properties += Math.max(sizeOf(node.properties), sizeOf(node.required))
    rules += weightOf(node)
    const steps = inPlace(node)
    // A list of what was looked at is carried through every part of the value.
    if (node.unevaluatedProperties !== undefined || node.unevaluatedItems !== undefined)
      rules += steps ** 2 / 50
  }
  // Each part that others refer to becomes a function of its own.
  rules += weights.apart * sizeOf(schema.$defs)
  if (properties > limits.properties)
    throw refused('tooManyProperties', { count: properties, max: limits.properties })
  return assertFew(rules)
}

/** @throws SCHEMA_INVALID when these are more rules than one import may bring */
export function assertFew(rules: number): number {
  if (rules > limits.rules) throw refused('tooManyRules', { count: Math.ceil(rules), max: limits.rules })
  return rules
}

/** What is dearer than a plain word: measured, with plain ones as 1. */
const weights = { apart: 8, pattern: 8, dependency: 4 } as const
/** Words that Ajv makes nothing of by themselves: annotations, and those whose parts are counted one by one. */
const free = new Set([
  '$schema',
  '$comment',
  '$defs',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'properties',
  'allOf',
])
/** From so many on Ajv takes a list in a loop. */
const looped = 200

function weightOf(node: JsonSchema): number {
  let weight = 0
  for (const [word, value] of Object.entries(node)) {
    if (free.has(word) || word.startsWith('x-')) continue
    if (word === 'required') weight += Math.min(sizeOf(value), looped) + sizeOf(value) / 100
    else if (word === 'enum') weight += weights.apart
    else if (word === 'pattern') weight += weights.pattern
    else if (word === 'patternProperties') weight += weights.pattern * sizeOf(value)
    else if (word === 'dependentRequired' || word === 'dependencies')
      for (const names of Object.values(value ?? {}))
        weight += weights.dependency * (1 + (Array.isArray(names) ? names.length : 0))
    else weight += 1
  }
  return Math.max(1, weight)
}

const sizeOf = (value: Json | undefined): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : 0

/** How much is to be done for one value at most: for any, and besides for an object. */
export interface Work {
  value: number
  object: number
}

/** The work of a bundled schema, whatever `weigh` says of it. */
export function workOf(schema: JsonSchema): Work {
  const refs = indexRefs({ schema, draft: '2020-12' })
  const [steps, names] = [sumsIn(refs, stepsOf), sumsIn(refs, namesOf)]
  const work: Work = { value: 1, object: 0 }
  for (const node of [...refs.places.keys()]) {
    work.value = Math.max(work.value, steps(node))
    work.object = Math.max(work.object, names(node))
  }
  return work
}

/** How much it is to judge a document: an upper bound, linear to find. */
export function effortOf(document: Json, work: Work): number {
  let effort = 0
  const waiting: Json[] = [document]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    effort += work.value
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) effort += work.object
    for (const part of Object.values(value)) waiting.push(part)
  }
  return effort
}

/** Rules of a part for any value, among them the patterns that each name of an object is held against. */
const stepsOf = (node: JsonSchema): number => 1 + sizeOf(node.patternProperties)
/** Names that are looked for in an object. */
const namesOf = ({ properties, required, dependentRequired, dependencies }: JsonSchema): number =>
  [dependentRequired, dependencies]
    .flatMap((d) => Object.values(d ?? {}))
    .reduce<number>(
      (sum, needs) => sum + 1 + (Array.isArray(needs) ? needs.length : 0),
      sizeOf(properties) + sizeOf(required),
    )

/** Adds up what `own` says of a part and of all that speak of the same value: they can multiply, or lead to themselves. */
function sumsIn(refs: Refs, own: (node: JsonSchema) => number, most = Infinity): (node: Node) => number {
  const known = new Map<JsonSchema, number>()
  const open = new Set<JsonSchema>()
  const steps = (node: Node): number => {
    if (typeof node === 'boolean') return 1
    const ready = known.get(node)
    if (ready !== undefined) return ready
    if (open.has(node)) throw refused('endless')
    if (open.size > longest) throw refused('tooIntricate', { max: limits.steps })
    open.add(node)
    const target = typeof node.$ref === 'string' ? refs.resolve(node) : undefined
    const parts = [...(target && 'node' in target ? [target.node] : []), ...inPlace(node)]
    const sum = parts.reduce<number>((all, part) => all + steps(part), own(node))
    if (sum > most) throw refused('tooIntricate', { max: most })
    open.delete(node)
    known.set(node, sum)
    return sum
  }
  return steps
}

/** The parts of a schema that speak of the same value as it does. */
function inPlace(node: JsonSchema): Node[] {
  const members = (value: Json | undefined): Json[] =>
    typeof value === 'object' && value !== null ? Object.values(value) : []
  const lists = [node.allOf, node.anyOf, node.oneOf, node.dependentSchemas, node.dependencies].flatMap(
    members,
  )
  return [...lists, node.not, node.if, node.then, node.else].filter(isNode)
}
