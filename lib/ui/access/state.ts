'use client'
/**
 * The rights of a base as they hold and as they would be. Every edit is kept in the server's draft a moment later; what
 * somebody else has published or drafted meanwhile is taken in, with this person's edits on top of it.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ApiError, Role } from '@/lib/api/contract'
import type { DraftAnswer, PublishAnswer, RightsAnswer, RightsProblem } from '@/lib/api/contract-rights'
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import { ApiFailure, api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'
import { isLooking } from '@/lib/ui/view-as/state'
import { type Change, changesOf, placeOf, rebased, withChanges } from './changes'

/** How the draft on the server stands to what is on the page. */
export type Saving = 'saved' | 'waiting' | 'saving' | 'failed'

/** What came in from somebody else. */
export interface News {
  theirs: Change[]
  conflicts: Change[]
}

export interface Rights {
  answer?: RightsAnswer
  error?: ApiError
  /** Every role with the draft's edits. */
  roles: Role[]
  changes: Change[]
  problems: readonly RightsProblem[]
  saving: Saving
  /** Why the draft could not be kept. */
  failure?: ApiError
  news?: News
  edit: (keys: readonly string[], change: (role: Role) => Role) => void
  /** Does these changes: to take some back, or theirs in place of mine. */
  change: (changes: readonly Change[]) => void
  undo?: () => void
  discard: () => Promise<void>
  /** Keeps what is not kept yet; the draft's revision, or undefined where that failed. */
  settle: () => Promise<string | undefined>
  publish: (revision: string) => Promise<void>
  /** A role that the server has just made, or has lost. */
  added: (role: Role) => void
  removed: (key: string) => void
  dismissNews: () => void
  reload: () => void
  /** Takes in what this person did in the history: no news of another. */
  undone: () => void
}

/** Painting is many edits at a time. */
const pauseMs = 500
const mostUndo = 60

/** The roles that the draft began from, in place of those that hold now. */
const begun = ({ roles, draft }: RightsAnswer): Role[] =>
  roles.map((role) => draft?.origin.find((r) => r.key === role.key) ?? role)
const drafted = ({ roles, draft }: RightsAnswer): Role[] =>
  roles.map((role) => draft?.roles.find((r) => r.key === role.key) ?? role)

