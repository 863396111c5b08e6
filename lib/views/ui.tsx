/** The registry of looks: every view type by name, the twin of `index.ts`. */
import { grid } from './grid.ui'
import type { ViewTypeName } from './index'
import type { ViewUi } from './ui-type'

export const viewUis: Record<ViewTypeName, ViewUi> = { grid }

export const viewUi = (name: ViewTypeName): ViewUi => viewUis[name]
