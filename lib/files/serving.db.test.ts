/** Attachments (classes X3, S2, S3: Twenty CVE-2024-28434, NocoDB CVE-2023-50717, n8n CVE-2026-21858): saved, never run, never believed. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { type Answer, type Client, prepareApi, signedIn } from '@/lib/api/testing/client'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { addField } from '@/lib/ddl/edit-field'
import { makeWorld, type World } from '@/lib/records/testing/world'

let db: TestDatabase
let world: World
let admin: Client
const folder = mkdtempSync(join(tmpdir(), 'tian-serving-'))

beforeAll(async () => {
  prepareApi()
  process.env.DATA_DIR = folder
  db = await testDatabase()
  world = await makeWorld()
  admin = await signedIn(world.admin)
  await asActor(world.admin, 'crm', (a) =>
    addField(a, 'customers', { label: { en: 'Files' }, type: 'attachment', key: 'files' }),
  )
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true })
})

const upload = (name: string, bytes: string | Uint8Array, type = 'application/octet-stream') =>
  admin.ask('POST', `/bases/crm/files?name=${encodeURIComponent(name)}`, {
    body: bytes,
    headers: { 'content-type': type },
  })
const download = (id: unknown) => admin.ask('GET', `/bases/crm/files/${id}`)

/** Bytes of a picture, and a page behind them that a careless browser would find. */
const behind = (head: number[]) =>
  Uint8Array.from([...head, ...new TextEncoder().encode('<html><script>alert(document.domain)</script>')])
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const gif = [...new TextEncoder().encode('GIF89a/*')]
const script = '<script>alert(document.domain)</script>'

function expectHarmless({ headers, status }: Answer): void {
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
  expect(headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w.~$&+^`|#%-]+$/)
}

describe('whatever it is, it is saved and runs nothing', () => {
  test.each([
    [
      'a.svg',
      `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`,
      'image/svg+xml',
      'text/plain',
    ],
    ['a.html', `<!doctype html>${script}`, 'text/html', 'text/plain'],
    ['a.png', `<!doctype html>${script}`, 'image/png', 'text/plain'],
    [
      'a.xml',
      `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml">${script}</x>`,
      'text/xml',
      'text/plain',
    ],
    [
      'a.pdf',
      '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>',
      'application/pdf',
      'application/pdf',
    ],
    ['a.html', behind(png), 'text/html', 'image/png'],
    ['a.js', behind(gif), 'text/javascript', 'image/gif'],
    ['a.html', `\ufeff${script}`, 'text/html; charset=utf-7', 'text/plain'],
    ['a.html', Uint8Array.from([0xff, 0xfe, 0x3c, 0, 0x73, 0]), 'text/html', 'application/octet-stream'],
    ['a.php', '<?php system($_GET[0]);', 'application/x-php', 'text/plain'],
    ['a.swf', 'CWS\u0001', 'application/x-shockwave-flash', 'application/octet-stream'],
    [
      'a.docx',
      Uint8Array.from([0x50, 0x4b, 3, 4, 0]),
      'text/html',
      expect.stringContaining('wordprocessingml'),
    ],
    ['a.html', Uint8Array.from([0x50, 0x4b, 3, 4, 0]), 'text/html', 'application/zip'],
    ['a.docx', behind(png), 'text/html', 'image/png'],
    ['empty', '', 'text/html', 'application/octet-stream'],
  ])('%s with %j, called %s', async (name, bytes, said, type) => {
    const { status, body } = await upload(name, bytes, said)
    expect([status, body.type]).toEqual([201, type])
    const answer = await download(body.id)
    expectHarmless(answer)
    expect(answer.headers['content-type']).toEqual(type)
  })
})

describe('a name is only a name', () => {
  /** What a browser reads from the header. */
  const nameIn = ({ headers }: Answer): string =>
    decodeURIComponent(headers['content-disposition']!.replace(/^.*''/, ''))

  test.each([
    ['CON', 'CON'],
    ['nul.txt', 'nul.txt'],
    ['..', '..'],
    ['.htaccess', '.htaccess'],
    ['a\'b"c;d=e.txt', 'a\'b"c;d=e.txt'],
    ["x'; filename=evil.exe; y='", "x'; filename=evil.exe; y='"],
    ['100%41.txt', '100%41.txt'],
    ['合同（终稿）🙂.pdf', '合同（终稿）🙂.pdf'],
    ['خطاب.pdf', 'خطاب.pdf'],
    [' a.txt ', 'a.txt'],
    ['cafe\u0301.txt', 'caf\u00e9.txt'],
    // Reads as `invoice exe.pdf` where the marks are heeded.
    ['invoice \u202efdp.exe', 'invoice fdp.exe'],
    ['\u2066a\u2069.txt', 'a.txt'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('%j is kept as %j', async (given, kept) => {
    const { status, body } = await upload(given, 'x')
    expect([status, body.name]).toEqual([201, kept])
    const answer = await download(body.id)
    expectHarmless(answer)
    expect(nameIn(answer)).toBe(kept)
  })

  test.each([
    '../../x',
    '..\\x',
    '/etc/passwd',
    'C:\\x',
    'a\0b',
    'a\r\nSet-Cookie: x=1',
    'a\tb',
    'a\u0085b',
    '',
    ' ',
    '\u202e',
    'x'.repeat(256),
    'x'.repeat(4096),
  ])('%j is refused', async (name) => {
    const before = stored()
    const { status, body } = await upload(name, 'x')
    expect([status, body.error?.code, body.error?.pointer]).toEqual([400, 'BODY_INVALID', '/name'])
    expect(stored()).toEqual(before)
  })

  const stored = (): string[] =>
    readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('/'))
      .sort()

  test('bytes lie under an id of ours, whatever they are called', async () => {
    const { body } = await upload('CON.txt', 'x')
    const id = String(body.id)
    expect(stored()).toContain(`${id.slice(-2)}/${id}`)
    expect(stored().every((path) => /^[0-9a-f]{2}\/[0-9a-f-]{36}$/.test(path))).toBe(true)
  })

  test('what a record says of a file is no path and no type', async () => {
    const { body } = await upload('a.txt', 'mine')
    const file = { id: body.id, name: 'b \u202etxt.exe', type: 'text/html', size: 1, path: '/etc/passwd' }
    const put = (files: unknown) =>
      admin.ask('POST', '/bases/crm/tables/customers/records', { body: { fields: { name: 'n', files } } })
    expect((await put([file])).status).toBe(422)
    const { path: _path, ...named } = file
    const { status, body: record } = await put([named])
    expect(status).toBe(201)
    expect((record.fields as { files: object[] }).files).toEqual([
      { id: body.id, name: 'b txt.exe', size: 4, type: 'text/plain' },
    ])
    const answer = await download(body.id)
    expect(answer.text).toBe('mine')
    expectHarmless(answer)
  })
})

test('nothing but ids leads to a file', async () => {
  const { body } = await upload('a.txt', 'x')
  for (const id of [
    '..%2f..%2fsecrets.json',
    '..',
    `${body.id}.part`,
    `${body.id}%00`,
    String(body.id).toUpperCase(),
  ])
    expect((await download(id)).status, id).toBe(404)
  expect(existsSync(join(folder, 'files'))).toBe(true)
})
