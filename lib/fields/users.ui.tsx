'use client'
/** People: avatars and names in a row; a searchable list that stays open while choosing. */
import { findAllNamed, Person, PersonPicker } from './parts/reference'
import { Row } from './parts/row'
import type { FieldUi } from './ui-type'
import type { UserOptions } from './user'

export const users: FieldUi<string[], UserOptions> = {
  Cell: ({ value, context, dense }) => (
    <Row dense={dense} items={value}>
      {(id) => <Person id={id} context={context} />}
    </Row>
  ),
  Input: (props) => (
    <PersonPicker
      multiple
      input={props}
      chosen={props.value ?? []}
      onChange={(ids) => props.onChange(ids.length > 0 ? ids : undefined)}
    />
  ),
  find: (text, _options, services) => findAllNamed(text, services.searchPeople),
}
