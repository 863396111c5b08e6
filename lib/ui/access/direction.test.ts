import { describe, expect, test } from 'vitest'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Action, FieldRight, Rule } from '@/lib/meta/model'
import { opposite } from './changes'
import { type Direction, directionOf } from './direction'

const at = { role: 'r', table: 't' }
const vip = stored(call('is', field('level'), value('vip')))
const all: Rule = [{ kind: 'all' }]
const own: Rule = [{ kind: 'created' }]
const more: Rule = [...own, { kind: 'shared' }]
const when: Rule = [{ kind: 'when', expr: vip }]

const rights: [FieldRight, FieldRight, Direction][] = [
  ['hidden', 'read', 'opens'],
  ['hidden', { mask: 'phone' }, 'opens'],
  [{ mask: 'phone' }, 'read', 'opens'],
  [{ mask: 'phone' }, { mask: 'phone', reveal: true }, 'opens'],
  [{ mask: 'phone', reveal: true }, 'read', 'opens'],
  ['read', 'edit', 'opens'],
  ['denied', 'hidden', 'opens'],
  ['denied', 'edit', 'opens'],
  [{ read: vip, edit: false, create: false }, 'read', 'opens'],
  ['hidden', { read: vip, edit: false, create: false }, 'opens'],
  [{ mask: 'phone' }, { mask: 'last4' }, 'turns'],
  ['read', { read: false, edit: false, create: true }, 'turns'],
]
const rules: [Rule, Rule, Direction][] = [
  [[], own, 'opens'],
  [own, more, 'opens'],
  [more, all, 'opens'],
  [own, when, 'turns'],
]
const actions: [Action[], Action[], Direction][] = [
  [[], ['export'], 'opens'],
  [['print'], ['print', 'export'], 'opens'],
  [['print'], ['export'], 'turns'],
]
const back: Record<Direction, Direction> = { opens: 'closes', closes: 'opens', turns: 'turns' }

describe('a change opens, and taken back it closes', () => {
  test.each(rights)('a field: %j → %j', (before, after, direction) => {
    const change = { kind: 'field', ...at, field: 'f', before, after } as const
    expect([directionOf(change), directionOf(opposite(change))]).toEqual([direction, back[direction]])
  })
  test.each(rules)('a rule: %j → %j; a denial the other way round', (before, after, direction) => {
    const change = { kind: 'rule', ...at, verb: 'read', before, after } as const
    const denial = { ...change, verb: 'deny' } as const
    expect([directionOf(change), directionOf(opposite(change))]).toEqual([direction, back[direction]])
    expect([directionOf(denial), directionOf(opposite(denial))]).toEqual([back[direction], direction])
  })
  test.each(actions)('actions: %j → %j', (before, after, direction) => {
    const change = { kind: 'actions', ...at, before, after } as const
    expect([directionOf(change), directionOf(opposite(change))]).toEqual([direction, back[direction]])
  })
})

test('a name is neither', () => {
  expect(directionOf({ kind: 'name', role: 'r', before: { en: 'A' }, after: { en: 'B' } })).toBeUndefined()
})
