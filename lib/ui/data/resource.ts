'use client'
/** One GET answer, shared by everybody who shows it at the moment and forgotten when the last of them leaves. */
import { useCallback, useSyncExternalStore } from 'react'
import type { ApiError } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { failureOf } from './failure'

export interface Resource<T> {
  data?: T
  error?: ApiError
  loading: boolean
}

interface Entry {
  value: Resource<unknown>
  listeners: Set<() => void>
  request?: AbortController
}

const entries = new Map<string, Entry>()
const idle: Resource<never> = { loading: true }

function publish(entry: Entry, value: Resource<unknown>): void {
  entry.value = value
  for (const listener of entry.listeners) listener()
}

async function load(path: string, entry: Entry): Promise<void> {
  entry.request?.abort()
  const request = new AbortController()
  entry.request = request
  try {
    const data = await api.get<unknown>(path, { signal: request.signal })
    if (!request.signal.aborted) publish(entry, { data, loading: false })
  } catch (error) {
    // What was there stays readable under the message.
    if (!request.signal.aborted) publish(entry, { ...entry.value, error: failureOf(error), loading: false })
  }
}

function join(path: string, listener: () => void): () => void {
  let entry = entries.get(path)
  if (!entry) {
    entry = { value: idle, listeners: new Set() }
    entries.set(path, entry)
    void load(path, entry)
  }
  const joined = entry
  joined.listeners.add(listener)
  return () => {
    joined.listeners.delete(listener)
    // React leaves and joins again at once in development, so the farewell waits a moment.
    setTimeout(() => {
      if (joined.listeners.size > 0 || entries.get(path) !== joined) return
      joined.request?.abort()
      entries.delete(path)
    }, 100)
  }
}

/** Asks again for `path`; those who show it get the new answer. */
export function reloadResource(path: string): void {
  const entry = entries.get(path)
  if (entry) void load(path, entry)
}

/** The answer of `GET /api/v1{path}`; nothing is asked while `path` is undefined. */
export function useResource<T>(path: string | undefined): Resource<T> & { reload(): void } {
  const subscribe = useCallback((listener: () => void) => (path ? join(path, listener) : () => {}), [path])
  const snapshot = () => (path ? (entries.get(path)?.value ?? idle) : idle)
  const value = useSyncExternalStore(subscribe, snapshot, () => idle) as Resource<T>
  const reload = useCallback(() => path && reloadResource(path), [path])
  return { ...value, reload }
}
