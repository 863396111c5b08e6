/**
 * What two plays of a trace are judged by. A: the principal is told the same in both worlds. B: no record shows a cell
 * that the reference says is out of sight. C: no byte holds a value, or the name of anything, from out of sight. D: what
 * is refused changes nothing, and what changes was the principal's to change. E: who names what is out of sight is refused.
 */
import { references } from '@/lib/expr/references'
import type { Json } from '@/lib/json'
import { fieldOf } from '@/lib/meta/fields'
import { blocksOf, changedTooMuch } from './judge-writes'
import { follows } from './schema'
import type { Sight } from './sight'
import type { Base, Cast } from './stage'
import { isSecret, rowOf } from './state'
import type { Observed } from './trace'

export interface Verdict {
  oracle: 'A' | 'B' | 'C' | 'D' | 'E' | 'crash'
  step: number
  what: string
}

/** The first thing that is wrong, or nothing. `length` is how many steps could be compared. */
export function judge(
  base: Base,
  cast: Cast,
  [one, two]: [Observed[], Observed[]],
): { verdict?: Verdict; length: number } {
  // What somebody has said before may be said again to them: a draft, for one.
  const said: [string, string] = ['', '']
  for (const [i, first] of one.entries()) {
    const second = two[i]!
    const alike = (a: Sight, b: Sight) => a.text() === b.text()
    if (!alike(first.before, second.before)) return { length: i }
    const wrong = (oracle: Verdict['oracle'], what: string) => ({
      verdict: { oracle, step: i, what },
      length: i,
    })
    if (!('ask' in first.step)) continue
    const drift = driftOf(first, second)
    // Where the principal's own write opened more, its answer shows that already (declared exception 11).
    const opened = !drift && opensMore(first, second)
    // Whoever looks through other eyes has cursors of their own, from pages that show what those eyes do not.
    const lent = cast.who.kind === 'eyes' && (first.borrowed || second.borrowed)
    if (!opened && !lent && first.told !== second.told) return wrong('A', differing(first.told, second.told))
    for (const [world, observed] of [first, second].entries()) {
      said[world as 0 | 1] += observed.sent
      if (/"code":"INTERNAL"/.test(observed.told)) return wrong('crash', observed.told)
      const answered = answeredTooMuch(base, cast, observed)
      if (answered) return wrong('E', answered)
      const shown = shownTooMuch(base, observed)
      if (shown) return wrong('B', shown)
      const told = secretsIn(base, cast, observed, said[world as 0 | 1])
      if (told) return wrong('C', told)
      const moved = changedTooMuch(base, cast, observed)
      if (moved) return wrong('D', moved)
    }
    // After the principal's own write the worlds must still look alike, but for what has come into sight by it.
    if (drift) return wrong('A', drift)
  }
  return { length: one.length }
}

function differing(a: string, b: string): string {
  const at = [...a].findIndex((c, i) => c !== b[i])
  const from = Math.max(0, at - 200)
  return `first:  …${a.slice(from, at + 400)}\nsecond: …${b.slice(from, at + 400)}`
}

/** Refusals that a record must be found for. */
const onceFound = /"code":"(ROW_NOT_YOURS|CONFLICT|VALUE_REQUIRED|VALUE_TAKEN|DELETE_REFUSED)"/
/** Drafts keep what is known and drop the rest without a word. */
const forgiving = /\/draft$/

function answeredTooMuch(
  base: Base,
  cast: Cast,
  { step, sent, path, status, body, before, borrowed, states }: Observed,
): string | undefined {
  // A record out of sight is missing: whatever is known of it only once it is found cannot be the answer.
  const addressed = rowOf(states[0], /\/records\/([0-9a-f-]{36})/.exec(path)?.[1])
  if (addressed && !before.rows.has(addressed.id) && (status < 300 || onceFound.test(body)))
    return `the record ${addressed.id} is out of sight and was found`
  if (!('ask' in step) || status < 200 || status > 299 || forgiving.test(step.ask.of)) return undefined
  if (borrowed && cast.who.kind !== 'eyes') return 'the cursor of somebody else was taken'
  const hidden = hiddenNames(base, cast, before).find((name) => says(sent, name))
  return hidden && `${hidden} is out of sight, and what named it was answered`
}

/** Whether a text holds a word as a word: sealed tickets and cursors hold every few letters by chance. */
const says = (text: string, word: string): boolean =>
  text.includes(word) && new RegExp(`(?<![a-z0-9_-])${word}(?![a-z0-9_-])`, 'i').test(text)

