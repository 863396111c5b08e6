/**
 * The SQL tree: drizzle's `sql` chunks, with parameters that are never text and names that are never a user's words.
 * This file alone makes identifiers and prints statements; nothing else may call `sql.identifier` or `sql.raw`.
 */
import { Name, SQL, StringChunk, sql } from 'drizzle-orm'

export { type SQL, sql }

const identifier = /^[a-z_][a-z0-9_]{0,62}$/
const typeName = /^[a-z][a-z0-9_ ]*(\([0-9, ]+\))?(\[\])?$/

/** A quoted identifier. Only keys and derived names reach it; anything else is a programming error. */
export function ident(name: string): SQL {
  if (!identifier.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`)
  return sql`${sql.identifier(name)}`
}

/** `"schema"."table"`. */
export const qualified = (schema: string, name: string): SQL => sql`${ident(schema)}.${ident(name)}`

class Alias {}
/** An alias that nothing else in the statement has; printing numbers them, so equal trees print as equal text. */
export const alias = (): SQL => sql`${new Alias()}`

/** A PostgreSQL type such as `numeric(15, 2)` or `text[]`. */
export function pgType(name: string): SQL {
  if (!typeName.test(name)) throw new Error(`not a type: ${JSON.stringify(name)}`)
  return sql.raw(name)
}

/**
 * A parameter, sent as text and cast in the statement, so that the driver's own guesses about types never matter.
 * Objects travel as JSON text (`jsonParam`), lists of texts and ids as array literals (`arrayParam`).
 */
export function param(value: string | number | boolean | null, type = 'text'): SQL {
  const text = value === null ? null : String(value)
  return type === 'text' ? sql`${text}::text` : sql`${text}::text::${pgType(type)}`
}

/** A JSON parameter. */
export const jsonParam = (value: unknown): SQL => sql`${JSON.stringify(value)}::text::jsonb`

/** A `text[]` (or `uuid[]`) parameter. A constant for the planner, who looks its items up in the column's statistics. */
export function arrayParam(values: readonly string[], type: 'text' | 'uuid' = 'text'): SQL {
  const items = values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`)
  return param(`{${items.join(',')}}`, `${type}[]`)
}

/** Joins chunks with a separator: `joinSql(parts, sql`, `)`. */
export const joinSql = (parts: readonly SQL[], separator: SQL): SQL => sql.join([...parts], separator)

/** A string literal that is ours (an enum word, a piece of JSON around a field key), printed in place. */
export function word(text: string): SQL {
  if (!/^[A-Za-z0-9_./:,"{}[\]-]*$/.test(text)) throw new Error(`not a word: ${JSON.stringify(text)}`)
  return sql.raw(`'${text}'`)
}

const holes = /\{([a-z]+)\}/g
/**
 * Fills a template of a registry row: `fill('lower({c}) = lower({a})', { c, a })`. Holes take compiled
 * expressions, never values; a hole without an argument is a programming error.
 */
export function fill(template: string, args: Record<string, SQL>): SQL {
  const chunks: SQL[] = []
  let last = 0
  for (const m of template.matchAll(holes)) {
    chunks.push(sql.raw(template.slice(last, m.index)))
    const arg = args[m[1]!]
    if (!arg) throw new Error(`template hole {${m[1]}} has no argument: ${template}`)
    chunks.push(arg)
    last = m.index + m[0].length
  }
  chunks.push(sql.raw(template.slice(last)))
  return sql.join(chunks)
}

/** The statement's text with `$n` and its parameters, all of them strings or null. */
export function print(statement: SQL): { text: string; params: (string | null)[] } {
  const params: (string | null)[] = []
  const aliases = new Map<Alias, number>()
  // On the path of every request: drizzle's own printer does the same in ten times the time.
  const textOf = (chunk: unknown): string => {
    if (chunk instanceof StringChunk) return chunk.value.length === 1 ? chunk.value[0]! : chunk.value.join('')
    if (chunk instanceof SQL) return textsOf(chunk.queryChunks)
    if (chunk instanceof Name) return `"${chunk.value}"`
    if (chunk instanceof Alias) {
      if (!aliases.has(chunk)) aliases.set(chunk, aliases.size + 1)
      return `t${aliases.get(chunk)}`
    }
    if (chunk !== null && typeof chunk !== 'string') throw new Error(`not a piece of SQL: ${typeof chunk}`)
    return `$${params.push(chunk)}`
  }
  const textsOf = (chunks: readonly unknown[]): string => {
    let text = ''
    for (const chunk of chunks) text += textOf(chunk)
    return text
  }
  const text = textOf(statement)
  return { text, params }
}
