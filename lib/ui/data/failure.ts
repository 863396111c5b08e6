/** The error that a failed request answered; anything else that is thrown is our own mistake and goes on. */
import type { ApiError } from '@/lib/api/contract'
import { ApiFailure } from '@/lib/ui/api'

export function failureOf(thrown: unknown): ApiError {
  if (thrown instanceof ApiFailure) return thrown.error
  throw thrown
}

/** A request that was given up on purpose. */
export const isAbort = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'AbortError'
