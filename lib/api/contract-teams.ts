/** The shapes of teams in HTTP API v1. */
import type { PersonAnswer } from './contract'

// GET /bases/{base}/teams → TeamsAnswer; POST …/teams {name, parent?} → 201 TeamAnswer
// PATCH …/teams/{id} {name?, parent?: id | null} → TeamAnswer; DELETE …/teams/{id} → 204: sub-teams move up
// POST …/teams/{id}/members {people, manager?, from?} → TeamAnswer; DELETE …/teams/{id}/members/{person} → 204
export interface TeamsAnswer {
  /** In order of their names; the tree is in `parent`. */
  teams: TeamAnswer[]
  /** Who is in the teams, and who could be: for an administrator of this base alone, the people of the base. */
  people: TeamPerson[]
  /** Teams are the whole workspace's: its owner changes them, and whoever administers every base. */
  mayChange: boolean
}

export interface TeamAnswer {
  id: string
  name: string
  parent?: string
  members: TeamMember[]
  /** How many more there are whom this administrator does not know: they are in no base of theirs. */
  others: number
}

export interface TeamMember {
  id: string
  manager: boolean
}

export interface TeamPerson extends PersonAnswer {
  email?: string
}
