/** The browser's way to the public HTTP API: JSON in, JSON out, and one class for every failure. */
import type { ApiError } from '@/lib/api/contract'
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'

/** What the server refused, or status 0 when it could not be reached. `error.message` is for the person. */
export class ApiFailure extends Error {
  readonly status: number
  readonly error: ApiError
  constructor(status: number, error: ApiError) {
    super(error.message)
    this.name = 'ApiFailure'
    this.status = status
    this.error = error
  }
}

/** Sent to `window` when an answer says that the session has ended; the shell then goes to the sign-in page. */
export const signedOutEvent = 'tian:signed-out'

const unreachable: Labels = {
  'zh-CN': '连接不上服务器，请检查网络后再试。',
  en: 'The server cannot be reached. Check your connection and try again.',
}
const unreadable: Labels = {
  'zh-CN': '服务器没有给出有效的回答，请稍后再试。',
  en: 'The server did not give a usable answer. Please try again in a moment.',
}

export interface RequestOptions {
  signal?: AbortSignal
  /** Makes a repeated create one record (`Idempotency-Key`). */
  idempotencyKey?: string
  /** Through whose eyes, in place of those the page looks through: `Tian-View-As`. */
  eyes?: string
}

/** The failure that an answer of this status and body means. */
export function failureOf(status: number, body: unknown): ApiFailure {
  const error = (body as { error?: ApiError } | null | undefined)?.error
  if (status === 401 && error?.code === 'SIGNED_OUT') window.dispatchEvent(new Event(signedOutEvent))
  return new ApiFailure(
    status,
    error?.message ? error : { code: error?.code ?? 'UNAVAILABLE', message: here(unreadable) },
  )
}

function here(labels: Labels): string {
  return labelOf(labels, document.documentElement.lang as Locale)
}

async function ask(
  method: string,
  path: string,
  body: unknown,
  options: RequestOptions = {},
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  if (options.eyes) headers['tian-view-as'] = options.eyes
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiFailure(0, { code: 'UNREACHABLE', message: here(unreachable) })
  }
}

async function call<T>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<T> {
  const response = await ask(method, path, body, options)
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok || answer === undefined) throw failureOf(response.status, answer)
  return answer as T
}

/** Calls POST and hands over each line of the NDJSON answer as it arrives. */
async function stream<T>(path: string, body: unknown, onLine: (line: T) => void, options?: RequestOptions) {
  const response = await ask('POST', path, body, options)
  if (!response.ok || !response.body)
    throw failureOf(response.status, await response.json().catch(() => undefined))
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      if (options?.signal?.aborted) throw cause
      throw new ApiFailure(0, { code: 'UNREACHABLE', message: here(unreachable) })
    })
    const lines = (rest + (value ?? '')).split('\n')
    rest = done ? '' : lines.pop()!
    for (const line of lines) if (line.trim()) onLine(JSON.parse(line) as T)
    if (done) return
  }
}

/** Calls POST for an answer that is read while it arrives. */
async function open(path: string, body: unknown, options?: RequestOptions): Promise<Response> {
  const response = await ask('POST', path, body, options)
  if (!response.ok) throw failureOf(response.status, await response.json().catch(() => undefined))
  return response
}

/** Calls POST for an answer that is kept as a file. */
async function file(path: string, body: unknown, options?: RequestOptions): Promise<Blob> {
  return (await open(path, body, options)).blob()
}

/** Every path is relative to `/api/v1`; every call throws `ApiFailure` when it did not succeed. */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body: unknown = {}, options?: RequestOptions) =>
    call<T>('POST', path, body, options),
  put: <T>(path: string, body: unknown, options?: RequestOptions) => call<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: RequestOptions) => call<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: RequestOptions) => call<T>('DELETE', path, undefined, options),
  stream,
  open,
  file,
}

/** The sentence to show for anything that was thrown. */
export function failureText(thrown: unknown): string {
  if (!(thrown instanceof ApiFailure)) return here(unreadable)
  return refusalText(thrown.error)
}

/** What happened and what to do, as a text; Chinese sentences stand side by side without a space. */
export function refusalText({ message, hint }: { message: string; hint?: string }): string {
  if (!hint) return message
  if (/[\u3000-\u303f\uff00-\uffef]$/.test(message)) return message + hint
  if (/[\u4e00-\u9fff”]$/.test(message)) return `${message}。${hint}`
  return `${message} ${hint}`.trim()
}
