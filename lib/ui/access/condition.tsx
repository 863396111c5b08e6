'use client'
/** A condition of rights, built from lines or typed as a formula, over what records store and the person asking. */
import { useMemo, useState } from 'react'
import { call, field, type StoredExpr, stored } from '@/lib/expr/ast'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Skeleton } from '@/lib/kit/skeleton'
import { useTable } from '@/lib/ui/data/table'
import { Condition } from '@/lib/ui/design/condition'
import { namesOf, useDesign } from '@/lib/ui/design/state'
import { Failure } from '@/lib/ui/shell/failure'
import type { RightsTable } from './matrix'

export interface RightsConditionProps {
  base: string
  table: RightsTable
  label: string
  value: StoredExpr | undefined
  onChange(value: StoredExpr | undefined): void
  onBroken(broken: boolean): void
}

/** The fields of people that a condition most often asks for, as a first line by one click. */
const mostSuggested = 3

export function RightsCondition(props: RightsConditionProps) {
  const { base, table, value } = props
  const t = useT()
  const locale = useLocale()
  const handle = useTable(base, table.key)
  const design = useDesign(base, table.key)
  const answer = design.answer
  /** A suggestion is another condition, not an edit of the one that is being written. */
  const [suggestion, setSuggestion] = useState(0)
  const names = useMemo(() => answer && namesOf(answer), [answer])
  const shown = useMemo(() => {
    const stores = new Set(table.fields.filter((f) => f.stored).map((f) => f.key))
    return handle.table && { ...handle.table, fields: handle.table.fields.filter((f) => stores.has(f.key)) }
  }, [handle.table, table])
  if (!shown || !names) {
    const error = handle.error ?? design.error
    return error ? (
      <Failure
        inside
        error={error}
        onRetry={() => {
          handle.reload()
          design.reload()
        }}
      />
    ) : (
      <Skeleton className="h-24" />
    )
  }
  const people = shown.fields.flatMap((f) => {
    const fn = f.operators.find((name) => name === 'isMe' || name === 'hasMe')
    return fn ? [{ key: f.key, label: f.label, expr: stored(call(fn, field(f.key))) }] : []
  })
  return (
    <div className="flex flex-col gap-2">
      <Condition
        key={suggestion}
        label={props.label}
        path={design.path}
        table={shown}
        handle={handle}
        names={names}
        begun
        value={value}
        onChange={props.onChange}
        onBroken={props.onBroken}
      />
      {!value && people.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-[13px] text-muted">
          {t('access.suggested')}
          {people.slice(0, mostSuggested).map(({ key, label, expr }) => (
            <Button
              key={key}
              size="sm"
              icon="user-round"
              onClick={() => {
                props.onChange(expr)
                setSuggestion((n) => n + 1)
              }}
            >
              {t('access.suggestMe', { field: labelOf(label, locale, key) })}
            </Button>
          ))}
        </p>
      )}
    </div>
  )
}
