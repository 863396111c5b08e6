'use client'
/** The records of one list, loaded in stretches as they come into sight; the grid reads them by position. */
import type { ApiError, ApiRecord, ListAnswer, ListAsk } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { failureOf } from './failure'
import { RecordWindow } from './window'

/** What the list shows: which fields, which records, in which order. */
export type Ask = Pick<ListAsk, 'fields' | 'filter' | 'sort'>

/** Rows per request: a screen takes one, a fling two or three. */
const BLOCK = 100
/** A fling passes many stretches; only where it pauses is worth asking for. */
const SETTLE_MS = 40

const order = (ask: Ask): string => JSON.stringify([ask.filter, ask.sort])
const covers = (has: Ask, wants: Ask): boolean =>
  !has.fields || (wants.fields?.every((key) => has.fields?.includes(key)) ?? false)

export class RecordStore {
  /** `refreshing`: what is shown is about to be replaced. */
  status: 'loading' | 'ready' | 'refreshing' | 'failed' = 'loading'
  error?: ApiError
  /** The true number of records is known, not only a lower bound. */
  counted = false
  version = 0

  private ask?: Ask
  private window = new RecordWindow()
  /** While a refresh is under way, positions that have not arrived again show what they were. */
  private before?: RecordWindow
  private records = new Map<string, ApiRecord>()
  private flights = new Map<number, { limit: number; request: AbortController }>()
  private listeners = new Set<() => void>()
  private range = { from: 0, to: BLOCK }
  private settle?: ReturnType<typeof setTimeout>
  private askedAt = 0
  private generation = 0

  constructor(private readonly path: string) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  snapshot = (): number => this.version

  get total(): number {
    return this.window.total
  }
  /** The record at a position; undefined while it has not arrived. */
  at(position: number): ApiRecord | undefined {
    const id = this.window.id(position) ?? this.before?.id(position)
    return id === undefined ? undefined : this.records.get(id)
  }
  get(id: string): ApiRecord | undefined {
    return this.records.get(id)
  }
  position(id: string): number | undefined {
    return this.window.position(id)
  }
  /** Ids that have arrived, in order. */
  known(): string[] {
    return this.window.known()
  }

  /** Shows another list. Fewer fields of the same list need no request, more fields keep the place. */
  setAsk(ask: Ask): void {
    const same = this.ask && order(this.ask) === order(ask)
    if (same && covers(this.ask!, ask)) return
    this.ask = ask
    if (same) this.refresh()
    else void this.restart()
  }

  /** Loads everything in sight again. */
  refresh(): void {
    if (this.status === 'failed' || this.status === 'loading') return void this.restart()
    this.abortAll()
    this.generation++
    this.before = this.window
    this.window = new RecordWindow()
    this.window.total = this.before.total
    this.status = 'refreshing'
    this.ensure()
    void this.count()
    this.changed()
  }

  /** The rows in sight; asks for those that are missing, and one stretch ahead of the movement. */
  show(from: number, to: number): void {
    const down = from >= this.range.from
    this.range = { from: down ? from : from - BLOCK, to: down ? to + BLOCK : to }
    if (this.settle) return
    // A jump asks at once, a scroll now and then.
    if (performance.now() - this.askedAt > SETTLE_MS) this.ensure()
    this.settle = setTimeout(() => {
      this.settle = undefined
      this.ensure()
    }, SETTLE_MS)
  }

  /** Asks again after an error. */
  retry(): void {
    this.error = undefined
    if (this.status === 'failed') void this.restart()
    else this.ensure()
    this.changed()
  }

  /** Resolves when all records of [from, to) are here. */
  async load(from: number, to: number): Promise<void> {
    await Promise.all(this.window.missing(from, to, BLOCK).map((m) => this.fetch(m.start, m.limit)))
  }

