'use client'
/** The board of a form: the design with the tables behind it, what is chosen, what is wrong, and its pictures. */
import { useMemo } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import type { FileAnswer } from '@/lib/api/contract-forms'
import { fieldServices } from '@/lib/ui/data/services'
import type { TableHandle } from '@/lib/ui/data/table'
import { blockOf, type Design } from './blocks'
import { type Board, hasRows, wholeForm } from './board'
import type { FormDesign } from './state'
import { useTargets } from './use-targets'

export function useBoardOf(args: {
  base: string
  form: string
  handle: TableHandle
  table: TableAnswer
  state: FormDesign
  design: Design
  chosen: string
  choose(id: string): void
}): Board {
  const { base, form, handle, table, state, design, chosen } = args
  const pictures = useMemo(() => new Map<string, string>(), [])
  const rowTables = table.fields.filter(hasRows).map((field) => field.target!.table)
  const targets = useTargets(base, [...new Set(rowTables)])
  const services = useMemo(() => fieldServices(base, new Map()), [base])
  const imageUrl = useMemo(
    () => (file: string) => pictures.get(file) ?? `/api/v1/bases/${base}/forms/${form}/images/${file}`,
    [pictures, base, form],
  )
  return {
    base,
    formKey: form,
    table,
    handle,
    targets,
    design,
    edit: state.edit,
    // What was chosen may be gone by undoing.
    chosen: design.steps.some((step) => step.id === chosen) || blockOf(design, chosen) ? chosen : wholeForm,
    choose: args.choose,
    problems: state.problems,
    imageUrl,
    addPicture: async (file) => {
      const stored: FileAnswer = await services.upload(file)
      // Until the form is saved, only this page can show it.
      pictures.set(stored.id, URL.createObjectURL(file))
      return stored.id
    },
  }
}
