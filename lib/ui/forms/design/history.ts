/** Undo and redo of a value: pure. Changes of one kind in a row, such as typing one text, are taken back together. */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** What the last change was about, and when. */
  last?: { tag: string; at: number }
}

const most = 100
/** Typing goes on as one change while the pauses are shorter. */
const pauseMs = 1500

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] })

export function record<T>(history: History<T>, next: T, tag: string | undefined, at: number): History<T> {
  if (next === history.present) return history
  const goesOn = tag !== undefined && history.last?.tag === tag && at - history.last.at < pauseMs
  return {
    past: goesOn ? history.past : [...history.past, history.present].slice(-most),
    present: next,
    future: [],
    ...(tag !== undefined && { last: { tag, at } }),
  }
}

export function undo<T>({ past, present, future }: History<T>): History<T> {
  return past.length > 0
    ? { past: past.slice(0, -1), present: past.at(-1)!, future: [present, ...future] }
    : { past, present, future }
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  return future.length > 0
    ? { past: [...past, present], present: future[0]!, future: future.slice(1) }
    : { past, present, future }
}
