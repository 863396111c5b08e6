/** The refusal of a change that would leave something broken, with the places where it would. */
import type { Use } from '@/lib/api/contract-design'
import { type AppError, appError } from '@/lib/errors'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { Definitions } from '@/lib/meta/model'
import { type Fault, newFaults } from '@/lib/meta/soundness'
import { type DocumentChange, withChanges } from '@/lib/meta/store'

/** Where something is used, in words, for as many uses as a person reads. */
export function whereUsed(definitions: Definitions, found: readonly Use[], locale: Locale): string {
  const name = ({ kind, table, key, label }: Use): string => {
    const own = labelOf(label, locale, key)
    const home = table === undefined || kind === 'table' ? undefined : definitions.tables.get(table)
    return home ? `${labelOf(home.label, locale, home.key)} › ${own}` : own
  }
  const names = [...new Set(found.map(name))]
  const shown = names.slice(0, 5).join(locale === 'en' ? ', ' : '、')
  return names.length > 5 ? `${shown} …` : shown
}

/** Members of a field that hold expressions, by the fault that they make. */
const members: Record<string, string> = {
  useFormula: 'source/expr',
  useDefault: 'default',
  useShowIf: 'showIf',
  useRequiredIf: 'requiredIf',
  useOptions: 'options/set',
  useLink: 'options/table',
  useInverse: 'source',
  useWatch: 'source/watch',
}

/**
 * Refuses changes after which something does not work that does now.
 * @param own the field being edited: what is wrong with itself is said with its place
 */
export function refuseFaults(
  definitions: Definitions,
  changes: readonly DocumentChange[],
  locale: Locale,
  own?: { table: string; field: string },
): void {
  const faults = newFaults(definitions, withChanges(definitions, changes))
  const mine = faults.find(
    (f) => f.kind === 'field' && f.how !== 'useFormula' && f.table === own?.table && f.key === own?.field,
  )
  if (mine) throw invalidField(mine)
  const others = faults.filter(
    (f) => f.how !== 'useFormula' || f.table !== own?.table || f.key !== own?.field,
  )
  if (others.length > 0)
    throw appError('DEFINITION_IN_USE', { params: { where: whereUsed(definitions, others, locale) } })
}

function invalidField({ how, problem, params, pointer = '' }: Fault): AppError {
  return appError('DEFINITION_INVALID', {
    pointer: `/${members[how] ?? how}${pointer}`,
    problem: problem === 'field_unknown' ? 'impact.fieldUnknown' : problem,
    params,
  })
}
