/** The register of message areas; `t('<area>.<key>')` is typed by it. Add an area with one line. */
import { access } from './access'
import { auth } from './auth'
import { doctor } from './doctor'
import { error } from './error'
import { fieldChoice } from './field-choice'
import { fieldText } from './field-text'
import { form } from './form'
import { gallery } from './gallery'
import { grid } from './grid'
import { history } from './history'
import { install } from './install'
import { kit } from './kit'
import { members } from './members'
import { problem } from './problem'
import { problemChoice } from './problem-choice'
import { problemExpr } from './problem-expr'
import { problemText } from './problem-text'
import { record } from './record'
import { shell } from './shell'
import { trash } from './trash'

export const catalogues = {
  access,
  auth,
  doctor,
  error,
  fieldChoice,
  fieldText,
  form,
  gallery,
  grid,
  history,
  install,
  kit,
  members,
  problem,
  problemChoice,
  problemExpr,
  problemText,
  record,
  shell,
  trash,
} as const

type Catalogues = typeof catalogues

/** Every `area.key` there is. */
export type MessageKey = {
  [A in keyof Catalogues & string]: `${A}.${keyof Catalogues[A] & string}`
}[keyof Catalogues & string]
