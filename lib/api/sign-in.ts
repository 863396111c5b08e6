/**
 * What next-auth is given of a request: one of its actions, a small form of plain texts, and a way back that is an address.
 * It answers 500 to anything else, and would keep in its cookie what it cannot read afterwards.
 */
import { NextRequest } from 'next/server'
import { ownCookie, secure } from '@/lib/auth/cookie'
import { appError } from '@/lib/errors'
import { readBytes } from './request'

const actions = new Set(['csrf', 'session', 'providers', 'signin', 'signout', 'callback', 'error'])
const word = /^[\w:.-]{0,100}$/
const most = 16 * 1024

/** @returns the request as it may be passed on. Throws NOT_FOUND, METHOD_UNKNOWN, BODY_TOO_LARGE or BODY_INVALID. */
export async function readSignIn(request: NextRequest): Promise<NextRequest> {
  const { pathname, searchParams } = request.nextUrl
  const [action = '', provider = ''] = pathname.split('/').slice(3)
  if (!actions.has(action) || !word.test(provider)) throw appError('NOT_FOUND')
  // A password is sent, never asked for.
  if (action === 'callback' && provider === 'credentials' && request.method !== 'POST')
    throw appError('METHOD_UNKNOWN')
  // It goes into an address as it is.
  if (!searchParams.getAll('error').every((text) => word.test(text)))
    throw appError('BODY_INVALID', { pointer: '/error' })
  const form = request.method === 'POST' ? await readForm(request) : undefined
  const back = [
    ...searchParams.getAll('callbackUrl'),
    ...(form?.getAll('callbackUrl') ?? []),
    keptWay(request),
  ]
  if (!back.every(isWay)) throw appError('BODY_INVALID', { pointer: '/callbackUrl' })
  if (!form) return request
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/x-www-form-urlencoded')
  headers.delete('content-length')
  return new NextRequest(request.url, { method: 'POST', headers, body: form.toString() })
}

/** Nothing, a path, or an address of the web; where it may lead is judged by next-auth's `redirect`. */
const isWay = (text: string): boolean =>
  text === '' ||
  (URL.canParse(text, text.startsWith('/') ? 'http://localhost' : undefined) && /^(\/|https?:)/i.test(text))

const keptWay = (request: NextRequest): string => request.cookies.get(ownCookie('callback'))?.value ?? ''

/** The Set-Cookie line that forgets the way back, for a browser that kept one which is none. */
export const forgottenWay = (request: NextRequest): string | undefined =>
  isWay(keptWay(request))
    ? undefined
    : `${ownCookie('callback')}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`

async function readForm(request: NextRequest): Promise<URLSearchParams> {
  const text = Buffer.from(await readBytes(request, most)).toString()
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    return new URLSearchParams(text)
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(parsed(text)))
    if (typeof value === 'string') form.append(name, value)
  return form
}

function parsed(text: string): object {
  try {
    return (JSON.parse(text || '{}') as object | null) ?? {}
  } catch {
    throw appError('BODY_INVALID', { pointer: '/' })
  }
}
