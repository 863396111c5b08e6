/** Endpoints of files: upload first, bind by the record's write, read through a cell. */
import { readableFile, uploadFile } from '@/lib/files/files'
import { readStored } from '@/lib/files/store'
import type { JsonSchema } from '@/lib/json'
import { recordId } from '@/lib/records/get'
import type { FileAnswer } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { json } from '../respond'

async function download({ actor, params }: Call<'member'>): Promise<Response> {
  return bytesOf(await readableFile(actor, recordId(params.id!)))
}

/** The bytes of a file, to be saved and never opened here; our own pages show pictures as pictures all the same. */
export function bytesOf(file: FileAnswer): Response {
  return new Response(readStored(file.id), {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Disposition': `attachment; filename*=UTF-8''${inHeader(file.name)}`,
      // Whatever it is, it runs nothing here, and no page elsewhere can take it in.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  })
}

/** A name as RFC 5987 spells it: letters, digits and escapes, nothing that could end it or the header. */
const inHeader = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export const fileSchema: JsonSchema = {
  type: 'object',
  required: ['id', 'name', 'size', 'type'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    size: { type: 'integer' },
    type: { type: 'string' },
  },
}

export const fileEndpoints = [
  endpoint<'member'>({
    method: 'POST',
    path: '/bases/{base}/files',
    guard: 'member',
    summary: 'Uploads a file (raw body, up to 25 MB); writing its id into an attachment cell binds it.',
    query: { name: 'The name of the file' },
    rawBody: true,
    answer: fileSchema,
    status: 201,
    handle: async ({ actor, query, request }) =>
      json(await uploadFile(actor, query.get('name') ?? '', request.body), 201),
  }),
  endpoint<'member'>({
    method: 'GET',
    path: '/bases/{base}/files/{id}',
    guard: 'member',
    verifies: true,
    summary: 'The bytes of a file, if a cell that the actor reads holds it.',
    handle: download,
  }),
]
