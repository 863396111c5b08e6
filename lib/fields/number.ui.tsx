'use client'
/** Looks of a number. */
import { number as meaning, type NumberOptions } from './number'
import { NumberCell } from './parts/plain-cell'
import { TextEditor } from './parts/text-editor'
import type { FieldUi } from './ui-type'

export const number: FieldUi<number, NumberOptions> = {
  Cell: ({ value, options, context, dense }) => (
    <NumberCell dense={dense}>{meaning.format(value, options, context)}</NumberCell>
  ),
  Input: (props) => (
    <TextEditor {...props} meaning={meaning} inputMode="decimal" align="right" suffix={props.options.unit} />
  ),
}
