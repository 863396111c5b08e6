/** Starting and ending: again, after a murder, twice at once, in the way of others, and in the middle of work (law L11). */

import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstRun, install, type Person, signIn } from './person'
import { dataDirectory, freePort, launch, postmaster, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
let tian: Tian

beforeAll(async () => {
  tian = await startTian(dataDir)
  await firstRun(tian.url)
})
afterAll(async () => {
  await stopAll(dataDir)
  remove()
})

/** Read to its end, or the connection would keep the server from stopping at once. */
async function firstPage(url: string): Promise<number> {
  const response = await fetch(url)
  await response.text()
  return response.status
}
const customers = '/bases/main/tables/customers/records'
const customer = (n: number) => ({ name: `并发客户${n}`, phone: `138001380${10 + n}`, source: 'online_ads' })
/** One line for a person, no stack and no object. */
const sentence = /^[^\n{}]+\n?$/

describe('starting', () => {
  test('serves the first page, and stops everything it started', async () => {
    expect(await firstPage(tian.url)).toBe(200)
    const database = postmaster(dataDir)
    expect(database).toBeDefined()
    expect(await tian.stop()).toBe(0)
    expect(postmaster(dataDir)).toBeUndefined()
    await expect(fetch(tian.url)).rejects.toThrow()
  })
  test('again, builds and installs nothing', async () => {
    tian = await startTian(dataDir)
    expect(await firstPage(tian.url)).toBe(200)
    expect(tian.output()).not.toMatch(/Installing|Building/)
  })
  test('after it was killed, recovers by itself', async () => {
    expect(await tian.kill()).toBe('SIGKILL')
    expect(postmaster(dataDir)).toBeDefined()
    tian = await startTian(dataDir)
    const { body } = await (await signIn(tian.url)).ask<{ person?: { owner: boolean } }>('GET', '/session')
    expect(body.person?.owner).toBe(true)
  })
})

describe('what comes over the wire', () => {
  /** Sends bytes as they are and waits until the server has had enough of them; '' when it reset the connection. */
  async function send(text: string | Buffer, leave = false): Promise<string> {
    const socket = connect(Number(new URL(tian.url).port), 'localhost')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk)).on('error', () => undefined)
    await once(socket, 'connect')
    socket.write(text)
    if (leave) socket.destroy()
    else socket.end()
    // A server that has had enough may reset the connection while bytes are still on their way to it.
    await new Promise((resolve) => socket.on('close', resolve))
    return answer.split('\r\n')[0]!
  }
  const head = (line: string, ...more: string[]) =>
    [line, 'Host: localhost', 'Connection: close', ...more, '', ''].join('\r\n')

  test('cannot end the server', async () => {
    const json = ['Content-Type: application/json', `Origin: ${tian.url}`]
    expect(await send('\u0000garbage\r\n\r\n')).toContain('400')
    expect(await send(head('GET /api/v1/%ff%00 HTTP/1.1'))).toContain('404')
    expect(await send(head('GET / HTTP/1.1', `X-Long: ${'x'.repeat(100_000)}`))).toMatch(/431|^$/)
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(
      await send(head('POST /api/v1/setup HTTP/1.1', ...json, `Content-Length: ${deep.length}`) + deep),
    ).toContain('400')
    expect(
      await send(`${head('POST /api/v1/setup HTTP/1.1', ...json, 'Content-Length: 99999999')}{`),
    ).toMatch(/413|^$/)
    // A visitor who leaves in the middle of a body.
    await send(`${head('POST /api/v1/setup HTTP/1.1', ...json, 'Content-Length: 1000')}{"name":`, true)
    expect(await firstPage(tian.url)).toBe(200)
  })
})

