/** Endpoints for those who design tables: what a table is, changes of type, what uses what, history and trash of definitions. */
import { convertField } from '@/lib/ddl/convert'
import { misfitsOf, previewConversion } from '@/lib/ddl/convert-preview'
import { describeDesign, schemaTrash } from '@/lib/ddl/design'
import { schemaHistory } from '@/lib/ddl/history'
import { fieldImpact, optionsImpact, tableImpact } from '@/lib/ddl/impact'
import { effectOfUndo, previewUndo, undoChange } from '@/lib/ddl/undo'
import { appError } from '@/lib/errors'
import type { JsonSchema } from '@/lib/json'
import type { ConversionAsk, ConversionProgress } from '../contract-design'
import { type Call, endpoint } from '../endpoint'
import { describeError, json } from '../respond'

const tables = '/bases/{base}/tables/{table}'
const field = `${tables}/fields/{field}`
const history = '/bases/{base}/schema/history'

const ask: JsonSchema = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', maxLength: 40 },
    options: { type: 'object' },
    createOptions: { type: 'boolean' },
  },
  additionalProperties: false,
}
const impact: JsonSchema = { type: 'object', required: ['uses', 'records'] }
const undoPreview: JsonSchema = { type: 'object', required: ['parts', 'restored', 'edited', 'lost', 'uses'] }

/** Streams the progress of a conversion; a failure is the last line, because the answer has begun. A closed connection cancels. */
async function convert({ request, actor, params, body, locale }: Call<'admin'>): Promise<Response> {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let last = { completed: 0, total: 0 }
      const line = (progress: ConversionProgress): void => {
        last = progress
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(progress)}\n`))
      }
      try {
        await convertField(actor, params.table!, params.field!, body as ConversionAsk, { tell: line, signal })
        line({ ...last, done: true })
      } catch (error) {
        const { code, message, hint } = describeError(error, locale).body
        line({ ...last, error: { code, message, ...(hint ? { hint } : {}) } })
      }
      if (!gone.signal.aborted) controller.close()
    },
    cancel() {
      gone.abort()
    },
  })
  return new Response(stream, {
    headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}

/** A cell of a CSV file; what a spreadsheet would take for a formula is kept a text. */
const csvCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

async function misfits({ actor, params, body }: Call<'admin'>): Promise<Response> {
  const encoder = new TextEncoder()
  const batches = misfitsOf(actor, params.table!, params.field!, body as ConversionAsk)
  // What is wrong with the ask is answered before the file begins.
  const first = await batches.next()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      // Spreadsheets read UTF-8 by its mark.
      controller.enqueue(encoder.encode('\ufeffid,title,value\r\n'))
      for (let batch = first; !batch.done; batch = await batches.next()) {
        const lines = batch.value.map((m) => [m.id, m.title, m.before].map(csvCell).join(','))
        controller.enqueue(encoder.encode(lines.map((l) => `${l}\r\n`).join('')))
      }
      controller.close()
    },
    async cancel() {
      await batches.return(undefined)
    },
  })
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${params.table}-${params.field}-misfits.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

/** The number of a change in an address. */
function numberIn(text: string | null | undefined): number {
  if (!text || !/^[1-9][0-9]{0,15}$/.test(text)) throw appError('NOT_FOUND')
  return Number(text)
}

export const designEndpoints = [
  endpoint<'admin'>({
    method: 'GET',
    path: `${tables}/design`,
    guard: 'admin',
    summary: 'A table as its makers see it, with what formulas, links and roles can name.',
    answer: { type: 'object', required: ['table', 'optionSets', 'tables', 'roles', 'rows', 'version'] },
    handle: async ({ actor, params }) => json(await describeDesign(actor, params.table!)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${field}/conversion/preview`,
    guard: 'admin',
    summary: 'What a change of type would do to the real values of a field; nothing is changed.',
    body: ask,
    answer: {
      type: 'object',
      required: ['rows', 'filled', 'fits', 'misfits', 'samples', 'misfitSamples', 'uses'],
    },
    handle: async ({ actor, params, body }) =>
      json(await previewConversion(actor, params.table!, params.field!, body as ConversionAsk)),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${field}/conversion`,
    guard: 'admin',
    summary:
      'Changes the type of a field; the answer is progress, one JSON object a line. Closing it cancels.',
    body: ask,
    handle: convert,
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${field}/conversion/misfits`,
    guard: 'admin',
    summary: 'All values that would not fit, as CSV: record, title, value.',
    body: ask,
    handle: misfits,
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${field}/impact`,
    guard: 'admin',
    summary: 'What uses a field, or one of its own options, and how many records hold it.',
    query: { value: 'The stored value of an option of the field.' },
    answer: impact,
    handle: async ({ actor, params, query }) =>
      json(await fieldImpact(actor, params.table!, params.field!, query.get('value') ?? undefined)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${tables}/impact`,
    guard: 'admin',
    summary: 'What uses a table, and how many records it has.',
    answer: impact,
    handle: async ({ actor, params }) => json(await tableImpact(actor, params.table!)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: '/bases/{base}/options/{set}/impact',
    guard: 'admin',
    summary: 'What uses an option set, or one option of it, and how many cells hold it.',
    query: { value: 'The stored value of an option.' },
    answer: impact,
    handle: async ({ actor, params, query }) =>
      json(await optionsImpact(actor, params.set!, query.get('value') ?? undefined)),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: history,
    guard: 'admin',
    summary: 'The changes of definitions in words, newest first.',
    query: {
      before: 'Only changes before this one; `next` of the page before.',
      rights: '`1`: only changes of roles and their rights, and of computed fields that are declassified.',
    },
    answer: { type: 'object', required: ['changes'] },
    handle: async ({ actor, query }) => {
      const before = query.get('before')
      const rights = query.get('rights') === '1'
      return json(await schemaHistory(actor, before === null ? undefined : numberIn(before), rights))
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${history}/{change}/undo/preview`,
    guard: 'admin',
    summary: 'What taking a change of definitions back would do; nothing is changed.',
    answer: undoPreview,
    handle: async ({ actor, params }) => json(await previewUndo(actor, numberIn(params.change))),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${history}/{change}/undo/effect`,
    guard: 'admin',
    summary: 'How many people and records the rights touch that taking a change back would bring back.',
    answer: { type: 'object', required: ['roles'] },
    handle: async ({ actor, params }) => json(await effectOfUndo(actor, numberIn(params.change))),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${history}/{change}/undo`,
    guard: 'admin',
    summary: 'Takes a change of definitions back.',
    answer: undoPreview,
    handle: async ({ actor, params }) => json(await undoChange(actor, numberIn(params.change))),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: '/bases/{base}/schema/trash',
    guard: 'admin',
    summary: 'Deleted tables and fields, kept for 30 days.',
    answer: { type: 'object', required: ['tables', 'fields'] },
    handle: async ({ actor }) => json(await schemaTrash(actor)),
  }),
]
