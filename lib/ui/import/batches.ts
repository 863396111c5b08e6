/** Rows on their way to the server: pieces that follow from the file alone, each of them whole or not there, under a key of its own. */
import type { ApiError, ImportAnswer, ImportAsk } from '@/lib/api/contract'
import { ApiFailure, api, type RequestOptions, refusalText } from '@/lib/ui/api'
import type { Row, RowProblem } from './rows'
import type { Line } from './source'

const mostRows = 500
/** Records that are changed are written one by one, and locked meanwhile. */
const mostUpdates = 200
/** Of text, well below what one request may carry. */
const mostText = 150_000

/** Always the same pieces for the same file, whatever is wrong with its rows. */
export function batchesOf(lines: readonly Line[], existing?: Existing['existing']): Line[][] {
  const most = existing === 'update' ? mostUpdates : mostRows
  const batches: Line[][] = []
  let text = 0
  for (const line of lines) {
    const size = line.cells.reduce((sum, cell) => sum + cell.length, 0)
    const batch = batches.at(-1)
    if (!batch || batch.length === most || text + size > mostText) {
      batches.push([line])
      text = size
    } else {
      batch.push(line)
      text += size
    }
  }
  return batches
}

export type Existing = Pick<ImportAsk, 'match' | 'existing'>

export interface Tally {
  created: number
  updated: number
  skipped: number
}
export const nothing: Tally = { created: 0, updated: 0, skipped: 0 }
export const sum = (a: Tally, b: Tally): Tally => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  skipped: a.skipped + b.skipped,
})

export interface Sent {
  tally: Tally
  /** Records that were made. */
  ids: string[]
}

/** Sends rows; what the server finds wrong with one is added to it. Throws `ApiFailure` where it refuses or cannot be reached. */
export async function send(
  path: string,
  rows: readonly Row[],
  ask: Existing & { check?: boolean },
  options: RequestOptions,
): Promise<Sent> {
  const sent: Sent = { tally: { ...nothing }, ids: [] }
  if (rows.length === 0) return sent
  const body: ImportAsk = { ...ask, records: rows.map(({ fields }) => ({ fields })) }
  const answer = await api
    .post<ImportAnswer>(`${path}/records/import`, body, options)
    .catch((thrown: unknown) => {
      if (!concernsRows(thrown)) throw thrown
      return { rows: rows.map(() => ({ problems: [thrown.error] })) } satisfies ImportAnswer
    })
  for (const [at, outcome] of answer.rows.entries()) {
    const row = rows[at]!
    if ('problems' in outcome) addProblems(row, outcome.problems)
    // While it is checked, a row goes without its bad cells, so that everything else that is wrong is told at once.
    else if (row.problems.length === 0) {
      sent.tally[outcome.done]++
      if (outcome.done === 'created' && outcome.id) sent.ids.push(outcome.id)
    }
  }
  return sent
}

/** Refusals that these rows alone bring about: the others may still go. */
const concernsRows = (thrown: unknown): thrown is ApiFailure =>
  thrown instanceof ApiFailure && ['BODY_TOO_LARGE', 'IDEMPOTENCY_MISMATCH'].includes(thrown.error.code)

/** What was wrong with a cell before it was sent is not told twice. */
function addProblems(row: Row, problems: readonly ApiError[]): void {
  const known = new Set(row.problems.map(({ field }) => field).filter((field) => field !== undefined))
  for (const problem of problems.flatMap(each))
    if (!problem.field || !known.has(problem.field)) row.problems.push(problem)
}

const each = (error: ApiError): RowProblem[] =>
  [error, ...(error.more ?? [])].map(({ field, message, hint }) => ({
    field,
    message: refusalText({ message, hint }),
  }))
