/** The endpoint register: everything the API answers. Dispatch, the API description and the tests read this list. */
import type { Endpoint } from './endpoint'
import { accessLogEndpoints } from './endpoints/access-log'
import { accountEndpoints } from './endpoints/account'
import { baseEndpoints } from './endpoints/bases'
import { definitionEndpoints } from './endpoints/definitions'
import { described } from './endpoints/description'
import { designEndpoints } from './endpoints/design'
import { exitEndpoints } from './endpoints/exits'
import { explainEndpoints } from './endpoints/explain'
import { fileEndpoints } from './endpoints/files'
import { formEndpoints } from './endpoints/forms'
import { formulaEndpoints } from './endpoints/formula'
import { importEndpoints } from './endpoints/import'
import { invitationEndpoints } from './endpoints/invitations'
import { memberEndpoints } from './endpoints/members'
import { publicFormEndpoints } from './endpoints/public-forms'
import { recordEndpoints } from './endpoints/records'
import { roleEndpoints } from './endpoints/roles'
import { schemaEndpoints } from './endpoints/schemas'
import { sessionEndpoints } from './endpoints/session'
import { teamEndpoints } from './endpoints/teams'
import { tokenEndpoints } from './endpoints/tokens'
import { upgradeEndpoints } from './endpoints/upgrade'
import { viewAsEndpoints } from './endpoints/view-as'
import { workEndpoints } from './endpoints/work'

export const register: readonly Endpoint[] = described([
  ...sessionEndpoints,
  ...accountEndpoints,
  ...baseEndpoints,
  ...recordEndpoints,
  ...exitEndpoints,
  ...importEndpoints,
  ...fileEndpoints,
  ...memberEndpoints,
  ...invitationEndpoints,
  ...teamEndpoints,
  ...roleEndpoints,
  ...viewAsEndpoints,
  ...explainEndpoints,
  ...accessLogEndpoints,
  ...definitionEndpoints,
  ...schemaEndpoints,
  ...formEndpoints,
  ...publicFormEndpoints,
  ...designEndpoints,
  ...formulaEndpoints,
  ...tokenEndpoints,
  ...upgradeEndpoints,
  ...workEndpoints,
])
