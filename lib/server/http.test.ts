import { once } from 'node:events'
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { addressHeader, answer, introduce } from './http'

let close = () => {}
afterEach(() => close())

async function serve(handle: (request: Request) => Promise<Response>, trustProxy = false): Promise<string> {
  const server = createServer((request, response) => {
    introduce(request, response, trustProxy)
    return answer(request, response, handle)
  })
  close = () => {
    server.close()
    server.closeAllConnections()
  }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('method, path, headers and body arrive; status, headers, cookies and body come back', async () => {
  const base = await serve(async (request) => {
    const headers = new Headers({ 'X-Frame-Options': 'SAMEORIGIN' })
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    const { pathname, search } = new URL(request.url)
    const said = [request.method, pathname + search, request.headers.get('x-word'), await request.text()]
    return Response.json(said, { status: 201, headers })
  })
  const response = await fetch(`${base}/a/%E7%94%B0?q=1`, {
    method: 'POST',
    body: '田',
    headers: { 'X-Word': 'w' },
  })
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual(['POST', '/a/%E7%94%B0?q=1', 'w', '田'])
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test("a visitor cannot choose the address we see; our proxy's last word counts when trusted", async () => {
  const echo = async (request: Request) => new Response(request.headers.get(addressHeader))
  const headers = { [addressHeader]: '6.6.6.6', 'X-Forwarded-For': '6.6.6.6, 10.1.2.3' }
  const direct = await serve(echo)
  expect(await (await fetch(direct, { headers })).text()).toBe('127.0.0.1')
  close()
  const proxied = await serve(echo, true)
  expect(await (await fetch(proxied, { headers })).text()).toBe('10.1.2.3')
})

test('an answer flows as it is made, and a visitor who leaves aborts the request', async () => {
  let aborted: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    aborted = resolve
  })
  const base = await serve(async (request) => {
    request.signal.addEventListener('abort', aborted)
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('first\n')),
    })
    return new Response(body)
  })
  const asked = httpRequest(base).end()
  const [response] = await once(asked, 'response')
  const [first] = await once(response, 'data')
  expect(String(first)).toBe('first\n')
  asked.destroy()
  await gone
})

test.each([
  'localhost/api/v1/session?',
  'localhost#',
  'a:b@localhost',
  'localhost, elsewhere',
  '[::1',
  "a'b",
])('a host that is none is refused: %s', async (host) => {
  const base = await serve(async (request) => new Response(request.url))
  const [refused] = await once(httpRequest(base, { path: '/x', headers: { host } }).end(), 'response')
  expect(refused.statusCode).toBe(400)
})

test.each(['localhost', 'localhost:3000', 'tian.example.com', '10.1.2.3:80', '[::1]:3000', 'my_host'])(
  'a host: %s',
  async (host) => {
    const base = await serve(async (request) => new Response(new URL(request.url).pathname))
    const [response] = await once(httpRequest(base, { path: '/x', headers: { host } }).end(), 'response')
    expect(response.statusCode).toBe(200)
  },
)

test.each([
  ['nobody reads', async () => {}],
  ['somebody stops reading', async (request: Request) => void (await request.body!.getReader().read())],
  [
    'somebody breaks off',
    async (request: Request) => {
      for await (const _ of request.body!) break
    },
  ],
])('a body that %s does not stop the next request of its connection', async (_, read) => {
  const base = await serve(async (request) => {
    if (request.method === 'POST') await read(request)
    return new Response('answered')
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asked = httpRequest(base, { method: 'POST', agent, headers: { 'content-length': 2_000_000 } })
  asked.end(Buffer.alloc(2_000_000))
  const [first] = await once(asked, 'response')
  first.resume()
  await once(first, 'end')
  const again = httpRequest(base, { agent }).end()
  const [second] = await once(again, 'response')
  expect([first.statusCode, second.statusCode, again.reusedSocket]).toEqual([200, 200, true])
  agent.destroy()
})

test('a target that is no path is refused, and a broken answer ends the connection', async () => {
  const base = await serve(async () => {
    throw new Error('broken')
  })
  const asked = httpRequest(base, { path: 'http://elsewhere/' }).end()
  const [response] = await once(asked, 'response')
  expect(response.statusCode).toBe(400)
  await expect(fetch(base)).rejects.toThrow()
})