  /** Takes in a record as it is now. */
  put(record: ApiRecord): void {
    this.records.set(record.id, record)
    this.changed()
  }
  /** Some cells are known to hold something else now. */
  patch(id: string, fields: Record<string, ApiRecord['fields'][string] | null>): void {
    const record = this.records.get(id)
    if (!record) return
    const merged = { ...record.fields }
    for (const [key, value] of Object.entries(fields)) {
      if (value === null) delete merged[key]
      else merged[key] = value
    }
    this.put({ ...record, fields: merged })
  }
  /** A new record stands at `position` until the list is loaded again, wherever its order would put it. */
  insert(position: number, record: ApiRecord): void {
    this.records.set(record.id, record)
    this.window.insert(position, record.id)
    this.changed()
  }
  remove(ids: readonly string[]): void {
    this.window.remove(ids)
    this.before = undefined
    this.changed()
    this.ensure()
  }

  dispose(): void {
    clearTimeout(this.settle)
    this.settle = undefined
    this.abortAll()
  }

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }

  private abortAll(): void {
    for (const { request } of this.flights.values()) request.abort()
    this.flights.clear()
  }

  /** The first stretch of a new list replaces everything when it arrives, and not before. */
  private async restart(): Promise<void> {
    this.abortAll()
    const generation = ++this.generation
    this.status = this.status === 'ready' || this.status === 'refreshing' ? 'refreshing' : 'loading'
    this.changed()
    const request = new AbortController()
    this.flights.set(0, { limit: BLOCK, request })
    try {
      const answer = await this.query({ limit: BLOCK, count: 'capped' }, request.signal)
      if (generation !== this.generation) return
      this.window = new RecordWindow()
      this.before = undefined
      this.records = new Map()
      this.accept(0, answer)
      this.window.total = Math.max(this.window.total, answer.count?.value ?? 0)
      this.counted = !answer.count?.more
      this.status = 'ready'
      this.error = undefined
      if (!this.counted) void this.count()
    } catch (error) {
      if (generation !== this.generation) return
      this.error = failureOf(error)
      this.status = 'failed'
    } finally {
      if (generation === this.generation) {
        this.flights.delete(0)
        this.changed()
      }
    }
  }

  private ensure(): void {
    this.askedAt = performance.now()
    if (this.status === 'loading' || this.status === 'failed') return
    const { from, to } = this.range
    for (const [start, { limit, request }] of this.flights) {
      if (start + limit > from - BLOCK && start < to + BLOCK) continue
      request.abort()
      this.flights.delete(start)
    }
    for (const { start, limit } of this.window.missing(from, to, BLOCK)) void this.fetch(start, limit)
  }

  private async fetch(start: number, limit: number): Promise<void> {
    if (this.flights.has(start)) return
    const generation = this.generation
    const request = new AbortController()
    this.flights.set(start, { limit, request })
    const cursor = this.window.cursor(start)
    try {
      const place = cursor ? { cursor } : { offset: start }
      const answer = await this.query({ limit, ...place }, request.signal)
      if (generation !== this.generation) return
      this.accept(start, answer)
      this.status = 'ready'
      this.error = undefined
    } catch (error) {
      if (request.signal.aborted || generation !== this.generation) return
      this.error = failureOf(error)
    }
    this.flights.delete(start)
    this.changed()
  }

  private accept(start: number, answer: ListAnswer): void {
    for (const record of answer.records) this.records.set(record.id, record)
    this.window.place(
      start,
      answer.records.map((record) => record.id),
      answer.next,
    )
  }

  /** The exact number is asked for apart: a first screen must not wait for it. */
  private async count(): Promise<void> {
    const generation = this.generation
    try {
      const { count } = await this.query({ limit: 1, count: 'exact' })
      if (!count || generation !== this.generation) return
      this.window.total = Math.max(count.value, 0)
      this.counted = true
      this.changed()
    } catch {
      // The lower bound stays; the list itself tells when the connection is gone.
    }
  }

  private query(ask: ListAsk, signal?: AbortSignal): Promise<ListAnswer> {
    return api.post<ListAnswer>(`${this.path}/query`, { ...this.ask, ...ask }, { signal })
  }
}
