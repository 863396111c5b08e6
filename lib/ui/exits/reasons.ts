'use client'
/** Reasons that somebody gave lately for looking behind a mask; they go when the tab does. */

const mostKept = 5

export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const keyOf = (person: string): string => `tian.reasons.${person}`

export function recentReasons(person: string, store: Store = sessionStorage): string[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(person)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((reason) => typeof reason === 'string').slice(0, mostKept) : []
  } catch {
    return []
  }
}

/** The newest first, each once. */
export function keepReason(person: string, reason: string, store: Store = sessionStorage): void {
  const kept = [reason, ...recentReasons(person, store).filter((other) => other !== reason)]
  try {
    store.setItem(keyOf(person), JSON.stringify(kept.slice(0, mostKept)))
  } catch {
    // Without room for it the reason is typed again.
  }
}
