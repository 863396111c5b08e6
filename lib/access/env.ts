/** The facts that expressions are evaluated with: who asks, which day it is in the workspace, what instant. */
import { localDay } from '@/lib/expr/calendar'
import type { Env } from '@/lib/expr/typed'
import type { Actor } from './actor'

/** For values that are the same for everybody: nobody asks. */
export const envOfZone = (zone: string, instant = new Date()): Env => ({
  me: null,
  zone,
  today: localDay(instant.getTime(), zone),
  now: instant.toISOString(),
})

/** For conditions and defaults of somebody. */
export const envOf = (actor: Actor, instant = new Date()): Env => ({
  ...envOfZone(actor.definitions.zone, instant),
  me: actor.form === undefined ? actor.userId : null,
})
