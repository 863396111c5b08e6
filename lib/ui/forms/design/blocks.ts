/** A form on the drawing board: its steps and blocks with an identity, and every change that can be made to them. */
import type { FormBody } from '@/lib/api/contract-forms'
import type { Labels } from '@/lib/i18n/labels'
import type { Form, FormBlock, FormStep } from '@/lib/meta/form'
import { spoken } from '@/lib/ui/design/form'

export interface Placed {
  id: string
  block: FormBlock
}
export interface DesignStep extends Omit<FormStep, 'blocks'> {
  id: string
  blocks: Placed[]
}
export type Design = Omit<FormBody, 'steps' | 'revision'> & { steps: DesignStep[] }

let lastId = 0
const nextId = (kind: 'b' | 's'): string => `${kind}${++lastId}`

export const placed = (block: FormBlock): Placed => ({ id: nextId('b'), block })

export function openDesign(form: Form): Design {
  const { label, description, submit, thanks, steps } = form
  const { token: _token, ...settings } = form.public ?? { token: '' }
  return {
    label,
    description,
    submit,
    thanks,
    public: form.public && settings,
    steps: steps.map((step) => ({ ...step, id: nextId('s'), blocks: step.blocks.map(placed) })),
  }
}

/** What is sent: without identities and without texts that say nothing. */
export function bodyOf(design: Design): FormBody {
  const { steps, ...rest } = design
  return tidy({
    ...rest,
    steps: steps.map(({ id: _id, blocks, ...step }) => ({
      ...step,
      blocks: blocks.map(({ block }) => block),
    })),
  }) as FormBody
}

const textual = ['label', 'help', 'description', 'submit', 'title']
/** Labels and texts that must be there even when they are empty, for the server to say so. */
const isNeeded = (owner: object, key: string): boolean =>
  !('kind' in owner) ? 'steps' in owner && key === 'label' : owner.kind === 'section' && key === 'label'

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (one === undefined) return []
    if (!textual.includes(key) || typeof one !== 'object') return [[key, tidy(one)]]
    const said = spoken(one as Labels)
    return Object.keys(said).length > 0 || isNeeded(value, key) ? [[key, said]] : []
  })
  return Object.fromEntries(entries)
}

export const isSame = (a: Design, b: Design): boolean =>
  JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b))

/** Where a block is. */
export function placeOf(design: Design, id: string): { step: number; at: number } | undefined {
  for (const [step, { blocks }] of design.steps.entries()) {
    const at = blocks.findIndex((one) => one.id === id)
    if (at >= 0) return { step, at }
  }
  return undefined
}
export const blockOf = (design: Design, id: string): Placed | undefined =>
  design.steps.flatMap((step) => step.blocks).find((one) => one.id === id)

const withStep = (design: Design, at: number, change: (step: DesignStep) => DesignStep): Design => ({
  ...design,
  steps: design.steps.map((step, index) => (index === at ? change(step) : step)),
})
const withBlocks = (design: Design, at: number, change: (blocks: Placed[]) => Placed[]): Design =>
  withStep(design, at, (step) => ({ ...step, blocks: change(step.blocks) }))

/** Into a step, before a block of it or at its end. */
export function insertBlock(design: Design, one: Placed, step: string, before?: string): Design {
  const at = design.steps.findIndex((each) => each.id === step)
  return withBlocks(design, at, (blocks) => {
    const index = before === undefined ? -1 : blocks.findIndex((each) => each.id === before)
    return blocks.toSpliced(index < 0 ? blocks.length : index, 0, one)
  })
}

export function removeBlock(design: Design, id: string): Design {
  const place = placeOf(design, id)
  return place ? withBlocks(design, place.step, (blocks) => blocks.toSpliced(place.at, 1)) : design
}

export function moveBlock(design: Design, id: string, step: string, before?: string): Design {
  const one = blockOf(design, id)
  return one && before !== id ? insertBlock(removeBlock(design, id), one, step, before) : design
}

/** One place up or down; past the edge of a step into the next one. The same design when there is no further. */
export function nudgeBlock(design: Design, id: string, by: -1 | 1): Design {
  const place = placeOf(design, id)
  if (!place) return design
  const { blocks } = design.steps[place.step]!
  const to = place.at + by
  if (to >= 0 && to < blocks.length) {
    const before = by < 0 ? blocks[to]!.id : blocks[to + 1]?.id
    return moveBlock(design, id, design.steps[place.step]!.id, before)
  }
  const neighbour = design.steps[place.step + by]
  if (!neighbour) return design
  return moveBlock(design, id, neighbour.id, by > 0 ? neighbour.blocks[0]?.id : undefined)
}

