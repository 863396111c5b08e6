/** The endpoint register: everything the API answers. Dispatch, the API description and the tests read this list. */
import type { Endpoint } from './endpoint'
import { baseEndpoints } from './endpoints/bases'
import { definitionEndpoints } from './endpoints/definitions'
import { described } from './endpoints/description'
import { designEndpoints } from './endpoints/design'
import { fileEndpoints } from './endpoints/files'
import { formEndpoints } from './endpoints/forms'
import { formulaEndpoints } from './endpoints/formula'
import { memberEndpoints } from './endpoints/members'
import { publicFormEndpoints } from './endpoints/public-forms'
import { recordEndpoints } from './endpoints/records'
import { roleEndpoints } from './endpoints/roles'
import { schemaEndpoints } from './endpoints/schemas'
import { sessionEndpoints } from './endpoints/session'
import { upgradeEndpoints } from './endpoints/upgrade'
import { workEndpoints } from './endpoints/work'

export const register: readonly Endpoint[] = described([
  ...sessionEndpoints,
  ...baseEndpoints,
  ...recordEndpoints,
  ...fileEndpoints,
  ...memberEndpoints,
  ...roleEndpoints,
  ...definitionEndpoints,
  ...schemaEndpoints,
  ...formEndpoints,
  ...publicFormEndpoints,
  ...designEndpoints,
  ...formulaEndpoints,
  ...upgradeEndpoints,
  ...workEndpoints,
])
