/** What every answer of the running product says: its headers, what is not served, where it leads, and whom it lets change anything. */
import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { register } from '@/lib/api/register'
import { addressOf, pages, publish } from './addresses'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
let tian: Tian
let person: Person

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  await publish(person, {})
})
afterAll(async () => {
  await stopAll(dataDir)
  remove()
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** Asks as no browser would: the path and every header as they are given. */
async function ask(method: string, path: string, headers: object = {}, body?: string): Promise<Answer> {
  const { port } = new URL(tian.url)
  const asked = httpRequest({ port, host: 'localhost', path, method, headers: { ...headers } }).end(body)
  const [response] = await once(asked, 'response')
  let text = ''
  for await (const part of response) text += part
  return { status: response.statusCode, headers: response.headers, text }
}
const cookie = (): string => person.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** What holds for everything that the server says. */
function expectStanding({ headers }: Answer, what: string): void {
  expect(headers, what).toMatchObject({
    'x-content-type-options': 'nosniff',
    // An address that holds a secret is told to nobody, not even to ourselves.
    'referrer-policy': ['/join', '/reset', '/confirm-email'].includes(what) ? 'no-referrer' : 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringContaining('frame-ancestors'),
  })
  expect(headers['content-security-policy'], what).not.toMatch(/unsafe|\*/)
  expect(headers['x-powered-by'], what).toBeUndefined()
  expect(headers['access-control-allow-origin'], what).toBeUndefined()
}

describe('answers', () => {
  test('whoever offers another protocol is answered in this one', async () => {
    // Pages first: it is the first page that lets Next listen.
    for (const path of ['/sign-in', '/api/v1/session'])
      for (const offered of ['h2c', 'websocket']) {
        const headers = {
          Connection: 'Upgrade, HTTP2-Settings',
          Upgrade: offered,
          'HTTP2-Settings': 'AAMAAABkAAQAAP__',
        }
        expect((await ask('GET', path, headers)).status, `${path} ${offered}`).toBe(200)
      }
  })
  test('every page on disk carries a policy of its own, and nothing in its text needs more', async () => {
    expect(pages.length).toBeGreaterThan(15)
    const nonces = new Set<string>()
    for (const page of [...pages, '/no/such/page/anywhere']) {
      const answer = await ask('GET', addressOf(page), { cookie: cookie() })
      expectStanding(answer, page)
      expect(answer.status, page).toBe(pages.includes(page) ? 200 : 404)
      expect(answer.headers['cache-control'], page).toMatch(/private.*no-store/)
      expect(answer.headers['x-frame-options'], page).toBe(page.startsWith('/f/') ? undefined : 'DENY')
      const policy = String(answer.headers['content-security-policy'])
      const [, nonce = ''] = /script-src 'nonce-([\w-]{22})' 'strict-dynamic';/.exec(policy) ?? []
      nonces.add(nonce)
      const scripts = answer.text.match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length, page).toBeGreaterThan(5)
      expect(
        scripts.filter((tag) => !tag.includes(` nonce="${nonce}"`)),
        page,
      ).toEqual([])
      expect(answer.text.replace(/<script\b.*?<\/script>/gs, ''), page).not.toMatch(
        /<style|<base\b|<iframe|<object|<[^>]*\s(style|on[a-z]+)=/i,
      )
    }
    expect(nonces.size).toBe(pages.length + 1)
  })

  test('every endpoint of the register answers inert JSON that nobody keeps, to friend and stranger', async () => {
    for (const { method, path } of register)
      for (const who of [undefined, cookie()]) {
        // Nothing is sent, so that nothing is changed; what needs no body is only read or refused.
        if (who && method !== 'GET') continue
        const answer = await ask(method, `/api/v1${addressOf(path)}`, {
          ...(who && { cookie: who }),
          origin: tian.url,
        })
        const what = `${method} ${path}`
        expectStanding(answer, what)
        expect(answer.headers['content-security-policy'], what).toMatch(/^default-src 'none';/)
        expect(answer.headers['cache-control'], what).toBe('private, no-store')
        if (answer.text) expect(answer.headers['content-type'], what).toMatch(/^application\/(json|x-ndjson)/)
      }
  })

  test('signing in and out is inert and nobody keeps it either', async () => {
    for (const path of ['csrf', 'session', 'providers', 'signin', 'signout', 'error', 'callback/oidc', 'x'])
      for (const method of ['GET', 'POST']) {
        const answer = await ask(method, `/api/auth/${path}`, { origin: tian.url })
        expectStanding(answer, path)
        expect(answer.headers['content-security-policy'], path).toMatch(/^default-src 'none';/)
        expect(answer.headers['cache-control'], path).toMatch(/private.*no-store/)
      }
  })

  test('what was built is kept for good, and shows no source', async () => {
    const { text } = await ask('GET', '/sign-in')
    const built = new Set(text.match(/\/_next\/static\/[^"\\]+\.(js|css)/g))
    expect(built.size).toBeGreaterThan(5)
    for (const path of built) {
      const answer = await ask('GET', path)
      expectStanding(answer, path)
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(answer.text).not.toContain('sourceMappingURL')
      expect((await ask('GET', `${path}.map`)).status).toBe(404)
    }
  })

  test.each([
    '/.git/HEAD',
    '/.git/config',
    '/.env',
    '/package.json',
    '/_next/static/../../package.json',
    '/_next/static/..%2f..%2fpackage.json',
    '/_next/static/%2e%2e/%2e%2e/package.json',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/server/middleware-manifest.json',
    '/__nextjs_original-stack-frame',
    '/server-status',
    '/metrics',
    '/debug/pprof',
    '/api/v1/',
    '/api/v1/openapi.json/../../../package.json',
    '/data/secrets.json',
  ])('%s is not served', async (path) => {
    const answer = await ask('GET', path)
    expectStanding(answer, path)
    // An address without a dot is a page that says there is nothing.
    if (answer.status === 200) expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    else expect(answer.status).toBe(404)
    expect(answer.text).not.toMatch(/"dependencies"|repositoryformatversion|refs\/heads|authSecret/)
  })

  test('odd methods are refused, and nothing is echoed', async () => {
    for (const method of ['TRACE', 'OPTIONS', 'PROPFIND', 'PUT', 'POST', 'DELETE', 'PATCH'])
      for (const path of ['/', '/sign-in', '/main/customers']) {
        const answer = await ask(method, path, { 'X-Canary': 'seen', 'Next-Action': 'x' })
        expect([answer.status, answer.text]).toEqual([405, ''])
        expectStanding(answer, method)
      }
    for (const method of ['TRACE', 'OPTIONS', 'PROPFIND']) {
      const { status, text } = await ask(method, '/api/v1/session', { 'X-Canary': 'seen', origin: tian.url })
      expect(status).toBe(405)
      expect(text).not.toContain('seen')
    }
  })

  test('a visitor who asks for another protocol is not passed on', async () => {
    const asked = httpRequest({
      port: new URL(tian.url).port,
      path: 'http://169.254.169.254/',
      headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
    }).end()
    const outcome = await Promise.race([
      once(asked, 'response').then(([response]) => response.statusCode),
      once(asked, 'close').then(() => 'closed'),
    ]).catch(() => 'closed')
    expect([400, 404, 'closed']).toContain(outcome)
  })
})

describe('the visitor’s word for where we are', () => {
  const elsewhere = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
  }
  test('is in no link and no redirect (class S6: Appsmith CVE-2026-22794)', async () => {
    for (const path of [
      '/api/auth/signin',
      '/api/auth/signout',
      '/api/auth/providers',
      '/sign-in',
      '//a',
      '/',
    ]) {
      const { headers, text } = await ask('GET', path, elsewhere)
      expect(`${headers.location} ${text}`, path).not.toContain('evil.example')
    }
  })
  test('lets nobody change anything', async () => {
    for (const path of ['/api/v1/setup', '/api/auth/signin/credentials']) {
      const headers = { ...elsewhere, origin: 'http://evil.example', 'content-type': 'application/json' }
      expect((await ask('POST', path, headers, '{}')).status, path).toBe(403)
    }
  })
})

describe('after signing in or out nobody is sent elsewhere (class S7: Strapi CVE-2024-34065)', () => {
  const bad = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://evil.example',
    'http://localhost@evil.example',
    '/%0d%0aLocation:%20https://evil.example',
    '/\r\nLocation: https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '\t//evil.example',
    'http://evil.example:80/',
  ]
  const isHere = (address: string): boolean => new URL(address, tian.url).origin === tian.url

  test.each(bad)('%j', async (callbackUrl) => {
    const query = `callbackUrl=${encodeURIComponent(callbackUrl)}`
    for (const path of [
      '/api/auth/signin',
      '/api/auth/signout',
      '/api/auth/error',
      '/api/auth/callback/credentials',
    ]) {
      const { headers } = await ask('GET', `${path}?${query}`)
      if (headers.location) expect(isHere(headers.location), `${path} → ${headers.location}`).toBe(true)
      for (const line of headers['set-cookie'] ?? []) {
        const [, value] = /^tian\.callback=([^;]*)/.exec(line) ?? []
        if (value) expect(isHere(decodeURIComponent(value)), line).toBe(true)
      }
    }
    const csrf = await ask('GET', '/api/auth/csrf')
    const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string }
    const jar = csrf.headers['set-cookie']!.map((line) => line.split(';')[0]).join('; ')
    const fields = { email: owner.email, password: owner.password, csrfToken, callbackUrl }
    for (const json of ['true', 'false']) {
      const { status, headers, text } = await ask(
        'POST',
        '/api/auth/callback/credentials',
        { cookie: jar, origin: tian.url, 'content-type': 'application/x-www-form-urlencoded' },
        String(new URLSearchParams({ ...fields, json })),
      )
      // What is no address at all is refused, and the browser stays where it is.
      if (status >= 400) {
        expect([headers.location, headers['set-cookie']]).toEqual([undefined, undefined])
        continue
      }
      const address = headers.location ?? (JSON.parse(text) as { url: string }).url
      expect(isHere(address), address).toBe(true)
    }
  })
})

describe('from elsewhere nobody is signed in or out (class S8: Next CVE-2026-27978)', () => {
  const origins = [
    'https://evil.example',
    'null',
    undefined,
    'http://localhost.evil.example',
    'http://localhost:1',
  ]
  const types = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', 'application/json']
  const paths = [
    'callback/credentials',
    'signout',
    'signin/credentials',
    'signin/oidc',
    '_log',
    'session',
    'csrf',
  ]
  test.each(origins)('from %s', async (origin) => {
    const csrf = await ask('GET', '/api/auth/csrf', { cookie: cookie() })
    const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string }
    const given = csrf.headers['set-cookie'] ?? []
    const jar = [cookie(), ...given.map((line) => line.split(';')[0])].join('; ')
    // Even with next-auth's own token.
    const body = String(new URLSearchParams({ ...owner, csrfToken, json: 'true' }))
    for (const path of paths)
      for (const type of types) {
        const headers = { cookie: jar, 'content-type': type, ...(origin && { origin }) }
        const answer = await ask('POST', `/api/auth/${path}`, headers, body)
        expect([answer.status, answer.headers['set-cookie']], `${path} ${type}`).toEqual([403, undefined])
        expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'ORIGIN_REFUSED' } })
      }
  })
  test('nor by a link', async () => {
    for (const path of ['signout', 'signin/credentials', 'callback/credentials'])
      await ask('GET', `/api/auth/${path}?${new URLSearchParams(owner)}`, { cookie: cookie() })
    const { body } = await person.ask<{ person?: object }>('GET', '/session')
    expect(body.person).toBeDefined()
  })
})
