'use client'
/** Looks of long text: its beginning in one line of the grid, whole in a record. */
import { type LongtextOptions, longtext as meaning } from './longtext'
import { LinesEditor } from './parts/lines-editor'
import { TextCell } from './parts/plain-cell'
import type { FieldUi } from './ui-type'

/** No grid cell is wide enough for more. */
const beginning = (value: string): string => value.slice(0, 300).replace(/\s+/g, ' ')

export const longtext: FieldUi<string, LongtextOptions> = {
  Cell: ({ value, dense }) => <TextCell dense={dense}>{dense ? beginning(value) : value}</TextCell>,
  Input: (props) => <LinesEditor {...props} meaning={meaning} />,
}
