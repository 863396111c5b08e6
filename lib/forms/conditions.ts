/** Conditions of a form for one person: show-if of what came before, required-if of the whole form, and nothing that is out of sight. */
import type { Expr, StoredExpr } from '@/lib/expr/ast'
import { walk } from '@/lib/expr/references'
import type { FormStep } from '@/lib/meta/form'

/** A condition of the table counts on a form only if the form asks for all it needs; it is marked to be dropped otherwise. */
interface OwnCondition extends StoredExpr {
  own?: true
}
export const whole = (condition: StoredExpr | undefined): OwnCondition | undefined =>
  condition && { ...condition, own: true }

/**
 * The steps with their conditions as far as they speak of what is there.
 * @param unseen fields that are filled in out of sight: no condition knows them
 */
export function withConditions(steps: FormStep[], unseen: ReadonlySet<string>): FormStep[] {
  const seen = steps
    .flatMap((s) => s.blocks)
    .flatMap((b) => (b.kind === 'field' && !unseen.has(b.field) ? [b.field] : []))
  const all = new Set(seen)
  const before = new Set<string>()
  return steps.map((step) => {
    const showIf = within(step.showIf, before)
    const blocks = step.blocks.map((block) => {
      const shown = { ...block, showIf: within(block.showIf, before) }
      if (shown.kind !== 'field') return shown
      if (all.has(shown.field)) before.add(shown.field)
      return { ...shown, requiredIf: within(shown.requiredIf, all) }
    })
    return { ...step, showIf, blocks }
  })
}

/** The condition with every other name read as empty, as it is for this person. */
function within(condition: OwnCondition | undefined, known: ReadonlySet<string>): StoredExpr | undefined {
  if (!condition) return undefined
  const { own, ...stored } = condition
  if (!own) return { ...stored, expr: emptied(stored.expr, known) }
  const names = [...walk(stored.expr)]
  const plain = names.every(
    (n) =>
      n.kind === 'var' || (n.kind === 'field' && !n.over && n.path.length === 1 && known.has(n.path[0]!)),
  )
  return plain ? stored : undefined
}

function emptied(expr: Expr, known: ReadonlySet<string>): Expr {
  if (expr.op === 'call') return { ...expr, args: expr.args.map((arg) => emptied(arg, known)) }
  const here = expr.op === 'value' || expr.op === 'var'
  const told = expr.op === 'field' && expr.path.length === 1 && known.has(expr.path[0]!)
  return here || told ? expr : { op: 'value', value: null }
}
