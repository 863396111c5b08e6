/** Holds every message to both languages: nothing empty, nothing unreadable, the same arguments in each. */
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { locales } from './labels'
import { catalogues } from './messages/index'
import { dictionaryOf, translator } from './server'

type Parsed = ReturnType<IntlMessageFormat['getAst']>

/** Names of the arguments, those inside plural and select branches too. */
function argumentsOf(elements: Parsed, names = new Set<string>()): Set<string> {
  for (const element of elements) {
    if ('value' in element && typeof element.value === 'string' && 'type' in element && element.type !== 0)
      names.add(element.value)
    if ('options' in element)
      for (const option of Object.values(element.options)) argumentsOf(option.value, names)
  }
  return names
}

const parse = (text: string, locale: string) =>
  new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst()

const all = Object.entries(catalogues).flatMap(([area, entries]) =>
  Object.entries(entries).map(([key, pair]) => [`${area}.${key}`, pair] as const),
)

/** The keys of the messages for which `wrong` holds. */
const offenders = (wrong: (chinese: string, english: string) => boolean): string[] =>
  all.filter(([, [chinese, english]]) => wrong(chinese, english)).map(([key]) => key)

test('every message exists in both languages', () => {
  expect(offenders((chinese, english) => !chinese.trim() || !english.trim())).toEqual([])
})

test('the two languages have the same arguments', () => {
  const names = (text: string, locale: string) => [...argumentsOf(parse(text, locale))].sort().join()
  expect(offenders((chinese, english) => names(chinese, 'zh-CN') !== names(english, 'en'))).toEqual([])
})

test('both dictionaries have every key', () => {
  const [first, second] = locales.map((locale) => Object.keys(dictionaryOf(locale)))
  expect(first).toHaveLength(all.length)
  expect(second).toEqual(first)
})

describe('t', () => {
  test('fills in arguments and follows the plural of the language', () => {
    expect(translator('en')('gallery.fieldCount', { count: 1 })).toBe('1 field')
    expect(translator('en')('gallery.fieldCount', { count: 1200 })).toBe('1,200 fields')
    expect(translator('zh-CN')('gallery.fieldCount', { count: 30 })).toBe('30 个字段')
  })
  test('keeps text that looks like markup as text', () => {
    expect(translator('en')('shell.noTableMatches', { text: '<b>' })).toBe('No table is called “<b>”')
  })
  test('reads an unknown key as itself', () => {
    expect(translator('en').any('nobody.knows')).toBe('nobody.knows')
    expect(translator('en').any('constructor')).toBe('constructor')
  })
})
