'use client'
/** What the designer of a table works on: its definition from the API, and asking again everywhere after a change. */
import { useCallback, useMemo } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import type { Field } from '@/lib/meta/model'
import { reloadResource, useResource } from '@/lib/ui/data/resource'
import type { NamedField, Names } from './complete'
import { library } from './library'

export interface Design {
  base: string
  /** `/bases/{base}/tables/{table}` */
  path: string
  answer?: DesignAnswer
  error?: ApiError
  reload(): void
  /** After a change: all that shows the table asks again. */
  changed(): void
}

export function useDesign(base: string, table: string): Design {
  const path = `/bases/${base}/tables/${table}`
  const { data, error, reload } = useResource<DesignAnswer>(`${path}/design`)
  const changed = useCallback(() => {
    for (const address of [`${path}/design`, path, `/bases/${base}`, `/bases/${base}/schema/history`])
      reloadResource(address)
  }, [base, path])
  return useMemo(
    () => ({ base, path, answer: data, error, reload, changed }),
    [base, path, data, error, reload, changed],
  )
}

export type DesignTable = DesignAnswer['tables'][number]

/** The fields of a table as a formula names them. */
export const namedFields = (table: DesignTable | undefined): NamedField[] | undefined =>
  table?.fields.map(({ key, label, type, target }) => ({
    key,
    label,
    icon: fieldType(type).icon,
    ...(target === undefined ? {} : { target, many: fieldType(type).kind === 'list' }),
  }))

/** The options a field offers, its own or those of the set it shares. */
export function optionsIn(
  { optionSets }: Pick<DesignAnswer, 'optionSets'>,
  options: object,
): readonly Option[] {
  const { set, options: own } = options as { set?: string; options?: Option[] }
  return (set === undefined ? own : optionSets.find((one) => one.key === set)?.options) ?? []
}

/** How many fields of the table share the set. */
export const sharing = ({ table }: DesignAnswer, set: string): Field[] =>
  table.fields.filter((field) => (field.options as { set?: string }).set === set)

const callables = (kind: 'function' | 'aggregate') =>
  library
    .filter((row) => row.kind === kind)
    .map(({ name, label, args }) => ({
      name,
      label,
      ...(args.length === 0 && kind === 'function' ? { bare: true } : {}),
    }))

/** What the formulas of a table can name. */
export function namesOf({ table, tables, optionSets }: DesignAnswer): Names {
  const known = new Map(tables.map((one) => [one.key, namedFields(one) ?? []]))
  // Only of its own fields the answer says what they can be.
  const options = new Map(table.fields.map((field) => [field.key, optionsIn({ optionSets }, field.options)]))
  const own = (known.get(table.key) ?? []).map((field) => {
    const choices = options.get(field.key)
    return choices && choices.length > 0 ? { ...field, options: choices } : field
  })
  known.set(table.key, own)
  return {
    table: table.key,
    tables,
    fields: (key) => known.get(key),
    functions: callables('function'),
    aggregates: callables('aggregate'),
  }
}
