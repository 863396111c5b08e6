/** What was done in this tab and can be taken back, newest last. */
import type { CellValue } from '@/lib/fields/type'
import type { BulkCell } from '@/lib/ui/exits/bulk'

export type Step =
  | { kind: 'cells'; cells: { id: string; field: string; before?: CellValue; after?: CellValue }[] }
  | { kind: 'bulk'; field: string; cells: readonly BulkCell[] }
  | { kind: 'delete'; ids: string[] }
  | { kind: 'create'; id: string }

/** How far back one can go. */
const DEPTH = 100

export class UndoStack {
  private done: Step[] = []
  private undone: Step[] = []

  /** Something new was done: what had been taken back cannot be done again. */
  push(step: Step): void {
    this.done = [...this.done, step].slice(-DEPTH)
    this.undone = []
  }

  /** The newest step, to be reversed by the caller. */
  undo(): Step | undefined {
    const step = this.done.pop()
    if (step) this.undone.push(step)
    return step
  }

  /** The step that was taken back last, to be done again by the caller. */
  redo(): Step | undefined {
    const step = this.undone.pop()
    if (step) this.done.push(step)
    return step
  }

  /** A step that was reversed elsewhere, by the button of its message. */
  forget(step: Step): void {
    this.done = this.done.filter((other) => other !== step)
  }
}
