/** Whose requests may change something. */
import { afterEach, expect, test } from 'vitest'
import { sameOrigin } from './origin'

const before = process.env.NEXTAUTH_URL
afterEach(() => {
  process.env.NEXTAUTH_URL = before
})

const asked = (own: string, origin: string | undefined, host: string, method = 'POST'): boolean => {
  process.env.NEXTAUTH_URL = own
  return sameOrigin(new Request(own, { method, headers: { host, ...(origin && { origin }) } }))
}

const site = 'https://tian.example.com'
test.each([
  [site, true],
  [`${site}:443`, false],
  [`${site}/`, false],
  ['http://tian.example.com', false],
  ['https://tian.example.com.evil.example', false],
  ['https://evil.example', false],
  ['https://TIAN.example.com', false],
  ['null', false],
  ['', false],
  [undefined, false],
  ['tian.example.com', false],
])('with an address configured, from %s: %s', (origin, may) => {
  expect(asked(site, origin, 'tian.example.com')).toBe(may)
  // A host that a visitor made up opens nothing.
  if (origin && URL.canParse(origin)) expect(asked(site, origin, new URL(origin).host)).toBe(may)
})

test.each([
  ['http://localhost:3000', 'localhost:3000', true],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', true],
  ['http://192.168.1.5:3000', '192.168.1.5:3000', true],
  ['https://192.168.1.5', '192.168.1.5', true],
  ['http://[::1]:3000', '[::1]:3000', true],
  ['http://192.168.1.5:3000', 'localhost:3000', false],
  ['http://localhost:8080', 'localhost:3000', false],
  ['http://evil.example:3000', 'evil.example:3000', false],
  ['http://127.0.0.1.evil.example:3000', '127.0.0.1.evil.example:3000', false],
  ['null', 'localhost:3000', false],
  [undefined, 'localhost:3000', false],
])('without one, from %s to %s: %s', (origin, host, may) =>
  expect(asked('http://localhost:3000', origin, host)).toBe(may),
)

test('reading is not judged, every kind of change is', () => {
  for (const method of ['GET', 'HEAD']) expect(asked(site, undefined, 'x', method)).toBe(true)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
    expect(asked(site, undefined, 'x', method)).toBe(false)
})
