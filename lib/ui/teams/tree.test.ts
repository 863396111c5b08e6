import { describe, expect, test } from 'vitest'
import type { TeamAnswer, TeamPerson } from '@/lib/api/contract-teams'
import { above, found, linesOf, mayGo, meant, moveOf, peopleCount } from './tree'

const team = (id: string, name: string, parent?: string, members: string[] = []): TeamAnswer => ({
  id,
  name,
  ...(parent && { parent }),
  members: members.map((one) => ({ id: one, manager: false })),
  others: 0,
})
const person = (id: string, name: string, more: Partial<TeamPerson> = {}): TeamPerson => ({
  id,
  name,
  placeholder: false,
  active: true,
  ...more,
})
const teams = [
  team('hq', '总部'),
  team('sales', '销售部', 'hq', ['wang', 'gone']),
  team('east', '华东组', 'sales', ['li']),
  team('service', 'Service', 'hq'),
  team('lost', '失联', 'nobody'),
]
const people = new Map(
  [
    person('wang', '王芳', { email: 'fang@example.com' }),
    person('li', '李雷'),
    person('gone', '离职', { active: false }),
  ].map((one) => [one.id, one]),
)
const none = new Set<string>()
const ids = (lines: ReturnType<typeof linesOf>) => lines.map(({ team }) => team.id)

describe('lines', () => {
  test('stand in the order of the tree, each with its level and its place among its siblings', () => {
    const lines = linesOf(teams, none)
    expect(ids(lines)).toEqual(['hq', 'sales', 'east', 'service', 'lost'])
    expect(lines.map(({ level, place, siblings }) => [level, place, siblings])).toEqual([
      [1, 1, 2],
      [2, 1, 2],
      [3, 1, 1],
      [2, 2, 2],
      [1, 2, 2],
    ])
  })
  test('of a folded team end with it', () => {
    const lines = linesOf(teams, new Set(['sales']))
    expect(ids(lines)).toEqual(['hq', 'sales', 'service', 'lost'])
    expect(lines[1]).toMatchObject({ hasBelow: true, open: false })
  })
  test('end also where the data goes in a circle', () => {
    const circle = [team('a', 'A', 'b'), team('b', 'B', 'a')]
    expect(linesOf(circle, none)).toEqual([])
    expect(above(circle, 'a').map((one) => one.id)).toEqual(['a', 'b'])
  })
})

describe('a search', () => {
  test('means names by letters and by pinyin', () => {
    expect(meant('华东组', '东')).toBe(true)
    expect(meant('华东组', 'hdz')).toBe(true)
    expect(meant('华东组', 'HD')).toBe(true)
    expect(meant('Service', 'serv')).toBe(true)
    expect(meant('华东组', 'xs')).toBe(false)
  })
  test('shows where its hits are, also hits by people', () => {
    expect([...found(teams, people, 'hd')]).toEqual(['hq', 'sales', 'east'])
    expect([...found(teams, people, 'fang@')]).toEqual(['hq', 'sales'])
    expect(ids(linesOf(teams, none, found(teams, people, '李雷')))).toEqual(['hq', 'sales', 'east'])
    expect([...found(teams, people, '没有')]).toEqual([])
  })
})

test('a team goes anywhere but where it is, under itself and below itself', () => {
  const places = [undefined, ...teams.map(({ id }) => id)].filter((place) => mayGo(teams, 'sales', place))
  expect(places).toEqual([undefined, 'service', 'lost'])
  expect(mayGo(teams, 'hq', undefined)).toBe(false)
  expect(mayGo(teams, 'unknown', undefined)).toBe(false)
})

test('deactivated people do not count, people who are invited and of other apps do', () => {
  expect(peopleCount(teams[1]!, people)).toBe(1)
  const invited = new Map([...people, ['gone', person('gone', '待加入', { active: false, invited: true })]])
  expect(peopleCount(teams[1]!, invited)).toBe(2)
  expect(peopleCount({ ...teams[1]!, others: 3 }, people)).toBe(4)
})

describe('the keyboard', () => {
  const lines = linesOf(teams, none)
  const folded = linesOf(teams, new Set(['sales']))
  test.each([
    ['ArrowDown', 'hq', { go: 'sales' }],
    ['ArrowDown', 'lost', undefined],
    ['ArrowUp', 'service', { go: 'east' }],
    ['ArrowUp', 'hq', undefined],
    ['Home', 'east', { go: 'hq' }],
    ['End', 'hq', { go: 'lost' }],
    ['ArrowRight', 'sales', { go: 'east' }],
    ['ArrowRight', 'east', undefined],
    ['ArrowLeft', 'sales', { fold: 'sales' }],
    ['ArrowLeft', 'east', { go: 'sales' }],
    ['ArrowLeft', 'lost', undefined],
    ['Enter', 'east', { choose: 'east' }],
    [' ', 'east', { choose: 'east' }],
    ['x', 'hq', { go: 'sales' }],
    ['S', 'east', { go: 'service' }],
    ['z', 'sales', { go: 'hq' }],
    ['Tab', 'sales', undefined],
    ['q', 'sales', undefined],
  ])('%s at %s', (key, at, move) => {
    expect(moveOf(key, lines, at)).toEqual(move)
  })
  test('unfolds what is folded, and steps over it', () => {
    expect(moveOf('ArrowRight', folded, 'sales')).toEqual({ unfold: 'sales' })
    expect(moveOf('ArrowDown', folded, 'sales')).toEqual({ go: 'service' })
    expect(moveOf('ArrowLeft', folded, 'sales')).toEqual({ go: 'hq' })
  })
  test('is left alone outside the lines', () => {
    expect(moveOf('ArrowDown', lines, 'unknown')).toBeUndefined()
  })
})
