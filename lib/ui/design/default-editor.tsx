'use client'
/** What a new record begins with: a value filled in here by the type's own input, today, me, or what a linked record says. */
import { useId, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { value as constant, type Expr, type StoredExpr, stored, variable } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import { fieldUi } from '@/lib/fields/ui'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { Json } from '@/lib/json'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import type { TableHandle } from '@/lib/ui/data/table'
import type { Names } from './complete'
import type { FieldForm } from './form'
import { FormulaEditor } from './formula-editor'
import { linksOf } from './preset-forms'
import { lookupOf } from './presets'
import { optionsIn } from './state'

const ways = ['none', 'constant', 'today', 'now', 'me', 'link', 'formula'] as const
type Way = (typeof ways)[number]

function wayOf(initial: StoredExpr | undefined): Way {
  if (!initial) return 'none'
  const { expr } = initial
  if (expr.op === 'value') return 'constant'
  if (expr.op === 'var') return expr.name
  return lookupOf(initial) ? 'link' : 'formula'
}

export function DefaultEditor(props: {
  form: FieldForm
  answer: DesignAnswer
  path: string
  field?: string
  handle: TableHandle
  names: Names
  onChange(value: StoredExpr | undefined): void
  onBroken(broken: boolean): void
}) {
  const { form, answer, handle, onChange } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const type = fieldType(form.type)
  const [way, setWay] = useState<Way>(() => wayOf(form.default))
  const own = answer.tables.find((one) => one.key === answer.table.key)
  const pairs = own ? sources(own, answer, type.kind) : []
  // A person is a reference that names no table.
  const person = type.kind === 'ref' && type.operators.some((name) => name === 'isMe')
  const fits: Record<Way, boolean> = {
    none: true,
    constant: !type.fileIds,
    today: type.kind === 'date',
    now: type.kind === 'datetime',
    me: person,
    link: pairs.length > 0,
    formula: true,
  }
  const choose = (next: Way) => {
    setWay(next)
    props.onBroken(false)
    const fixed: Partial<Record<Way, Expr>> = {
      today: variable('today'),
      now: variable('now'),
      me: variable('me'),
    }
    const expr = fixed[next]
    onChange(expr && stored(expr))
  }
  const present = form.default?.expr
  const { Input } = fieldUi(form.type)
  const lookup = form.default && lookupOf(form.default)
  const options = { ...form.options, set: undefined, options: optionsIn(answer, form.options) }
  return (
    <div className="flex flex-col gap-2">
      <FormRow
        id={id}
        label={t('design.default')}
        help={way === 'none' ? undefined : t('design.defaultHint')}
      >
        <NativeSelect value={way} onChange={(event) => choose(event.target.value as Way)}>
          {ways
            .filter((one) => fits[one] || one === way)
            .map((one) => (
              <option key={one} value={one}>
                {t(`design.default_${one}`)}
              </option>
            ))}
        </NativeSelect>
      </FormRow>
      {way === 'constant' && (
        <div>
          <span id={`${id}-value-label`} className="sr-only">
            {t('design.default_constant')}
          </span>
          <Input
            id={`${id}-value`}
            labelledBy={`${id}-value-label`}
            mode="form"
            value={present?.op === 'value' ? (present.value ?? undefined) : undefined}
            options={form.options.set === undefined ? form.options : options}
            context={handle.context}
            services={handle.services}
            onChange={(next: unknown) =>
              onChange(next === undefined ? undefined : stored(constant(next as Json)))
            }
          />
        </div>
      )}
      {way === 'link' && (
        <NativeSelect
          aria-label={t('design.default_link')}
          value={lookup ? `${lookup.link} ${lookup.field}` : ''}
          onChange={(event) => {
            const path = event.target.value.split(' ')
            onChange(path.length === 2 ? stored({ op: 'field', path }) : undefined)
          }}
        >
          <option value="">{t('design.choose')}</option>
          {pairs.map(({ link, field }) => (
            <option key={`${link.key} ${field.key}`} value={`${link.key} ${field.key}`}>
              {labelOf(link.label, locale, link.key)} › {labelOf(field.label, locale, field.key)}
            </option>
          ))}
        </NativeSelect>
      )}
      {way === 'formula' && (
        <FormulaEditor
          path={props.path}
          names={props.names}
          purpose="default"
          field={props.field}
          label={t('design.default')}
          initial={form.default}
          onExpr={(expr, made) => {
            if (made) onChange(expr)
            props.onBroken(made?.problem !== undefined)
          }}
        />
      )}
    </div>
  )
}

type Own = DesignAnswer['tables'][number]

/** Fields of linked records that hold the same kind of value. */
function sources(own: Own, { tables }: DesignAnswer, kind: string) {
  return linksOf(own, false).flatMap((link) => {
    const target = tables.find((one) => one.key === link.target)
    return (target?.fields ?? [])
      .filter((field) => fieldType(field.type).kind === kind)
      .map((field) => ({ link, field }))
  })
}
