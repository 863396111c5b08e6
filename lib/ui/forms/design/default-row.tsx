'use client'
/** What a field of this form begins with: as the field says, a value of its own, today, now, or who fills it in. */
import { useId, useState } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import { value as constant, type StoredExpr, stored, variable } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import { fieldUi } from '@/lib/fields/ui'
import { useT } from '@/lib/i18n/react'
import type { Json } from '@/lib/json'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { useBoard } from './board'

const ways = ['own', 'constant', 'today', 'now', 'me'] as const
type Way = (typeof ways)[number]

function wayOf(initial: StoredExpr | undefined): Way {
  const { expr } = initial ?? {}
  return expr === undefined ? 'own' : expr.op === 'var' ? expr.name : 'constant'
}

export function DefaultRow(props: {
  field: FieldAnswer
  value: StoredExpr | undefined
  onChange(value: StoredExpr | undefined): void
}) {
  const { field, onChange } = props
  const { handle } = useBoard()
  const t = useT()
  const id = useId()
  const type = fieldType(field.type)
  const [way, setWay] = useState<Way>(() => wayOf(props.value))
  // A person is a reference that names no table.
  const person = type.operators.some((name) => name === 'isMe')
  const fits: Record<Way, boolean> = {
    own: true,
    constant: !type.fileIds,
    today: type.kind === 'date',
    now: type.kind === 'datetime',
    me: person && type.kind === 'ref',
  }
  const { Input } = fieldUi(field.type)
  const present = props.value?.expr
  return (
    <div className="flex flex-col gap-2">
      <FormRow id={id} label={t('formDesign.default')}>
        <NativeSelect
          value={way}
          onChange={(event) => {
            const next = event.target.value as Way
            setWay(next)
            onChange(next === 'own' || next === 'constant' ? undefined : stored(variable(next)))
          }}
        >
          {ways
            .filter((one) => fits[one] || one === way)
            .map((one) => (
              <option key={one} value={one}>
                {t(`formDesign.default_${one}`)}
              </option>
            ))}
        </NativeSelect>
      </FormRow>
      {way === 'constant' && (
        <div>
          <span id={`${id}-value-label`} className="sr-only">
            {t('formDesign.default_constant')}
          </span>
          <Input
            id={`${id}-value`}
            labelledBy={`${id}-value-label`}
            mode="form"
            value={present?.op === 'value' ? (present.value ?? undefined) : undefined}
            options={field.options}
            context={handle.context}
            services={handle.services}
            onChange={(next: unknown) =>
              onChange(next === undefined ? undefined : stored(constant(next as Json)))
            }
          />
        </div>
      )}
    </div>
  )
}
