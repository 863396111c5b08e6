'use client'
/** Link to one record: its title; search as you type. */
import { findNamed, RecordChip, RecordPicker } from './parts/reference'
import type { LinkOptions } from './records'
import type { FieldUi } from './ui-type'

export const link: FieldUi<string, LinkOptions> = {
  Cell: ({ value, context }) => <RecordChip id={value} context={context} />,
  Input: (props) => (
    <RecordPicker
      input={props}
      chosen={props.value === undefined ? [] : [props.value]}
      onChange={([id]) => props.onChange(id)}
    />
  ),
  find: (text, options, services) => findNamed(text, (query) => services.searchRecords(options.table, query)),
}
