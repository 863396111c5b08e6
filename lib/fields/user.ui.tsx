'use client'
/** Person: an avatar and a name; a searchable list of members. */
import { findNamed, Person, PersonPicker } from './parts/reference'
import type { FieldUi } from './ui-type'
import type { UserOptions } from './user'

export const user: FieldUi<string, UserOptions> = {
  Cell: ({ value, context }) => <Person id={value} context={context} />,
  Input: (props) => (
    <PersonPicker
      input={props}
      chosen={props.value === undefined ? [] : [props.value]}
      onChange={([id]) => props.onChange(id)}
    />
  ),
  find: (text, _options, services) => findNamed(text, services.searchPeople),
}
