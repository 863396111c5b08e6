'use client'
/** A view as this person sees and changes it; changes are kept for them on the server a moment later. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TableAnswer, ViewAnswer, ViewSettings } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { isLooking } from '@/lib/ui/view-as/state'
import { ownChanges, type Settings, settingsOf } from './settings'

/** A drag or some typing is one change. */
const PAUSE_MS = 600

export interface ViewHandle {
  view: ViewAnswer | undefined
  settings: Settings
  setSettings(settings: Settings): void
  /** Differs from what everybody sees. */
  changed: boolean
  /** Back to the shared view. */
  reset(): Promise<void>
  /** What is on the screen becomes the shared view. */
  saveForAll(): Promise<void>
}

/** The view named `key`, else the table's default one. `onError` hears of changes that could not be kept. */
export function useView(
  base: string,
  table: TableAnswer,
  key: string | undefined,
  onError: (thrown: unknown) => void,
): ViewHandle {
  const view = table.views.find((v) => v.key === key) ?? table.views.find((v) => v.default) ?? table.views[0]
  const path = view && `/bases/${base}/views/${view.key}`
  // What was changed in this tab, by view; it outlives a reload of the schema.
  const [changes, setChanges] = useState<Record<string, Settings>>({})
  const name = `${table.key}/${view?.key ?? ''}`
  const settings = useMemo(
    () => (changes[name] ? fitted(table, changes[name]) : settingsOf(table, view)),
    [changes, name, table, view],
  )
  const own = useMemo(() => (view ? ownChanges(table, view, settings) : {}), [table, view, settings])

  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; send(): void }>(undefined)
  const flush = useCallback(() => {
    if (!waiting.current) return
    clearTimeout(waiting.current.timer)
    waiting.current.send()
  }, [])
  useEffect(() => {
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  function keepLater(target: string, mine: ViewSettings): void {
    // Somebody else's settings are theirs.
    if (isLooking()) return
    if (waiting.current) clearTimeout(waiting.current.timer)
    const send = () => {
      waiting.current = undefined
      const none = Object.keys(mine).length === 0
      const kept = none ? api.delete(`${target}/mine`) : api.put(`${target}/mine`, mine)
      kept.catch(onError)
    }
    waiting.current = { timer: setTimeout(send, PAUSE_MS), send }
  }

  return {
    view,
    settings,
    setSettings(next) {
      setChanges({ ...changes, [name]: next })
      if (view && path) keepLater(path, ownChanges(table, view, next))
    },
    changed: Object.keys(own).length > 0,
    async reset() {
      if (!view || !path) return
      clearTimeout(waiting.current?.timer)
      waiting.current = undefined
      await api.delete(`${path}/mine`)
      setChanges({ ...changes, [name]: settingsOf(table, { ...view, mine: undefined }) })
    },
    async saveForAll() {
      if (!path) return
      clearTimeout(waiting.current?.timer)
      waiting.current = undefined
      await api.put(path, settings)
      await api.delete(`${path}/mine`)
    },
  }
}

/** Settings from before a schema change: fields that are gone leave, new ones join. */
const fitted = (table: TableAnswer, settings: Settings): Settings =>
  settingsOf(table, { id: '', key: '', table: table.key, type: 'grid', label: {}, ...settings })
