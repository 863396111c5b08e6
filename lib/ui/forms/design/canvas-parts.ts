'use client'
/** The form on the board as the parts of an open form, so that the canvas draws it with the real blocks. */
import { useId, useMemo } from 'react'
import type { FormAnswer } from '@/lib/api/contract-forms'
import type { Flow } from '@/lib/meta/form-flow'
import { defaultOf, type Values } from '@/lib/ui/form/values'
import { type FormParts, wordedFields } from '@/lib/ui/forms/fill/parts'
import { newRow, type Rows } from '@/lib/ui/forms/fill/rows'
import type { Filler } from '@/lib/ui/forms/fill/state'
import { bodyOf } from './blocks'
import type { Board } from './board'

const nothing = () => {}
const never = () => undefined

export function useCanvasParts(board: Board): FormParts {
  const id = useId()
  const { design, table, handle, targets, formKey, imageUrl } = board
  return useMemo(() => {
    const { steps, label } = bodyOf(design)
    const blocks = steps.flatMap((step) => step.blocks)
    const rows = blocks.flatMap((block) => {
      const field = block.kind === 'rows' && table.fields.find((one) => one.key === block.field)
      const target = field && targets.get(field.target?.table ?? '')
      if (block.kind !== 'rows' || !target) return []
      const columns = block.columns.flatMap((key) => target.fields.find((one) => one.key === key) ?? [])
      return [[block.field, { ...block, fields: columns, deletes: false }] as const]
    })
    const values: Values = {}
    for (const block of blocks) {
      const field = block.kind === 'field' && table.fields.find((one) => one.key === block.field)
      if (block.kind !== 'field' || !field) continue
      const begins = { ...field, default: block.default ?? field.default }
      values[field.key] = defaultOf(begins, handle.context, undefined)
    }
    const form: FormAnswer = {
      key: formKey,
      table: table.key,
      label,
      steps,
      fields: table.fields,
      rows: Object.fromEntries(rows),
      optionSets: table.optionSets,
      version: '',
      ticket: '',
      zone: handle.context.zone,
      today: handle.context.today,
      values: {},
      fixed: blocks.flatMap((block) => (block.kind === 'field' && block.fixed ? [block.field] : [])),
      titles: {},
    }
    const required = blocks.flatMap((block) => {
      if (block.kind !== 'field') return []
      const own = table.fields.find((one) => one.key === block.field)
      return block.required || own?.required ? [block.field] : []
    })
    const flow: Flow = { steps: [], fields: new Set(), required: new Set(required), rows: new Set() }
    const filler: Filler = {
      views: [],
      at: 0,
      flow,
      values,
      rows: Object.fromEntries(
        rows.map(([key]): [string, Rows] => [key, { list: [newRow({})], removed: [] }]),
      ),
      messages: {},
      changes: 0,
      change: nothing,
      leave: nothing,
      changeRows: nothing,
      open: never,
      check: never,
      refuse: never,
      draft: () => ({ answers: {} }),
      body: () => ({ ticket: '', answers: {} }),
      startOfRow: () => ({}),
    }
    return {
      id,
      form,
      filler,
      context: handle.context,
      services: handle.services,
      me: undefined,
      imageUrl,
      fields: wordedFields(form),
    }
  }, [id, design, table, handle.context, handle.services, targets, formKey, imageUrl])
}
