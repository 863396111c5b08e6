'use client'
/** The filter: up to five conditions joined by "and", each field, operator and value in words; it holds while one types. */
import { useEffect, useRef, useState } from 'react'
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { StoredExpr } from '@/lib/expr/ast'
import { functions } from '@/lib/expr/functions'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { Json } from '@/lib/json'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { NativeSelect } from '@/lib/kit/input'
import { Popover } from '@/lib/kit/popover'
import { FieldOptions } from '@/lib/ui/data/field-options'
import type { TableHandle } from '@/lib/ui/data/table'
import {
  type Condition,
  fromFilter,
  isComplete,
  mostConditions,
  operandOf,
  start,
  tidyOperand,
  toFilter,
  withOperator,
} from './conditions'
import { OperandInput } from './operand'
import { Tally } from './tally'

export interface FilterProps {
  table: TableAnswer
  handle: TableHandle
  filter: StoredExpr | undefined
  onFilter(filter: StoredExpr | undefined): void
  open: boolean
  onOpenChange(open: boolean): void
  /** A field to begin a condition with, from a column's menu. */
  wanted: string | undefined
}

/** Typing is one change, not one per letter. */
const PAUSE_MS = 350

export const filterable = (table: TableAnswer): FieldAnswer[] =>
  table.fields.filter((f) => f.operators.length > 0)

export function FilterButton(props: FilterProps) {
  const t = useT()
  const count = fromFilter(props.filter)?.length ?? 1
  return (
    <Popover
      label={t('grid.filter')}
      open={props.open}
      onOpenChange={props.onOpenChange}
      className="w-140 p-3"
      trigger={
        <Button size="sm" variant="ghost" icon="list-filter" className={cx(count > 0 && 'text-accent')}>
          <Tally label={t('grid.filter')} count={count} />
        </Button>
      }
    >
      <FilterBuilder {...props} />
    </Popover>
  )
}

export interface FilterBuilderProps
  extends Pick<FilterProps, 'table' | 'handle' | 'filter' | 'onFilter' | 'wanted'> {
  /** Milliseconds after the last stroke until the filter is told; at once where nothing is asked of the server. */
  pause?: number
  /** Begins with a line to be filled in where there is none yet. */
  begun?: boolean
  /** Where the conditions are no filter of a list: what none of them means, and that they are more than can be shown. */
  words?: { empty: string; custom: string; clear: string }
}

