'use client'
/** The two ways to a form: as a member of the base, and as a stranger by the public link. */
import type { DraftBody, FileAnswer, FormAnswer, SubmitAnswer, SubmitBody } from '@/lib/api/contract-forms'
import type { FieldServices } from '@/lib/fields/ui-type'
import { api } from '@/lib/ui/api'
import { upload } from '@/lib/ui/data/services'

export interface FormDoor {
  load(ask: { ticket?: string }): Promise<FormAnswer>
  submit(body: SubmitBody): Promise<SubmitAnswer>
  saveDraft(body: DraftBody): Promise<void>
  imageUrl(file: string): string
}

const query = (ask: Record<string, string | undefined>): string => {
  const said = Object.entries(ask).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return said.length > 0 ? `?${new URLSearchParams(said)}` : ''
}

export function memberDoor(base: string, form: string, at: { record?: string; prefill?: string }): FormDoor {
  const root = `/bases/${base}/forms/${form}`
  return {
    load: (ask) => api.get(`${root}${query({ ...at, ...ask })}`),
    submit: (body) => api.post(`${root}/submissions`, body),
    saveDraft: (body) => api.put(`${root}/draft`, body),
    imageUrl: (file) => `/api/v1${root}/images/${file}`,
  }
}

export function publicDoor(token: string, prefill: string | undefined): FormDoor {
  const root = `/forms/${token}`
  return {
    load: (ask) => api.get(`${root}${query({ prefill, ...ask })}`),
    submit: (body) => api.post(root, body),
    saveDraft: (body) => api.put(`${root}/draft`, body),
    imageUrl: (file) => `/api/v1${root}/images/${file}`,
  }
}

/** A stranger finds nobody and nothing in the base, and sees the own files only as this page uploaded them. */
export function publicServices(token: string, ticket: string): FieldServices {
  const uploaded = new Map<string, string>()
  return {
    searchRecords: async () => [],
    searchPeople: async () => [],
    async upload(file, onProgress): Promise<FileAnswer> {
      const address = `/api/v1/forms/${token}/files${query({ name: file.name, ticket })}`
      const answer = await upload(address, file, onProgress)
      uploaded.set(answer.id, URL.createObjectURL(file))
      return answer
    },
    fileUrl: (id) => uploaded.get(id) ?? '',
  }
}
