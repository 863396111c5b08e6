/** Which people a rule about teams means, for the person asking. */
import type { Alternative, Team } from '@/lib/meta/model'
import type { Actor } from './actor'

type Reach = Extract<Alternative, { kind: 'team' }>['reach']

/** Everybody of the actor's teams, of these and those below, or of those the actor leads and those below: nobody where there is no such team. */
export function peopleIn({ userId, definitions: { teams } }: Actor, reach: Reach): string[] {
  const mine = teams.filter((team) => (reach === 'led' ? team.managers : team.members).includes(userId))
  const meant = reach === 'own' ? mine : below(teams, mine)
  return [...new Set(meant.flatMap((team) => team.members))].sort()
}

/** These teams and all below them. */
function below(teams: readonly Team[], tops: readonly Team[]): Team[] {
  const found = new Set(tops)
  for (const team of found) for (const one of teams) if (one.parent === team.id) found.add(one)
  return [...found]
}
