'use client'
/** Cell edits on their way to the server: shown at once, sent with what was there before, kept when refused. */
import type { ApiError, ApiRecord } from '@/lib/api/contract'
import type { CellValue } from '@/lib/fields/type'
import { api } from '@/lib/ui/api'
import { failureOf } from './failure'
import type { RecordStore } from './records'

export interface CellEdit {
  value: CellValue | undefined
  status: 'saving' | 'failed' | 'conflict'
  error?: ApiError
}
/** The edits of one record by field; a new object whenever one changes. */
export type RecordEdits = Readonly<Record<string, CellEdit>>

/** A cell by its record and field, wherever both stand. */
export interface CellAddress {
  id: string
  field: string
}
export interface CellChange extends CellAddress {
  value: CellValue | undefined
}
/** What an accepted change replaced, so that it can be taken back. */
export interface Accepted extends CellChange {
  was: CellValue | undefined
}

/** Records written at the same time; the cells of one record go in order. */
const AT_ONCE = 4
const same = (a: CellValue | undefined, b: CellValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

export class EditStore {
  version = 0
  private edits = new Map<string, RecordEdits>()
  private queues = new Map<string, Promise<unknown>>()
  private listeners = new Set<() => void>()

  constructor(
    private readonly path: string,
    private readonly records: RecordStore,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  snapshot = (): number => this.version

  of(id: string): RecordEdits | undefined {
    return this.edits.get(id)
  }
  /** Cells on their way, and cells that were not accepted. */
  counts(): { saving: number; refused: number } {
    let [saving, refused] = [0, 0]
    for (const edits of this.edits.values()) {
      for (const { status } of Object.values(edits)) {
        if (status === 'saving') saving++
        else refused++
      }
    }
    return { saving, refused }
  }
  /** Some cell that was not accepted. */
  refused(): CellAddress | undefined {
    for (const [id, edits] of this.edits) {
      const found = Object.entries(edits).find(([, edit]) => edit.status !== 'saving')
      if (found) return { id, field: found[0] }
    }
    return undefined
  }
  /** Cells that somebody else changed in the meantime. */
  *conflicts(): Generator<CellAddress & { edit: CellEdit }> {
    for (const [id, edits] of this.edits)
      for (const [field, edit] of Object.entries(edits))
        if (edit.status === 'conflict') yield { id, field, edit }
  }
  /** What the cell shows: the edit if there is one, else the record's value. */
  value(id: string, field: string): CellValue | undefined {
    const edit = this.edits.get(id)?.[field]
    return edit ? edit.value : this.records.get(id)?.fields[field]
  }

  /** Shows the changes at once and sends them; resolves with what was accepted. Refused ones stay at their cells. */
  async commit(changes: readonly CellChange[]): Promise<Accepted[]> {
    const byRecord = new Map<string, CellChange[]>()
    for (const change of changes) {
      if (
        !this.edits.get(change.id)?.[change.field] &&
        same(this.value(change.id, change.field), change.value)
      )
        continue
      const group = byRecord.get(change.id)
      if (group) group.push(change)
      else byRecord.set(change.id, [change])
      this.set(change.id, change.field, { value: change.value, status: 'saving' })
    }
    this.changed()
    const groups = [...byRecord]
    const accepted: Accepted[] = []
    const work = async (): Promise<void> => {
      for (let next = groups.shift(); next; next = groups.shift()) {
        const [id, group] = next
        accepted.push(...(await this.inOrder(id, () => this.send(id, group))))
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, groups.length) }, work))
    return accepted
  }

  /** A value that cannot be sent as it is stays at its cell with the reason. */
  refuse(change: CellChange, error: ApiError): void {
    this.set(change.id, change.field, { value: change.value, status: 'failed', error })
    this.changed()
  }

  /** Gives up an edit: the cell shows what the server has. */
  discard(id: string, field: string): void {
    this.clear(id, field)
    this.changed()
  }

  private inOrder<T>(id: string, task: () => Promise<T>): Promise<T> {
    const run = (this.queues.get(id) ?? Promise.resolve()).then(task)
    this.queues.set(id, run)
    void run.finally(() => this.queues.get(id) === run && this.queues.delete(id))
    return run
  }

  /** One record's cells in one request; cells that are refused by name are left out and the others sent again. */
  private async send(id: string, group: readonly CellChange[]): Promise<Accepted[]> {
    let rest = group
    while (rest.length > 0) {
      const before = this.records.get(id)?.fields ?? {}
      const set = Object.fromEntries(rest.map(({ field, value }) => [field, value ?? null]))
      const was = Object.fromEntries(rest.map(({ field }) => [field, before[field] ?? null]))
      try {
        const record = await api.patch<ApiRecord>(`${this.path}/records/${id}`, { set, was })
        // A later edit of the same cell stays in sight until its own answer.
        for (const { field, value } of rest)
          if (this.edits.get(id)?.[field]?.value === value) this.clear(id, field)
        this.records.put(record)
        // It was handed over to somebody else.
        if (record.unseen) this.records.remove([id])
        this.changed()
        return rest.map((change) => ({ ...change, was: before[change.field] }))
      } catch (thrown) {
        rest = this.settle(id, rest, was, failureOf(thrown))
        this.changed()
      }
    }
    return []
  }

  /** Marks what the answer names (or all, when it names nothing) and returns what may be tried again. */
  private settle(
    id: string,
    group: readonly CellChange[],
    was: Record<string, CellValue | null>,
    error: ApiError,
  ): CellChange[] {
    const errors = new Map<string, CellEdit>()
    if (error.present) {
      const present = error.present
      const moved = group.filter(({ field }) => !same(present[field] ?? undefined, was[field] ?? undefined))
      for (const { field, value } of moved) errors.set(field, { value, status: 'conflict', error })
      this.records.patch(id, present)
    } else {
      const named = [error, ...(error.more ?? [])]
      for (const { field, value } of group) {
        const own = named.find((e) => e.field === field)
        if (own) errors.set(field, { value, status: 'failed', error: { ...error, ...own } })
      }
    }
    const all = errors.size === 0
    for (const { field, value } of group) {
      const edit = errors.get(field) ?? (all ? { value, status: 'failed' as const, error } : undefined)
      if (edit) this.set(id, field, edit)
    }
    return all ? [] : group.filter(({ field }) => !errors.has(field))
  }

  private set(id: string, field: string, edit: CellEdit): void {
    this.edits.set(id, { ...this.edits.get(id), [field]: edit })
  }
  private clear(id: string, field: string): void {
    const { [field]: _, ...rest } = this.edits.get(id) ?? {}
    if (Object.keys(rest).length > 0) this.edits.set(id, rest)
    else this.edits.delete(id)
  }
  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }
}
