'use client'
/** Looking through other eyes in this browser: whether somebody does, how it begins and ends, and asking with one's own. */
import { useCallback, useEffect, useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { ViewAsBody, Viewing } from '@/lib/api/contract-explain'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { api } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'

/** The header's word for one's own eyes. */
export const ownEyes = 'self'

let looking = false
/** Told by the shell before anything inside it is drawn. */
export function setLooking(now: boolean): void {
  looking = now
}
/** Nothing can be changed meanwhile. */
export const isLooking = (): boolean => looking

/** Every page that is open shows something else from now on, so it begins anew. */
export async function beginViewing(base: string, body: ViewAsBody): Promise<void> {
  await api.post<Viewing>(`/bases/${base}/view-as`, body)
  location.assign(`/${base}`)
}

/** Ends, come what may: where the server cannot be told, the browser forgets by itself. */
export async function endViewing(then: string = location.href): Promise<void> {
  await api.delete('/session/view-as').catch(() => undefined)
  forgetViewing()
  if (then === location.href) location.reload()
  else location.assign(then)
}

/** For the sign-in page as well: who comes next has eyes of their own. */
export function forgetViewing(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = 'tian.as=; Path=/; Max-Age=0; SameSite=Lax'
}

/** Whose eyes, in words: “王芳（销售人员）”. */
export function useEyesInWords(): (viewing: Pick<Viewing, 'person' | 'roles'>) => string {
  const t = useT()
  const locale = useLocale()
  return useCallback(
    ({ person, roles }) => {
      const names = roles.map((r) => labelOf(r.label, locale, r.key)).join(' + ')
      if (!person) return t('viewAs.roles', { roles: names })
      if (!names) return t('viewAs.personNoRoles', { name: person.name })
      return t('viewAs.personWith', { name: person.name, roles: names })
    },
    [t, locale],
  )
}

export interface Asked<T> {
  data?: T
  error?: ApiError
}

/** A GET with the eyes that are named, whatever the page looks through; nothing is asked while `path` is undefined. */
export function useAsked<T>(path: string | undefined, eyes: string | undefined): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { of?: string }>({})
  const of = `${eyes} ${path}`
  useEffect(() => {
    if (path === undefined) return
    const request = new AbortController()
    api.get<T>(path, { signal: request.signal, ...(eyes ? { eyes } : {}) }).then(
      (data) => setAsked({ data, of }),
      (thrown: unknown) => !isAbort(thrown) && setAsked({ error: failureOf(thrown), of }),
    )
    return () => request.abort()
  }, [path, eyes, of])
  return asked.of === of ? asked : {}
}
