import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { locales } from '@/lib/i18n/labels'
import { readEnvironment, variables } from './environment'
import { loadSecrets } from './secrets'

const dir = mkdtempSync(join(tmpdir(), 'tian-env-'))
afterAll(() => rmSync(dir, { recursive: true }))

test('nothing set is enough', () => {
  expect(readEnvironment({})).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: resolve('data'),
    DATABASE_URL: undefined,
    DEFAULT_LOCALE: 'zh-CN',
    WORKSPACE_ZONE: 'Asia/Shanghai',
    TRUST_PROXY: false,
  })
})

test.each([
  ['PORT', '3000x'],
  ['PORT', '0'],
  ['PORT', '70000'],
  ['APP_URL', 'ftp://x'],
  ['DATABASE_URL', 'mysql://x'],
  ['WORKSPACE_ZONE', 'Mars/Base'],
  ['DEFAULT_LOCALE', 'fr'],
  ['TRUST_PROXY', 'maybe'],
  ['NEXTAUTH_SECRET', 'short'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'ENV_INVALID', params: { name } }),
  )
})

test('the zone of the workspace wins over the zone of the machine, and an empty value is none', () => {
  expect(readEnvironment({ TZ: 'Europe/Berlin' }).WORKSPACE_ZONE).toBe('Europe/Berlin')
  expect(readEnvironment({ TZ: 'Europe/Berlin', WORKSPACE_ZONE: 'Asia/Tokyo' }).WORKSPACE_ZONE).toBe(
    'Asia/Tokyo',
  )
  expect(readEnvironment({ TZ: ':/etc/localtime', PORT: ' ' })).toMatchObject({
    WORKSPACE_ZONE: 'Asia/Shanghai',
    PORT: 3000,
  })
})

test('a secret may stand in a file', () => {
  const path = join(dir, 'url')
  writeFileSync(path, 'postgres://a:b@db/tian\n')
  expect(readEnvironment({ DATABASE_URL_FILE: path }).DATABASE_URL).toBe('postgres://a:b@db/tian')
  expect(() => readEnvironment({ DATABASE_URL_FILE: join(dir, 'none') })).toThrow(
    expect.objectContaining({ code: 'ENV_FILE_UNREADABLE' }),
  )
})

test('every variable is explained in both languages', () => {
  for (const { label } of Object.values(variables))
    for (const locale of locales) expect(label[locale]).toBeTruthy()
})

test('secrets are made once and readable by their owner only, in a folder of their own', () => {
  loadSecrets(join(dir, 'data'))
  expect(statSync(join(dir, 'data')).mode & 0o777).toBe(0o700)
  const made = loadSecrets(dir)
  expect(made.authSecret).toHaveLength(43)
  expect(new Set(Object.values(made)).size).toBe(3)
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(loadSecrets(dir)).toEqual(made)
})
