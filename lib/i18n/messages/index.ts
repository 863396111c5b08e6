/** The register of message areas; `t('<area>.<key>')` is typed by it. Add an area with one line. */
import { access } from './access'
import { accessDraft } from './access-draft'
import { account } from './account'
import { accountLog } from './account-log'
import { audit } from './audit'
import { auth } from './auth'
import { change } from './change'
import { design } from './design'
import { designChange } from './design-change'
import { designFormula } from './design-formula'
import { designUse } from './design-use'
import { doctor } from './doctor'
import { error } from './error'
import { exits } from './exits'
import { explain } from './explain'
import { fieldChoice } from './field-choice'
import { fieldText } from './field-text'
import { form } from './form'
import { formDesign } from './form-design'
import { formFill } from './form-fill'
import { gallery } from './gallery'
import { grid } from './grid'
import { history } from './history'
import { impact } from './impact'
import { importing } from './import'
import { install } from './install'
import { kit } from './kit'
import { limits } from './limits'
import { members } from './members'
import { problem } from './problem'
import { problemChoice } from './problem-choice'
import { problemExpr } from './problem-expr'
import { problemForm } from './problem-form'
import { problemFormula } from './problem-formula'
import { problemPattern } from './problem-pattern'
import { problemText } from './problem-text'
import { record } from './record'
import { rights } from './rights'
import { schema } from './schema'
import { shell } from './shell'
import { teams } from './teams'
import { tokens } from './tokens'
import { trash } from './trash'
import { viewAs } from './view-as'
import { work } from './work'

export const catalogues = {
  access: { ...access, ...accessDraft },
  account,
  accountLog,
  audit,
  auth,
  change,
  design: { ...design, ...designFormula, ...designChange, ...designUse },
  doctor,
  error,
  exits,
  explain,
  fieldChoice,
  fieldText,
  form,
  formDesign,
  formFill,
  gallery,
  grid,
  history,
  impact,
  import: importing,
  install,
  kit,
  limits,
  members,
  problem,
  problemChoice,
  problemExpr,
  problemForm,
  problemFormula,
  problemPattern,
  problemText,
  record,
  rights,
  schema,
  shell,
  teams,
  tokens,
  trash,
  viewAs,
  work,
} as const

type Catalogues = typeof catalogues

/** Every `area.key` there is. */
export type MessageKey = {
  [A in keyof Catalogues & string]: `${A}.${keyof Catalogues[A] & string}`
}[keyof Catalogues & string]
