/** What a principal has changed, against what was theirs to change (oracle D of `judge.ts`). */
import { fieldType } from '@/lib/fields/index'
import { fieldOf, isInput, targetOf } from '@/lib/meta/fields'
import type { Form } from '@/lib/meta/form'
import type { Table } from '@/lib/meta/model'
import type { Sight } from './sight'
import type { Base, Cast } from './stage'
import { type Row, rowOf, type State } from './state'
import type { Observed } from './trace'

/** Keys of all fields that a form asks for, those of its rows as well: keys are unique in a base. */
export const blocksOf = (form: Form): string[] =>
  form.steps
    .flatMap((s) => s.blocks)
    .flatMap((b) => (b.kind === 'field' ? [b.field] : b.kind === 'rows' ? [b.field, ...b.columns] : []))

/** The first thing that was changed and should not have been, or nothing. */
export function changedTooMuch(base: Base, cast: Cast, observed: Observed): string | undefined {
  const { states, status, step, before, after, told } = observed
  const [was, is] = states
  const plain = (s: State & { rest?: string }) => JSON.stringify([s.rows, s.shares, s.lines, s.rest])
  const asks = 'ask' in step ? step.ask : undefined
  const first = told.split('\n')[0]
  const uploads = /POST file|"state":"pending"/.test(told) || first !== told
  const rehearsed = (asks?.body as { check?: boolean } | undefined)?.check === true
  const reads = asks?.of.startsWith('GET ') || /(query|export|reveal)$/.test(asks?.of ?? '') || rehearsed
  const silent = status < 200 || status > 299 || reads
  if (silent && !uploads)
    return plain(was) === plain(is) ? undefined : `${status}, and yet the state has changed`
  if (cast.who.kind === 'eyes' && plain(was) !== plain(is)) return 'other eyes have changed something'
  const stolen = strayIn(base, was, is)
  if (stolen) return stolen
  const imports = asks?.of.endsWith('/records/import')
  const named = imports && !silent ? namedBlindly(before, observed.path, observed.body) : undefined
  if (named) return named
  // Several at once are a right of their own.
  const several = ((asks?.body as { ids?: unknown[] } | undefined)?.ids?.length ?? 0) > 1
  const deletable = (row: Row): boolean =>
    (several ? before.through(row.table, 'bulk') : before).rows.get(row.id)?.can.delete === true
  for (const row of is.rows)
    for (const [key, value] of Object.entries(row.cells)) {
      if (!targetOf(fieldOf(base.definitions.tables.get(row.table)!, key)!)) continue
      const old = [rowOf(was, row.id)?.cells[key] ?? []].flat()
      const blind = [value]
        .flat()
        .find((id) => !old.includes(id) && rowOf(was, id) && !before.rows.has(String(id)))
      if (blind) return `${row.table}.${key} of ${row.id} was set to ${String(blind)}, which is out of sight`
    }
  const lost = lostIn(base, before, was, is)
  if (lost) return lost
  const known = new Set(was.shares.map((s) => JSON.stringify(s)))
  for (const share of is.shares) {
    if (known.has(JSON.stringify(share))) continue
    const row = before.through(share.table, 'share').rows.get(share.record)
    if (!row || (share.edit && !row.can.update))
      return `${share.record} was shared${share.edit ? ' to be edited' : ''}`
  }
  for (const row of is.rows) {
    const table = base.definitions.tables.get(row.table)!
    const old = rowOf(was, row.id)
    if (!old) {
      const [maker, taker] = imports
        ? [before.through(row.table, 'import'), after.through(row.table, 'import')]
        : [before, after]
      const wrong = madeWrongly(base, cast, maker, taker, table, row)
      if (wrong) return wrong
      continue
    }
    if (old.deletedAt !== row.deletedAt && !deletable(old) && !goesAlong(base, was, old))
      return `${row.table} ${row.id} went to the trash or came back`
    const action = imports ? 'import' : asks?.of.endsWith('/records/update') ? 'bulk' : undefined
    const writer = action ? before.through(row.table, action) : before
    const write = new Set(writer.rows.get(row.id)?.write)
    let touched = false
    for (const field of table.fields) {
      const same = JSON.stringify(old.cells[field.key]) === JSON.stringify(row.cells[field.key])
      touched ||= !same && isInput(field)
      if (!same && isInput(field) && !write.has(field.key))
        return `${row.table}.${field.key} of ${row.id} was changed`
    }
    const held = after.rows.get(row.id)?.can.update || before.may(row.table, 'handOver')
    if (touched && !held) return `${row.table} ${row.id} was changed into one that may not be changed`
  }
  return undefined
}

