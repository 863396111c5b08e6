'use client'
/** What is filled in beside a field and its operator: the field type's own input, a list of values, or a period. */
import { useId } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import { periods } from '@/lib/expr/periods'
import type { FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import type { Json } from '@/lib/json'
import { Button, IconButton } from '@/lib/kit/button'
import { NativeSelect } from '@/lib/kit/input'
import { operandOf, operandType, takesItems } from './conditions'

export interface OperandProps {
  field: FieldAnswer
  fn: string
  label: string
  value: Json | undefined
  context: FieldContext
  services: FieldServices
  onChange(value: Json | undefined): void
}

export function OperandInput(props: OperandProps) {
  const { field, fn, value, context, onChange } = props
  const t = useT()
  if (operandOf(fn) === 'period') {
    return (
      <NativeSelect
        aria-label={t('grid.period')}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        <option value="">{t('grid.chooseFirst')}</option>
        {Object.entries(periods).map(([name, { label }]) => (
          <option key={name} value={name}>
            {labelOf(label, context.locale, name)}
          </option>
        ))}
      </NativeSelect>
    )
  }
  if (takesItems(field, fn)) return <ItemsInput {...props} />
  return <ValueInput {...props} onChange={(next) => onChange(next as Json | undefined)} />
}

/** One value. */
function ValueInput(props: Omit<OperandProps, 'onChange'> & { onChange(value: unknown): void }) {
  const id = useId()
  const { type, options } = operandType(props.field, props.fn)
  const { Input } = fieldUi(type)
  return (
    <div className="min-w-0 flex-1">
      <span id={`${id}-label`} className="sr-only">
        {props.label}
      </span>
      <Input
        id={id}
        labelledBy={`${id}-label`}
        mode="form"
        value={props.value}
        options={options}
        context={props.context}
        services={props.services}
        onChange={props.onChange}
      />
    </div>
  )
}

/** Several values, one input each, and a way to add one more. */
function ItemsInput(props: OperandProps) {
  const t = useT()
  const items: (Json | undefined)[] =
    Array.isArray(props.value) && props.value.length > 0 ? props.value : [undefined]
  const set = (next: (Json | undefined)[]) => props.onChange(next.map((item) => item ?? null))
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a value being typed has no other identity than its place.
        <div key={index} className="flex items-center gap-1">
          <ValueInput
            {...props}
            value={item ?? undefined}
            onChange={(value) => set(items.with(index, value as Json | undefined))}
          />
          {items.length > 1 && (
            <IconButton
              size="sm"
              icon="x"
              label={t('grid.removeValue')}
              onClick={() => set(items.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      <Button
        size="sm"
        variant="ghost"
        icon="plus"
        className="self-start"
        onClick={() => set([...items, undefined])}
      >
        {t('grid.addValue')}
      </Button>
    </div>
  )
}
