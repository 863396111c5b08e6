/** In what the rights of two roles on a table are apart: rules, actions and fields, each as the one and the other has it. */
import type { Role } from '@/lib/meta/model'
import { type Change, changesOf } from '@/lib/ui/access/changes'
import { cellRight, type RightsTable } from '@/lib/ui/access/matrix'
import { same } from '@/lib/ui/access/same'

export type Apart = Exclude<Change, { kind: 'name' }>

/** `before` is what the left role has, `after` the right one's. */
export function rightsApart(left: Role, right: Role, table: RightsTable): Apart[] {
  const fields = new Map(table.fields.map((field) => [field.key, field]))
  return changesOf([{ ...left, key: right.key }], [right], [table]).flatMap((change): Apart[] => {
    if (change.kind === 'name') return []
    if (change.kind !== 'field') return [change]
    // Nobody writes a computed field, an administrator neither.
    const of = (role: Role) => cellRight(role, table, change.field, fields.get(change.field))
    const [before, after] = [of(left), of(right)]
    return same(before, after) ? [] : [{ ...change, before, after }]
  })
}
