/** A violated unique index, in the words of its field; database texts never leave. */
import { sqlState } from '@/lib/db/connection'
import { appError } from '@/lib/errors'
import type { Field } from '@/lib/meta/model'
import { numberOf } from './statements'

/** Turns a violated unique index into VALUE_TAKEN of its field; database texts never leave. */
export async function taken<T>(fields: readonly Field[] | undefined, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    // Values from before the field was unique may be longer than an entry of an index.
    if (sqlState(error) === '54000') throw appError('DEFINITION_INVALID', { pointer: '/unique' })
    if (sqlState(error) !== '23505') throw error
    const name = (error as { constraint_name?: string }).constraint_name ?? ''
    const field = fields?.find((f) => f.number === numberOf(name))
    throw field ? appError('VALUE_TAKEN', { field: field.key }) : appError('CONFLICT')
  }
}
