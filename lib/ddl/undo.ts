/** Use case: take back a change of definitions. Documents are as they were before it; values come back to the byte. */
import type { Actor } from '@/lib/access/actor'
import { effectOfRoles } from '@/lib/access/effect'
import type { UndoPreview, Use } from '@/lib/api/contract-design'
import type { EffectAnswer } from '@/lib/api/contract-rights'
import { ownerTransaction, type Tx } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Labels } from '@/lib/i18n/labels'
import { parse, print } from '@/lib/meta/documents'
import type { Form } from '@/lib/meta/form'
import { keptFields } from '@/lib/meta/kept'
import type { Definitions, Table, View } from '@/lib/meta/model'
import { fittingView, newFaults } from '@/lib/meta/soundness'
import {
  type DocumentChange,
  findBase,
  keepDefinitions,
  readDefinitions,
  withChanges,
} from '@/lib/meta/store'
import { templateLabels } from '@/lib/templates/format'
import { applyChanges, lockBase } from './apply'
import { inZone } from './convert-preview'
import { changeOf } from './edit-table'
import {
  type HistoryRow,
  laterChanges,
  presentBodies,
  readLines,
  readRows,
  undoOrder,
  whetherUndoable,
} from './history'
import { refreshReaders } from './refresh'
import { whereUsed } from './refuse'
import { namesOfGone, roleChange } from './role-history'
import { inTheWay } from './undo-blocked'
import { type CellsBack, cellsBack, countCells, setCellsBack } from './undo-cells'
import { type BroughtBack, broughtBack, countBack, withValuesBack } from './undo-values'
import { partsOf } from './words'

interface UndoPlan {
  changes: DocumentChange[]
  back: BroughtBack[]
  cells: CellsBack[]
  preview: UndoPreview
}

/** What taking a change back would do. */
export const previewUndo = (actor: Actor, seq: number): Promise<UndoPreview> =>
  ownerTransaction(async (tx) => {
    await inZone(tx, actor.definitions)
    return (await planUndo(tx, actor, actor.definitions, seq)).preview
  })

/** Whom and which records the roles touch that taking a change back would change. */
export async function effectOfUndo(actor: Actor, seq: number): Promise<EffectAnswer> {
  const changes = await ownerTransaction(async (tx) => {
    await inZone(tx, actor.definitions)
    return (await planUndo(tx, actor, actor.definitions, seq)).changes
  })
  const moving = changes.flatMap((c) => (c.kind === 'table' ? [(c.before ?? c.after)!.key] : []))
  const roles = changes.flatMap((c) => (c.kind === 'role' ? [c] : []))
  return effectOfRoles(actor, roles, new Set(moving))
}

/** Takes a change back, whole. */
export async function undoChange(actor: Actor, seq: number): Promise<UndoPreview> {
  const { preview, committed } = await ownerTransaction(async (tx) => {
    const definitions = await lockBase(tx, actor.definitions.base)
    await inZone(tx, definitions)
    const { changes, back, cells, preview } = await planUndo(tx, actor, definitions, seq)
    const broken = preview.uses.filter((use) => use.breaks)
    if (broken.length > 0)
      throw appError('DEFINITION_IN_USE', { params: { where: whereUsed(definitions, broken, actor.locale) } })
    const change = { ...changeOf(actor), undoOf: seq }
    const lines = await setCellsBack(tx, definitions, change, cells)
    await applyChanges(tx, definitions, { ...change, cells: lines }, changes, (steps) =>
      withValuesBack(definitions, back, steps),
    )
    const committed = await readDefinitions(tx, (await findBase(tx, definitions.base))!)
    await refreshReaders(tx, committed, [
      ...back.map(({ table, then }) => ({ table: table.key, field: then.key })),
      ...cells.filter((c) => c.living).map(({ table, field }) => ({ table: table.key, field: field.key })),
    ])
    return { preview, committed }
  })
  keepDefinitions(committed)
  return preview
}

