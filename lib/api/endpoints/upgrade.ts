/** Endpoints for a template that is here in part: what its new version would do, and doing it. */
import type { JsonSchema } from '@/lib/json'
import { previewTemplate, upgradeTemplate } from '@/lib/templates/install'
import type { InstallProgress } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { describeError, json } from '../respond'

const ask: JsonSchema = {
  type: 'object',
  required: ['template'],
  properties: { template: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' } },
  additionalProperties: false,
}

/** Streams the progress, one JSON line at a time; a failure is the last line, because the answer has begun. */
async function upgrade({ person, params, body, locale }: Call<'admin'>): Promise<Response> {
  const encoder = new TextEncoder()
  const { template } = body as { template: string }
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const line = (progress: InstallProgress) =>
        controller.enqueue(encoder.encode(`${JSON.stringify(progress)}\n`))
      try {
        const done = await upgradeTemplate(person, params.base!, template, line)
        line({ step: 'done', completed: 1, total: 1, done })
      } catch (error) {
        line({ step: 'done', completed: 0, total: 1, error: describeError(error, locale).body })
      }
      controller.close()
    },
  })
  return new Response(stream, {
    headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}

export const upgradeEndpoints = [
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/upgrade/preview',
    guard: 'admin',
    summary: 'What the present version of a template would change here, and what it would leave as it is.',
    body: ask,
    answer: { type: 'object', required: ['template', 'label', 'to', 'lines', 'conflicts'] },
    handle: async ({ params, body }) =>
      json(await previewTemplate(params.base!, (body as { template: string }).template)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/upgrade',
    guard: 'admin',
    summary:
      'Brings an installed template to its present version (administrators of the base); the answer is progress, one JSON object a line.',
    body: ask,
    handle: upgrade,
  }),
]
