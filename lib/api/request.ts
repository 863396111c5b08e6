/** Reading a request: JSON only, bounded in size and depth, well-formed, and nothing that pollutes a prototype. */
import { appError } from '@/lib/errors'

export const maxBody = 1024 * 1024
const maxDepth = 32
const poison = new Set(['__proto__', 'constructor', 'prototype'])

/** The body as JSON; throws NOT_JSON, BODY_TOO_LARGE or BODY_INVALID. */
export async function readJson(request: Request, limit = maxBody): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw appError('NOT_JSON')
  const text = decode(await readBytes(request, limit))
  if (tooDeep(text)) throw appError('BODY_INVALID', { pointer: '/' })
  try {
    return JSON.parse(text, guard) as unknown
  } catch {
    throw appError('BODY_INVALID', { pointer: '/' })
  }
}

/** The body's bytes, counted while they come in. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => appError('BODY_TOO_LARGE', { params: { max: Math.floor(limit / 2 ** 20) } })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > limit) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw appError('BODY_INVALID', { pointer: '/' })
  }
}

/** Counted on the text, before anything recursive sees it. */
function tooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 92) i++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 91 || c === 123) {
      if (++depth > maxDepth) return true
    } else if (c === 93 || c === 125) depth--
  }
  return false
}

/** Refuses what JSON allows and no table can hold: endless numbers, lone surrogates, names that mean something to JavaScript. */
function guard(key: string, value: unknown): unknown {
  if (poison.has(key)) throw new Error('name')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('number')
  if (
    typeof value === 'string' &&
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value)
  )
    throw new Error('surrogate')
  return value
}