/** A record that a row was found to name, and that those who may import do not see. */
function namedBlindly(before: Sight, path: string, body: string): string | undefined {
  const sight = before.through(path.split('/')[4]!, 'import')
  const { rows } = JSON.parse(body) as { rows: { done?: string; id?: string }[] }
  const found = rows.find(({ done, id }) => id && done !== 'created' && !sight.rows.has(id))
  return found && `${found.id} is out of sight, and a row was found to name it`
}

/** A file of somebody else's that a cell holds now: whoever puts it there could read it. */
function strayIn({ definitions, world }: Base, was: State, is: State): string | undefined {
  for (const row of is.rows)
    for (const [key, value] of Object.entries(row.cells)) {
      if (!fieldType(fieldOf(definitions.tables.get(row.table)!, key)!.type).fileIds) continue
      const old = JSON.stringify(rowOf(was, row.id)?.cells[key] ?? '')
      const text = JSON.stringify(value)
      const file = [...world.files, ...world.strays].find(({ id }) => text.includes(id) && !old.includes(id))
      if (file) return `${row.table}.${key} of ${row.id} has taken the file ${file.id} of somebody else`
    }
  return undefined
}

/** A link to many that the principal does not see, and that is gone from a cell: nobody can have meant that. */
function lostIn({ definitions }: Base, before: Sight, was: State, is: State): string | undefined {
  for (const old of was.rows)
    for (const [key, value] of Object.entries(old.cells)) {
      const field = fieldOf(definitions.tables.get(old.table)!, key)!
      const now = rowOf(is, old.id)
      if (!targetOf(field) || !Array.isArray(value) || !now) continue
      const kept = [now.cells[key] ?? []].flat()
      const lost = value.find((id) => !kept.includes(id) && rowOf(was, id) && !before.rows.has(String(id)))
      if (lost) return `${old.table}.${key} of ${old.id} has lost ${String(lost)}, which is out of sight`
    }
  return undefined
}

/** Records that a link of theirs takes along with what they point at (declared exception 6). */
const goesAlong = ({ definitions }: Base, state: State, row: Row): boolean =>
  definitions.tables.get(row.table)!.fields.some((f) => {
    const { onDelete } = f.options as { onDelete?: string }
    return (
      isInput(f) &&
      targetOf(f) &&
      onDelete === 'cascade' &&
      [row.cells[f.key] ?? []].flat().some((id) => rowOf(state, id))
    )
  })

function madeWrongly(
  base: Base,
  { who }: Cast,
  before: Sight,
  after: Sight,
  table: Table,
  row: Row,
): string | undefined {
  if (who.kind === 'stranger') {
    const open = base.forms.filter((f) => f.public)
    const asked = new Set(open.flatMap(blocksOf))
    const form = open.some((f) => f.table === table.key) || table.fields.some((f) => asked.has(f.key))
    const given = Object.keys(row.cells).find(
      (key) => isInput(fieldOf(table, key)!) && !asked.has(key) && !fieldOf(table, key)!.default,
    )
    const back = given !== undefined && fieldOf(table, given)!
    // A row of a form points at the record that was made with it.
    if (back && targetOf(back) && !before.exists(row.cells[back.key])) return undefined
    return form && given === undefined ? undefined : `a stranger gave ${table.key}.${given}`
  }
  if (!before.mayCreate(table.key)) return `a record of ${table.key} was made`
  if (!after.takes(row)) return `a record of ${table.key} was made that no rule takes`
  const given = table.fields.find(
    (f) => isInput(f) && !f.default && row.cells[f.key] !== undefined && !before.mayGive(table, f),
  )
  return given && `${table.key}.${given.key} was given in a new record`
}
