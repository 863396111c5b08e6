/** Random roles: every kind of rule, right, mode, denial and action, over a schema; several of them overlap. */
import { stored } from '@/lib/expr/ast'
import { references } from '@/lib/expr/references'
import { fieldType } from '@/lib/fields/index'
import type { MaskName } from '@/lib/fields/masks'
import { isInput, isPeople, isToMany, isToOne, targetOf } from '@/lib/meta/fields'
import {
  type Alternative,
  actions,
  type Field,
  type FieldRight,
  type Role,
  type Rule,
  type Table,
  type TableRights,
  type When,
} from '@/lib/meta/model'
import type { Dice } from './dice'
import { type Blueprint, condition, ids } from './schema'

/** A role of this key. Left out: "declassified" fields, which an administrator opens on record (law L4). */
export function roleOf(dice: Dice, { domains }: Blueprint, tables: readonly Table[], n: number): Role {
  // Following goes one way through the tables of a role, because the product takes no circles.
  const way = dice.chance(0.5) ? tables : [...tables].reverse()
  const rightsOf = (table: Table): TableRights => {
    const rule = () => ruleOf(dice, way, table, domains)
    const read = rule()
    const verb = () =>
      dice.pick<() => Rule>([() => [], () => [{ kind: 'all' }], () => read, () => read, rule])()
    const rows = { read, create: verb(), update: verb(), delete: verb() }
    const listed = table.fields.filter((f) => f.unique || dice.chance(0.85))
    return {
      rows,
      fields: Object.fromEntries(listed.map((f) => [f.key, rightOf(dice, table, f, domains)])),
      otherFields: dice.pick(['hidden', 'hidden', 'read', 'edit'] as const),
      ...(dice.chance(0.15) ? { deny: rule().filter((a) => a.kind !== 'all') } : {}),
      ...(dice.chance(0.5) ? { actions: dice.some(actions, 0.6) } : {}),
    }
  }
  const listed = tables.filter(() => dice.chance(0.85))
  return {
    id: ids.other(300 + n),
    key: `role${n}`,
    label: { en: `Role ${n}` },
    admin: false,
    tables: Object.fromEntries(listed.map((t) => [t.key, rightsOf(t)])),
  }
}

/** Fields that rules and conditions of the roles ask for, by key: keys are unique in a base. */
export function ruledBy(roles: readonly Role[]): Set<string> {
  const found = new Set<string>()
  const asked = (when: When): void => {
    if (typeof when === 'object') for (const [key] of references(when.expr)) found.add(key!)
  }
  for (const { rows, fields, deny = [] } of roles.flatMap((role) => Object.values(role.tables))) {
    for (const one of [...Object.values(rows).flat(), ...deny])
      if (one.kind === 'when') asked(one.expr)
      else if (one.kind === 'follows') found.add(one.link)
      else if ('path' in one) found.add(one.path[0]!)
    for (const right of Object.values(fields))
      if (typeof right === 'object' && 'read' in right)
        for (const mode of [right.read, right.edit, right.create]) asked(mode)
  }
  return found
}

function ruleOf(dice: Dice, tables: readonly Table[], table: Table, domains: Blueprint['domains']): Rule {
  if (dice.chance(0.3)) return [{ kind: 'all' }]
  if (dice.chance(0.08)) return []
  const people = table.fields.filter(isPeople).map((f) => [f.key])
  const behind = table.fields
    .filter((f) => isToOne(f) && isInput(f))
    .flatMap((link) =>
      tables
        .find((t) => t.key === targetOf(link))!
        .fields.filter(isPeople)
        .map((f) => [link.key, f.key]),
    )
  const paths = [...people, ...people, ...behind]
  const before = tables.slice(0, tables.indexOf(table)).map((t) => t.key)
  const links = table.fields.filter((f) => isToOne(f) && isInput(f) && before.includes(targetOf(f)!))
  const kinds: (() => Alternative)[] = [
    () => ({ kind: 'created' }),
    () => ({ kind: 'shared' }),
    () => ({ kind: 'when', expr: stored(condition(dice, table.fields, domains)) }),
    ...(paths.length > 0
      ? [
          (): Alternative => ({ kind: 'mine', path: dice.pick(paths) }),
          (): Alternative => ({ kind: 'mine', path: dice.pick(paths) }),
          (): Alternative => ({
            kind: 'team',
            path: dice.pick(paths),
            reach: dice.pick(['own', 'below', 'led'] as const),
          }),
        ]
      : []),
    ...(links.length > 0 ? [(): Alternative => ({ kind: 'follows', link: dice.pick(links).key })] : []),
  ]
  return Array.from({ length: dice.pick([1, 1, 2]) }, () => dice.pick(kinds)())
}

function rightOf(dice: Dice, table: Table, field: Field, domains: Blueprint['domains']): FieldRight {
  const masks: readonly MaskName[] = isToMany(field) ? [] : fieldType(field.type).masks
  // The designer refuses that somebody writes a unique value without reading it.
  if (field.unique) return dice.pick(['edit', 'edit', 'read', 'hidden', 'hidden', 'denied'])
  const when = (): When =>
    dice.chance(0.5) ? dice.chance(0.5) : stored(condition(dice, table.fields, domains))
  const masked = masks.length > 0 && dice.chance(0.3)
  if (dice.chance(0.2)) {
    const modes = { read: when(), edit: when(), create: when() }
    return masked ? { ...modes, mask: dice.pick(masks) } : modes
  }
  if (masked) return { mask: dice.pick(masks), ...(dice.chance(0.5) ? { reveal: true } : {}) }
  return dice.pick([
    'hidden',
    'hidden',
    'hidden',
    'read',
    'read',
    'edit',
    'edit',
    'edit',
    dice.chance(0.2) ? 'denied' : 'edit',
  ] as const)
}
