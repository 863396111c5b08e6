/** The endpoint that rows of a file come in by: values that the browser has read, so no file is opened here. */
import { appError } from '@/lib/errors'
import { type Imported, importRecords } from '@/lib/records/import'
import { key, newRecords } from '../ask'
import type { ImportAnswer, ImportAsk } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { fieldLabels } from '../labels'
import { describeError, json } from '../respond'
import { idempotencyIn } from './records'

/** A thousand rows of forty cells, or fewer with long texts in them. */
const importBytes = 4 * 1024 * 1024

async function importRows({ actor, params, request, body, locale }: Call<'member'>): Promise<Response> {
  const ask = body as ImportAsk
  const imported = await importRecords(
    actor,
    params.table!,
    ask,
    idempotencyIn(request, body, 'import', params.table!),
  )
  const labelFor = fieldLabels(actor, params.table!, locale)
  const said = (row: Imported): ImportAnswer['rows'][number] => {
    if ('done' in row) return ask.check ? { done: row.done } : row
    return {
      problems: row.problems.map(
        ({ code, detail }) => describeError(appError(code, detail), locale, labelFor).body,
      ),
    }
  }
  return json({ rows: imported.map(said) } satisfies ImportAnswer)
}

export const importEndpoints = [
  endpoint<'member'>({
    method: 'POST',
    path: '/bases/{base}/tables/{table}/records/import',
    guard: 'member',
    action: 'import',
    verifies: true,
    summary:
      'Up to 1,000 rows, each judged for itself: those without problems become records, together. `check` only tells; `match` names the field by which rows that are there already are skipped or updated (`existing`). An Idempotency-Key header makes a repeat harmless.',
    maxBody: importBytes,
    body: {
      type: 'object',
      required: ['records'],
      properties: {
        records: newRecords,
        check: { type: 'boolean' },
        match: key,
        existing: { enum: ['skip', 'update'] },
      },
      additionalProperties: false,
    },
    answer: {
      type: 'object',
      required: ['rows'],
      properties: {
        rows: {
          type: 'array',
          items: {
            oneOf: [
              {
                required: ['done'],
                properties: {
                  done: { enum: ['created', 'updated', 'skipped'] },
                  id: { type: 'string', format: 'uuid' },
                },
                additionalProperties: false,
              },
              {
                required: ['problems'],
                properties: { problems: { type: 'array', minItems: 1, items: { type: 'object' } } },
                additionalProperties: false,
              },
            ],
          },
        },
      },
    },
    handle: importRows,
  }),
]
