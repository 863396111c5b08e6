/** Classes P1, I5 and D2 of the catalogue: what we build on is pinned, whole, above the versions with known holes, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')) as T

interface Locked {
  version?: string
  integrity?: string
  resolved?: string
  link?: boolean
  inBundle?: boolean
  hasInstallScript?: boolean
  dev?: boolean
  devOptional?: boolean
}
const { dependencies, devDependencies } = read<Record<string, Record<string, string>>>('package.json')
const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json')
const locked = Object.entries(packages).filter(([path]) => path !== '')
const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Our own code, without its tests. */
const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['lib', 'app']
  .flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing[/.]/.test(path))
const withMatch = (pattern: RegExp): string[] =>
  sources.filter((path) => pattern.test(readFileSync(`${root}${path}`, 'utf8')))

const parts = (version: string): number[] => version.split(/[.-]/).map(Number)
function isBelow(version: string, floor: string): boolean {
  const [a, b] = [parts(version), parts(floor)]
  const i = b.findIndex((n, place) => (a[place] ?? 0) !== n)
  return i >= 0 && (a[i] ?? 0) < b[i]!
}

describe('P1 dependencies (xlsx CVE-2023-30533; Next 2026; drizzle CVE-2026-39356; ajv CVE-2025-69873)', () => {
  test.each([
    ['next', '16.2.6', 'CVE-2026-44573, CVE-2026-27978'],
    ['react', '19.2.6', 'CVE-2025-55182, CVE-2026-23870'],
    ['react-dom', '19.2.6', 'CVE-2025-55182'],
    ['drizzle-orm', '0.45.2', 'CVE-2026-39356'],
    ['ajv', '8.18.0', 'CVE-2025-69873'],
    ['next-auth', '4.24.5', 'CVE-2023-48309'],
  ])('%s is at least %s (%s), wherever it is installed', (name, floor) => {
    const found = locked.filter(([path]) => nameOf(path) === name)
    expect(found.length).toBeGreaterThan(0)
    // Tools of development may bring an older one; it judges nothing that comes from outside.
    const served = found.filter(([path]) => path === `node_modules/${name}` || name !== 'ajv')
    for (const [path, { version }] of served)
      expect(isBelow(version!, floor), `${path} ${version}`).toBe(false)
  })
  test('a floor is a floor', () => {
    expect(
      ['16.2.5', '16.1.9', '15.9.9', '0.45.1'].map((v) =>
        isBelow(v, v.startsWith('0') ? '0.45.2' : '16.2.6'),
      ),
    ).toEqual([true, true, true, true])
    expect(['16.2.6', '16.10.0', '17.0.0'].some((v) => isBelow(v, '16.2.6'))).toBe(false)
  })
  test('versions are named, not guessed, and the lock names the same', () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
  })
  test('every package is told by its hash', () => {
    const bare = locked.filter(
      ([, one]) => !one.link && !one.inBundle && !/^sha512-/.test(one.integrity ?? ''),
    )
    expect(bare.map(([path]) => path)).toEqual([])
  })
  test('nothing that reads foreign formats in our process, or runs foreign code', () => {
    const unwanted =
      /^(xlsx|exceljs|vm2|isolated-vm|jsonpath|serialize-javascript|node-serialize|marked|dompurify|sanitize-html)$/
    expect(locked.map(([path]) => nameOf(path)).filter((name) => unwanted.test(name))).toEqual([])
  })
})

describe('I5 deserialisation (React CVE-2025-55182, CVE-2026-23870; Next CVE-2026-27978)', () => {
  test('no function of ours is a server action, so none can be called with what a visitor made up', () => {
    expect(sources.length).toBeGreaterThan(300)
    expect(withMatch(/^\s*['"]use server['"]/m)).toEqual([])
  })
})

describe('D2 archives (Superset CVE-2023-46104; trycomp 3427; xlsx CVE-2026-38359)', () => {
  test('no reader of archives or of XML is installed for the server', () => {
    const reader =
      /^(jszip|adm-zip|yauzl|unzipper|node-stream-zip|extract-zip|fflate|pako|tar(-stream|-fs)?|decompress|xml2js|sax|saxes|libxmljs2?|fast-xml-parser|@xmldom\/xmldom|js-yaml)$/
    const served = locked.filter(([, one]) => !one.dev && !one.devOptional)
    expect(served.length).toBeGreaterThan(30)
    expect(served.map(([path]) => nameOf(path)).filter((name) => reader.test(name))).toEqual([])
  })
  test('our own code unpacks its list of passwords, and a workbook in the browser of who opens it', () => {
    expect(
      withMatch(
        /\b(gunzip|inflate|unzip|brotliDecompress|create(Gunzip|Inflate|Unzip))|DecompressionStream/i,
      ),
    ).toEqual(['lib/auth/password.ts', 'lib/ui/import/zip.ts'])
  })
})
