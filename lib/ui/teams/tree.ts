/** Teams as a tree: its visible lines, what the keyboard does in it, and where a team may go. */
import type { TeamAnswer, TeamPerson } from '@/lib/api/contract-teams'
import { initials } from '@/lib/i18n/initials'

export interface TeamLine {
  team: TeamAnswer
  /** 1 is the top. */
  level: number
  place: number
  siblings: number
  hasBelow: boolean
  open: boolean
}

/** Whether a text is meant: by its letters, or by the first letters of its pinyin. */
export function meant(text: string, wanted: string): boolean {
  const word = wanted.trim().toLowerCase()
  return text.toLowerCase().includes(word) || (/^[a-z0-9]+$/.test(word) && initials(text).includes(word))
}

/** A person by name, initials or e-mail. */
export const meantPerson = ({ name, email }: TeamPerson, wanted: string): boolean =>
  meant(name, wanted) || (email ?? '').toLowerCase().includes(wanted.trim().toLowerCase())

/** Teams right below one, or at the top; a team whose parent is not there stands at the top. */
export function below(teams: readonly TeamAnswer[], parent: string | undefined): TeamAnswer[] {
  if (parent !== undefined) return teams.filter((team) => team.parent === parent)
  const known = new Set(teams.map((team) => team.id))
  return teams.filter((team) => team.parent === undefined || !known.has(team.parent))
}

/** The lines of the tree from top to bottom, without what is below a folded team, and of the given teams alone. */
export function linesOf(
  teams: readonly TeamAnswer[],
  folded: ReadonlySet<string>,
  only?: ReadonlySet<string>,
): TeamLine[] {
  const shown = only ? teams.filter((team) => only.has(team.id)) : teams
  const lines = (parent: string | undefined, level: number): TeamLine[] => {
    const siblings = below(shown, parent)
    return siblings.flatMap((team, i) => {
      const hasBelow = shown.some((one) => one.parent === team.id)
      const open = hasBelow && !folded.has(team.id)
      const line = { team, level, place: i + 1, siblings: siblings.length, hasBelow, open }
      return open ? [line, ...lines(team.id, level + 1)] : [line]
    })
  }
  return lines(undefined, 1)
}

/** The teams above one, from the top. */
export function above(teams: readonly TeamAnswer[], id: string): TeamAnswer[] {
  const path: TeamAnswer[] = []
  const parentOf = (one: string | undefined) => teams.find((team) => team.id === one)
  let at = parentOf(parentOf(id)?.parent)
  while (at && !path.includes(at)) {
    path.unshift(at)
    at = parentOf(at.parent)
  }
  return path
}

/** The teams that a search means, by their names or by who is in them, with those above them to show where they are. */
export function found(
  teams: readonly TeamAnswer[],
  people: ReadonlyMap<string, TeamPerson>,
  wanted: string,
): Set<string> {
  const hits = teams.filter(
    ({ name, members }) =>
      meant(name, wanted) ||
      members.some(({ id }) => {
        const person = people.get(id)
        return person !== undefined && meantPerson(person, wanted)
      }),
  )
  return new Set(hits.flatMap((team) => [...above(teams, team.id), team].map((one) => one.id)))
}

/** Whether a team may go under another (undefined: to the top): not where it is, and never under itself or what is below it. */
export function mayGo(teams: readonly TeamAnswer[], id: string, parent: string | undefined): boolean {
  const team = teams.find((one) => one.id === id)
  if (!team || team.parent === parent || id === parent) return false
  return parent === undefined || !above(teams, parent).some((one) => one.id === id)
}

/** In the workspace, or invited to it; who was deactivated is neither. */
export const isThere = (person: TeamPerson | undefined): boolean =>
  person?.active === true || person?.invited === true

/** How many people a team has; somebody deactivated does not count. */
export const peopleCount = (team: TeamAnswer, people: ReadonlyMap<string, TeamPerson>): number =>
  team.others + team.members.filter(({ id }) => isThere(people.get(id))).length

/** What a key does in the tree: goes to a line, folds or unfolds the present one, or opens it. */
export type TreeMove = { go: string } | { fold: string } | { unfold: string } | { choose: string }

/** The move of a key at a line, as in the tree pattern of ARIA; undefined leaves the key to the browser. */
export function moveOf(key: string, lines: readonly TeamLine[], at: string): TreeMove | undefined {
  const i = lines.findIndex(({ team }) => team.id === at)
  const line = lines[i]
  if (!line) return undefined
  const go = (to: TeamLine | undefined) => (to ? { go: to.team.id } : undefined)
  const moves: Record<string, () => TreeMove | undefined> = {
    ArrowDown: () => go(lines[i + 1]),
    ArrowUp: () => go(lines[i - 1]),
    Home: () => go(lines[0]),
    End: () => go(lines.at(-1)),
    ArrowRight: () => (line.open ? go(lines[i + 1]) : line.hasBelow ? { unfold: at } : undefined),
    ArrowLeft: () =>
      line.open ? { fold: at } : go(lines.slice(0, i).findLast((one) => one.level < line.level)),
    Enter: () => ({ choose: at }),
    ' ': () => ({ choose: at }),
  }
  if (moves[key]) return moves[key]()
  // A letter goes to the next team that begins with it, in pinyin too.
  if (!/^[\p{L}\p{N}]$/u.test(key)) return undefined
  const around = [...lines.slice(i + 1), ...lines.slice(0, i)]
  const letter = key.toLowerCase()
  return go(
    around.find(
      ({ team }) => team.name.toLowerCase().startsWith(letter) || initials(team.name).startsWith(letter),
    ),
  )
}
