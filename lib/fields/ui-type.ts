/** What the looks of a field type are: a cell, an input for grid and form, and an optional settings panel. */
import type { ReactNode } from 'react'
import type { FieldContext } from './type'

/** What an input may ask the server for; implemented once over the public HTTP API. */
export interface FieldServices {
  /** Records of the linked table that this person may link, best first. */
  searchRecords(table: string, query: string): Promise<{ id: string; title: string }[]>
  /** People of the base. */
  searchPeople(query: string): Promise<{ id: string; title: string }[]>
  /** Uploads first; the record write binds it. */
  upload(
    file: File,
    onProgress?: (share: number) => void,
  ): Promise<{ id: string; name: string; size: number; type: string }>
  /** Address to open or download an attachment through the cell that shows it. */
  fileUrl(id: string): string
}

export interface CellProps<V, O> {
  value: V
  options: O
  context: FieldContext
  services?: FieldServices
  /** Grid cells are one line high; records show everything. */
  dense: boolean
}

export interface InputProps<V, O> {
  id: string
  value: V | undefined
  options: O
  context: FieldContext
  services: FieldServices
  onChange(value: V | undefined): void
  /** In a grid cell: keep the value and leave (Enter, Tab, blur). */
  onCommit?(): void
  /** In a grid cell: put the old value back (Escape). */
  onCancel?(): void
  /** A cell editor fills its cell and starts focused; a form input is a labelled control. */
  mode: 'cell' | 'form'
  /** The character that started the edit (typing replaces), possibly the start of an IME composition. */
  initialText?: string
  autoFocus?: boolean
  invalid?: boolean
  describedBy?: string
  disabled?: boolean
  labelledBy?: string
}

export interface FieldUi<V, O> {
  Cell(props: CellProps<V, O>): ReactNode
  Input(props: InputProps<V, O>): ReactNode
  /** Cells that act on one click or Space instead of opening an editor (checkbox, rating). */
  toggle?(value: V | undefined, options: O): V | undefined
  /** What pasted text names that `parse` cannot know: asked for, and only where exactly one has that name. */
  find?(text: string, options: O, services: FieldServices): Promise<V | undefined>
}
