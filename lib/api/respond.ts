/** Answers: JSON that nobody may keep, and one place where an error becomes HTTP in the asker's language. */
import { randomUUID } from 'node:crypto'
import { AppError, appError, type ErrorDetail } from '@/lib/errors'
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { ApiError } from './contract'

const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-store' }

/** `body` is JSON text already, or data. */
export function json(body: unknown, status = 200): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
}

interface Csv {
  name: string
  /** How many lines are to be expected, roughly: the list goes on living. */
  count: number
  lines: AsyncGenerator<string>
}

/** A CSV file that is sent while it is made; when that fails on the way, the download fails. */
export function csv({ name, count, lines }: Csv): Response {
  const encoder = new TextEncoder()
  // Nothing is made ahead of who reads it: each page is asked for in its reader's turn.
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await lines.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
  const disposition = `attachment; filename="export.csv"; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`
  return new Response(stream, {
    headers: {
      ...headers,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': disposition,
      'X-Total-Count': String(count),
    },
  })
}

export const noContent = (): Response =>
  new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } })

/** The answer with a Set-Cookie line. */
export function withCookie(answer: Response, cookie: string): Response {
  answer.headers.append('Set-Cookie', cookie)
  return answer
}

/** The label of a field by key, as far as the asker may know it. */
export type LabelFor = (field: string) => string | undefined

/** The error in words; used by answers and by streams that have already begun. */
export function describeError(
  error: unknown,
  locale: Locale,
  labelFor?: LabelFor,
): { status: number; body: ApiError } {
  const known = error instanceof AppError ? error : unexpected(error)
  const t = translator(locale)
  const { code } = known
  // A field that the actor may not know (a hidden unique one, say) is not named, whoever threw.
  const nameable = (d: ErrorDetail): ErrorDetail =>
    d.field === undefined || d.label || !labelFor || labelFor(d.field) !== undefined
      ? d
      : { ...d, field: '', present: undefined }
  const detail = nameable(known.detail)
  const more = known.more.map(nameable)
  const label = (d: ErrorDetail): string =>
    labelOf(d.label, locale) || namesOf(d).join(t('error.namesBetween')) || t('error.unnamed')
  const namesOf = (d: ErrorDetail): string[] =>
    (d.fields ?? (d.field ? [d.field] : [])).flatMap((key) => (labelFor ? (labelFor(key) ?? []) : key))
  const params = (d: ErrorDetail) => ({ ...d.params, ...namesIn(d, locale) })
  const words = (d: ErrorDetail) => ({ ...params(d), label: label(d), pointer: d.pointer ?? '/' })
  const ours = (d: ErrorDetail): string => {
    if (d.problem) return t.any(d.problem, params(d))
    return t.any(d.fields && d.fields.length > 1 ? `error.${code}_together` : `error.${code}`, words(d))
  }
  const message = (d: ErrorDetail): string => {
    const text = labelOf(d.message, locale) || ours(d)
    if (d.place !== undefined) return t('problemExpr.place', { place: d.place, text })
    // What is wrong with the whole of something is about no field; an unnamed one has an empty name.
    return (d.problem || d.message) && (d.field !== undefined || d.label)
      ? t('error.about', { label: label(d), text })
      : text
  }
  const hint = t.any(`error.${code}_hint`, { min: 0, max: 0, of: '', table: '', id: '', ...words(detail) })
  return {
    status: known.status,
    body: {
      code,
      message: message(detail),
      hint,
      ...(detail.field ? { field: detail.field } : {}),
      ...(detail.field || detail.label ? { label: label(detail) } : {}),
      ...(detail.pointer ? { pointer: detail.pointer } : {}),
      ...(detail.clash ? { clash: detail.clash } : {}),
      ...(detail.present ? { present: detail.present as ApiError['present'] } : {}),
      ...(more.length > 0
        ? {
            more: more.map((d) => ({
              field: d.field || undefined,
              pointer: d.pointer,
              label: label(d),
              message: message(d),
            })),
          }
        : {}),
    },
  }
}

/** Named params in the asker's language. */
const namesIn = ({ named = {} }: ErrorDetail, locale: Locale): Record<string, string> =>
  Object.fromEntries(
    Object.entries(named).map(([param, names]) => [
      param,
      (Array.isArray(names) ? (names as Labels[]) : [names as Labels])
        .map((l) => labelOf(l, locale))
        .join(' → '),
    ]),
  )

/** An error that we did not foresee: its text stays here, under a number that the person can quote. */
function unexpected(error: unknown): AppError {
  const id = randomUUID().slice(0, 8)
  console.error(
    JSON.stringify({
      level: 'error',
      id,
      at: new Date().toISOString(),
      error: error instanceof Error ? error.stack : String(error),
    }),
  )
  return appError('INTERNAL', { params: { id } })
}

/** The error as an answer. */
export function refuse(error: unknown, locale: Locale, labelFor?: LabelFor): Response {
  const { status, body } = describeError(error, locale, labelFor)
  const answer = json({ error: body }, status)
  if (status === 429 || status === 503) answer.headers.set('Retry-After', status === 429 ? '60' : '5')
  return answer
}
