'use client'
/** The members of a base with its roles, and every change that an admin makes to them. */
import type { MemberAnswer, RolesAnswer } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'

export interface MemberChange {
  roles?: string[]
  active?: boolean
  password?: string
}

export interface NewMember {
  name: string
  email: string
  /** Left out, the server makes one. */
  password?: string
  roles: string[]
}

export function useMembers(base: string) {
  const path = `/bases/${base}/members`
  const members = useResource<{ members: MemberAnswer[] }>(path)
  const roles = useResource<RolesAnswer>(`/bases/${base}/roles`)
  /** The list follows what the server did. */
  const done = <T>(answer: T): T => {
    members.reload()
    return answer
  }
  return {
    members: members.data?.members,
    roles: roles.data?.roles,
    error: members.data && roles.data ? undefined : (members.error ?? roles.error),
    reload: () => {
      members.reload()
      roles.reload()
    },
    add: async (member: NewMember) =>
      done(await api.post<MemberAnswer & { password?: string }>(path, member)),
    change: async (id: string, change: MemberChange) => done(await api.patch(`${path}/${id}`, change)),
    map: async (id: string, to: string) =>
      done(await api.post<{ changed: number }>(`${path}/${id}/map`, { to })),
  }
}

export type Members = ReturnType<typeof useMembers>
