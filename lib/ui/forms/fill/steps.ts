/** What a person sees of a form while filling it in: the steps that count, their sections, and what is wrong, in reading order. */
import type { FieldAnswer } from '@/lib/api/contract'
import type { FormAnswer } from '@/lib/api/contract-forms'
import type { CellValue, FieldContext, Problem } from '@/lib/fields/type'
import type { FormBlock, FormStep, RowsBlock } from '@/lib/meta/form'
import { type Flow, flowOf } from '@/lib/meta/form-flow'
import { conditionsOf, typeOfField } from '@/lib/ui/form/conditions'
import { problemOf, type Values } from '@/lib/ui/form/values'
import { isBlank, type Row, type Rows } from './rows'

type SectionBlock = Extract<FormBlock, { kind: 'section' }>

export interface StepSection {
  head?: SectionBlock
  blocks: Exclude<FormBlock, SectionBlock>[]
}
export interface StepView {
  step: FormStep
  sections: StepSection[]
}

/** The judgement of the whole form over the present answers; the server makes the same one. */
export function flowOver(
  form: Pick<FormAnswer, 'steps' | 'fields'>,
  values: Values,
  context: Pick<FieldContext, 'today' | 'zone'>,
  me: string | undefined,
): Flow {
  const byKey = new Map(form.fields.map((field) => [field.key, field]))
  return flowOf(form.steps, {
    type: (key) => {
      const field = byKey.get(key)
      return field && typeOfField(field)
    },
    cell: (key) => values[key],
    env: { me: me ?? null, today: context.today, now: new Date().toISOString(), zone: context.zone },
  })
}

/** The steps with something in them, as sections; one step at least, so that there is a place to send from. */
export function stepsOf(steps: readonly FormStep[], flow: Flow): StepView[] {
  const views = steps.flatMap((step, index): StepView[] => {
    const { shown, blocks } = flow.steps[index]!
    if (!shown) return []
    const sections: StepSection[] = [{ blocks: [] }]
    for (const [at, block] of step.blocks.entries()) {
      if (!blocks[at]) continue
      if (block.kind === 'section') sections.push({ head: block, blocks: [] })
      else sections.at(-1)!.blocks.push(block)
    }
    const filled = sections.filter((section) => section.blocks.length > 0)
    return filled.length > 0 ? [{ step, sections: filled }] : []
  })
  return views.length > 0 ? views : steps.slice(0, 1).map((step) => ({ step, sections: [] }))
}

/** Where a message stands: a field, a rows block, or a cell of one of its rows. */
export const cellPath = (field: string, row: string, column: string): string => `${field}/${row}/${column}`

export interface Fault {
  path: string
  problem: Problem
  /** What the field is called, for the words. */
  field?: FieldAnswer
}

export interface Judgement {
  form: FormAnswer
  flow: Flow
  values: Values
  rows: Record<string, Rows>
  /** Whether a field can be filled in here; what is only shown is not judged. */
  writable(field: FieldAnswer): boolean
  context: FieldContext
  me: string | undefined
}

/** What is wrong in one step, in the order in which it is read. */
export function faultsOf(view: StepView, judged: Judgement): Fault[] {
  const { form, flow } = judged
  return view.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): Fault[] => {
      if (block.kind === 'rows') return rowsFaults(block, judged)
      if (block.kind !== 'field') return []
      const field = form.fields.find((one) => one.key === block.field)
      if (!field || !judged.writable(field)) return []
      const value = judged.values[field.key]
      const problem = problemOf(field, value, flow.required.has(field.key))
      return problem ? [{ path: field.key, problem, field }] : []
    }),
  )
}

/** Rows in which nothing was typed are as if they were not there. */
export const countedRows = (rows: Rows | undefined): Row[] =>
  (rows?.list ?? []).filter((row) => !isBlank(row))

function rowsFaults(block: RowsBlock, { form, rows, context, me }: Judgement): Fault[] {
  const about = form.rows[block.field]
  if (!about) return []
  const list = countedRows(rows[block.field])
  const faults: Fault[] = []
  if (about.min !== undefined && list.length < about.min)
    faults.push({ path: block.field, problem: { code: 'formFill.tooFewRows', params: { min: about.min } } })
  if (about.max !== undefined && list.length > about.max)
    faults.push({ path: block.field, problem: { code: 'formFill.tooManyRows', params: { max: about.max } } })
  for (const row of list) {
    if (row.id !== undefined && !about.edit) continue
    const { shown, required } = conditionsOf(about.fields, row.values, context, me)
    for (const field of about.fields) {
      if (!shown.has(field.key) || !cellWritable(field, row)) continue
      const problem = problemOf(field, row.values[field.key], required.has(field.key))
      if (problem) faults.push({ path: cellPath(block.field, row.key, field.key), problem, field })
    }
  }
  return faults
}

/** A cell of a new row follows the right to create; of a present one, the right to edit and the record's own word. */
export function cellWritable(field: FieldAnswer, row: Row): boolean {
  if (row.id === undefined) return field.creatable
  return field.right === 'edit' && row.can?.update === true && !row.can.locked?.includes(field.key)
}

/** Whether a field of the form itself can be filled in. */
export function fieldWritable(form: FormAnswer, field: FieldAnswer): boolean {
  if (form.fixed.includes(field.key)) return false
  if (!form.record) return field.creatable
  const { can } = form.record
  return field.right === 'edit' && can.update && !can.locked?.includes(field.key)
}

/** The message path that the server's name of a field means; rows are named by their place or their id. */
export function pathOfServer(
  name: string,
  rows: Record<string, Rows>,
  sent: Record<string, string[]>,
): string {
  const [block, which, column] = name.split('.')
  if (block === undefined || which === undefined) return name
  const key = /^\d+$/.test(which)
    ? sent[block]?.[Number(which)]
    : rows[block]?.list.find((row) => row.id === which)?.key
  if (key === undefined || column === undefined) return block
  return cellPath(block, key, column)
}

/** The step in which a message stands, as a place in the list; -1 when it is nowhere to be seen. */
export function stepOfPath(views: readonly StepView[], path: string): number {
  const name = path.split('/')[0]
  return views.findIndex(({ sections }) =>
    sections.some(({ blocks }) =>
      blocks.some((block) => (block.kind === 'field' || block.kind === 'rows') && block.field === name),
    ),
  )
}

/** What of the form's own fields is sent: those that are shown and filled in here; on a record, only what changed. */
export function answersOf(
  form: FormAnswer,
  flow: Flow,
  start: Values,
  values: Values,
): { answers: Record<string, CellValue | null>; was?: Record<string, CellValue | null> } {
  const answers: Record<string, CellValue | null> = {}
  const was: Record<string, CellValue | null> = {}
  for (const field of form.fields) {
    if (!flow.fields.has(field.key) || !fieldWritable(form, field)) continue
    const [before, now] = [start[field.key] ?? null, values[field.key] ?? null]
    if (!form.record) answers[field.key] = now
    else if (JSON.stringify(before) !== JSON.stringify(now)) {
      answers[field.key] = now
      was[field.key] = before
    }
  }
  return form.record ? { answers, was } : { answers }
}