export function FilterBuilder({
  table,
  handle,
  filter,
  onFilter,
  wanted,
  pause: wait = PAUSE_MS,
  begun,
  words,
}: FilterBuilderProps) {
  const t = useT()
  const clear = words?.clear ?? t('grid.clearFilter')
  const fields = filterable(table)
  const [conditions, setConditions] = useState<Condition[] | undefined>(() => {
    const present = fromFilter(filter)
    const of =
      fields.find((field) => field.key === wanted) ?? (begun && !filter ? firstOf(fields) : undefined)
    return of && present && present.length < mostConditions ? [...present, start(of)] : present
  })
  /** The condition that was just added has the keyboard. */
  const [added, setAdded] = useState((wanted || begun) && conditions ? conditions.length - 1 : -1)
  const sent = useRef(JSON.stringify(filter))
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])

  /** Complete conditions hold a moment after the last stroke. */
  function change(next: Condition[]): void {
    setConditions(next)
    clearTimeout(pause.current)
    const tell = () => {
      const tidy = next.map((condition) => {
        const of = fields.find((field) => field.key === condition.field)
        return of
          ? { ...condition, operands: condition.operands.map((o) => tidyOperand(of, condition.fn, o)) }
          : condition
      })
      const expr = toFilter(tidy)
      if (JSON.stringify(expr) === sent.current) return
      sent.current = JSON.stringify(expr)
      onFilter(expr)
    }
    if (wait === 0) tell()
    else pause.current = setTimeout(tell, wait)
  }
  if (!conditions) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-muted">{words?.custom ?? t('grid.filterCustom')}</p>
        <Button
          size="sm"
          onClick={() => {
            setConditions([])
            onFilter(undefined)
          }}
        >
          {clear}
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      {conditions.length === 0 && <p className="text-muted">{words?.empty ?? t('grid.filterEmpty')}</p>}
      {conditions.map((condition, index) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other identity than its place and field.
          key={`${index} ${condition.field} ${operandOf(condition.fn)}`}
          index={index}
          condition={condition}
          fields={fields}
          handle={handle}
          focused={index === added}
          onChange={(next) => change(conditions.with(index, next))}
          onRemove={() => change(conditions.toSpliced(index, 1))}
        />
      ))}
      <div className="flex items-center gap-2">
        {conditions.length < mostConditions ? (
          <Button
            size="sm"
            variant="ghost"
            icon="plus"
            onClick={() => {
              setAdded(conditions.length)
              change([...conditions, start(fields[0]!)])
            }}
          >
            {t('grid.addCondition')}
          </Button>
        ) : (
          <p className="px-2 text-[13px] text-faint">{t('grid.filterFull', { count: mostConditions })}</p>
        )}
        {conditions.length > 0 && (
          <Button size="sm" variant="ghost" className="ml-auto" onClick={() => change([])}>
            {clear}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A field whose condition is none before it is filled in. */
const firstOf = (fields: readonly FieldAnswer[]): FieldAnswer | undefined =>
  fields.find((field) => !isComplete(start(field)))

function ConditionRow(props: {
  index: number
  condition: Condition
  fields: readonly FieldAnswer[]
  handle: TableHandle
  focused: boolean
  onChange(condition: Condition): void
  onRemove(): void
}) {
  const { condition, fields, handle, onChange } = props
  const t = useT()
  const locale = useLocale()
  const of = fields.find((field) => field.key === condition.field)
  const label = (part: number): string => {
    if (condition.operands.length < 2) return t('grid.operand')
    return t(part === 0 ? 'grid.operandFrom' : 'grid.operandTo')
  }
  const set = (part: number, value: Json | undefined) =>
    onChange({ ...condition, operands: condition.operands.with(part, value) })
  return (
    <div className="relative flex items-start gap-2 max-md:flex-col max-md:items-stretch max-md:border-b max-md:border-line max-md:pb-2">
      <span className="w-11 shrink-0 pt-1.5 text-right text-[13px] text-muted max-md:w-auto max-md:text-left">
        {t(props.index === 0 ? 'grid.where' : 'grid.and')}
      </span>
      <div className="min-w-34 flex-[2] max-md:w-full">
        <NativeSelect
          autoFocus={props.focused}
          aria-label={t('grid.field')}
          value={condition.field}
          onChange={(event) => {
            const next = fields.find((field) => field.key === event.target.value)
            if (next) onChange(start(next, condition.fn))
          }}
        >
          <FieldOptions fields={fields} sections={handle.table?.sections} />
        </NativeSelect>
      </div>
      <div className="min-w-30 flex-[1.5] max-md:w-full">
        <NativeSelect
          aria-label={t('grid.operator')}
          value={condition.fn}
          onChange={(event) => onChange(withOperator(condition, event.target.value))}
        >
          {(of?.operators ?? [condition.fn]).map((fn) => (
            <option key={fn} value={fn}>
              {labelOf(functions.get(fn)?.label, locale, fn)}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className="flex min-w-0 flex-[3] flex-col gap-1.5">
        {of &&
          condition.operands.map((operand, part) => (
            <OperandInput
              // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second operand.
              key={part}
              field={of}
              fn={condition.fn}
              label={label(part)}
              value={operand}
              context={handle.context}
              services={handle.services}
              onChange={(value) => set(part, value)}
            />
          ))}
      </div>
      <IconButton
        size="sm"
        icon="x"
        label={t('grid.removeCondition')}
        className="max-md:absolute max-md:-top-2 max-md:right-0"
        onClick={props.onRemove}
      />
    </div>
  )
}
