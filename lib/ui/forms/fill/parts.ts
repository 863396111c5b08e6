'use client'
/** What every part of an open form needs, handed down once. */
import { createContext, useContext } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import type { FormAnswer } from '@/lib/api/contract-forms'
import type { ChoiceOptions } from '@/lib/fields/choice'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import type { FormBlock } from '@/lib/meta/form'
import type { Filler } from './state'

export interface FormParts {
  id: string
  form: FormAnswer
  filler: Filler
  context: FieldContext
  services: FieldServices
  me: string | undefined
  imageUrl(file: string): string
  /** Fields with the words that this form uses for them; the same objects at every change. */
  fields: ReadonlyMap<string, FieldAnswer>
}

const PartsContext = createContext<FormParts | undefined>(undefined)
export const PartsProvider = PartsContext.Provider

export function useParts(): FormParts {
  const parts = useContext(PartsContext)
  if (!parts) throw new Error('useParts is for parts of an open form')
  return parts
}

/** A form whose fields carry their shared options, so that a value which is not offered is noticed here already. */
export function withOptions(form: FormAnswer): FormAnswer {
  const own = (field: FieldAnswer): FieldAnswer => {
    const { set, ...options } = field.options as ChoiceOptions
    return set === undefined
      ? field
      : { ...field, options: { ...options, options: form.optionSets[set] ?? [] } }
  }
  return {
    ...form,
    fields: form.fields.map(own),
    rows: Object.fromEntries(
      Object.entries(form.rows).map(([key, rows]) => [key, { ...rows, fields: rows.fields.map(own) }]),
    ),
  }
}

/** Fields by key, with the label and help that the form gives them. */
export function wordedFields(form: FormAnswer): Map<string, FieldAnswer> {
  const blocks = new Map(
    form.steps
      .flatMap((step) => step.blocks)
      .flatMap((block) => (block.kind === 'field' ? [[block.field, block] as const] : [])),
  )
  return new Map(
    form.fields.map((field) => {
      const { label = field.label, help = field.help } = blocks.get(field.key) ?? {}
      return [field.key, { ...field, label, help }]
    }),
  )
}

const spans = { full: '@lg:col-span-6', half: '@lg:col-span-3', third: '@lg:col-span-2' }

/** How much of a section's line a block takes; on a narrow page always all of it. */
export const spanOf = (block: FormBlock): string => spans[('width' in block && block.width) || 'full']
