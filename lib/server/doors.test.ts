/** The doors: who answers what, with which headers, and what is not taken or served at all. */
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { doors, type Site } from './doors'

let close = () => {}
afterEach(() => close())

const token = 'a_public_form_token'
const production: Site = {
  https: false,
  dev: false,
  trustProxy: false,
  framersOf: async (given) => (given === token ? ['https://a.example', 'http://b.example:8080'] : []),
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Who answered, and the policy that the page was made with. */
  by: string
  madeWith: string
}

/** Asks a server of these doors, behind which stand a page and an API that only tell who they are. */
async function ask(
  path: string,
  { method = 'GET', headers = {}, ...site }: Partial<Site> & { method?: string; headers?: object } = {},
): Promise<Answer> {
  const pages = async (request: { headers: IncomingHttpHeaders }, response: { end(text: string): void }) =>
    response.end(`pages ${request.headers['content-security-policy'] ?? ''}`)
  const api = async () => new Response('api')
  const handler = doors(pages as Parameters<typeof doors>[0], api, { ...production, ...site })
  const server = createServer(handler)
  close = () => {
    server.close()
    server.closeAllConnections()
  }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const asked = httpRequest({ port, path, method, headers: { ...headers } }).end()
  const [response] = await once(asked, 'response')
  let text = ''
  for await (const part of response) text += part
  const [by = '', ...madeWith] = text.split(' ')
  close()
  return { status: response.statusCode, headers: response.headers, by, madeWith: madeWith.join(' ') }
}

const policyOf = ({ headers }: Answer): string => String(headers['content-security-policy'])
const inert = "default-src 'none'; frame-ancestors 'none'"

describe('what is served', () => {
  test.each([
    ['/', 'pages'],
    ['/main/customers?view=1.5', 'pages'],
    ['/icon.svg?icon.123.svg', 'pages'],
    ['/_next/static/chunks/a-b.c.js', 'pages'],
    ['/api/auth/csrf', 'pages'],
    ['/api/v1/session', 'api'],
    ['/api/v1/bases/a.b/%2e', 'api'],
  ])('%s by the %s', async (path, by) => expect(await ask(path)).toMatchObject({ status: 200, by }))

  test.each([
    '/.git/config',
    '/.env',
    '/%2Egit/HEAD',
    '/main/.git/config',
    '/main/customers/../../package.json',
    '/package.json',
    '/backup.sql',
    '/server.mjs.map',
    '/_next/image?url=http://169.254.169.254/',
    '/_next/data/build/index.json',
    '/_next/mcp',
    '/_next/..%2f..%2fpackage.json',
    '/_NEXT/image',
    '/_next/static/',
    '/_next',
    '/_global-error',
    '/_next/static/../../package.json',
    '/_next/static/%2e%2e/%2e%2e/api/v1/session',
    '/_next/static/..%5C..%5Cmain',
    '/_next/static/x/..',
    '/api/auth/../v1/session',
    '/api/auth/%2E./v1/session',
    '/api/auth/',
    '/api/v2/session',
    '/%',
    '/%ff',
  ])('%s is not', async (path) => {
    const { status, by, headers } = await ask(path)
    expect([status, by]).toEqual([404, ''])
    expect(headers['content-security-policy']).toBe(inert)
  })
  test('development has tools of its own', async () => {
    expect((await ask('/_next/mcp', { dev: true, method: 'POST' })).by).toBe('pages')
  })
})

describe('how one may ask', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE', 'TRACE'])(
    'a page by %s: no',
    async (method) => {
      const { status, by, headers } = await ask('/main/customers', { method })
      expect([status, by]).toEqual([405, ''])
      expect(headers.allow).toContain('GET')
    },
  )
  test('sign-in is posted to', async () => {
    expect(await ask('/api/auth/signout', { method: 'POST' })).toMatchObject({ status: 200, by: 'pages' })
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE'])
      expect((await ask('/api/auth/signout', { method })).status).toBe(405)
  })
  test('the API judges methods itself, but for the one that echoes', async () => {
    expect((await ask('/api/v1/session', { method: 'PROPFIND' })).by).toBe('api')
    expect((await ask('/api/v1/session', { method: 'TRACE' })).status).toBe(405)
    expect((await ask('/x', { method: 'TRACE', dev: true })).status).toBe(405)
  })
  test('a target that is no path is refused', async () => {
    for (const path of ['http://elsewhere/', 'elsewhere', '*']) expect((await ask(path)).status).toBe(400)
  })
})

describe('what an answer says', () => {
  const every = [
    '/',
    '/f/x',
    '/api/v1/session',
    '/api/auth/csrf',
    '/_next/static/a.js',
    '/.git',
    '/_next/image',
  ]
  test.each(every)('%s: the standing headers', async (path) => {
    const { headers } = await ask(path)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=()'),
      'content-security-policy': expect.stringContaining('frame-ancestors'),
    })
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['x-powered-by']).toBeUndefined()
    expect(policyOf({ headers } as Answer)).not.toMatch(/unsafe|\*|https?:(?!\/\/)/)
    const secure = await ask(path, { https: true })
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  test('a page is made with the policy that it is sent with; its nonce is never the same, nor a visitor’s', async () => {
    const headers = {
      'Content-Security-Policy': "script-src 'nonce-mine'",
      'Content-Security-Policy-Report-Only': "script-src 'nonce-mine'",
    }
    const [one, two] = [await ask('/main', { headers }), await ask('/main', { headers })]
    for (const answer of [one, two]) {
      expect(answer.madeWith).toBe(policyOf(answer))
      expect(policyOf(answer)).toMatch(
        /^default-src 'self'; script-src 'nonce-[\w-]{22}' 'strict-dynamic'; style-src 'self';/,
      )
      expect(policyOf(answer)).toContain("require-trusted-types-for 'script'")
    }
    expect(policyOf(one)).not.toBe(policyOf(two))
    expect((await ask('/api/auth/csrf', { headers })).madeWith).toBe('')
  })

  test('what is no page is inert', async () => {
    for (const path of ['/api/v1/session', '/api/auth/csrf', '/_next/static/a.js'])
      expect(policyOf(await ask(path)), path).toBe(inert)
    expect((await ask('/api/auth/csrf')).headers['cache-control']).toBe('private, no-store')
  })

  test('only development may evaluate', async () => {
    expect(policyOf(await ask('/', { dev: true }))).toMatch(/'unsafe-eval'.*'unsafe-inline'/)
  })
})

describe('who may frame a page', () => {
  const framers = async (path: string, site: Partial<Site> = {}) => {
    const answer = await ask(path, site)
    const [, policy] = /frame-ancestors ([^;]*)/.exec(policyOf(answer)) ?? []
    return [policy, answer.headers['x-frame-options']]
  }
  test('nobody', async () => {
    for (const path of [
      '/',
      '/main/customers',
      '/f',
      '/f/',
      `/f/${token}/x`,
      `/main/f/${token}`,
      `/F/${token}`,
    ])
      expect(await framers(path), path).toEqual(["'none'", 'DENY'])
  })
  test('a public form: ourselves, and the sites that its maker named', async () => {
    for (const path of [`/f/${token}`, `/f/${token}/`, `/f/${token}?embed=1`])
      expect(await framers(path)).toEqual(["'self' https://a.example http://b.example:8080", undefined])
    expect(await framers('/f/another_token?embed=1')).toEqual(["'self'", undefined])
  })
  test('ourselves alone while the database cannot say', async () => {
    const framersOf = () => Promise.reject(new Error('gone'))
    expect(await framers(`/f/${token}`, { framersOf })).toEqual(["'self'", undefined])
  })
})
