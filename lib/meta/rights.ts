/** What the rights of a role say, whichever way they are written: modes of a field, actions, every condition and rule. */
import type { StoredExpr } from '@/lib/expr/ast'
import type { MaskName } from '@/lib/fields/masks'
import {
  type Action,
  actions,
  type FieldModes,
  type FieldRight,
  type Rule,
  type TableRights,
  verbs,
  type When,
} from './model'

const none: FieldModes = { read: false, edit: false, create: false }
const named: Record<'hidden' | 'denied' | 'read' | 'edit', FieldModes> = {
  hidden: none,
  denied: none,
  read: { ...none, read: true },
  edit: { read: true, edit: true, create: true },
}

/** A right spelled out. */
export function modesOf(right: FieldRight): FieldModes {
  if (typeof right === 'string') return named[right]
  return 'read' in right ? right : { ...none, ...right }
}

/** Modes by their common name, if they have one: the normal form of a right. */
export function rightOfModes({ read, mask, reveal, edit, create }: FieldModes): FieldRight {
  const masked = mask === undefined || read === true ? undefined : { mask, ...(reveal ? { reveal } : {}) }
  const changed = read === false ? false : edit
  if (changed === false && create === false) {
    if (read === true) return 'read'
    if (read === false) return masked ?? 'hidden'
  }
  if (read === true && changed === true && create === true) return 'edit'
  return { read, ...masked, edit: changed, create }
}

type FieldRights = Pick<TableRights, 'fields' | 'otherFields'>

/** The right that is stated for a field. */
export const fieldRight = (rights: FieldRights, key: string): FieldRight =>
  rights.fields[key] ?? rights.otherFields

/** What a role may do beside reading and writing, where nothing is said: what everybody could do before. */
export const usualActions: readonly Action[] = ['bulk', 'print', 'history']

/** The rights of administrators on any table. */
export const everything: TableRights = (() => {
  const all: Rule = [{ kind: 'all' }]
  const rows = { create: all, read: all, update: all, delete: all }
  return { rows, fields: {}, otherFields: 'edit', actions: [...actions] }
})()

export const actionsOf = (rights: TableRights): readonly Action[] => rights.actions ?? usualActions

/** The mask of a right, if it has one. */
export const maskOf = (right: FieldRight): MaskName | undefined =>
  typeof right === 'object' ? right.mask : undefined

/** The rules of rights with their place in the document. */
export const rulesOf = (rights: TableRights): { at: string; rule: Rule }[] => [
  ...verbs.map((verb) => ({ at: `rows/${verb}`, rule: rights.rows[verb] })),
  ...(rights.deny ? [{ at: 'deny', rule: rights.deny }] : []),
]

const modeNames = ['read', 'edit', 'create'] as const

/** The conditions of a field's right, by what they are for. */
export const conditionsOf = (right: FieldRight): { mode: (typeof modeNames)[number]; expr: StoredExpr }[] => {
  const modes = modesOf(right)
  return modeNames.flatMap((mode) => {
    const when: When = modes[mode]
    return typeof when === 'boolean' ? [] : [{ mode, expr: when }]
  })
}
