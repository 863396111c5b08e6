/** A record's cells as a document in the shape of the schema it was imported from, and a document as cells. */
import type { Json, JsonObject } from '@/lib/json'
import type { Table } from '@/lib/meta/model'
import type { Structure } from './entries'
import { escapePointer, pointerParts } from './refs'
import { put } from './source'

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields whose values stand in the document; links and computed values do not. */
const placed = (table: Pick<Table, 'fields'>) =>
  table.fields.filter((f) => f.pointer !== undefined && f.source.kind === 'input')

/**
 * The document that a record is.
 * @param cell the value by key; null and undefined for empty
 * @param lists documents of detail records, by the pointer of their list
 */
export function assemble(
  table: Pick<Table, 'fields'>,
  structure: Structure,
  cell: (key: string) => unknown,
  lists: ReadonlyMap<string, JsonObject[]> = new Map(),
): JsonObject {
  let document: JsonObject = {}
  const fields = placed(table)
  const rest = fields.find((f) => f.pointer === '')
  const kept = rest && cell(rest.key)
  if (isObject(kept)) document = structuredClone(kept)
  for (const { key, pointer = '' } of fields) {
    const value = cell(key)
    if (pointer === '' || value === undefined || value === null) continue
    const choices = structure.choices.get(pointer)
    set(document, pointer, choices ? chosen(value as Json, choices) : (value as Json))
  }
  for (const [pointer, items] of lists) if (items.length > 0) set(document, pointer, items)
  for (const [pointer, value] of structure.fillers) fill(document, pointer, value)
  return document
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** The choices that texts stand for. */
function chosen(value: Json, choices: readonly Json[]): Json {
  if (Array.isArray(value)) return value.map((item) => chosen(item, choices))
  return choices.find((choice) => textOf(choice) === value) ?? value
}

function set(document: JsonObject, pointer: string, value: Json): void {
  const parts = pointerParts(pointer)
  const last = parts.pop()!
  let object = document
  for (const part of parts) {
    const there = Object.hasOwn(object, part) ? object[part] : undefined
    const next: JsonObject = isObject(there) ? there : {}
    if (next !== there) put(object, part, next)
    object = next
  }
  put(object, last, value)
}

/** Puts a value where none is, if the object it belongs to is there. */
function fill(document: JsonObject, pointer: string, value: Json): void {
  const parts = pointerParts(pointer)
  const last = parts.pop()!
  let object: Json | undefined = document
  for (const part of parts)
    object = isObject(object) && Object.hasOwn(object, part) ? object[part] : undefined
  if (isObject(object) && !Object.hasOwn(object, last)) put(object, last, structuredClone(value))
}

/** The value at a pointer. */
function get(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document
  for (const part of pointerParts(pointer))
    value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
  return value
}

/**
 * The cells of a document, and the documents of its detail records. What no field can hold stays away: a document is
 * inside the value space exactly when `assemble` gives it back.
 */
export function disassemble(
  table: Pick<Table, 'fields'>,
  structure: Structure,
  document: JsonObject,
): { cells: Map<string, Json>; lists: Map<string, JsonObject[]> } {
  const cells = new Map<string, Json>()
  const lists = new Map<string, JsonObject[]>()
  const known = new Set(table.fields.flatMap((f) => (f.pointer ? [f.pointer] : [])))
  const groups = new Set(structure.entries.filter((e) => e.form === 'group').map((e) => e.line.pointer))
  const withoutField = structure.entries.filter((e) => e.form === 'none').map((e) => e.line.pointer)
  for (const { key, pointer, source } of table.fields) {
    if (!pointer) continue
    const value = get(document, pointer)
    if (value === undefined || value === null) continue
    if (source.kind === 'inverse') {
      if (Array.isArray(value)) lists.set(pointer, value.filter(isObject))
    } else cells.set(key, structure.choices.has(pointer) ? texts(value) : value)
  }
  const rest = table.fields.find((f) => f.pointer === '')
  const others = restOf(document, '', groups, new Set([...known, ...withoutField]))
  if (rest && Object.keys(others).length > 0) cells.set(rest.key, others)
  return { cells, lists }
}

const texts = (value: Json): Json => (Array.isArray(value) ? value.map(textOf) : textOf(value))

/** What no field takes from an object. */
function restOf(
  object: JsonObject,
  at: string,
  groups: ReadonlySet<string>,
  known: ReadonlySet<string>,
): JsonObject {
  const rest: JsonObject = {}
  for (const [name, value] of Object.entries(object)) {
    const pointer = `${at}/${escapePointer(name)}`
    if (known.has(pointer)) continue
    if (!groups.has(pointer)) put(rest, name, value)
    else if (isObject(value)) {
      const inner = restOf(value, pointer, groups, known)
      if (Object.keys(inner).length > 0) put(rest, name, inner)
    }
  }
  return rest
}
