/** Holds the house in order: imports go one way, the browser gets no server code, and a few things have one home. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

type Layers = [layer: string, ...files: RegExp[]][]

/** The browser's layers from the ground up; a file may import from its own layer and from those before it. */
const browser: Layers = [
  ['kit', /^lib\/kit\//],
  ['fields/*.ui', /^lib\/fields\/(parts\/|ui-type\.ts|ui\.tsx|.*\.ui\.tsx)/],
  ['ui', /^lib\/ui\//],
  ['views/*.ui', /^lib\/views\/(ui-type\.ts|ui\.tsx|page\.tsx|.*\.ui\.tsx)/],
]

/**
 * The server's, beside them. The last match counts: use cases that live with what they are about stand as high as
 * what they use.
 */
const server: Layers = [
  ['ground', /^lib\/(json|csv|errors)\.ts$/, /^lib\/i18n\//, /^lib\/server\/http\.ts$/],
  ['db', /^lib\/db\//],
  ['expr', /^lib\/expr\//],
  ['fields, views (pure)', /^lib\/fields\//, /^lib\/views\//],
  ['meta', /^lib\/meta\//, /^lib\/json-schema\/(?!import)/],
  ['changes/write', /^lib\/changes\/write\.ts$/],
  ['auth, access', /^lib\/(auth|access)\//, /^lib\/audit\/(line|accounts)\.ts$/],
  ['query', /^lib\/query\//],
  ['audit', /^lib\/audit\/(?!(line|accounts)\.ts)/],
  [
    'compute, ddl, files, jobs',
    /^lib\/(compute|ddl|files|jobs)\//,
    /^lib\/access\/(roles|drafts|effect)\.ts$/,
  ],
  ['records', /^lib\/records\//, /^lib\/auth\/(setup|members|invitations|hand-over|teams)\.ts$/],
  ['forms', /^lib\/forms\//, /^lib\/access\/reach\.ts$/],
  [
    'templates, changes',
    /^lib\/(templates|changes)\/(?!write)/,
    /^lib\/json-schema\/import/,
    /^lib\/ddl\/(history|undo|undo-blocked|words)\.ts$/,
    /^lib\/meta\/doctor\.ts$/,
  ],
  ['api', /^lib\/api\//],
  ['server', /^lib\/server\/(?!http)/],
]

/** What the browser may have of the server's files: the parts that know nothing but their arguments. */
const pure = [
  /^lib\/(json|csv|meta\/(model|rights|form(-flow)?)|api\/contract(-\w+)?)\.ts$/,
  /^lib\/i18n\/(?!server|request)/,
  /^lib\/expr\/(?!to-sql)/,
  /^lib\/(fields|views)\//,
]

/** Imports against the order, each with its reason. A line that is no longer needed fails. */
const exceptions: Record<string, string> = {
  'lib/ddl/check-field.ts → lib/records/auto-number.ts': 'whether a text is a pattern of auto numbers',
}

/** Who names a table of users outside the platform's own work, each with its reason. */
const tableNames: Record<string, string> = {
  'lib/access/effect.ts': 'for administrators: how many records a change of rights touches',
  'lib/access/explain.ts': 'for administrators: which rules hold for a record',
  'lib/access/missing.ts': 'for administrators: how many records somebody does not see',
  'lib/access/relation.ts': 'the relation itself',
  'lib/access/stored-rows.ts': 'what computed fields draw on; their rights follow from those of their inputs',
  'lib/auth/hand-over.ts': 'for administrators: one person in the place of another, in every record',
  'lib/changes/history.ts': 'the line that made a record which the reader has found in the relation',
  'lib/forms/prefill.ts': 'locks records that an administrator chose for a link',
  'lib/meta/doctor.ts': 'for the operator: whether rows, files and log agree',
  'lib/query/links.ts': 'which records of one relation are linked to which of another',
  'lib/records/auto-number.ts': 'which numbers any record has, so that the system gives none twice',
  'lib/records/checks.ts': 'what a new record holds by itself, as a check judges it',
  'lib/records/defaults.ts': 'the system’s own writes',
  'lib/records/delete.ts': 'writes; what goes along with a record of the relation',
  'lib/records/insert.ts': 'writes',
  'lib/records/taken.ts': 'which values are taken, as the unique index would say it of all rows',
  'lib/records/try-formula.ts': 'for administrators: a formula over real rows',
  'lib/records/update.ts': 'writes, of a record that was locked in the relation',
}

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

const sources = ['lib', 'app', 'scripts', 'bench', 'e2e', 'attacks']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing[/.]|^(e2e|attacks)\//.test(path)
const product = sources.filter((path) => !isTest(path))
const texts = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
const textOf = (path: string): string => texts.get(path)!

const importLine = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm

/** Imports of our own files; packages stay out. */
function importsOf(from: string): Import[] {
  return [...textOf(from).matchAll(importLine)].flatMap(([, type, fixed, lazy]) => {
    const name = (fixed ?? lazy)!
    if (!/^(@\/|\.)/.test(name)) return []
    const path = name.startsWith('@/') ? name.slice(2) : normalize(join(dirname(from), name))
    const to = ['', '.ts', '.tsx', '/index.ts'].map((end) => path + end).find((p) => texts.has(p))
    return to ? [{ from, to, typeOnly: type !== undefined }] : []
  })
}

const imports = new Map(product.map((path) => [path, importsOf(path)]))
const everyImport = [...imports.values()].flat()
const layerIn = (layers: Layers, path: string): number =>
  layers.findLastIndex(([, ...files]) => files.some((pattern) => pattern.test(path)))
const nameOf = ({ from, to }: Import): string => `${from} → ${to}`

/** Whether an import climbs. Pages stand above everything; the shapes of the API are shared by both its ends. */
function climbs({ from, to }: Import): boolean {
  if (!from.startsWith('lib/') || /^lib\/api\/contract/.test(to)) return false
  if (to.startsWith('app/')) return true
  const [own, other] = [layerIn(browser, from), layerIn(browser, to)]
  if (own >= 0) return other >= 0 ? other > own : !pure.some((pattern) => pattern.test(to))
  return other >= 0 || layerIn(server, to) > layerIn(server, from)
}

describe('imports go one way', () => {
  const climbing = everyImport.filter(climbs).map(nameOf)
  test('every file of lib has its layer', () => {
    const lost = product.filter(
      (path) => path.startsWith('lib/') && layerIn(browser, path) < 0 && layerIn(server, path) < 0,
    )
    expect(lost).toEqual([])
  })
  test('no file imports from a layer above its own', () => {
    expect(climbing.filter((line) => !(line in exceptions))).toEqual([])
  })
  test('every exception is still needed', () => {
    expect(Object.keys(exceptions).filter((line) => !climbing.includes(line))).toEqual([])
  })
  test('what runs imports nothing that only tests need', () => {
    expect(everyImport.filter(({ to }) => isTest(to)).map(nameOf)).toEqual([])
  })
})

describe('the browser', () => {
  const entries = product.filter(
    (path) => layerIn(browser, path) >= 0 || textOf(path).startsWith("'use client'"),
  )
  /** Everything that is sent along with the entries, with the import that brings it. */
  const sent = new Map<string, string>(entries.map((path) => [path, path]))
  for (const [path] of sent)
    for (const { to, typeOnly } of imports.get(path) ?? [])
      if (!typeOnly && !sent.has(to)) sent.set(to, `${path} → ${to}`)

  test('gets no module of the server, however it is reached', () => {
    const ours = (path: string): boolean =>
      path.startsWith('app/') || layerIn(browser, path) >= 0 || pure.some((pattern) => pattern.test(path))
    expect([...sent].filter(([path]) => !ours(path)).map(([, way]) => way)).toEqual([])
  })
  test('gets no package of the server', () => {
    const packages =
      /from '(node:[^']*|postgres|drizzle-orm[^']*|server-only|next-auth|next\/headers|ajv[^']*)'/
    expect([...sent.keys()].filter((path) => packages.test(textOf(path)))).toEqual([])
  })
  test('asks the server only through the public API', () => {
    const asking = [...sent.keys()].filter((path) =>
      /(?<!\.|async )\bfetch\(|XMLHttpRequest|'use server'/.test(textOf(path)),
    )
    // Uploads tell how far they are, which only XMLHttpRequest does.
    expect(asking.sort()).toEqual(['lib/ui/api.ts', 'lib/ui/data/services.ts'])
  })
})

describe('one home for each thing', () => {
  /** The bench measures us against raw SQL, so it has some. */
  const ours = product.filter((path) => !path.startsWith('bench/'))
  const withMatch = (pattern: RegExp, files = ours): string[] =>
    files.filter((path) => pattern.test(textOf(path)))

  test('statements leave only through lib/db/connection.ts', () => {
    expect(withMatch(/\.unsafe\b/)).toEqual(['lib/db/connection.ts'])
  })
  test('pieces of SQL are made only by lib/db/sql.ts', () => {
    expect(withMatch(/\bnew SQL\(|\bsql\s*\.\s*(identifier|raw)\b/)).toEqual(['lib/db/sql.ts'])
  })
  test('who names the tables of users is known, and why', () => {
    // Structure and computed values are the platform's own work, of all rows; readers go through the relation.
    const platform = /^lib\/(ddl|compute|templates|db)\//
    const naming = withMatch(/\bqualified\([^,()]+(?:\([^()]*\))?, (?!'_)/).filter(
      (path) => !platform.test(path),
    )
    expect(naming).toEqual(Object.keys(tableNames).sort())
  })
  test('nobody outside lib/fields switches on the type of a field', () => {
    const switching =
      /switch \((?:\w+\.)*(?:field|f)\.type\)|\b(?:field|f)\.type [!=]==? |\.type [!=]==? '(?:text|number|link)'/
    expect(
      withMatch(
        switching,
        product.filter((path) => !path.startsWith('lib/fields/')),
      ),
    ).toEqual([])
  })
  test('only next-auth and the API answer under app/api', () => {
    const routes = sources.filter((path) => /(^|\/)route\.tsx?$/.test(path))
    expect(routes.sort()).toEqual(['app/api/auth/[...nextauth]/route.ts', 'app/api/v1/[...path]/route.ts'])
  })
  test('pages have no SQL and no rules', () => {
    const deep = /^lib\/(db|access|query|ddl|meta\/store|records|changes|compute)/
    expect(
      everyImport.filter(({ from, to }) => from.startsWith('app/') && deep.test(to)).map(nameOf),
    ).toEqual([])
  })
})

describe('every file', () => {
  test('opens with a sentence on its job', () => {
    const opening = /^(#!.*\n)?('use client'\n+)?\/\*\*?[ \n]/
    expect(product.filter((path) => !opening.test(textOf(path)))).toEqual([])
  })
  test('is one concept: at most 400 lines', () => {
    const long = sources.filter((path) => textOf(path).trimEnd().split('\n').length > 400)
    expect(long).toEqual([])
  })
  test('leaves the compiler and the tests their say', () => {
    const silenced = /@ts-(ignore|nocheck|expect-error)|\b(test|it|describe)\.(skip|only|todo|fails)\b/
    const self = 'lib/architecture.test.ts'
    expect(sources.filter((path) => path !== self && silenced.test(textOf(path)))).toEqual([])
  })
  test('has no `any` but the two registries of field types', () => {
    const excused = sources.filter((path) =>
      /biome-ignore lint\/suspicious\/noExplicitAny/.test(textOf(path)),
    )
    expect(excused.filter((path) => path !== 'lib/architecture.test.ts').sort()).toEqual([
      'lib/fields/index.ts',
      'lib/fields/ui.tsx',
    ])
  })
})