async function planUndo(tx: Tx, actor: Actor, definitions: Definitions, seq: number): Promise<UndoPlan> {
  const [line] = await readLines(tx, definitions, sql`c.seq = ${param(seq, 'bigint')}`, 1)
  if (!line) throw appError('NOT_FOUND')
  const rows = await readRows(tx, definitions, [seq])
  const later = (await laterChanges(tx, definitions, [seq])).get(seq) ?? []
  const undo = whetherUndoable(line, rows, await undoOrder(tx, definitions), later)
  if (!undo.can) throw appError('CONFLICT', { problem: `design.${undo.why}` })
  const present = await presentBodies(
    tx,
    rows.map((r) => r.id),
  )
  const given = rows.map((row) => changeBack(row, present.get(row.id), actor.userId))
  const along = goingAlong(definitions, given)
  const found = [...given, ...along]
  const changes = found.map((change) => fittingChange(definitions, found, change))
  const back = changes.flatMap((c) =>
    c.kind === 'table' && c.before && c.after ? broughtBack(c.before, c.after, seq) : [],
  )
  const cells = await cellsBack(tx, definitions, line.detail?.cells ?? [])
  const uses = [
    ...brokenBy(definitions, changes),
    ...(await inTheWay(tx, definitions, changes)),
    ...along.map(({ kind, before }): Use => {
      const { table, key, label } = before
      return { kind, table, key, label, how: 'useTable', breaks: false }
    }),
  ]
  // What cannot come back has nothing to count: what its values need may be gone.
  const counts = uses.some((use) => use.breaks)
    ? { restored: 0, edited: 0, lost: 0 }
    : sumOf(await countBack(tx, definitions, back), await countCells(tx, definitions, cells))
  const parts = wordsOf(changes, await templateLabels())
  // A restored document is its own "before".
  const roles = changes.flatMap(({ kind, before, after }) =>
    kind === 'role' ? [roleChange(before === after ? undefined : before, after)] : [],
  )
  const gone = await namesOfGone(tx, definitions, roles)
  const told = {
    ...(roles.length > 0 ? { roles } : {}),
    ...(gone.length > 0 ? { gone } : {}),
  }
  return { changes, back, cells, preview: { parts, ...counts, uses, ...told } }
}

type Counts = Pick<UndoPreview, 'restored' | 'edited' | 'lost'>

const sumOf = (values: Counts, cells: Omit<Counts, 'lost'>): Counts => ({
  restored: values.restored + cells.restored,
  edited: values.edited + cells.edited,
  lost: values.lost,
})

/** The views and forms that people have made since of a table that goes: they go with it, as when it is deleted. */
function goingAlong(definitions: Definitions, changes: readonly DocumentChange[]) {
  const going = new Set(
    changes.flatMap((c) => (c.kind === 'table' && c.before && !c.after ? [c.before.key] : [])),
  )
  const told = new Set(changes.map((c) => c.before?.id))
  const left = ({ id, table }: View | Form): boolean => going.has(table) && !told.has(id)
  return [
    ...[...definitions.views.values()].filter(left).map((before) => ({ kind: 'view' as const, before })),
    ...[...definitions.forms.values()].filter(left).map((before) => ({ kind: 'form' as const, before })),
  ]
}

/** A view as it was may name what is no longer there: it comes back without. */
function fittingChange(
  definitions: Definitions,
  all: readonly DocumentChange[],
  change: DocumentChange,
): DocumentChange {
  if (change.kind !== 'view' || !change.after || change.after === change.before) return change
  return { ...change, after: fittingView(withChanges(definitions, all), change.after) }
}

/** A document as it was before the change. What has come into a table since then goes to its trash. */
function changeBack(
  { kind, before, after }: HistoryRow,
  present: { body: unknown; deleted: boolean } | undefined,
  by: string,
): DocumentChange {
  const purged = appError('CONFLICT', { problem: 'design.undoPurged' })
  if (!present || present.deleted !== (after === null)) throw purged
  const model = parse(kind, present.body)
  if (before === null) return { kind, before: model } as DocumentChange
  // The rows of a deleted table never went away: nothing changes but that it is there again.
  if (present.deleted) return { kind, before: model, after: model } as DocumentChange
  const target = parse(kind, before)
  if (kind !== 'table') return { kind, before: model, after: target } as DocumentChange
  return { kind, before: model as Table, after: withTrash(target as Table, model as Table, by, purged) }
}

function withTrash(target: Table, present: Table, by: string, purged: Error): Table {
  const there = new Set(keptFields(present).map((f) => f.number))
  if (target.fields.some((f) => !there.has(f.number))) throw purged
  const wanted = new Set(keptFields(target).map((f) => f.number))
  const at = new Date().toISOString()
  // What lives now and goes to the trash again has its 30 days from now on.
  const fresh = (number: number): boolean => present.fields.some((f) => f.number === number)
  return {
    ...target,
    trash: [
      ...target.trash
        .filter((t) => there.has(t.field.number))
        .map((t) => (fresh(t.field.number) ? { ...t, at, by } : t)),
      ...present.trash.filter((t) => !wanted.has(t.field.number)),
      ...present.fields.filter((f) => !wanted.has(f.number)).map((field) => ({ field, at, by })),
    ],
  }
}

const wordsOf = (
  changes: readonly DocumentChange[],
  templates: ReadonlyMap<string, Labels>,
): UndoPreview['parts'] =>
  partsOf(
    changes.map(({ kind, before, after }) => {
      const body = (model: typeof before) => (model ? print(kind, model as never) : null)
      // A restored document is its own "before", as the differ wants it.
      return {
        kind,
        key: (after ?? before)!.key,
        before: before === after ? null : body(before),
        after: body(after),
        known: true,
      }
    }),
    templates,
  )

const brokenBy = (definitions: Definitions, changes: readonly DocumentChange[]): Use[] =>
  newFaults(definitions, withChanges(definitions, changes)).map(({ kind, table, key, label, how }) => ({
    kind,
    table,
    key,
    label,
    how,
    breaks: true,
  }))