export function patchBlock(design: Design, id: string, block: FormBlock): Design {
  const place = placeOf(design, id)
  if (!place) return design
  return withBlocks(design, place.step, (blocks) => blocks.with(place.at, { id, block }))
}

/** Fields and rows stand in a form once; everything else can be copied. */
export const canDuplicate = ({ block }: Placed): boolean => block.kind !== 'field' && block.kind !== 'rows'

export function duplicateBlock(design: Design, id: string): { design: Design; copy?: string } {
  const place = placeOf(design, id)
  const one = blockOf(design, id)
  if (!place || !one || !canDuplicate(one)) return { design }
  const copy = placed(one.block)
  return {
    design: withBlocks(design, place.step, (blocks) => blocks.toSpliced(place.at + 1, 0, copy)),
    copy: copy.id,
  }
}

/** A step key that no other step has. */
function freeStepKey({ steps }: Design): string {
  for (let n = steps.length + 1; ; n++)
    if (!steps.some((step) => step.key === `step_${n}`)) return `step_${n}`
}

/** A new step after another one; with a block, everything from there on goes into it. */
export function addStep(design: Design, after: string, from?: string): { design: Design; step: string } {
  const at = design.steps.findIndex((step) => step.id === after)
  const { blocks } = design.steps[at]!
  const cut = from === undefined ? blocks.length : blocks.findIndex((one) => one.id === from)
  const step: DesignStep = { id: nextId('s'), key: freeStepKey(design), blocks: blocks.slice(cut) }
  const shortened = withBlocks(design, at, () => blocks.slice(0, cut))
  return { design: { ...shortened, steps: shortened.steps.toSpliced(at + 1, 0, step) }, step: step.id }
}

export const patchStep = (design: Design, id: string, change: Partial<DesignStep>): Design =>
  withStep(
    design,
    design.steps.findIndex((step) => step.id === id),
    (step) => ({ ...step, ...change }),
  )

export function moveStep(design: Design, id: string, by: -1 | 1): Design {
  const at = design.steps.findIndex((step) => step.id === id)
  const step = design.steps[at]
  if (!step || !design.steps[at + by]) return design
  return { ...design, steps: design.steps.toSpliced(at, 1).toSpliced(at + by, 0, step) }
}

/** Its blocks go to the step before it, or the one after the first. The last step stays. */
export function removeStep(design: Design, id: string): Design {
  const at = design.steps.findIndex((step) => step.id === id)
  const step = design.steps[at]
  if (!step || design.steps.length < 2) return design
  const rest = { ...design, steps: design.steps.toSpliced(at, 1) }
  return at > 0
    ? withBlocks(rest, at - 1, (blocks) => [...blocks, ...step.blocks])
    : withBlocks(rest, 0, (blocks) => [...step.blocks, ...blocks])
}

const fieldsIn = (blocks: readonly Placed[]): string[] =>
  blocks.flatMap(({ block }) => (block.kind === 'field' ? [block.field] : []))

/** Fields that are filled in somewhere in the form. */
export const fieldKeys = (design: Design): string[] => design.steps.flatMap((step) => fieldsIn(step.blocks))
/** Fields whose rows stand somewhere in the form. */
export const rowsKeys = (design: Design): string[] =>
  design.steps.flatMap((step) =>
    step.blocks.flatMap(({ block }) => (block.kind === 'rows' ? [block.field] : [])),
  )

/** Fields that come before a block or a step: what its show-if may ask about. */
export function earlierKeys(design: Design, id: string): string[] {
  const before: string[] = []
  for (const step of design.steps) {
    if (step.id === id) return before
    const at = step.blocks.findIndex((one) => one.id === id)
    before.push(...fieldsIn(at < 0 ? step.blocks : step.blocks.slice(0, at)))
    if (at >= 0) return before
  }
  return before
}

/** The block or step that a pointer into the form means, as the server names what is wrong. */
export function atPointer(design: Design, pointer: string | undefined): string | undefined {
  const [, step, block] = /^\/steps\/(\d+)(?:\/blocks\/(\d+))?/.exec(pointer ?? '') ?? []
  const found = step === undefined ? undefined : design.steps[Number(step)]
  return block === undefined ? found?.id : found?.blocks[Number(block)]?.id
}
