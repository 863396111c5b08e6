/**
 * How a person sees a view: the shared view with their own changes laid over it, complete and free of fields they
 * cannot read. Every change is a pure step from settings to settings.
 */
import type { FieldAnswer, TableAnswer, ViewAnswer, ViewSettings } from '@/lib/api/contract'
import { type Kind, type StoredExpr, stored, value } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import type { SortKey, ViewColumn } from '@/lib/meta/model'

/** Every readable field once, in order; `frozen` counts visible columns. */
export type Settings = Required<Omit<ViewSettings, 'filter'>> & Pick<ViewSettings, 'filter'>

export const minWidth = 64
export const maxWidth = 800
/** What a column of this kind needs when nobody chose a width. */
const widths: Record<Kind, number> = {
  text: 180,
  number: 120,
  boolean: 96,
  date: 120,
  datetime: 168,
  list: 200,
  ref: 168,
  json: 200,
}
export const defaultWidth = (field: FieldAnswer): number => widths[fieldType(field.type).kind]

/** The view as this person sees it. Without any view all fields are shown. */
export function settingsOf(table: TableAnswer, view: ViewAnswer | undefined): Settings {
  const readable = new Set(table.fields.map((field) => field.key))
  const shared = view?.columns ?? []
  const chosen = [...(view?.mine?.columns ?? []), ...shared]
  const columns = new Map<string, ViewColumn>()
  for (const column of chosen) {
    if (readable.has(column.field) && !columns.has(column.field)) columns.set(column.field, column)
  }
  for (const { key } of table.fields)
    if (!columns.has(key)) columns.set(key, { field: key, hidden: chosen.length > 0 })
  return {
    columns: [...columns.values()],
    frozen: view?.mine?.frozen ?? view?.frozen ?? 1,
    sort: (view?.mine?.sort ?? view?.sort ?? []).filter((key) => readable.has(key.field)),
    filter: withoutAll(view?.mine?.filter ?? view?.filter),
  }
}

/** "No filter" laid over a view that has one: a condition that always holds. */
const all = stored(value(true))
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const withoutAll = (filter: StoredExpr | undefined): StoredExpr | undefined =>
  same(filter, all) ? undefined : filter

/** What differs from the shared view: only that is kept for the person, so later changes of the view still arrive. */
export function ownChanges(table: TableAnswer, view: ViewAnswer, settings: Settings): ViewSettings {
  const shared = settingsOf(table, { ...view, mine: undefined })
  const { columns, frozen, sort, filter } = settings
  return {
    ...(same(columns, shared.columns) ? {} : { columns }),
    ...(frozen === shared.frozen ? {} : { frozen }),
    ...(same(sort, shared.sort) ? {} : { sort }),
    ...(same(filter, shared.filter) ? {} : { filter: filter ?? all }),
  }
}

export const visibleColumns = (settings: Settings): ViewColumn[] => settings.columns.filter((c) => !c.hidden)

const withColumn = (settings: Settings, field: string, change: Partial<ViewColumn>): Settings => ({
  ...settings,
  columns: settings.columns.map((column) => (column.field === field ? { ...column, ...change } : column)),
})

export const setWidth = (settings: Settings, field: string, width: number): Settings =>
  withColumn(settings, field, { width: Math.round(Math.max(minWidth, Math.min(width, maxWidth))) })

/** Hides or shows a column; one that was frozen takes its place among the frozen ones along. */
export function setHidden(settings: Settings, field: string, hidden: boolean): Settings {
  const place = visibleColumns(settings).findIndex((column) => column.field === field)
  const shrink = hidden && place >= 0 && place < settings.frozen ? 1 : 0
  return { ...withColumn(settings, field, { hidden }), frozen: settings.frozen - shrink }
}

/** Puts `field` before `before`, or at the end. */
export function moveColumn(settings: Settings, field: string, before: string | undefined): Settings {
  if (field === before) return settings
  const moved = settings.columns.find((column) => column.field === field)
  if (!moved) return settings
  const rest = settings.columns.filter((column) => column !== moved)
  const place = before === undefined ? rest.length : rest.findIndex((column) => column.field === before)
  rest.splice(place < 0 ? rest.length : place, 0, moved)
  return { ...settings, columns: rest }
}

/** One visible place to the left (−1) or right (1). */
export function nudgeColumn(settings: Settings, field: string, by: -1 | 1): Settings {
  const visible = visibleColumns(settings).map((column) => column.field)
  const place = visible.indexOf(field)
  if (place < 0 || place + by < 0 || place + by >= visible.length) return settings
  return moveColumn(settings, field, by < 0 ? visible[place - 1] : visible[place + 2])
}

/** Keeps the columns up to and including `field` in place; undefined frees all. */
export function freezeUpTo(settings: Settings, field: string | undefined): Settings {
  const place = visibleColumns(settings).findIndex((column) => column.field === field)
  return { ...settings, frozen: place + 1 }
}

/** Sorts by one field alone; the same again leaves the order of entry. */
export function sortBy(settings: Settings, key: SortKey): Settings {
  const [first, ...more] = settings.sort
  const again = more.length === 0 && first?.field === key.field && first.desc === key.desc
  return { ...settings, sort: again ? [] : [key] }
}
