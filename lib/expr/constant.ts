/** Constants get their kind from the argument beside them, and their canonical form from the kind. */
import type { Json } from '@/lib/json'
import type { Kind } from './ast'
import { readDay, readInstant } from './calendar'
import { isDayFormat, isMomentFormat } from './formats'
import { Decimal, decimalText } from './numbers'
import { readPattern } from './pattern'
import { isPeriod } from './periods'
import { type ProblemCode, Refused } from './problem'
import type { Constant, Type } from './typed'

/** A constant in its canonical form, or undefined when it is not of that kind. */
type Reader = (value: Json) => string | boolean | undefined

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const decimal = /^-?\d{1,30}(\.\d{1,15})?$/

const ofText =
  (read: (text: string) => string | undefined): Reader =>
  (value) =>
    typeof value === 'string' ? read(value) : undefined

/** JSON numbers are exact up to 15 digits; longer ones travel as decimal text. */
function readNumber(value: Json): string | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined
    const exact = new Decimal(value)
    return exact.precision() <= 15 && decimal.test(exact.toFixed()) ? decimalText(exact) : undefined
  }
  return typeof value === 'string' && decimal.test(value) ? decimalText(new Decimal(value)) : undefined
}

const readers: Partial<Record<Kind, Reader>> = {
  text: ofText((text) => text),
  number: readNumber,
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  date: ofText(readDay),
  datetime: ofText(readInstant),
  ref: ofText((text) => (uuid.test(text.toLowerCase()) ? text.toLowerCase() : undefined)),
}

/** '' and [] are empty, as they are in the database. */
export function readConstant(value: Json, type: Type, path: string): Constant {
  if (value === null || value === '') return null
  if (type.kind === 'list') {
    if (!Array.isArray(value)) throw refused(type.kind, path)
    const items = value.map((item, i) => String(readScalar(item, type.item ?? 'text', `${path}/${i}`)))
    return items.length === 0 ? null : items
  }
  return readScalar(value, type.kind, path)
}

function readScalar(value: Json, kind: Kind, path: string): string | boolean {
  const read = readers[kind]?.(value)
  if (read === undefined) throw refused(kind, path)
  return read
}

const refused = (kind: Kind, path: string): Refused =>
  new Refused('problemExpr.constant', path, { wanted: kind })

/** The kind a constant has when nothing beside it says more. */
export function kindOfConstant(value: Json): Kind | undefined {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'list'
  return undefined
}

/** Beside a moment, a constant that names a whole day asks about days. */
export const namesDay = (value: Json): boolean =>
  Array.isArray(value) ? value.some(namesDay) : typeof value === 'string' && readDay(value) !== undefined

/** What is wrong with an argument that is written in place; undefined when it is as its row wants it. */
type Judge = (value: Json) => { code: ProblemCode; params: Record<string, string | number> } | undefined

const holding =
  (wanted: string, holds: (value: Json) => boolean): Judge =>
  (value) =>
    holds(value) ? undefined : { code: 'problemExpr.constant', params: { wanted } }
const naming = (wanted: string, names: (text: string) => boolean): Judge =>
  holding(wanted, (value) => typeof value === 'string' && names(value))

export const inPlace = {
  period: naming('period', isPeriod),
  digits: holding('digits', (v) => typeof v === 'number' && Number.isInteger(v) && Math.abs(v) <= 20),
  dayFormat: naming('dayFormat', isDayFormat),
  momentFormat: naming('momentFormat', isMomentFormat),
  pattern(value) {
    if (typeof value !== 'string') return { code: 'problemExpr.constant', params: { wanted: 'text' } }
    const read = readPattern(value)
    return read.ok ? undefined : read.problem
  },
} satisfies Record<string, Judge>
