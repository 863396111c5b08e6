/** Teams in tests: the use cases as people of a small base call them. */
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import type { World } from '@/lib/records/testing/world'
import {
  addToTeam,
  changeTeam,
  createTeam,
  deleteTeam,
  listTeams,
  type NewTeamMembers,
  removeFromTeam,
  type TeamChange,
} from '../teams'

/** What the base's administrator does, or somebody else who is named. */
export function teamsOf({ admin, base }: World) {
  return {
    create: (name: string, parent?: string, by: Person = admin) =>
      asActor(by, base, (actor) => createTeam(actor, { name, ...(parent && { parent }) })),
    change: (team: TeamAnswer, to: TeamChange) =>
      asActor(admin, base, (actor) => changeTeam(actor, team.id, to)),
    remove: (team: TeamAnswer) => asActor(admin, base, (actor) => deleteTeam(actor, team.id)),
    add: (team: TeamAnswer, given: NewTeamMembers) =>
      asActor(admin, base, (actor) => addToTeam(actor, team.id, given)),
    takeOut: (team: TeamAnswer, person: string) =>
      asActor(admin, base, (actor) => removeFromTeam(actor, team.id, person)),
    list: () => asActor(admin, base, listTeams),
    setOwner: (owner: boolean) =>
      run(
        appSql(),
        sql`update tian.users set owner = ${param(owner, 'boolean')} where id = ${param(admin.userId, 'uuid')}`,
      ),
    /** No teams, this base alone, and its administrator not the owner. */
    afresh: async () => {
      await run(appSql(), sql`with m as (delete from tian.team_members) delete from tian.teams`)
      await run(appSql(), sql`delete from tian.bases where key <> ${param(base)}`)
      await run(appSql(), sql`update tian.users set owner = false`)
    },
  }
}