export function useRights(base: string): Rights {
  const path = `/bases/${base}`
  const t = useT()
  const toast = useToast()
  const [answer, setAnswer] = useState<RightsAnswer>()
  const [error, setError] = useState<ApiError>()
  const [roles, setRoles] = useState<Role[]>([])
  const [past, setPast] = useState<Role[][]>([])
  const [problems, setProblems] = useState<readonly RightsProblem[]>([])
  const [saving, setSaving] = useState<Saving>('saved')
  const [failure, setFailure] = useState<ApiError>()
  const [news, setNews] = useState<News>()
  const [round, setRound] = useState(0)

  /** What the server has: its answer, the draft's revision, and the roles as they were when they were last the same. */
  const server = useRef<{ answer: RightsAnswer; revision: string | null; roles: Role[] }>(undefined)
  const now = useRef(roles)
  now.current = roles
  const working = useRef<Promise<void>>(undefined)
  const ownDoing = useRef(false)

  /** Takes in what the server has, with the edits that it does not know yet on top. */
  const arrive = useCallback((found: RightsAnswer) => {
    const own = ownDoing.current
    ownDoing.current = false
    const before = server.current
    const there = drafted(found)
    const moved = rebased(begun(found), there, found.roles, found.tables)
    const onServer = moved.theirs.length === 0 ? there : moved.roles
    const mine = before && rebased(before.roles, now.current, onServer, found.tables)
    const theirs = before ? changesOf(before.answer.roles, found.roles, found.tables) : moved.theirs
    const late = mine?.conflicts ?? []
    const known = new Set(late.map(placeOf))
    const conflicts = [...late, ...moved.conflicts.filter((c) => !known.has(placeOf(c)))]
    server.current = { answer: found, revision: found.draft?.revision ?? null, roles: there }
    now.current = mine && mine.own > 0 ? mine.roles : onServer
    setAnswer(found)
    setRoles(now.current)
    setProblems(found.problems)
    setError(undefined)
    setNews((old) =>
      own || theirs.length + conflicts.length === 0
        ? old
        : {
            theirs: [...(old?.theirs ?? []), ...theirs],
            conflicts: [...(old?.conflicts ?? []), ...conflicts],
          },
    )
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    const request = new AbortController()
    api.get<RightsAnswer>(`${path}/rights`, { signal: request.signal }).then(arrive, (thrown) => {
      if (!isAbort(thrown)) setError(failureOf(thrown))
    })
    return () => request.abort()
  }, [path, round, arrive])

  const changes = useMemo(
    () => (answer ? changesOf(answer.roles, roles, answer.tables) : []),
    [answer, roles],
  )

  /** Sends the draft as it stands, until the page and the server have the same. */
  const send = useCallback(async () => {
    for (let attempt = 1; server.current && server.current.roles !== now.current; attempt++) {
      const { answer: known, revision } = server.current
      const sent = now.current
      const touched = new Set(changesOf(known.roles, sent, known.tables).map((c) => c.role))
      const body = {
        ...(revision === null ? {} : { revision }),
        roles: sent.filter((r) => touched.has(r.key)),
        origin: known.roles.filter((r) => touched.has(r.key)),
      }
      setSaving('saving')
      try {
        const kept = await api.put<DraftAnswer>(`${path}/rights/draft`, body)
        server.current = { ...server.current, revision: kept.revision, roles: sent }
        setProblems(kept.problems)
        setFailure(undefined)
        setSaving('saved')
      } catch (thrown) {
        const refused = thrown instanceof ApiFailure ? thrown.error : failureOf(thrown)
        const late = refused.code === 'CONFLICT' && attempt <= 3
        if (late) {
          try {
            arrive(await api.get<RightsAnswer>(`${path}/rights`))
            continue
          } catch {
            // Said below, as the refusal that it was.
          }
        }
        setFailure(refused)
        setSaving('failed')
        return
      }
    }
  }, [path, arrive])

  const flush = useCallback((): Promise<void> => {
    const next = (working.current ?? Promise.resolve()).then(send)
    working.current = next
    return next
  }, [send])

  useEffect(() => {
    if (!server.current || server.current.roles === roles) return
    setSaving('waiting')
    const timer = setTimeout(() => void flush(), pauseMs)
    return () => clearTimeout(timer)
  }, [roles, flush])
  // Whoever leaves within the pause loses nothing; who closes the tab is asked.
  useEffect(() => () => void flush(), [flush])
  useEffect(() => {
    if (saving === 'saved') return
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', unload)
    return () => window.removeEventListener('beforeunload', unload)
  }, [saving])

  const put = useCallback(
    (next: (roles: Role[]) => Role[]) => {
      const before = now.current
      const after = next(before)
      if (after.every((role, i) => role === before[i])) return
      if (isLooking()) return toast({ message: t('viewAs.locked') })
      now.current = after
      setPast((old) => [...old.slice(1 - mostUndo), before])
      setRoles(after)
    },
    [toast, t],
  )
  const edit = useCallback<Rights['edit']>(
    (keys, change) => {
      const wanted = new Set(keys)
      put((old) => old.map((role) => (wanted.has(role.key) ? change(role) : role)))
    },
    [put],
  )

  const anew = async () => {
    server.current = undefined
    setPast([])
    setNews(undefined)
    setFailure(undefined)
    setSaving('saved')
    arrive(await api.get<RightsAnswer>(`${path}/rights`))
  }
  /** The same change to what the server has and to what the page shows. */
  const both = (change: (roles: Role[]) => Role[]) => {
    if (!server.current) return
    const { answer: known } = server.current
    const same = server.current.roles === now.current
    const next = { ...known, roles: change(known.roles) }
    now.current = change(now.current)
    server.current = {
      ...server.current,
      answer: next,
      roles: same ? now.current : change(server.current.roles),
    }
    setAnswer(next)
    setRoles(now.current)
    // What is taken back later has the role as well, or lacks it.
    setPast((old) => old.map(change))
  }

  return {
    answer,
    error,
    roles,
    changes,
    problems,
    saving,
    failure,
    news,
    edit,
    change: (list) => answer && put((old) => withChanges(old, answer.tables, list)),
    undo:
      past.length === 0
        ? undefined
        : () => {
            now.current = past.at(-1)!
            setRoles(now.current)
            setPast((old) => old.slice(0, -1))
          },
    discard: async () => {
      await working.current
      await api.delete(`${path}/rights/draft`)
      await anew()
    },
    settle: async () => {
      await flush()
      const { roles: kept, revision } = server.current ?? {}
      return kept === now.current ? (revision ?? undefined) : undefined
    },
    publish: async (revision) => {
      try {
        await api.post<PublishAnswer>(`${path}/rights/publish`, { revision })
      } catch (thrown) {
        // Somebody was faster: what they did comes in, and the edits stay on top of it.
        if (thrown instanceof ApiFailure && thrown.error.code === 'CONFLICT') setRound((n) => n + 1)
        throw thrown
      }
      await anew()
    },
    added: (role) => both((old) => [...old.filter((r) => r.key !== role.key), role]),
    removed: (key) => both((old) => old.filter((r) => r.key !== key)),
    dismissNews: () => setNews(undefined),
    reload: useCallback(() => setRound((n) => n + 1), []),
    undone: useCallback(() => {
      ownDoing.current = true
      setRound((n) => n + 1)
    }, []),
  }
}
