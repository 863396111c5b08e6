/** Who is who on the members page: real people and placeholders, admins, and the guard of the last one. */
import type { MemberAnswer } from '@/lib/api/contract'
import type { Role } from '@/lib/meta/model'

export interface People {
  members: MemberAnswer[]
  placeholders: MemberAnswer[]
}

/** Active people first, then by name as people read it. A placeholder whose records were handed over has gone. */
export function sorted(all: readonly MemberAnswer[], locale: string, search = ''): People {
  const wanted = search.trim().toLowerCase()
  const names = new Intl.Collator(locale)
  const found = all
    .filter((m) => !wanted || `${m.name} ${m.email ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.active) - Number(a.active) || names.compare(a.name, b.name))
  return {
    members: found.filter((m) => !m.placeholder),
    placeholders: found.filter((m) => m.placeholder && m.active),
  }
}

const adminKeys = (roles: readonly Role[]): Set<string> =>
  new Set(roles.filter((r) => r.admin).map((r) => r.key))

export const isAdmin = (member: MemberAnswer, roles: readonly Role[]): boolean => {
  const keys = adminKeys(roles)
  return member.roles.some((key) => keys.has(key))
}

/** Whether this member alone keeps the base in anybody's hands. */
export function isLastAdmin(
  member: MemberAnswer,
  all: readonly MemberAnswer[],
  roles: readonly Role[],
): boolean {
  const admins = all.filter((m) => m.active && !m.placeholder && isAdmin(m, roles))
  return admins.length === 1 && admins[0]!.id === member.id
}
