'use client'
/** What every part of the form designer works on, handed down once. */
import { createContext, useContext } from 'react'
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { FormProblem } from '@/lib/api/contract-forms'
import { fieldType } from '@/lib/fields/index'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { FormBlock } from '@/lib/meta/form'
import type { TableHandle } from '@/lib/ui/data/table'
import type { Design, DesignStep } from './blocks'

export interface Board {
  base: string
  formKey: string
  table: TableAnswer
  handle: TableHandle
  /** Tables behind rows, by key, as they arrive. */
  targets: ReadonlyMap<string, TableAnswer>
  design: Design
  edit(change: (design: Design) => Design, tag?: string): void
  /** A block, a step, or the form as a whole. */
  chosen: string
  choose(id: string): void
  /** What the server says is wrong, by block or step. */
  problems: ReadonlyMap<string, FormProblem>
  imageUrl(file: string): string
  /** Uploads a picture and answers its file. */
  addPicture(file: File): Promise<string>
}

/** What is chosen when no block and no step is. */
export const wholeForm = 'form'

const BoardContext = createContext<Board | undefined>(undefined)
export const BoardProvider = BoardContext.Provider

export function useBoard(): Board {
  const board = useContext(BoardContext)
  if (!board) throw new Error('useBoard is for parts of the form designer')
  return board
}

/** A field that a person can fill in on its own. */
export const isFillable = (field: FieldAnswer): boolean => field.creatable && field.source === 'input'
/** A to-many field that is kept or is the other side of a link: its records can be filled in as rows. */
export const hasRows = (field: FieldAnswer): boolean =>
  field.target !== undefined &&
  fieldType(field.type).kind === 'list' &&
  (field.source === 'input' || field.source === 'inverse')

/** Fields of the other table that a row can fill in; the way back to this one is filled in by itself. */
export const columnChoices = (board: Pick<Board, 'table' | 'targets'>, field: FieldAnswer): FieldAnswer[] =>
  (board.targets.get(field.target?.table ?? '')?.fields ?? []).filter(
    (one) => isFillable(one) && !(field.source === 'inverse' && one.target?.table === board.table.key),
  )

export const blockIcon: Record<FormBlock['kind'], string> = {
  field: 'text-cursor-input',
  rows: 'table-properties',
  text: 'text',
  image: 'image',
  section: 'heading',
}

/** What a block is called in menus and settings. */
export function blockName(block: FormBlock, table: TableAnswer, locale: Locale, t: Translate): string {
  const own = (key: string) => table.fields.find((field) => field.key === key)?.label
  if (block.kind === 'field' || block.kind === 'rows')
    return labelOf(block.label, locale) || labelOf(own(block.field), locale, block.field)
  const said = block.kind === 'text' ? block.text : block.kind === 'section' ? block.label : block.alt
  return labelOf(said, locale).split('\n')[0]!.slice(0, 40) || t(`formDesign.kind_${block.kind}`)
}

export const stepName = (step: DesignStep, index: number, locale: Locale, t: Translate): string =>
  labelOf(step.label, locale) || t('formFill.stepName', { number: index + 1 })
