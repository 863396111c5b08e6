/** Keys: which names may exist, and what a label in any language becomes. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBaseKey, isFieldKey, isKey, keyPattern, suggestKey } from './keys'

const none = new Set<string>()

describe('what may be a key', () => {
  test.each(['a', 'customers', 'a_1', 'a'.repeat(48)])('%s may', (key) => expect(isKey(key)).toBe(true))
  test.each([
    '',
    '_a',
    '1a',
    'A',
    'a-b',
    'a b',
    '客户',
    'a.b',
    'a"',
    'é',
    'a'.repeat(49),
    'a\n',
    'constructor',
  ])('%j may not', (key) => expect(isKey(key)).toBe(false))
  test('fields leave the columns of the platform alone, bases the schemas of PostgreSQL and ours', () => {
    expect(['id', 'created_at', 'created_by', 'name'].filter(isFieldKey)).toEqual(['name'])
    const bases = ['tian', 'public', 'information_schema', 'pg_catalog', 'citus_x', 'pgx', 'main', 'tian_2']
    expect(bases.filter(isBaseKey)).toEqual(['pgx', 'main', 'tian_2'])
  })
})

describe('a key for a label', () => {
  test.each([
    ['Customers', 'customers'],
    ['客户', 'ke_hu'],
    ['客户 2024 年', 'ke_hu_2024_nian'],
    ['女士', 'nv_shi'],
    ['Crème brûlée', 'creme_brulee'],
    ['Order no.', 'order_no'],
    ['  __1st place! ', 'st_place'],
    ['ＡＢＣ１', 'abc1'],
    ['😀', 'field'],
    ['', 'field'],
    ['الاسم', 'field'],
    ['select', 'select'],
    ['"; drop table users; --', 'drop_table_users'],
  ])('%j becomes %s', (label, key) => expect(suggestKey(label, 'field', none)).toBe(key))

  test('is never one that exists or existed', () => {
    expect(suggestKey('客户', 'field', new Set(['ke_hu']))).toBe('ke_hu_2')
    expect(suggestKey('客户', 'field', new Set(['ke_hu', 'ke_hu_2']))).toBe('ke_hu_3')
    expect(suggestKey('ID', 'field', none, isFieldKey)).toBe('id_2')
    expect(suggestKey('Constructor', 'table', none)).toBe('constructor_2')
    expect(suggestKey('public', 'base', none, isBaseKey)).toBe('public_2')
  })
  test('is a key, whatever the label', () => {
    const label = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(label, fc.array(label, { maxLength: 5 }), (text, others) => {
        const taken = new Set(others.map((other) => suggestKey(other, 'field', none)))
        const key = suggestKey(text, 'field', taken, isFieldKey)
        expect(key).toMatch(keyPattern)
        expect(isFieldKey(key) && !taken.has(key)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  test('names with 63 equal bytes stay apart', () => {
    const label = 'x'.repeat(63)
    const first = suggestKey(`${label}一`, 'field', none)
    expect(suggestKey(`${label}二`, 'field', new Set([first]))).not.toBe(first)
  })
})

test('no base has an address that is a page of ours', () => {
  const app = fileURLToPath(new URL('../../app', import.meta.url))
  const folders = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      if (!entry.isDirectory()) return []
      return entry.name.startsWith('(') ? folders(join(path, entry.name)) : [entry.name]
    })
  const words = folders(app).filter((name) => isKey(name))
  expect(words.length).toBeGreaterThan(5)
  expect(words.filter(isBaseKey)).toEqual([])
})
