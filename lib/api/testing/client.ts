/** A client for tests: asks the API as a signed-in person, with a session of its own and the cookie that names it. */
import { encode } from 'next-auth/jwt'
import type { Person } from '@/lib/access/actor'
import { cookieName } from '@/lib/auth/cookie'
import { createSession } from '@/lib/auth/sessions'
import type { Locale } from '@/lib/i18n/labels'
import { handle } from '../dispatch'

export const site = 'http://tian.test'

export interface Ask {
  /** Sent as JSON, or as it is when it is a text or bytes. */
  body?: unknown
  headers?: Record<string, string | undefined>
}

export interface Answer {
  status: number
  headers: Record<string, string>
  text: string
  /** The body as JSON, where it is that. */
  body: {
    error?: { code: string; message: string; hint?: string; pointer?: string; field?: string }
  } & Record<string, unknown>
}

export interface Client {
  ask(method: string, path: string, ask?: Ask): Promise<Answer>
}

/** What the server is told by its environment before it is asked anything. */
export function prepareApi(): void {
  process.env.NEXTAUTH_URL = site
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
}

/** The cookie of a new session of this person. */
export async function cookieOf(person: Person): Promise<string> {
  const token = { sid: await createSession(person.userId), uid: person.userId }
  const value = await encode({ token, secret: process.env.NEXTAUTH_SECRET!, maxAge: 3600 })
  return `${cookieName()}=${value}`
}

/** A client with these cookies, or with none. */
export function clientWith(cookie?: string, locale: Locale = 'zh-CN'): Client {
  return {
    async ask(method, path, { body, headers = {} } = {}) {
      const given = {
        origin: method === 'GET' ? undefined : site,
        host: 'tian.test',
        'accept-language': locale,
        cookie,
        'content-type': body === undefined ? undefined : 'application/json',
        ...headers,
      }
      const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array
      const response = await handle(
        new Request(`${site}/api/v1${path}`, {
          method,
          headers: Object.entries(given).filter((h): h is [string, string] => h[1] !== undefined),
          body: (raw ? body : JSON.stringify(body)) as BodyInit | undefined,
        }),
      )
      const text = await response.text()
      const json = /^application\/json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text,
        body: json ? (JSON.parse(text) as Answer['body']) : {},
      }
    },
  }
}

/** A client of a person who has just signed in. */
export const signedIn = async (person: Person, locale?: Locale): Promise<Client> =>
  clientWith(await cookieOf(person), locale)
