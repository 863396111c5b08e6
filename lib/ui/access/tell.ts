'use client'
/** Conditions of rights in words: what the filter can build reads as a filter does, the rest as the formula it is. */
import { useMemo } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import type { StoredExpr } from '@/lib/expr/ast'
import { printText } from '@/lib/expr/print-text'
import { type Locale, labelOf, locales } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { Role, Rule } from '@/lib/meta/model'
import { conditionsOf, rulesOf } from '@/lib/meta/rights'
import { useTable } from '@/lib/ui/data/table'
import { fromFilter } from '@/lib/ui/toolbar/conditions'
import { useOperandNames } from '@/lib/ui/toolbar/operand-names'
import { conditionWords } from '@/lib/ui/toolbar/words'
import type { RightsTable } from './matrix'

/** A condition as a person reads it. */
export type Tell = (condition: StoredExpr) => string

/** As a formula, fields by their labels: needs nothing but the names. */
export function tellAsFormula(table: RightsTable, locale: Locale): Tell {
  const labels = new Map(
    table.fields.map((field) => [
      field.key,
      [
        labelOf(field.label, locale, field.key),
        ...locales.flatMap((other) => (other === locale ? [] : (field.label[other] ?? []))),
      ],
    ]),
  )
  const names = {
    fields: (before: readonly string[]) => (before.length === 0 ? labels : new Map<string, string[]>()),
    tables: () => new Map<string, string[]>(),
  }
  return ({ expr }) => printText(expr, names)
}

const whenIn = (rule: Rule): StoredExpr[] => rule.flatMap((a) => (a.kind === 'when' ? [a.expr] : []))

/** Every condition that roles have on a table. */
function conditionsIn(roles: readonly Role[], table: string): StoredExpr[] {
  return roles.flatMap((role) => {
    const rights = role.tables[table]
    if (!rights) return []
    return [
      ...rulesOf(rights).flatMap(({ rule }) => whenIn(rule)),
      ...Object.values(rights.fields).flatMap((right) =>
        typeof right === 'object' ? conditionsOf(right).map(({ expr }) => expr) : [],
      ),
    ]
  })
}

const noConditions: readonly StoredExpr[] = []
const noFields: TableAnswer['fields'] = []
const nowhere = { fields: noFields } as TableAnswer

/**
 * The words of the conditions that these roles have on a table, with the names of people and options in them.
 * @param more conditions that no role has yet, while they are being written; the same array until they change
 */
export function useTell(
  base: string,
  table: RightsTable,
  roles: readonly Role[],
  more: readonly StoredExpr[] = noConditions,
): Tell {
  const t = useT()
  const locale = useLocale()
  const some = useMemo(() => [...conditionsIn(roles, table.key), ...more], [roles, table.key, more])
  const handle = useTable(base, some.length > 0 && !table.gone ? table.key : undefined)
  const built = useMemo(() => some.flatMap((expr) => fromFilter(expr) ?? []), [some])
  useOperandNames(handle.table ?? nowhere, handle, handle.table ? built : [])
  const plain = useMemo(() => tellAsFormula(table, locale), [table, locale])
  const fields = handle.table?.fields
  const { context } = handle
  return useMemo<Tell>(
    () => (condition) => {
      const parts = fromFilter(condition)?.map((one) => {
        const of = fields?.find((f) => f.key === one.field)
        return of && conditionWords(one, of, context, t)
      })
      return parts?.every((part) => part !== undefined)
        ? parts.join(t('access.conditionAnd'))
        : plain(condition)
    },
    [fields, context, t, plain],
  )
}
