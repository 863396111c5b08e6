'use client'
/** What field inputs may ask the server for, over the public HTTP API of one base. */
import type { ApiRecord, FileAnswer, PersonAnswer, TableAnswer } from '@/lib/api/contract'
import type { FieldServices } from '@/lib/fields/ui-type'
import { api, failureOf } from '@/lib/ui/api'

/** Names that were seen on the way (of picked records and people), so that a cell can show them at once. */
export type Titles = Map<string, string>

/** Services of a base; picked names are remembered in `titles`. */
export function fieldServices(base: string, titles: Titles): FieldServices {
  const root = `/bases/${base}`
  const remember = <T extends { id: string; title: string }>(found: T[]): T[] => {
    for (const { id, title } of found) titles.set(id, title)
    return found
  }
  return {
    async searchRecords(table, query) {
      const path = `${root}/tables/${table}/pick?q=${encodeURIComponent(query)}`
      return remember((await api.get<{ options: { id: string; title: string }[] }>(path)).options)
    },
    async searchPeople(query) {
      const path = `${root}/people?q=${encodeURIComponent(query)}`
      const { people } = await api.get<{ people: PersonAnswer[] }>(path)
      return remember(people.filter((person) => person.active).map(({ id, name }) => ({ id, title: name })))
    },
    upload: (file, onProgress) =>
      upload(`/api/v1${root}/files?name=${encodeURIComponent(file.name)}`, file, onProgress),
    fileUrl: (id) => `/api/v1${root}/files/${id}`,
  }
}

/** Finds out what a person, or a record of `table`, is called, and remembers it. */
export async function learnName(base: string, titles: Titles, id: string, table?: string): Promise<void> {
  const root = `/bases/${base}`
  if (!table) {
    const { people } = await api.get<{ people: PersonAnswer[] }>(`${root}/people?q=`)
    for (const person of people) titles.set(person.id, person.name)
    return
  }
  const path = `${root}/tables/${table}`
  const [schema, record] = await Promise.all([
    api.get<TableAnswer>(path),
    api.get<ApiRecord>(`${path}/records/${id}`),
  ])
  const title = schema.title && record.fields[schema.title]
  if (title !== undefined) titles.set(id, String(title))
}

/** XMLHttpRequest, because fetch cannot tell how much of a body has left. */
export function upload(url: string, file: File, onProgress?: (share: number) => void): Promise<FileAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.responseType = 'json'
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total)
    request.onerror = () => reject(failureOf(0, undefined))
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(failureOf(request.status, request.response))
    request.send(file)
  })
}
