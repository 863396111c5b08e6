/**
 * What of a form is shown and required for these answers: one judgement for the page and the server. A condition sees the
 * fields that are shown; what is hidden counts as empty. Show-if looks back only, so one pass in reading order decides.
 */
import type { StoredExpr } from '@/lib/expr/ast'
import { checkStored } from '@/lib/expr/check'
import { holds } from '@/lib/expr/evaluate'
import type { Env, Type } from '@/lib/expr/typed'
import type { FormStep } from './form'

export interface Flow {
  /** By step, by block: whether it is shown. A step that is not shown shows none of its blocks. */
  steps: { shown: boolean; blocks: boolean[] }[]
  /** Fields that are shown, and those of them that must be filled in. */
  fields: Set<string>
  required: Set<string>
  /** Fields of rows blocks that are shown. */
  rows: Set<string>
}

/** What the judgement needs to know about the form's fields, the answers, and who asks. */
export interface FlowContext {
  /** The kind of a field's value; undefined for a name that no condition here can use. */
  type(key: string): Type | undefined
  /** The answer as JSON; undefined and null are empty. */
  cell(key: string): unknown
  env: Env
}

/** Judges the whole form. A condition that cannot be understood does not hold. */
export function flowOf(steps: readonly FormStep[], { type, cell, env }: FlowContext): Flow {
  const flow: Flow = { steps: [], fields: new Set(), required: new Set(), rows: new Set() }
  const test = (condition: StoredExpr | undefined): boolean => {
    if (!condition) return true
    const checked = checkStored(condition, {
      field: ([key, ...rest]) => (key !== undefined && rest.length === 0 ? type(key) : undefined),
    })
    const seen = ([key]: readonly string[]) => (flow.fields.has(key!) ? cell(key!) : undefined)
    return checked.ok && holds(checked.expr, { ...env, field: seen })
  }
  for (const step of steps) {
    const shown = test(step.showIf)
    let section = true
    const blocks = step.blocks.map((block) => {
      if (block.kind === 'section') section = test(block.showIf)
      const open = shown && section && (block.kind === 'section' || test(block.showIf))
      if (open && block.kind === 'field') flow.fields.add(block.field)
      if (open && block.kind === 'rows') flow.rows.add(block.field)
      return open
    })
    flow.steps.push({ shown, blocks })
  }
  for (const [i, step] of steps.entries()) {
    for (const [j, block] of step.blocks.entries()) {
      if (block.kind !== 'field' || !flow.steps[i]!.blocks[j]) continue
      if (block.required || (block.requiredIf && test(block.requiredIf))) flow.required.add(block.field)
    }
  }
  return flow
}
