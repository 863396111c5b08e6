'use client'
/** Link to many records: their titles in a row; search as you type, the list stays open while choosing. */
import { findAllNamed, RecordChip, RecordPicker } from './parts/reference'
import { Row } from './parts/row'
import type { LinkOptions } from './records'
import type { FieldUi } from './ui-type'

export const links: FieldUi<string[], LinkOptions> = {
  Cell: ({ value, context, dense }) => (
    <Row dense={dense} items={value}>
      {(id) => <RecordChip id={id} context={context} />}
    </Row>
  ),
  Input: (props) => (
    <RecordPicker
      multiple
      input={props}
      chosen={props.value ?? []}
      onChange={(ids) => props.onChange(ids.length > 0 ? ids : undefined)}
    />
  ),
  find: (text, options, services) =>
    findAllNamed(text, (query) => services.searchRecords(options.table, query)),
}
