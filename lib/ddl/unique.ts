/** A violated unique index, in the words of its fields; database texts never leave. */
import { sqlState } from '@/lib/db/connection'
import { type AppError, appError } from '@/lib/errors'
import { numberOf } from '@/lib/meta/derived-names'
import type { Table, UniqueRule } from '@/lib/meta/model'

/** A record that is being written: what it will hold in a field. */
export type Held = (key: string) => unknown

/**
 * Turns a violated unique index into VALUE_TAKEN of its field, or of all fields of its rule.
 * @param records what is being written, so that the record in the way can be found afterwards
 */
export async function taken<T>(
  table: Table | undefined,
  work: Promise<T>,
  records: readonly Held[] = [],
): Promise<T> {
  try {
    return await work
  } catch (error) {
    // Values from before the field was unique may be longer than an entry of an index.
    if (sqlState(error) === '54000') throw appError('DEFINITION_INVALID', { pointer: '/unique' })
    if (sqlState(error) !== '23505') throw error
    const name = (error as { constraint_name?: string }).constraint_name ?? ''
    throw (table && takenIn(table, numberOf(name), records)) ?? appError('CONFLICT')
  }
}

function takenIn(table: Table, number: number | undefined, records: readonly Held[]): AppError | undefined {
  const broken = uniquesOf(table).find((u) => u.number === number)
  return broken && valueTaken(table, broken, records)
}

/** Everything of a table that must not be there twice: single fields, and rules over several. */
export const uniquesOf = (table: Table): UniqueRule[] => [
  ...table.uniques,
  ...table.fields.filter((f) => f.unique).map(({ key, number }) => ({ number, fields: [key] })),
]

/** What is given is there already. */
export const valueTaken = (
  table: Table,
  { fields, message }: UniqueRule,
  records: readonly Held[],
): AppError =>
  appError('VALUE_TAKEN', {
    field: fields[0],
    fields,
    held: { table: table.key, tuples: records.map((held) => fields.map(held)) },
    ...(message ? { message } : {}),
  })
