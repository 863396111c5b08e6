/** Two answers to the same question laid beside each other: which records, which fields, and which cells differ. */
import type { ApiRecord, FieldAnswer, ListAnswer, TableAnswer } from '@/lib/api/contract'

export interface Sides<T> {
  left?: T
  right?: T
}

/** A field that at least one of the two is shown. */
export interface SideField extends Sides<FieldAnswer> {
  key: string
}
export interface SideRecord extends Sides<ApiRecord> {
  id: string
}

/** The fields of both, in the order of whoever is shown more. */
export function sideFields({ left, right }: Sides<TableAnswer>): SideField[] {
  const [more, less] = [left?.fields ?? [], right?.fields ?? []].sort((a, b) => b.length - a.length)
  const keys = [...new Set([...(more ?? []), ...(less ?? [])].map((f) => f.key))]
  const find = (table: TableAnswer | undefined, key: string) => table?.fields.find((f) => f.key === key)
  return keys.map((key) => ({ key, left: find(left, key), right: find(right, key) }))
}

/**
 * The records of both, newest first as both lists are. Beyond the end of a list that goes on, nobody knows what the other
 * one's records would stand beside, so it ends there.
 */
export function sideRecords({ left, right }: Sides<ListAnswer>): SideRecord[] {
  const ends = [left, right].flatMap((list) => (list?.next ? [list.records.at(-1)!.id] : []))
  const ids = new Set([...(left?.records ?? []), ...(right?.records ?? [])].map((r) => r.id))
  const find = (list: ListAnswer | undefined, id: string) => list?.records.find((r) => r.id === id)
  return [...ids]
    .filter((id) => ends.every((end) => id >= end))
    .sort((a, b) => (a < b ? 1 : -1))
    .map((id) => ({ id, left: find(left, id), right: find(right, id) }))
}

const shown = (record: ApiRecord | undefined, field: FieldAnswer | undefined): string => {
  if (!record || !field) return 'unseen'
  const value = record.fields[field.key]
  const names = (Array.isArray(value) ? value : [value]).map((id) => record.titles[String(id)] ?? null)
  return JSON.stringify([value ?? null, names, record.noAccess?.includes(field.key) ?? false])
}

/** Whether the two are shown different things in a cell. */
export const differs = (record: SideRecord, field: SideField): boolean =>
  shown(record.left, field.left) !== shown(record.right, field.right)

/** Seen by one of the two alone. */
export const isLone = ({ left, right }: SideRecord): boolean => !left !== !right

/** A record that one of them does not see is one difference, however many cells it has. */
export const differences = (records: readonly SideRecord[], fields: readonly SideField[]): number =>
  records.reduce(
    (sum, record) => sum + (isLone(record) ? 1 : fields.filter((field) => differs(record, field)).length),
    0,
  )

/** Whether the two are told apart by a field, in a record that both see or by seeing it at all. */
const tells = (records: readonly SideRecord[], field: SideField): boolean =>
  !field.left !== !field.right || records.some((record) => !isLone(record) && differs(record, field))

/**
 * The fields worth looking at first: the name, then what both see differently, then what one alone sees; the rest last, or
 * not at all where only differences are wanted. A record that one of them does not see tells nothing about fields.
 */
export function comparedFields(
  fields: readonly SideField[],
  records: readonly SideRecord[],
  title: string | undefined,
  onlyDifferent: boolean,
): SideField[] {
  const rank = (field: SideField): number => {
    if (field.key === title) return 0
    if (!tells(records, field)) return 3
    return field.left && field.right ? 1 : 2
  }
  const ranked = fields.map((field) => ({ field, rank: rank(field) }))
  return ranked
    .filter((one) => !onlyDifferent || one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.field)
}

/** The records to be shown: all, or those that the two are shown differently. */
export const comparedRecords = (
  records: readonly SideRecord[],
  fields: readonly SideField[],
  onlyDifferent: boolean,
): readonly SideRecord[] =>
  onlyDifferent
    ? records.filter((record) => isLone(record) || fields.some((field) => differs(record, field)))
    : records

/** The field that records are called by, as whoever sees it has it. */
export const titleKeyOf = ({ left, right }: Sides<TableAnswer>): string | undefined =>
  left?.title ?? right?.title
