/** Between node:http and the web-standard `Request` and `Response` that our handlers speak. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ReadableStream as NodeStream } from 'node:stream/web'

/** The visitor's address, set by this server on every request whatever the visitor sent. */
export const addressHeader = 'x-client-address'
export const requestIdHeader = 'x-request-id'

/** Requests have these only by our own word (doors.ts): what a visitor writes there never arrives. */
const ours = ['content-security-policy', 'content-security-policy-report-only']

/** Gives a request its id and the visitor's true address. */
export function introduce(request: IncomingMessage, response: ServerResponse, trustProxy: boolean): void {
  const id = randomUUID()
  const forwarded = trustProxy ? String(request.headers['x-forwarded-for'] ?? '') : ''
  request.headers[requestIdHeader] = id
  // The last entry is the one that our own proxy added; those before it are the visitor's word.
  request.headers[addressHeader] = forwarded.split(',').at(-1)?.trim() || request.socket.remoteAddress || ''
  for (const name of ours) delete request.headers[name]
  response.setHeader('X-Request-Id', id)
}

/** Runs a web-standard handler for a node request. When the visitor leaves, the request's signal aborts. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: Request) => Promise<Response>,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => response.writableFinished || gone.abort())
  response.once('finish', () => request.complete || discard(request))
  try {
    const asked = webRequest(request, gone.signal)
    if (asked) await send(await handle(asked), response, gone.signal)
    else response.writeHead(400).end()
  } catch {
    // Handlers answer their own errors; what arrives here broke off in the middle of an answer.
    response.destroy()
  }
}

/** Leaves the request whole when its reader breaks off; `Readable.toWeb` would end it, with an error that nobody catches. */
const bodyOf = (request: IncomingMessage) =>
  NodeStream.from<Uint8Array>(request.iterator({ destroyOnReturn: false })) as ReadableStream<Uint8Array>

/** What a visitor still sends of a refused body is thrown away: the next request of the connection would wait behind it. */
const discard = (request: IncomingMessage) => request.removeAllListeners('readable').resume()

/** A host and a port: what else a visitor writes there (`localhost/api/v1/session?`) would be read as a part of the address. */
const hostFormat = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i

/** The request as the web standard has it; undefined for a target that is not a path, or a host that is none. */
function webRequest(request: IncomingMessage, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '' } = request
  const host = request.headers.host || 'localhost'
  const address = `http://${host}${url}`
  if (!url.startsWith('/') || !hostFormat.test(host) || !URL.canParse(address)) return undefined
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(address, {
    method,
    headers,
    signal,
    ...(hasBody && { body: bodyOf(request), duplex: 'half' as const }),
  })
}

async function send(answer: Response, response: ServerResponse, signal: AbortSignal): Promise<void> {
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length) response.setHeader('Set-Cookie', cookies)
  response.statusCode = answer.status
  // JSON is made whole: one write with its length costs a fraction of a stream of parts.
  if (answer.headers.get('Content-Type')?.startsWith('application/json')) {
    response.end(Buffer.from(await answer.arrayBuffer()))
    return
  }
  if (answer.body) {
    const reader = answer.body.getReader()
    signal.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true })
    for (let part = await reader.read(); !part.done; part = await reader.read())
      if (!response.write(part.value)) await once(response, 'drain', { signal })
  }
  response.end()
}
