'use client'
/** Looks of one line of text. */
import { TextCell } from './parts/plain-cell'
import { TextEditor } from './parts/text-editor'
import { text as meaning, type TextOptions } from './text'
import type { FieldUi } from './ui-type'

export const text: FieldUi<string, TextOptions> = {
  Cell: ({ value, dense }) => <TextCell dense={dense}>{value}</TextCell>,
  Input: (props) => <TextEditor {...props} meaning={meaning} />,
}
