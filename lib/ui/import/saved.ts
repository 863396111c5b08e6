/** How far an import came, kept in this browser: chosen again, the same file goes on there and repeats nothing. */
import { requestKey } from '@/lib/ui/form/key'
import type { Tally } from './batches'

export interface Saved {
  /** Of everything that says what is sent: the file, its columns, the person, what happens to records that are there. */
  fingerprint: string
  /** The beginning of every key. */
  attempt: string
  /** The piece that is on its way, or comes next. */
  batch: number
  /** Rows of that piece that stay out, as the file counts them. */
  left: number[]
  /** What came of the pieces before. */
  tally: Tally
  /** When that was, in milliseconds. */
  at: number
}

/** As long as the server knows the keys of what it was sent, and a little less. */
const known = 20 * 3_600_000

/** Nobody can tell any more whether the piece that was on its way has arrived. */
export const isUncertain = ({ at }: Saved, now = Date.now()): boolean => now - at > known

export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const keyOf = (path: string): string => `tian.import.${path}`

export const begin = (fingerprint: string): Saved => ({
  fingerprint,
  attempt: requestKey(),
  batch: 0,
  left: [],
  tally: { created: 0, updated: 0, skipped: 0 },
  at: Date.now(),
})

/** An import of this very content that did not come to its end. */
export function savedImport(
  path: string,
  fingerprint: string,
  store: Store = localStorage,
): Saved | undefined {
  try {
    const saved = JSON.parse(store.getItem(keyOf(path)) ?? 'null') as Saved | null
    return saved?.fingerprint === fingerprint ? saved : undefined
  } catch {
    return undefined
  }
}

export function save(path: string, saved: Saved, store: Store = localStorage): void {
  try {
    store.setItem(keyOf(path), JSON.stringify(saved))
  } catch {
    // Without room for it an import that is broken off begins anew.
  }
}

export const forget = (path: string, store: Store = localStorage): void => store.removeItem(keyOf(path))
