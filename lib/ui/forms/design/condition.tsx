'use client'
/** When something is shown or required: said in words, changed in a panel with the same lines as a filter. */
import { useState } from 'react'
import type { StoredExpr } from '@/lib/expr/ast'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { Popover } from '@/lib/kit/popover'
import { fromFilter } from '@/lib/ui/toolbar/conditions'
import { FilterBuilder } from '@/lib/ui/toolbar/filter'
import { useOperandNames } from '@/lib/ui/toolbar/operand-names'
import { conditionWords } from '@/lib/ui/toolbar/words'
import { useBoard } from './board'

export function ConditionRow(props: {
  label: string
  /** What holds while there is no condition. */
  none: string
  /** Fields that it may ask about. */
  keys: readonly string[]
  value: StoredExpr | undefined
  onChange(value: StoredExpr | undefined): void
}) {
  const { table, handle } = useBoard()
  const t = useT()
  const [open, setOpen] = useState(false)
  const conditions = fromFilter(props.value)
  useOperandNames(table, handle, conditions ?? [])
  const fields = table.fields.filter((field) => props.keys.includes(field.key) && field.operators.length > 0)
  const words = conditions?.map((condition) => {
    const of = table.fields.find((field) => field.key === condition.field)
    return of ? conditionWords(condition, of, handle.context, t) : condition.field
  })
  const said = !props.value ? props.none : words ? words.join(t('formDesign.and')) : t('grid.customFilter')
  return (
    <div>
      <p className="mb-1 font-medium">{props.label}</p>
      <div className="flex items-start gap-1 rounded-md border border-line bg-canvas py-1 pr-1 pl-2.5 text-[13px]">
        <span
          className={props.value ? 'min-w-0 flex-1 py-0.5 break-words' : 'min-w-0 flex-1 py-0.5 text-muted'}
        >
          {said}
        </span>
        {props.value && (
          <IconButton
            size="sm"
            icon="x"
            label={t('formDesign.clearCondition')}
            onClick={() => props.onChange(undefined)}
          />
        )}
        <Popover
          label={props.label}
          open={open}
          onOpenChange={setOpen}
          align="end"
          className="w-140 p-3"
          trigger={
            <Button
              size="sm"
              variant="ghost"
              icon="list-filter"
              aria-label={t('formDesign.editCondition', { label: props.label })}
            >
              {t(props.value ? 'formDesign.change' : 'formDesign.set')}
            </Button>
          }
        >
          {fields.length > 0 ? (
            <FilterBuilder
              table={{ ...table, fields }}
              handle={handle}
              filter={props.value}
              onFilter={props.onChange}
              wanted={props.value ? undefined : fields[0]!.key}
              pause={0}
              words={{
                empty: props.none,
                custom: t('formDesign.customCondition'),
                clear: t('formDesign.clearCondition'),
              }}
            />
          ) : (
            <p className="text-muted">{t('formDesign.nothingBefore')}</p>
          )}
        </Popover>
      </div>
    </div>
  )
}
