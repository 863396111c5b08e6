/** The table of classes in docs/security.md says what there is: every class once, with files that are there and try it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

const numbered = (letter: string, most: number): string[] =>
  Array.from({ length: most }, (_, i) => `${letter}${i + 1}`)
const classes = [
  ...numbered('H', 16),
  ...numbered('A', 9),
  ...numbered('I', 6),
  ...numbered('X', 4),
  ...numbered('S', 8),
  ...numbered('U', 5),
  ...numbered('D', 5),
  'P1',
]
const [, section = ''] = read('docs/security.md').split('\n## Classes\n')
const rows = [...section.matchAll(/^\| ([A-Z]\d+) (.*)\|$/gm)].map(([, name = '', rest = '']) => ({
  name,
  cells: rest.split(' | ').map((cell) => cell.trim()),
}))
const filesOf = (cells: readonly string[]): string[] =>
  [...cells.join(' ').matchAll(/`([\w/.-]+\.ts)`/g)].map(([, path]) => path!)

test('every class has one row, in order, with precedents and a result', () => {
  expect(rows.map(({ name }) => name)).toEqual(classes)
  for (const { name, cells } of rows) {
    expect(cells.length, name).toBe(4)
    for (const cell of cells) expect(cell, name).not.toBe('')
    expect(cells[3], name).toMatch(/^(holds|no such door)/)
  }
})

test('the files that a row names are there, and those of this folder name the class', () => {
  for (const { name, cells } of rows) {
    const files = filesOf(cells)
    expect(files.length, name).toBeGreaterThan(0)
    for (const path of files) expect(existsSync(`${root}${path}`), `${name}: ${path}`).toBe(true)
    for (const path of files.filter((p) => p.startsWith('attacks/')))
      expect(read(path), `${name}: ${path}`).toMatch(new RegExp(`\\b${name}\\b`))
  }
})

test('whatever file the page names is there', () => {
  const named = [...read('docs/security.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]*\.\w+)`/g)].map(
    ([, path]) => path!,
  )
  expect(named.length).toBeGreaterThan(80)
  expect(named.filter((path) => !existsSync(`${root}${path}`))).toEqual([])
})

test('a class that is tried in this folder says of which precedent, and its row names the file', () => {
  const tests = readdirSync(`${root}attacks`).filter(
    (path) => path.endsWith('.test.ts') && path !== 'classes.test.ts',
  )
  for (const file of tests)
    for (const [, name = '', precedents] of read(`attacks/${file}`).matchAll(
      /describe\(\s*'([A-Z]\d+)\b[^(']*(\([^']*\))?/g,
    )) {
      const row = rows.find((one) => one.name === name)
      expect(filesOf(row?.cells ?? []), `${file}: ${name}`).toContain(`attacks/${file}`)
      if (precedents) expect(precedents).toMatch(/CVE-|GHSA-|PR \d|\d{3,}/)
    }
})
