/** The endpoint register: everything the API answers. Dispatch, the API description and the tests read this list. */
import type { Endpoint } from './endpoint'
import { baseEndpoints } from './endpoints/bases'
import { definitionEndpoints } from './endpoints/definitions'
import { described } from './endpoints/description'
import { fileEndpoints } from './endpoints/files'
import { memberEndpoints } from './endpoints/members'
import { recordEndpoints } from './endpoints/records'
import { roleEndpoints } from './endpoints/roles'
import { sessionEndpoints } from './endpoints/session'

export const register: readonly Endpoint[] = described([
  ...sessionEndpoints,
  ...baseEndpoints,
  ...recordEndpoints,
  ...fileEndpoints,
  ...memberEndpoints,
  ...roleEndpoints,
  ...definitionEndpoints,
])
