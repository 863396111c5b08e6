/** What is sealed: never the same twice, for one purpose, and an address in it is nobody's to find out. */
import { beforeAll, expect, test, vi } from 'vitest'
import { seal, unseal } from './seal'

beforeAll(() => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
})

test('the same said twice looks different, and opens for what it was said of alone', () => {
  const texts = Array.from({ length: 3 }, () => seal('ticket', ['form'], { a: 1 }))
  expect(new Set(texts.map((text) => text.slice(0, 16))).size).toBe(3)
  for (const text of texts) {
    expect(unseal('ticket', ['form'], text)).toEqual({ a: 1 })
    expect(unseal('prefill', ['form'], text)).toBe(undefined)
    expect(unseal('ticket', ['other'], text)).toBe(undefined)
  }
})

test('an address is told from others of the same form, by who has the key', async () => {
  const hashes = async (secret: string) => {
    vi.resetModules()
    vi.stubEnv('NEXTAUTH_SECRET', secret)
    const { addressHash } = await import('./seal')
    return [addressHash('a', '192.0.2.1'), addressHash('a', '192.0.2.2'), addressHash('b', '192.0.2.1')]
  }
  const [one, other] = [await hashes('one secret'), await hashes('another secret')]
  expect(new Set([...one, ...other]).size).toBe(6)
  expect(await hashes('one secret')).toEqual(one)
  vi.unstubAllEnvs()
})
