/** The instant that a wall clock in a zone means. */
import { dayOf, timeOf } from '@/lib/i18n/format'

/** `2026-11-21T09:05` in a zone, as ISO 8601. A time that the clock jumps over is the one an hour later. */
export function instantIn(local: string, zone: string): string {
  const wanted = Date.parse(`${local.slice(0, 16)}:00Z`)
  let at = wanted
  // Twice, because the first step may cross a change of the clock.
  for (let i = 0; i < 2; i++) {
    const shown = Date.parse(`${dayOf(new Date(at), zone)}T${timeOf(new Date(at), zone)}:00Z`)
    at += wanted - shown
  }
  return new Date(at).toISOString()
}
