/** What a role may say: every name and condition works, masks fit, and no right lets a hidden value be guessed. */
import { type AppError, appError } from '@/lib/errors'
import { checkStored } from '@/lib/expr/check'
import { columnOf, fieldOf, isInput, isPeople, isToOne, plainType, targetOf, typeOf } from '@/lib/meta/fields'
import type { Alternative, Definitions, Field, FieldRight, Role, Table, TableRights } from '@/lib/meta/model'
import { conditionsOf, modesOf, rightOfModes, rulesOf } from '@/lib/meta/rights'
import { isUnique, writesBlind } from './blind'

/** What is done about something that does not work. */
type Refuse = (error: AppError) => void

/**
 * The role with its rights in their normal form. What it says of tables and fields in the trash stays, for when they
 * come back. Throws DEFINITION_INVALID at what does not work.
 */
export function checkRole(definitions: Definitions, role: Role, before?: Role): Role {
  return judged(definitions, role, before, (error) => {
    throw error
  })
}

/** Everything in a role that does not work, each at its place. */
export function roleProblems(definitions: Definitions, role: Role, before?: Role): AppError[] {
  const problems: AppError[] = []
  judged(definitions, role, before, (error) => problems.push(error))
  return problems
}

function judged(definitions: Definitions, role: Role, before: Role | undefined, refuse: Refuse): Role {
  const tables = Object.entries(role.tables).map(([key, rights]): [string, TableRights] => {
    const table = definitions.tables.get(key)
    if (table) return [key, judgedRights(definitions, role, table, rights, refuse)]
    const kept = before?.tables[key]
    if (!kept) refuse(invalid(`/tables/${key}`, 'unknown'))
    return [key, kept ?? rights]
  })
  return { ...role, tables: Object.fromEntries(tables) }
}

function judgedRights(
  definitions: Definitions,
  role: Role,
  table: Table,
  rights: TableRights,
  refuse: Refuse,
): TableRights {
  const pointer = `/tables/${table.key}`
  for (const { at, rule } of rulesOf(rights))
    rule.forEach((alternative, i) => {
      if (!alternativeWorks(definitions, role, table, alternative))
        refuse(invalid(`${pointer}/${at}/${i}`, alternative.kind === 'when' ? 'condition' : 'rule'))
    })
  const fields = Object.entries(rights.fields).map(([name, right]): [string, FieldRight] => {
    if (table.trash.some((t) => t.field.key === name)) return [name, right]
    const at = `${pointer}/fields/${name}`
    const field = fieldOf(table, name)
    if (!field) refuse(invalid(at, 'unknown'))
    return [name, field ? judgedRight(table, rights, field, right, at, refuse) : right]
  })
  return { ...rights, fields: Object.fromEntries(fields) }
}

function judgedRight(
  table: Table,
  rights: TableRights,
  field: Field,
  right: FieldRight,
  pointer: string,
  refuse: Refuse,
): FieldRight {
  if (right === 'denied') return right
  const given = modesOf(right)
  const modes = isInput(field) ? given : { ...given, edit: false, create: false }
  if (modes.mask && !typeOf(field).masks.includes(modes.mask)) refuse(invalid(`${pointer}/mask`, 'mask'))
  for (const { mode, expr } of conditionsOf(modes))
    if (!conditionWorks(table, expr)) refuse(invalid(`${pointer}/${mode}`, 'condition'))
  // "Already taken" answers who may write a unique value what others hold, so they must be allowed to read it.
  if (isUnique(table, field) && writesBlind(rights, modes))
    refuse(
      appError('DEFINITION_INVALID', {
        pointer,
        field: field.key,
        label: field.label,
        problem: 'rights.uniqueUnread',
      }),
    )
  return rightOfModes(modes)
}

const invalid = (pointer: string, what: 'rule' | 'condition' | 'mask' | 'unknown') =>
  appError('DEFINITION_INVALID', { pointer, problem: `rights.broken_${what}` })

function alternativeWorks(definitions: Definitions, role: Role, table: Table, rule: Alternative): boolean {
  if (rule.kind === 'mine' || rule.kind === 'team') return endsInPeople(definitions, table, rule.path)
  if (rule.kind === 'follows') return follows(definitions, role, table, rule.link, new Set())
  return rule.kind !== 'when' || conditionWorks(table, rule.expr)
}

/** A condition over the row itself and the person asking. */
const conditionWorks = (table: Table, expr: unknown): boolean =>
  checkStored(expr, {
    field: ([name, ...more]) => {
      const field = name && more.length === 0 ? fieldOf(table, name) : undefined
      return field && columnOf(field) ? plainType(field) : undefined
    },
  }).ok

/** Whether a path goes along links to one and ends in a field of people. */
export function endsInPeople(
  definitions: Definitions,
  table: Table,
  [key, ...rest]: readonly string[],
): boolean {
  const field = key === undefined ? undefined : fieldOf(table, key)
  if (!field) return false
  if (rest.length === 0) return isPeople(field)
  const target = isToOne(field) ? definitions.tables.get(targetOf(field)!) : undefined
  return target !== undefined && endsInPeople(definitions, target, rest)
}

/** The link exists, and going on along "follows" of the linked tables, to see or to deny, never comes back. */
function follows(
  definitions: Definitions,
  role: Role,
  table: Table,
  link: string,
  seen: Set<string>,
): boolean {
  const field = fieldOf(table, link)
  const target = field && isToOne(field) ? definitions.tables.get(targetOf(field)!) : undefined
  if (!target || seen.has(table.key)) return false
  const next = new Set([...seen, table.key])
  const rights = role.tables[target.key]
  const further = [...(rights?.rows.read ?? []), ...(rights?.deny ?? [])].filter((a) => a.kind === 'follows')
  return further.every((a) => follows(definitions, role, target, a.link, next))
}
