import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { appSql, ownerSql, run, sqlState } from './connection'
import { readEnvironment } from './environment'
import { lockHolder } from './lock'
import { type OpenDatabase, openDatabase } from './open'
import { ident, sql, word } from './sql'
import { at, maintain } from './testing/clone'

const template = inject('tianTemplate')
const name = `o_${randomBytes(6).toString('hex')}`
const url = at(template.maintenance, name)
const dataDir = mkdtempSync(join(tmpdir(), 'tian-open-'))
const plain = `plain_${randomBytes(4).toString('hex')}`

let open: OpenDatabase | undefined
beforeAll(async () => {
  await maintain(template.maintenance, sql`create database ${ident(name)} template template0`)
  await maintain(template.maintenance, sql`create role ${ident(plain)} login password ${word('plain-word')}`)
})
afterEach(() => open?.close().finally(() => (open = undefined)))
afterAll(async () => {
  await maintain(template.maintenance, sql`drop database ${ident(name)} with (force)`)
  await maintain(template.maintenance, sql`drop role ${ident(plain)}`)
  rmSync(dataDir, { recursive: true })
})

const who = async () =>
  (await run(appSql(), sql`select current_user as role, session_user = current_user as own`))[0]
const as = (user: string, password: string) =>
  Object.assign(new URL(url), { username: user, password }).toString()

describe('a given database', () => {
  test('is migrated, and the app pool steps down from the owner', async () => {
    open = await openDatabase(readEnvironment({ DATABASE_URL: url }))
    expect(await who()).toEqual({ role: 'tian_app', own: false })
    expect(await run(appSql(), sql`select * from tian.users`)).toEqual([])
  })

  test('takes the app role that DATABASE_APP_URL names', async () => {
    await maintain(url, sql`drop schema tian cascade`)
    open = await openDatabase(
      readEnvironment({ DATABASE_URL: url, DATABASE_APP_URL: as(plain, 'plain-word') }),
    )
    expect(await who()).toEqual({ role: plain, own: true })
    expect(await run(appSql(), sql`select * from tian.users`)).toEqual([])
    expect(sqlState(await run(appSql(), sql`create table tian.no (id int)`).catch((e) => e))).toBe('42501')
    await run(ownerSql(), sql`drop schema tian cascade`)
    await run(ownerSql(), sql`drop owned by ${ident(plain)}`)
  })

  test('works with one role where no other may be made or taken', async () => {
    await maintain(url, sql`grant create on database ${ident(name)} to ${ident(plain)}`)
    open = await openDatabase(readEnvironment({ DATABASE_URL: as(plain, 'plain-word') }))
    expect(await who()).toEqual({ role: plain, own: true })
    await run(appSql(), sql`drop schema tian cascade`)
    await maintain(url, sql`drop owned by ${ident(plain)}`)
  })

  test('that does not let us in is a reason not to start', async () => {
    const wrong = openDatabase(readEnvironment({ DATABASE_URL: as(plain, 'guess') }))
    await expect(wrong).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE', params: { why: '28P01' } })
  })
})

test('our own database is held by one server, and a script may work beside it', async () => {
  const environment = readEnvironment({ DATA_DIR: dataDir })
  open = await openDatabase(environment, 'http://localhost:3000')
  expect(lockHolder(dataDir)?.url).toBe('http://localhost:3000')
  expect(await who()).toEqual({ role: 'tian_app', own: true })
  await expect(openDatabase(environment, 'http://localhost:3001')).rejects.toMatchObject({
    code: 'ALREADY_RUNNING',
  })
  expect(await run(appSql(), sql`select 1 as still`)).toEqual([{ still: 1 }])
  await open.close()
  expect(existsSync(join(dataDir, 'tian.lock'))).toBe(false)
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
})
