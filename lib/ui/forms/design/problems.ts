/** What the server says is wrong with a form, kept at its block while it moves, until that block is changed. */
import type { ApiError } from '@/lib/api/contract'
import type { FormProblem } from '@/lib/api/contract-forms'
import { refusalText } from '@/lib/ui/api'
import { atPointer, blockOf, type Design, earlierKeys } from './blocks'

export interface Located {
  /** Of a block or a step. */
  id: string
  problem: FormProblem
  /** What it was said about; for a condition also what it could ask about. */
  about: unknown
  before?: string
}

/** The part of the design that a problem with this identity is about. */
function partOf(design: Design, id: string): unknown {
  return blockOf(design, id)?.block ?? design.steps.find((step) => step.id === id)?.showIf
}

/** A show-if looks back: it may be right again when the block has moved. */
const askable = (design: Design, id: string, { pointer }: FormProblem): string | undefined =>
  pointer.endsWith('/showIf') ? earlierKeys(design, id).join() : undefined

/** Finds the blocks and steps that the pointers mean, in the design as it was sent. */
export function locate(design: Design, problems: readonly FormProblem[]): Located[] {
  return problems.flatMap((problem) => {
    const id = atPointer(design, problem.pointer)
    return id === undefined
      ? []
      : [{ id, problem, about: partOf(design, id), before: askable(design, id, problem) }]
  })
}

/** The problems that still stand, by block or step. */
export function standing(design: Design, located: readonly Located[]): ReadonlyMap<string, FormProblem> {
  const there = ({ id }: Located) => blockOf(design, id) || design.steps.some((step) => step.id === id)
  const left = located.filter(
    (one) =>
      there(one) &&
      partOf(design, one.id) === one.about &&
      askable(design, one.id, one.problem) === one.before,
  )
  return new Map(left.map(({ id, problem }) => [id, problem]))
}

/** What a refusal says about each part of the form. */
export function problemsOf(error: ApiError): FormProblem[] {
  return [error, ...(error.more ?? [])].flatMap((one) => {
    const pointer = 'pointer' in one ? one.pointer : undefined
    return pointer === undefined ? [] : [{ pointer, label: one.label ?? '', message: refusalText(one) }]
  })
}
