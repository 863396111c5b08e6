/** The dialect of regular expressions: what it takes and refuses, and that no pattern makes it slow. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locales } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { patternOf, readPattern } from './pattern'
import { pattern, subject } from './testing/patterns'

test.each<[source: string, text: string, first: string | undefined]>([
  ['^1[3-9]\\d{9}$', '13812345678', '13812345678'],
  ['^1[3-9]\\d{9}$', '138123456789', undefined],
  ['a|ab', 'xaby', 'ab'],
  ['(?:b|ab)c*', 'zabccd', 'abcc'],
  ['\\p{Script=Han}+', 'Tian 田野 a', '田野'],
  ['\\P{Script=Han}', '田a', 'a'],
  ['[^\\d\\s]+', '12 ab3', 'ab'],
  ['[-a]+', 'b-a-', '-a-'],
  ['[a\\-]{2,}', 'a--b', 'a--'],
  ['.', '\n𠀀', '𠀀'],
  ['a.c', 'a\nc', undefined],
  ['$', 'abc', ''],
  ['^$', 'abc', undefined],
  ['(\\w+\\.)+com', 'see www.example.com', 'www.example.com'],
  ['(a|)b{0,2}', 'abbb', 'abb'],
  ['\\{\\}', 'x{}', '{}'],
])('%s in %j', (source, text, first) => {
  expect(patternOf(source).first(text)).toBe(first)
  expect(patternOf(source).test(text)).toBe(first !== undefined)
  expect(new RegExp(source, 'u').test(text)).toBe(first !== undefined)
})

describe('refused, in words', () => {
  test.each([
    ['', 'empty'],
    ['a'.repeat(201), 'tooLong'],
    ['(?:[ab]{100}){100}', 'tooLarge'],
    ['('.repeat(21), 'tooDeep'],
    ['(a', 'unclosed'],
    ['[a', 'unclosed'],
    ['a)', 'escapeNeeded'],
    ['a]', 'escapeNeeded'],
    ['{2}', 'escapeNeeded'],
    ['a{x}', 'escapeNeeded'],
    ['[[:alpha:]]', 'escapeNeeded'],
    ['\\b', 'escapeUnknown'],
    ['\\-', 'escapeUnknown'],
    ['\\k<a>', 'backReference'],
    ['a\\', 'escapeUnknown'],
    ['*a', 'nothingToRepeat'],
    ['^*', 'nothingToRepeat'],
    ['a+?', 'repeatTwice'],
    ['a++', 'repeatTwice'],
    ['a{3,2}', 'repeatBounds'],
    ['a{101}', 'repeatBounds'],
    ['(?<name>a)', 'groupUnknown'],
    ['(?i)a', 'groupUnknown'],
    ['(?=a)', 'lookAround'],
    ['(?<!a)b', 'lookAround'],
    ['(a)\\1', 'backReference'],
    ['[]', 'classEmpty'],
    ['[^\\s\\S]', 'classEmpty'],
    ['[z-a]', 'rangeReversed'],
    ['[a-\\d]', 'rangeReversed'],
    ['\\p{Klingon}', 'propertyUnknown'],
    ['(a+)+', 'ambiguous'],
    ['(a*)*b', 'ambiguous'],
    ['(a|a)*', 'ambiguous'],
    ['(a|ab|b)*c', 'ambiguous'],
    ['(\\w+\\s?)+$', 'ambiguous'],
    ['(?:a?b?){2,}', 'ambiguous'],
    ['([a-z]+|[0-9a-f]+)*$', 'ambiguous'],
    ['(a{1,50}){1,50}', 'tooLarge'],
  ])('%s: %s', (source, code) => {
    const read = readPattern(source)
    expect(read.ok ? 'taken' : read.problem.code).toBe(`problemPattern.${code}`)
    if (read.ok) return
    for (const locale of locales)
      expect(translator(locale).any(read.problem.code, read.problem.params)).not.toMatch(
        /problemPattern|undefined/,
      )
  })

  test.each([
    '(\\w+\\.)+com',
    '^\\d{1,3}(,\\d{3})*$',
    '(\\d{4}-?){4}',
    '(a|b)*c',
    '\\w+( \\w+)*',
    '(ab|a)*',
    '(?:a|b|cd)+e?',
  ])('%s is not', (source) => expect(readPattern(source).ok).toBe(true))
})

test('any text is read or refused, and what is read means to JavaScript what it means to us', () => {
  fc.assert(
    fc.property(fc.oneof(pattern, fc.string({ maxLength: 12 })), subject, (source, text) => {
      const read = readPattern(source)
      if (!read.ok) return
      expect([source, text, new RegExp(source, 'u').test(text)]).toEqual([
        source,
        text,
        read.pattern.test(text),
      ])
    }),
    { numRuns: 1000 },
  )
})

test('samples are found', () => {
  const random = () => Math.random()
  for (const source of [
    '^1[3-9]\\d{9}$',
    '[A-Z]{2}-\\d+|\\p{Script=Han}{2,4}',
    '^(?:https?|ftp):.+$',
    '\\s[^\\w]',
  ])
    for (let i = 0; i < 20; i++)
      expect([source, patternOf(source).test(patternOf(source).sample(random))]).toEqual([source, true])
})

test('hostile patterns are judged at once', () => {
  const begun = performance.now()
  for (const source of [
    `(${'a|'.repeat(98)}a)*`,
    `(${'[a-z]|'.repeat(32)}a)*b`,
    `(${'a?'.repeat(95)})*`,
    `(${'a?'.repeat(95)})`,
    `(?:${'a{0,9}b'.repeat(25)})*`,
    `${'('.repeat(19)}a${'*)'.repeat(19)}`,
    `${'(?:'.repeat(20)}a${'?){10}'.repeat(20)}`,
    '\\p{L}\\p{Lu}\\p{Ll}\\p{N}\\P{P}\\p{S}'.repeat(5),
  ])
    readPattern(source)
  expect(performance.now() - begun).toBeLessThan(5000)
})

test('time grows with the text, whatever the pattern', () => {
  const text = 'a'.repeat(20_000)
  const hostile = [
    '.*.*.*=',
    'a*a*a*a*b',
    `${'a?'.repeat(60)}${'a'.repeat(60)}$b`,
    '(\\w+\\.)+$',
    '[a-z]+\\s$',
  ]
  const begun = performance.now()
  for (const source of hostile) {
    expect(patternOf(source).test(text)).toBe(false)
    expect(patternOf(source).first(text)).toBeUndefined()
  }
  expect(performance.now() - begun).toBeLessThan(5000)
})
