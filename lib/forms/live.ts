/**
 * A form as one person may fill it in now: what of it is theirs to see and to answer, with conditions that mention nothing
 * else. Opening it and sending it go by this one list.
 */
import type { Actor } from '@/lib/access/actor'
import { type Access, decide, shows } from '@/lib/access/decide'
import { envOf } from '@/lib/access/env'
import { cellType } from '@/lib/access/relation'
import { checkStored } from '@/lib/expr/check'
import { evaluate } from '@/lib/expr/evaluate'
import type { Env, Type } from '@/lib/expr/typed'
import { fieldOf, isInput, plainType, tableOf } from '@/lib/meta/fields'
import type { FieldBlock, Form, FormBlock, FormStep, RowsBlock } from '@/lib/meta/form'
import { type Flow, flowOf } from '@/lib/meta/form-flow'
import type { Field, Table } from '@/lib/meta/model'
import { whole, withConditions } from './conditions'
import { type LiveRows, liveRows, offered, refers } from './live-rows'
import type { Prefill } from './prefill'

export interface LiveForm {
  actor: Actor
  form: Form
  table: Table
  access: Access
  /** Opened on a record, rather than making one. */
  opened: boolean
  env: Env
  /** What this person sees. */
  steps: FormStep[]
  /** The same with the fields that are filled in out of sight: their conditions decide whether they are. */
  judged: FormStep[]
  /** Fields of the steps that may be answered: the closed write list. */
  editable: ReadonlySet<string>
  /** What the form or its link fills in by itself: the system's values, of new records only. */
  fixed: ReadonlyMap<string, unknown>
  /** A value that only a signed link brings, and it did not. */
  lacking: boolean
  /** What answers begin with, of new records only. */
  initial: ReadonlyMap<string, unknown>
  rows: ReadonlyMap<string, LiveRows>
}

/** @param prefill values of a signed link; those of an opened record are left alone */
export function liveForm(
  actor: Actor,
  form: Form,
  { opened = false, prefill }: { opened?: boolean; prefill?: Prefill } = {},
): LiveForm {
  const table = tableOf(actor.definitions, form.table)
  const access = decide(actor, table)
  const env = envOf(actor)
  const editable = new Set<string>()
  const fixed = new Map<string, unknown>()
  const initial = new Map<string, unknown>()
  const rows = new Map<string, LiveRows>()
  const unseen = new Set<string>()
  let lacking = false

  /** The block as this person meets it, or nothing. */
  function place(block: FieldBlock): FieldBlock | undefined {
    const field = fieldOf(table, block.field)
    if (!field) return undefined
    const sealed = opened ? undefined : prefill?.values.get(field.key)
    const how = block.fixed ?? (sealed && howOf(actor, field, sealed.how))
    if (how && how !== 'editable') {
      const given = sealed ? sealed.value : defaultOf(field, block, env)
      if (!opened && isInput(field) && given !== undefined) fixed.set(field.key, given)
      if (!opened && block.required && given === undefined) lacking = true
      if (how === 'hidden' || !access.fields.has(field.key)) unseen.add(field.key)
      return { ...asked(block, field), required: undefined, requiredIf: undefined }
    }
    const right = access.fields.get(field.key)
    const may = right !== undefined && offered(actor, form, field)
    if (!may || (opened ? !shows(right) : right.create === false)) return undefined
    if (right[opened ? 'write' : 'create'] === false) return { ...asked(block, field), required: undefined }
    editable.add(field.key)
    const begin = sealed ? sealed.value : defaultOf(field, block, env)
    if (!opened && begin !== undefined) initial.set(field.key, begin)
    return { ...asked(block, field), ...(block.required || field.required ? { required: true } : {}) }
  }

  function placeRows(block: RowsBlock): RowsBlock | undefined {
    const live = liveRows(actor, form, access, block, opened)
    if (!live) return undefined
    rows.set(block.field, live)
    const { columns, add, edit, remove } = live
    const label = block.label ?? fieldOf(table, block.field)?.label
    return { ...block, ...(label && { label }), columns: [...columns], add, edit, remove }
  }

  const placed = form.steps.map((step) => ({
    ...step,
    blocks: step.blocks.flatMap((block): FormBlock[] => {
      const kept = block.kind === 'field' ? place(block) : block.kind === 'rows' ? placeRows(block) : block
      return kept ? [kept] : []
    }),
  }))
  const judged = withConditions(placed, unseen)
  const steps = judged
    .map((step) => ({
      ...step,
      blocks: step.blocks.filter((b) => b.kind !== 'field' || !unseen.has(b.field)),
    }))
    .filter((step) => step.blocks.length > 0)
  return { actor, form, table, access, opened, env, steps, judged, editable, fixed, lacking, initial, rows }
}

/** The block with the field's own conditions where it has none; its default is the server's business. */
function asked(block: FieldBlock, field: Field): FieldBlock {
  const { default: _default, ...rest } = block
  return {
    ...rest,
    ...(block.showIf ? {} : { showIf: whole(field.showIf) }),
    ...(block.requiredIf ? {} : { requiredIf: whole(field.requiredIf) }),
  }
}

/** A link or a person that a signed link names cannot be changed by strangers, who see no others. */
const howOf = (actor: Actor, field: Field, how: 'editable' | 'shown' | 'hidden') =>
  how === 'editable' && actor.form !== undefined && refers(field) ? 'shown' : how

/** What the field begins with, where that needs no other field; undefined is nothing. */
function defaultOf(field: Field, block: FieldBlock, env: Env): unknown {
  const stored = block.default ?? field.default
  if (!stored) return undefined
  const checked = checkStored(stored, { field: () => undefined }, plainType(field))
  const value = checked.ok ? evaluate(checked.expr, { ...env, field: () => null }) : null
  return value ?? undefined
}

/** What is shown and required when the cells are these. */
export function flow(live: LiveForm, cell: (key: string) => unknown): Flow {
  const type = (key: string): Type | undefined => {
    const field = fieldOf(live.table, key)
    if (!field) return undefined
    return cellType(live.access, key)?.masked ? { kind: 'text' } : plainType(field)
  }
  return flowOf(live.judged, { type, cell, env: live.env })
}
