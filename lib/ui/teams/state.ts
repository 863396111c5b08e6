'use client'
/** The teams of the workspace and every change to them; the page follows what the server did. */
import { useMemo } from 'react'
import type { TeamAnswer, TeamPerson, TeamsAnswer } from '@/lib/api/contract-teams'
import { api } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'

export function useTeams(base: string) {
  const path = `/bases/${base}/teams`
  const { data, error, reload } = useResource<TeamsAnswer>(path)
  const people = useMemo(
    () => new Map<string, TeamPerson>(data?.people.map((person) => [person.id, person])),
    [data],
  )
  const done = <T>(answer: T): T => {
    reload()
    return answer
  }
  return {
    teams: data?.teams,
    people,
    mayChange: data?.mayChange ?? false,
    error: data ? undefined : error,
    reload,
    create: async (team: { name: string; parent?: string }) => done(await api.post<TeamAnswer>(path, team)),
    change: async (id: string, change: { name?: string; parent?: string | null }) =>
      done(await api.patch<TeamAnswer>(`${path}/${id}`, change)),
    remove: async (id: string) => done(await api.delete(`${path}/${id}`)),
    put: async (id: string, put: { people: string[]; manager?: boolean; from?: string }) =>
      done(await api.post<TeamAnswer>(`${path}/${id}/members`, put)),
    takeOut: async (id: string, person: string) => done(await api.delete(`${path}/${id}/members/${person}`)),
  }
}

export type TeamsState = ReturnType<typeof useTeams>
