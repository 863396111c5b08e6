/** Through whose eyes an administrator asks to look: a header, or for pages a cookie. It proves nothing; entering a base does. */
import type { ViewAs } from '@/lib/access/actor'
import { appError } from '@/lib/errors'

export const viewAsHeader = 'tian-view-as'
export const viewAsCookie = 'tian.as'
/** The header's word for one's own eyes, whatever the cookie says. */
export const ownEyes = 'self'

const form = /^([a-z][a-z0-9_]{0,47}):(?:roles:([a-z0-9_]+(?:,[a-z0-9_]+)*)|person:([0-9a-f-]{36}))$/

/** `base:roles:sales,finance` or `base:person:<id>`; anything else is nobody's eyes but one's own. */
export function readViewAs(text: string | null | undefined): ViewAs | undefined {
  const [, base, roles, person] = form.exec(text ?? '') ?? []
  if (!base) return undefined
  return roles ? { base, roles: roles.split(',') } : { base, person: person! }
}

export const printViewAs = (as: ViewAs): string =>
  'person' in as ? `${as.base}:person:${as.person}` : `${as.base}:roles:${as.roles.join(',')}`

/**
 * What a request asks for; its own header goes before the cookie that the pages keep. A header that says nothing sensible
 * is refused: who asked to look with less must not find out afterwards that it was with everything.
 */
export function viewAsOf(request: Request): ViewAs | undefined {
  const header = request.headers.get(viewAsHeader)
  if (header === ownEyes) return undefined
  if (header !== null) {
    const as = readViewAs(header)
    if (!as) throw appError('PARAMETER_UNKNOWN', { pointer: `/${viewAsHeader}` })
    return as
  }
  const cookie = new RegExp(`(?:^|; *)${viewAsCookie.replace('.', '\\.')}=([^;]*)`)
  return readViewAs(decoded(cookie.exec(request.headers.get('cookie') ?? '')?.[1]))
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text)
  } catch {
    return undefined
  }
}
