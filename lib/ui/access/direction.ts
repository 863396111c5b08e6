/** Whether a change of rights opens something or closes it, as far as that shows from what is written. */
import type { Action, FieldRight, Rule, When } from '@/lib/meta/model'
import { modesOf } from '@/lib/meta/rights'
import type { Change } from './changes'
import { includes } from './rules'
import { same } from './same'

/** `turns`: some of both, or other records than before. */
export type Direction = 'opens' | 'closes' | 'turns'

/** A new name of a role is neither. */
export function directionOf(change: Change): Direction | undefined {
  if (change.kind === 'name') return undefined
  if (change.kind === 'field') return ofRights(change.before, change.after)
  if (change.kind === 'actions') {
    const [before, after]: (readonly Action[])[] = [change.before, change.after]
    return between(
      after!.every((a) => before!.includes(a)),
      before!.every((a) => after!.includes(a)),
    )
  }
  const [wider, narrower] = [contains(change.after, change.before), contains(change.before, change.after)]
  return change.verb === 'deny' ? between(wider, narrower) : between(narrower, wider)
}

/** @param fewer everything after was there before; @param more everything before is there after */
const between = (fewer: boolean, more: boolean): Direction =>
  fewer === more ? 'turns' : more ? 'opens' : 'closes'

const contains = (rule: Rule, other: Rule): boolean =>
  rule.some((a) => a.kind === 'all') || other.every((one) => includes(rule, one))

function ofRights(before: FieldRight, after: FieldRight): Direction {
  const [x, y] = [weights(before), weights(after)]
  if (same(x, y)) return 'turns'
  return between(
    y.every((weight, i) => weight <= x[i]!),
    x.every((weight, i) => weight <= y[i]!),
  )
}

/** How far a right goes in each of its parts; a denial takes what others give as well. */
function weights(right: FieldRight): number[] {
  const { read, mask, reveal, edit, create } = modesOf(right)
  const weight = (when: When): number => (when === true ? 2 : when === false ? 0 : 1)
  const shown = read === true
  return [
    right === 'denied' ? 0 : 1,
    weight(read),
    Number(shown || mask !== undefined),
    Number(shown || reveal === true),
    weight(edit),
    weight(create),
  ]
}
