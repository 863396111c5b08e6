/** Holds the rule that everything a person reads stands in the catalogues, in both languages. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Understands Chinese, gives samples of it, or labels things in both languages by nature; shows none of its own. */
const speaksChinese = [
  /^lib\/i18n\/(messages\/|initials\.ts)/,
  /^lib\/expr\//,
  /^lib\/fields\/(?!.*\.ui\.tsx$)/,
  /^lib\/json-schema\/naming\.ts$/,
  /^lib\/templates\/sample\//,
  /^lib\/db\//,
]

const sources = ['app', 'lib']
  .flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path}`,
    ),
  )
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\//.test(path))

/** The file without comments and types, JSX as calls. */
const compiled = (path: string): string =>
  compile(readFileSync(`${root}/${path}`, 'utf8'), path.endsWith('x') ? 'tsx' : 'ts')

const compile = (code: string, loader: 'ts' | 'tsx'): string =>
  transformSync(code, { loader, charset: 'utf8', legalComments: 'none', jsx: 'automatic' }).code

/** Lines with Han characters that are not one half of a label pair. */
const chineseIn = (code: string): string[] =>
  code.split('\n').filter((line) => /\p{Script=Han}/u.test(line) && !/"zh-CN": /.test(line))

/** Attributes that a person reads or hears. */
const spoken =
  /\b"?(?:aria-label|aria-description|aria-roledescription|placeholder|title|alt|label)"?: "([^"]*\p{L}[^"]*)"/gu

/** Words among the children of elements, and in attributes that are read. */
function wordsIn(code: string): string[] {
  const elements = code.slice(code.search(/\bjsxs?\(/) >>> 0)
  const words = [...elements.matchAll(spoken)].map((match) => match[1]!)
  for (const match of elements.matchAll(/\bchildren: (?=["[])/g))
    words.push(...stringsAt(elements, match.index + match[0].length))
  return words.filter((text) => /\p{L}/u.test(text) && !/^https?:\/\/$/.test(text))
}

/** The string at `from`, or those that are direct members of the array there. */
function stringsAt(code: string, from: number): string[] {
  const found: string[] = []
  let depth = 0
  for (let at = from; at < code.length; at += 1) {
    const character = code[at]!
    if (character === '"' || character === "'" || character === '`') {
      let end = at + 1
      while (end < code.length && code[end] !== character) end += code[end] === '\\' ? 2 : 1
      const member = depth === 0 || (depth === 1 && /[[,]\s*$/.test(code.slice(0, at)))
      if (member && character === '"') found.push(code.slice(at + 1, end))
      at = end
    } else if ('([{'.includes(character)) depth += 1
    else if (')]}'.includes(character)) depth -= 1
    // A list that is mapped is data, not children.
    if (depth === 0) return /^\s*\./.test(code.slice(at + 1)) ? [] : found
  }
  return found
}

test('the search finds what it looks for', () => {
  const found = wordsIn(
    compile(
      'const a = <p title="Tip">Hello {name}, <b>you</b> · {n} <i aria-label="Sum" className="x" /></p>',
      'tsx',
    ),
  )
  expect(found.sort()).toEqual(['Hello ', 'Sum', 'Tip', 'you'].sort())
  expect(
    chineseIn(compile("const a = { 'zh-CN': '田', en: 'Tian' } // 注释\nconst b = '田'", 'ts')),
  ).toHaveLength(1)
})

test('no file has Chinese of its own', () => {
  const silent = sources.filter((path) => !speaksChinese.some((one) => one.test(path)))
  expect(silent.length).toBeGreaterThan(50)
  expect(
    silent.flatMap((path) => chineseIn(compiled(path)).map((line) => `${path}: ${line.trim()}`)),
  ).toEqual([])
})

test('components show only messages', () => {
  const components = sources.filter((path) => path.endsWith('.tsx'))
  expect(components.length).toBeGreaterThan(20)
  expect(components.flatMap((path) => wordsIn(compiled(path)).map((words) => `${path}: ${words}`))).toEqual(
    [],
  )
})
