/** Printing: parameters in order, aliases by appearance, array literals that hold any text. */
import { describe, expect, test } from 'vitest'
import { alias, arrayParam, fill, ident, joinSql, param, print, sql } from './sql'

describe('print', () => {
  test('numbers parameters and aliases as they appear, so equal trees print as equal text', () => {
    const statement = () => {
      const [a, b] = [alias(), alias()]
      return sql`select ${b}.id from x ${b}, x ${a} where ${b}.id = ${param('1', 'uuid')} and ${a}.id = ${param('2')}`
    }
    const printed = {
      text: 'select t1.id from x t1, x t2 where t1.id = $1::text::uuid and t2.id = $2::text',
      params: ['1', '2'],
    }
    expect(print(statement())).toEqual(printed)
    expect(print(statement())).toEqual(printed)
  })

  test('joins with separators between, and nothing around', () => {
    expect(print(joinSql([ident('a'), param(1, 'int'), sql``], sql`, `))).toEqual({
      text: '"a", $1::text::int, ',
      params: ['1'],
    })
    expect(print(joinSql([], sql`, `)).text).toBe('')
  })

  test('fills every hole of a template, as often as it stands there', () => {
    const filled = fill('{a} between {b} and {a}', { a: ident('x'), b: param(2, 'int') })
    expect(print(filled)).toEqual({ text: '"x" between $1::text::int and "x"', params: ['2'] })
    expect(() => fill('{a} = {b}', { a: ident('x') })).toThrow('{b}')
  })

  test('quotes the items of an array literal', () => {
    expect(print(arrayParam(['plain', 'a,b', 'say "hi"', 'back\\slash', '', 'NULL', '{}']))).toEqual({
      text: '$1::text::text[]',
      params: ['{"plain","a,b","say \\"hi\\"","back\\\\slash","","NULL","{}"}'],
    })
  })

  test.each(['a b', 'A', '1', 'x"y', '田', 'a'.repeat(64)])('refuses %s as a name', (name) => {
    expect(() => ident(name)).toThrow('not an identifier')
  })
})
