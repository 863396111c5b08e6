/** Endpoints of files: upload first, bind by the record's write, read through a cell. */
import { readableFile, uploadFile } from '@/lib/files/files'
import { inline } from '@/lib/files/sniff'
import { readStored } from '@/lib/files/store'
import type { JsonSchema } from '@/lib/json'
import { recordId } from '@/lib/records/get'
import type { FileAnswer } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { json } from '../respond'

async function download({ actor, params }: Call<'member'>): Promise<Response> {
  return bytesOf(await readableFile(actor, recordId(params.id!)))
}

/** The bytes of a file: pictures in place, everything else to be saved. */
export function bytesOf(file: FileAnswer): Response {
  const disposition = inline.has(file.type) ? 'inline' : 'attachment'
  return new Response(readStored(file.id), {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      // Whatever it is, it runs nothing here.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  })
}

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
