/**
 * The SQL tree: texts of ours around holes, with parameters that are never text and names that are never a user's words.
 * This file alone makes identifiers and prints statements. It is on the path of every request, hence its plain form.
 */

/** A table alias without a name yet. */
class Alias {
  readonly unnamed = true
}
/** What a template may hold: a further piece, or a value, which becomes a parameter. */
type Hole = SQL | Alias | string | number | boolean | null

/** A piece of SQL: a text, a hole, a text, a hole … a text. */
export class SQL {
  constructor(
    readonly texts: readonly string[],
    readonly holes: readonly Hole[],
  ) {}
}

/** A piece of SQL as a template: sql`select ${column} from ${table} where id = ${param(id, 'uuid')}`. */
export const sql = (texts: TemplateStringsArray, ...holes: Hole[]): SQL => new SQL(texts, holes)

const raw = (text: string): SQL => new SQL([text], [])

const identifier = /^[a-z_][a-z0-9_]{0,62}$/
const typeName = /^[a-z][a-z0-9_ ]*(\([0-9, ]+\))?(\[\])?$/

/** A quoted identifier. Only keys and derived names reach it; anything else is a programming error. */
export function ident(name: string): SQL {
  if (!identifier.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`)
  return raw(`"${name}"`)
}

/** `"schema"."table"`. */
export const qualified = (schema: string, name: string): SQL => sql`${ident(schema)}.${ident(name)}`

/** An alias that nothing else in the statement has; printing numbers them, so equal trees print as equal text. */
export const alias = (): SQL => sql`${new Alias()}`

/** A PostgreSQL type such as `numeric(15, 2)` or `text[]`. */
export function pgType(name: string): SQL {
  if (!typeName.test(name)) throw new Error(`not a type: ${JSON.stringify(name)}`)
  return raw(name)
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
export function joinSql(parts: readonly SQL[], separator: SQL): SQL {
  const holes = parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]))
  return new SQL(Array(holes.length + 1).fill(''), holes)
}

/** A string literal that is ours (an enum word, a piece of JSON around a field key), printed in place. */
export function word(text: string): SQL {
  if (!/^[A-Za-z0-9_./:,"{}[\]-]*$/.test(text)) throw new Error(`not a word: ${JSON.stringify(text)}`)
  return raw(`'${text}'`)
}

/** Templates cut at their holes: text, hole, text, hole … There are as many as registry rows. */
const cut = new Map<string, string[]>()

/**
 * Fills a template of a registry row: `fill('lower({c}) = lower({a})', { c, a })`. Holes take compiled
 * expressions, never values; a hole without an argument is a programming error.
 */
export function fill(template: string, args: Record<string, SQL>): SQL {
  const pieces = cut.get(template) ?? template.split(/\{([a-z]+)\}/)
  cut.set(template, pieces)
  const texts: string[] = []
  const holes: SQL[] = []
  for (const [i, piece] of pieces.entries()) {
    const arg = args[piece]
    if (i % 2 === 0) texts.push(piece)
    else if (arg) holes.push(arg)
    else throw new Error(`template hole {${piece}} has no argument: ${template}`)
  }
  return new SQL(texts, holes)
}

/** The statement's text with `$n` and its parameters, all of them strings or null. */
export function print(statement: SQL): { text: string; params: (string | null)[] } {
  const params: (string | null)[] = []
  const aliases = new Map<Alias, string>()
  let text = ''
  const write = (hole: Hole): void => {
    if (hole instanceof SQL) {
      text += hole.texts[0]!
      for (let i = 0; i < hole.holes.length; i++) {
        write(hole.holes[i] as Hole)
        text += hole.texts[i + 1]!
      }
    } else if (hole instanceof Alias) {
      const name = aliases.get(hole) ?? `t${aliases.size + 1}`
      aliases.set(hole, name)
      text += name
    } else text += `$${params.push(hole as string | null)}`
  }
  write(statement)
  return { text, params }
}
