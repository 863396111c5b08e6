/** The registry of meanings: every field type by name. `ui.tsx` is its twin for looks; a missing half does not compile. */
import { address } from './address'
import { attachment } from './attachment'
import { checkbox } from './checkbox'
import { currency } from './currency'
import { date } from './date'
import { datetime } from './datetime'
import { duration } from './duration'
import { email } from './email'
import { json } from './json'
import { link } from './link'
import { links } from './links'
import { longtext } from './longtext'
import { multiselect } from './multiselect'
import { number } from './number'
import { percent } from './percent'
import { phone } from './phone'
import { rating } from './rating'
import { select } from './select'
import { text } from './text'
import type { FieldType } from './type'
import { url } from './url'
import { user } from './user'
import { users } from './users'

/** In menu order. */
export const fieldTypes = {
  text,
  longtext,
  number,
  currency,
  percent,
  rating,
  checkbox,
  date,
  datetime,
  duration,
  select,
  multiselect,
  phone,
  email,
  url,
  address,
  user,
  users,
  link,
  links,
  attachment,
  json,
} as const

export type TypeName = keyof typeof fieldTypes

// biome-ignore lint/suspicious/noExplicitAny: the registry's one cast; each type is exact in its own file.
export type AnyFieldType = FieldType<any, any>

/** The meaning of a type by name. */
export const fieldType = (name: TypeName): AnyFieldType => fieldTypes[name]

export const isTypeName = (name: string): name is TypeName => Object.hasOwn(fieldTypes, name)