/** Keys of tables and fields that the principal meets nowhere. */
function hiddenNames(base: Base, cast: Cast, sight: Sight): string[] {
  const asked = namesAsked(base, cast)
  const names = [...base.definitions.tables.values()].flatMap((table) => [
    ...(sight.knowsTable(table.key) ? [] : [table.key]),
    ...table.fields.flatMap((f) => (sight.knows(table, f) || sight.mayGive(table, f) ? [] : [f.key])),
  ])
  // A view that filters by what is out of sight tells of it.
  const views = base.views.filter(({ table, filter }) => {
    const { fields } = base.definitions.tables.get(table)!
    return (
      filter &&
      references(filter.expr).some(([key]) => names.includes(key!) && fields.some((f) => f.key === key))
    )
  })
  return [...names, ...views.map((view) => view.key)].filter((name) => !asked.has(name))
}

/** A record of an answer, wherever it stands. */
interface Shown {
  id: string
  fields: Record<string, Json>
  can?: { update: boolean; delete: boolean }
}
function* recordsIn(body: unknown): Generator<Shown> {
  if (typeof body !== 'object' || body === null) return
  const { id, fields } = body as Partial<Shown>
  if (typeof id === 'string' && typeof fields === 'object' && fields && !Array.isArray(fields))
    yield body as Shown
  // A form that is opened on a record.
  const { record, values } = body as { record?: Partial<Shown>; values?: Shown['fields'] }
  if (typeof record?.id === 'string' && values) yield { ...record, id: record.id, fields: values }
  for (const part of Object.values(body)) yield* recordsIn(part)
}

function shownTooMuch({ definitions, world }: Base, observed: Observed): string | undefined {
  const { step, body, status, path, after, states } = observed
  if (status < 200 || status > 299) return undefined
  const file = /\/(?:files|images)\/([0-9a-f-]+)$/.exec(path)?.[1]
  if (file && [...world.files, ...world.strays].some(({ id }) => id === file) && !held(after, file))
    return `the file ${file} is in no cell in sight`
  if (!body.startsWith('{')) return undefined
  const record = /\/records\/([0-9a-f-]+)\/history$/.exec(path)?.[1]
  if (record) {
    const later = 'ask' in step && step.ask.query?.cursor !== undefined
    const from = observed.borrowed ? 'end' : later ? perPage : 0
    return historyTooLong(body, after.rows.get(record)?.history ?? [], from)
  }
  const asked = 'ask' in step && step.ask.of.endsWith('/reveal') ? step.ask : undefined
  if (asked) {
    const { field } = asked.body as { field: string }
    const cell = observed.before.rows.get(path.split('/').at(-2)!)?.cells[field]
    return cell && ('value' in cell || 'behind' in cell) ? undefined : `${field} was looked behind`
  }
  for (const { id, fields, can } of recordsIn(JSON.parse(body))) {
    const row = rowOf(states[1], id)
    if (!row || Object.keys(fields).length === 0) continue
    const seen = after.rows.get(id)
    if (!seen) return `record ${id} is out of sight and shown`
    if (can && (can.update !== seen.can.update || can.delete !== seen.can.delete))
      return `${row.table} ${id} says ${JSON.stringify(can)} and should say ${JSON.stringify(seen.can)}`
    const table = definitions.tables.get(row.table)!
    for (const [key, value] of Object.entries(fields)) {
      const field = fieldOf(table, key)
      if (!field || follows(field)) continue
      const cell = seen.cells[key]
      if (!cell) return `${row.table}.${key} of ${id} is out of sight and shown as ${JSON.stringify(value)}`
      if ('mask' in cell && value !== cell.mask)
        return `${row.table}.${key} of ${id} should be ${cell.mask} and is ${JSON.stringify(value)}`
    }
  }
  return undefined
}

/** Whether a cell in sight holds a file; forms show pictures of their own. */
const held = (sight: Sight, file: string): boolean =>
  [...sight.rows.values()].some((row) => JSON.stringify(row.cells).includes(file))

/** Lines on a page of a history. */
const perPage = 30

/**
 * A page of a history has the lines that the reference sees, and no others; masks stand where it sees masks. Where the
 * page of somebody who sees more went before, nobody knows where it begins; it ends where the history ends.
 */
function historyTooLong(body: string, seen: readonly Json[], from: number | 'end'): string | undefined {
  const { entries } = JSON.parse(body) as {
    entries: { kind: string; cells?: { field: string }[] }[]
  }
  const kinds = entries.map(({ kind, cells }) =>
    [kind, ...(cells ?? []).map((c) => c.field).sort()].join(' '),
  )
  const expected = seen.map((line) => {
    const [, , , kind, cells] = line as [Json, Json, Json, string, [string][] | undefined]
    return [kind, ...(cells ?? []).map(([field]) => field).sort()].join(' ')
  })
  const first = from === 'end' ? Math.max(0, expected.length - kinds.length) : from
  const shown = expected.reverse().slice(first, first + perPage)
  return kinds.join() === shown.join()
    ? undefined
    : `the history is ${kinds.join()} and should be ${shown.join()}`
}

