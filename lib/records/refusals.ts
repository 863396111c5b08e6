/** Why records cannot be written as they were given, record by record, so that the others need not wait for them. */
import { AppError } from '@/lib/errors'

/** By id of the record; one that may be written is not there. */
export type Refusals = Map<string, AppError[]>

export function refuse(refusals: Refusals, id: string, ...why: readonly AppError[]): void {
  if (why.length > 0) refusals.set(id, [...(refusals.get(id) ?? []), ...why])
}

export function merged(lines: Iterable<readonly [id: string, why: AppError]>): Refusals {
  const refusals: Refusals = new Map()
  for (const [id, why] of lines) refuse(refusals, id, why)
  return refusals
}

/** Whole or not at all: throws what was found first. */
export function throwFirst(refusals: Refusals): void {
  for (const [first] of refusals.values()) if (first) throw first
}

/** The fields that are spoken of: what was given there does not count. */
export const fieldsIn = (why: readonly AppError[] = []): Set<string> =>
  new Set(why.flatMap((e) => [e.detail, ...e.more].flatMap((d) => d.field ?? [])))

/** What a judge throws, as problems of the record that it judges. */
export function problemsOf(judge: () => void): AppError[] {
  try {
    judge()
    return []
  } catch (error) {
    if (error instanceof AppError) return [error]
    throw error
  }
}
