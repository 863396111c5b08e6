/** Which people rules about teams mean: those who belong to them, not those who lead them. */
import { expect, test } from 'vitest'
import type { Team } from '@/lib/meta/model'
import type { Actor } from './actor'
import { peopleIn } from './teams'

const team = (id: string, members: string[], managers: string[], parent?: string): Team => ({
  id,
  name: id,
  members,
  managers,
  ...(parent ? { parent } : {}),
})
const teams = [
  team('country', ['chief'], ['chief']),
  team('north', ['anna', 'ben'], ['lea'], 'country'),
  team('far north', ['cem', 'eva'], ['anna'], 'north'),
  team('south', ['dora', 'eva', 'lea'], [], 'country'),
]
const people = (userId: string) =>
  (['own', 'below', 'led'] as const).map((reach) =>
    peopleIn({ userId, definitions: { teams } } as Actor, reach),
  )

const north = ['anna', 'ben', 'cem', 'eva']
const south = ['dora', 'eva', 'lea']
const everybody = ['anna', 'ben', 'cem', 'chief', 'dora', 'eva', 'lea']

test.each([
  ['ben', [['anna', 'ben'], north, []]],
  ['anna', [['anna', 'ben'], north, ['cem', 'eva']]],
  ['lea', [south, south, north]],
  ['eva', [['cem', 'dora', 'eva', 'lea'], ['cem', 'dora', 'eva', 'lea'], []]],
  ['chief', [['chief'], everybody, everybody]],
  ['nobody', [[], [], []]],
])('%s', (who, expected) => {
  expect(people(who)).toEqual(expected)
})
