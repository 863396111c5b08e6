/** Who answers a request: the API by its path, Next for sign-in, static files and pages. Each answer gets its headers here. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, introduce } from './http'
import { newNonce, pagePolicy, standingHeaders } from './policy'

export type Api = (request: Request) => Promise<Response>
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Site {
  /** Whether people reach us by https. */
  https: boolean
  dev: boolean
  /** Whether a proxy of ours tells the visitor's address. */
  trustProxy: boolean
  /** The sites that may show the public form of this token in a frame. */
  framersOf(token: string): Promise<string[]>
}

/**
 * What else Next would answer under its own prefix (image conversion, its tools, its error pages) is not part of the
 * product, nor what it would take for an API; and no page has a dot in its address, so that what programs look for on
 * foreign servers (`/.git/config`) is not even a page.
 */
const notServed = /^\/_(?!next\/static\/.)|^\/api\/(?!auth\/.)|^(?!\/(_next|api)\/|\/icon\.svg$).*(\.|%2e)/i

/** A path that Next reads as we do: it can be decoded, and no step in it (`/api/auth/../v1`) leads elsewhere. */
function straight(path: string): boolean {
  try {
    return !/(^|[/\\])\.{1,2}([/\\]|$)/.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

/** The handler of every request. Outside development nothing but what is named here is served or taken. */
export function doors(pages: Handler, api: Api, site: Site): Handler {
  const standing = Object.entries(standingHeaders(site.https))
  return async (request, response) => {
    introduce(request, response, site.trustProxy)
    for (const [name, value] of standing) response.setHeader(name, value)
    const [path = ''] = (request.url ?? '').split('?')
    if (!path.startsWith('/')) return refuse(response, 400)
    if (request.method === 'TRACE') return refuse(response, 405, ['GET'])
    if (path.startsWith('/api/v1/')) return answer(request, response, api)
    if (!site.dev) {
      const methods = path.startsWith('/api/auth/') ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD']
      if (!methods.includes(request.method ?? '')) return refuse(response, 405, methods)
      if (notServed.test(path) || !straight(path)) return refuse(response, 404)
    }
    if (path.startsWith('/api/auth/')) response.setHeader('Cache-Control', 'private, no-store')
    else if (!path.startsWith('/_next/')) await asPage(path, request, response, site)
    return pages(request, response)
  }
}

/** Only public forms may be framed: by our own pages, and by the sites that their makers named. */
const publicForm = /^\/f\/([^/]+)\/?$/

async function asPage(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  { dev, framersOf }: Site,
): Promise<void> {
  const [, token] = publicForm.exec(path) ?? []
  const framers = token === undefined ? undefined : await framersOf(token).catch(() => [])
  const policy = pagePolicy({ nonce: newNonce(), framers, dev })
  // Next finds the nonce in the policy, as if a proxy before it had set it, and gives it to its scripts.
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  // It knows no list of sites; every browser that runs our pages heeds `frame-ancestors`.
  if (framers) response.removeHeader('X-Frame-Options')
}

function refuse(response: ServerResponse, status: number, methods?: string[]): void {
  if (methods) response.setHeader('Allow', methods.join(', '))
  response.writeHead(status, { 'Cache-Control': 'private, no-store', Connection: 'close' }).end()
}
