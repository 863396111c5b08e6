/** The registry of view types by name. `ui.tsx` is its twin for looks; a missing half does not compile. */
import { grid } from './grid'
import type { ViewType } from './type'

export const viewTypes = { grid } as const

export type ViewTypeName = keyof typeof viewTypes

export const viewType = (name: ViewTypeName): ViewType => viewTypes[name]
