/** The registry of looks: every field type's cell and input by name, the twin of `index.ts`. */
import { address } from './address.ui'
import { attachment } from './attachment.ui'
import { checkbox } from './checkbox.ui'
import { currency } from './currency.ui'
import { date } from './date.ui'
import { datetime } from './datetime.ui'
import { duration } from './duration.ui'
import { email } from './email.ui'
import type { TypeName } from './index'
import { json } from './json.ui'
import { link } from './link.ui'
import { links } from './links.ui'
import { longtext } from './longtext.ui'
import { multiselect } from './multiselect.ui'
import { number } from './number.ui'
import { percent } from './percent.ui'
import { phone } from './phone.ui'
import { rating } from './rating.ui'
import { select } from './select.ui'
import { text } from './text.ui'
import type { FieldUi } from './ui-type'
import { url } from './url.ui'
import { user } from './user.ui'
import { users } from './users.ui'

// biome-ignore lint/suspicious/noExplicitAny: the registry's one cast; each type is exact in its own file.
export type AnyFieldUi = FieldUi<any, any>

export const fieldUis: Record<TypeName, AnyFieldUi> = {
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
}

export const fieldUi = (name: TypeName): AnyFieldUi => fieldUis[name]
