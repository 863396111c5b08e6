'use client'
/** The order of the fields as it is being changed: shown at once, saved one change after the other, put back when refused. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { useToast } from '@/lib/kit/toast'
import type { Section } from '@/lib/meta/model'
import { api, failureText } from '@/lib/ui/api'
import { same } from './form'
import { complete } from './sections'
import type { Design } from './state'

export function useSections(design: Design, { table, version }: DesignAnswer) {
  const toast = useToast()
  const saved = useMemo(
    () =>
      complete(
        table.sections,
        table.fields.map((field) => field.key),
      ),
    [table],
  )
  const [draft, setDraft] = useState<Section[]>()
  const queue = useRef<Promise<void>>(Promise.resolve())
  const waiting = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer definition takes the draft's place once all of it is saved.
  useEffect(() => {
    if (waiting.current === 0) setDraft(undefined)
  }, [version, saved])

  const sections = draft ?? saved
  function change(next: Section[]): void {
    if (same(next, sections)) return
    setDraft(next)
    waiting.current++
    queue.current = queue.current.then(async () => {
      try {
        await api.put(`${design.path}/sections`, { sections: next })
      } catch (thrown) {
        toast({ kind: 'error', message: failureText(thrown) })
        setDraft(undefined)
      }
      waiting.current--
      if (waiting.current === 0) design.changed()
    })
  }
  return { sections, change }
}