describe('refusing to start, in one sentence, with nothing touched', () => {
  const refused = async (env: Record<string, string>): Promise<string> => {
    const { output, ended } = launch(env)
    expect(await ended).toBe(1)
    expect(output().replace(/^Starting the database.*\n/m, '')).toMatch(sentence)
    return output()
  }
  test('on a busy port', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const fresh = join(dataDir, 'not made')
    expect(await refused({ PORT: String(port), DATA_DIR: fresh })).toContain(`Port ${port} is in use`)
    expect(existsSync(fresh)).toBe(false)
    server.close()
  })
  test('beside another one on the same data', async () => {
    const output = await refused({ PORT: String(await freePort()), DATA_DIR: dataDir })
    expect(output).toContain('already using this data directory')
    expect(output).toContain(tian.url)
    expect(await firstPage(tian.url)).toBe(200)
  })
  test('on data of another PostgreSQL', async () => {
    const other = join(dataDir, 'other')
    mkdirSync(join(other, 'postgres'), { recursive: true })
    copyFileSync(join(dataDir, 'secrets.json'), join(other, 'secrets.json'))
    writeFileSync(join(other, 'postgres/PG_VERSION'), '12\n')
    expect(await refused({ PORT: String(await freePort()), DATA_DIR: other })).toContain('PostgreSQL 12')
    expect(readdirSync(join(other, 'postgres'))).toEqual(['PG_VERSION'])
  })
})

describe('ended in the middle of work', () => {
  const tables = async (person: Person): Promise<string[]> => {
    const { body } = await person.ask<{ tables: { key: string }[] }>('GET', '/bases/main')
    return body.tables.map((t) => t.key)
  }
  const count = async (person: Person): Promise<number> => {
    const { body } = await person.ask<{ count: { value: number } }>('GET', `${customers}?limit=1&count=exact`)
    return body.count.value
  }

  test('an install is there as a whole or not at all', async () => {
    await tian.stop()
    for (const statement of [70, 160, 400]) {
      tian = await startTian(dataDir, { TIAN_CRASH_AT: String(statement) })
      const person = await signIn(tian.url)
      const answer = await install(person, true).catch(() => 'broken off')
      expect(answer, `before statement ${statement}`).toBe('broken off')
      expect(await tian.ended).toBe('SIGKILL')
      tian = await startTian(dataDir)
      expect(await tables(await signIn(tian.url))).toEqual([])
      await tian.stop()
    }
    tian = await startTian(dataDir)
    const person = await signIn(tian.url)
    expect((await install(person, true)).body).toMatchObject({ done: { base: 'main', table: 'customers' } })
    expect(await tables(person)).toHaveLength(14)
    expect(await count(person)).toBe(260)
  })

  test('every record that was acknowledged is there, and a second try makes no second record', async () => {
    const person = await signIn(tian.url)
    const before = await count(person)
    const create = (as: Person, n: number) =>
      as.ask<{ id: string }>('POST', customers, { fields: customer(n) }, { 'Idempotency-Key': `kill-${n}` })
    const acknowledged = new Map<number, string>()
    const all = Array.from({ length: 50 }, (_, n) =>
      create(person, n).then(
        ({ status, body }) => {
          expect(status, JSON.stringify(body)).toBe(201)
          acknowledged.set(n, body.id)
          if (acknowledged.size === 10) void tian.kill()
        },
        () => undefined,
      ),
    )
    await Promise.all(all)
    expect(await tian.ended).toBe('SIGKILL')

    tian = await startTian(dataDir)
    const again = await signIn(tian.url)
    for (const [n, id] of acknowledged) {
      const { status, body } = await again.ask<{ fields: object }>('GET', `${customers}/${id}`)
      expect([status, body.fields]).toEqual([200, expect.objectContaining({ name: `并发客户${n}` })])
    }
    const repeated = await Promise.all(Array.from({ length: 50 }, (_, n) => create(again, n)))
    expect(repeated.map((r) => r.status)).toEqual(Array(50).fill(201))
    for (const [n, id] of acknowledged) expect(repeated[n]!.body.id).toBe(id)
    expect(await count(again)).toBe(before + 50)
  })
})
