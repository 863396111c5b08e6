/** Looks that repeat each other within minutes, brought together for reading; the log itself keeps every line. */
import type { AccessLogLine } from '@/lib/api/contract-audit'

/** From one look to the next of a group. */
const pause = 10 * 60_000

/** What one does again and again while working: turning pages, opening a record once more. */
const repeated: ReadonlySet<AccessLogLine['kind']> = new Set(['list', 'record', 'title', 'history', 'file'])

/** The same person saw the same fields of the same list or record in the same way. */
function sameness({
  by,
  as,
  door,
  kind,
  table,
  record,
  fields,
  reason,
  erased,
}: AccessLogLine): string | undefined {
  if (!by || erased || reason || !repeated.has(kind)) return undefined
  const keys = fields.map((field) => field.key).sort()
  return JSON.stringify([by.id, by.form, as, door, kind, table?.key, record?.id, keys])
}

/** Lines from new to old, each with those that it repeats; a group stands where its newest line does. */
export function grouped(lines: readonly AccessLogLine[]): AccessLogLine[][] {
  const groups: AccessLogLine[][] = []
  const open = new Map<string, AccessLogLine[]>()
  for (const line of lines) {
    const same = sameness(line)
    const group = same === undefined ? undefined : open.get(same)
    if (group && Date.parse(group.at(-1)!.at) - Date.parse(line.at) <= pause) {
      group.push(line)
      continue
    }
    const begun = [line]
    groups.push(begun)
    if (same !== undefined) open.set(same, begun)
  }
  return groups
}