/** Names and values that are nowhere in sight. */
function secretsIn(
  base: Base,
  cast: Cast,
  { told, status, before, after, states }: Observed,
  sent: string,
): string | undefined {
  const text = told.toLowerCase()
  const said = sent.toLowerCase()
  const later = hiddenNames(base, cast, after)
  for (const name of hiddenNames(base, cast, before))
    if (says(text, name) && !says(said, name) && later.includes(name)) return `the name ${name} is told`
  // A create that is sent again tells again what it made.
  const again = (createdBy: string | null): boolean => status === 201 && createdBy === before.me
  for (const { id, table, createdBy } of states[1].rows)
    if (
      !again(createdBy) &&
      !before.rows.has(id) &&
      !after.rows.has(id) &&
      told.includes(id) &&
      !sent.includes(id) &&
      rowOf(states[0], id)
    )
      return `the id ${id} of a record of ${table} out of sight is told`
  for (const { body } of states[0].drafts)
    if (text.includes(body.toLowerCase())) return `the draft ${body} of somebody else is told`
  for (const { mark } of states[0].aside)
    if (text.includes(mark)) return `the token ${mark} of somebody else is told`
  const inSight = new Set(
    [...before.rows.values(), ...after.rows.values()].flatMap(({ cells }) =>
      Object.values(cells).flatMap((cell) => ('value' in cell ? [cell.value] : [])),
    ),
  )
  for (const row of states[0].rows)
    for (const [key, value] of Object.entries(row.cells)) {
      if (!isSecret(value) || before.rows.get(row.id)?.cells[key] || after.rows.get(row.id)?.cells[key])
        continue
      // A record like this one, in sight, has it too.
      if (inSight.has(value)) continue
      // What follows from other cells may be told where the record is in sight; the worlds' difference judges it there.
      const derived = follows(fieldOf(base.definitions.tables.get(row.table)!, key)!)
      if (derived && (before.rows.has(row.id) || after.rows.has(row.id))) continue
      for (const form of formsOf(String(value)))
        if (told.includes(form) || says(text, form.toLowerCase()))
          return `the value ${String(value)} of ${row.table}.${key} is told as ${form}`
    }
  return undefined
}

/** What a public form asks for is no secret to strangers. */
const namesAsked = ({ forms }: Base, { who }: Cast): Set<string> =>
  new Set(
    forms
      .filter((form) => form.public && who.kind === 'stranger')
      .flatMap((form) => [form.table, ...blocksOf(form)]),
  )
/** A secret as it is, in lower case, and in the three ways in which Base64 may hold it. */
function formsOf(secret: string): string[] {
  const part = secret.startsWith('zq') ? secret.slice(0, 6) : secret.replace('+', '')
  const base64 = [0, 1, 2].map((shift) => {
    const coded = Buffer.from(`${'x'.repeat(shift)}${part}`)
      .toString('base64')
      .replace(/=+$/, '')
    return coded.slice(shift === 0 ? 0 : shift + 1, -2)
  })
  return [part, ...base64.filter((b) => b.length >= 6)]
}

/** Cells that were in sight before and after in both worlds, and are not alike any more. */
function driftOf(one: Observed, two: Observed): string | undefined {
  if (one.after.text() === two.after.text()) return undefined
  for (const [id, row] of one.after.rows) {
    const [there, before, beforeThere] = [
      two.after.rows.get(id),
      one.before.rows.get(id),
      two.before.rows.get(id),
    ]
    if (!there || !before || !beforeThere) continue
    for (const [key, cell] of Object.entries(row.cells)) {
      const other = there.cells[key]
      const earlier = [before.cells[key], beforeThere.cells[key]]
      // A value that was hidden or covered before has come into sight by the write.
      if (!other || earlier.some((c) => !c || 'value' in c !== 'value' in cell)) continue
      if ('value' in cell && isLinks(cell.value)) continue
      if (JSON.stringify(cell) !== JSON.stringify(other))
        return `after the write ${key} of ${id} is ${JSON.stringify(cell)} and ${JSON.stringify(other)}`
    }
  }
  return undefined
}

/** Whether records that were there before the write are not alike after it. */
const opensMore = (one: Observed, two: Observed): boolean =>
  [...one.after.rows].some(
    ([id, row]) => one.before.exists(id) && JSON.stringify(row) !== JSON.stringify(two.after.rows.get(id)),
  )

/** What links lead to may have come into sight by the write. */
const isLinks = (value: Json): boolean =>
  Array.isArray(value) || (typeof value === 'string' && /^01800000-0000-7000-8000-0001/.test(value))
