'use client'
/** The members of a base with its roles, and every change that an admin makes to them. */
import type { MemberAnswer, RolesAnswer } from '@/lib/api/contract'
import type { InvitationAnswer, PassedOn } from '@/lib/api/contract-account'
import { api } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import type { Place } from './place-choice'

export interface MemberChange {
  roles?: string[]
  active?: boolean
  email?: string
  password?: string
}

export interface NewMember {
  name: string
  email: string
  password: string
  roles: string[]
  teams?: Place[]
}

export interface HandingOver {
  to: string
  fields?: Record<string, string[]>
  shares: boolean
  places: boolean
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
    add: async (member: NewMember) => done(await api.post<MemberAnswer>(path, member)),
    invite: async (person: Omit<NewMember, 'password'>) =>
      done(await api.post<InvitationAnswer>(`/bases/${base}/invitations`, person)),
    inviteAgain: async (id: string) => done(await api.post<PassedOn>(`${path}/${id}/invitation`)),
    withdraw: async (id: string) => done(await api.delete(`${path}/${id}/invitation`)),
    resetLink: (id: string) => api.post<PassedOn>(`${path}/${id}/reset`),
    resetFactor: async (id: string) => done(await api.delete(`${path}/${id}/factor`)),
    signOut: async (id: string) => done(await api.delete(`${path}/${id}/sessions`)),
    change: async (id: string, change: MemberChange) => done(await api.patch(`${path}/${id}`, change)),
    /** Where to ask what a person would hand over. */
    handingOver: (id: string) => `${path}/${id}/map`,
    handOver: async (id: string, what: HandingOver) =>
      done(await api.post<{ changed: number }>(`${path}/${id}/map`, what)),
  }
}

export type Members = ReturnType<typeof useMembers>
