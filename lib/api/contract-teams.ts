/** The shapes of teams in HTTP API v1. */
import type { Labels } from '@/lib/i18n/labels'
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

/** A team that somebody is in. */
export interface TeamPlace {
  id: string
  name: string
  /** They lead it. */
  manager: boolean
}

// GET /bases/{base}/members/{id}/map → HandOverAnswer: what a person would hand over
// POST /bases/{base}/members/{id}/map {to, fields?, shares?, places?} → {changed}; without `fields` all of them, without
// `shares: false` what is shared as well, without `places: true` the teams stay as they are
export interface HandOverAnswer {
  /** Per table with any: how many records name the person, those in the trash among them, and in which fields. */
  records: { table: string; label: Labels; count: number; fields: HandedField[] }[]
  /** Records that are shared with them. */
  shares: number
  teams: TeamPlace[]
  /** Whether the asker may change teams, and so may let the places be taken over. */
  mayChange: boolean
}

export interface HandedField {
  key: string
  label: Labels
  count: number
  /** Rules of roles go by it: whose the record is. Other fields may tell who did something once. */
  owns: boolean
}

export interface TeamMember {
  id: string
  manager: boolean
}

export interface TeamPerson extends PersonAnswer {
  email?: string
  /** Was invited and has not joined yet: what the team sees, they see once they have. */
  invited?: true
}
