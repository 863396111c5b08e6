'use client'
/** Looks of a percentage. */
import { NumberCell } from './parts/plain-cell'
import { TextEditor } from './parts/text-editor'
import { percent as meaning, type PercentOptions } from './percent'
import type { FieldUi } from './ui-type'

export const percent: FieldUi<number, PercentOptions> = {
  Cell: ({ value, options, context, dense }) => (
    <NumberCell dense={dense}>{meaning.format(value, options, context)}</NumberCell>
  ),
  Input: (props) => (
    <TextEditor {...props} meaning={meaning} inputMode="decimal" align="right" placeholder="%" />
  ),
}
