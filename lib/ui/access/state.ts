'use client'
/** The rights of a base as saved and as drafted: edits stay here until they are saved or discarded. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ApiError, Role, RolesAnswer } from '@/lib/api/contract'
import { ApiFailure, api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'
import { type Change, changesOf, current } from './matrix'

export interface Rights {
  answer?: RolesAnswer
  error?: ApiError
  /** Every role with the edits that are not saved yet. */
  roles: Role[]
  changes: Change[]
  edit: (keys: readonly string[], change: (role: Role) => Role) => void
  discard: () => void
  /** Saves role by role; returns the first that was refused, with the others saved. */
  save: () => Promise<{ role: Role; error: ApiError } | undefined>
  /** A role that the server has just made, or has lost. */
  added: (role: Role) => void
  removed: (key: string) => void
  reload: () => void
}

export function useRights(base: string): Rights {
  const path = `/bases/${base}/roles`
  const [answer, setAnswer] = useState<RolesAnswer>()
  const [error, setError] = useState<ApiError>()
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Role>>(new Map())
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    const request = new AbortController()
    api.get<RolesAnswer>(path, { signal: request.signal }).then(
      (found) => {
        setAnswer(found)
        setError(undefined)
      },
      (thrown) => {
        if (!isAbort(thrown)) setError(failureOf(thrown))
      },
    )
    return () => request.abort()
  }, [path, round])

  const saved = answer?.roles
  const roles = useMemo(() => (saved ?? []).map((r) => drafts.get(r.key) ?? r), [saved, drafts])
  const changes = useMemo(
    () => (answer ? changesOf(answer.roles, roles, answer.tables) : []),
    [answer, roles],
  )

  const latest = useRef(roles)
  latest.current = roles
  const edit = useCallback<Rights['edit']>((keys, change) => {
    setDrafts((old) => {
      const next = new Map(old)
      for (const role of latest.current)
        if (keys.includes(role.key)) next.set(role.key, change(old.get(role.key) ?? role))
      return next
    })
  }, [])

  const setRoles = (change: (roles: Role[]) => Role[]) =>
    setAnswer((old) => old && { ...old, roles: change(old.roles) })
  const forget = (key: string) =>
    setDrafts((old) => {
      const next = new Map(old)
      next.delete(key)
      return next
    })

  const save = async () => {
    const touched = new Set(changes.map((c) => c.role))
    for (const role of roles.filter((r) => touched.has(r.key))) {
      try {
        const stored = await api.put<Role>(`${path}/${role.key}`, current(role, answer?.tables ?? []))
        setRoles((old) => old.map((r) => (r.key === stored.key ? stored : r)))
        forget(role.key)
      } catch (thrown) {
        if (!(thrown instanceof ApiFailure)) throw thrown
        return { role, error: thrown.error }
      }
    }
    setDrafts(new Map())
    return undefined
  }

  return {
    answer,
    error,
    roles,
    changes,
    edit,
    discard: () => setDrafts(new Map()),
    save,
    added: (role) => setRoles((old) => [...old.filter((r) => r.key !== role.key), role]),
    removed: (key) => {
      setRoles((old) => old.filter((r) => r.key !== key))
      forget(key)
    },
    reload: useCallback(() => setRound((n) => n + 1), []),
  }
}
