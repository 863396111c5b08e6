'use client'
/** What a computed field is worked out from: a formula, a lookup or a rollup, with its result and the type it is kept as. */
import { useEffect, useRef, useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import type { DesignAnswer, FormulaAnswer } from '@/lib/api/contract-design'
import { aggregates } from '@/lib/expr/aggregates'
import type { StoredExpr } from '@/lib/expr/ast'
import { fieldType, type TypeName } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { JsonObject } from '@/lib/json'
import { cx } from '@/lib/kit/cx'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { useResource } from '@/lib/ui/data/resource'
import type { Names } from './complete'
import { FormulaEditor } from './formula-editor'
import { FormulaOutcome } from './formula-outcome'
import { LookupForm, RollupForm } from './preset-forms'
import { type Lookup, lookupExpr, lookupOf, type Rollup, rollupExpr, rollupOf } from './presets'
import { resultOptions } from './result-options'
import type { Design } from './state'
import { useFormula } from './use-formula'

const modes = ['formula', 'lookup', 'rollup'] as const
export type Mode = (typeof modes)[number]

export interface Computed {
  expr: StoredExpr
  stored: boolean
  type: TypeName
  options: JsonObject
}

export interface ComputedProps {
  design: Design
  answer: DesignAnswer
  names: Names
  field?: string
  /** The form to begin with; an expression that is there already decides by itself. */
  mode: Mode
  expr?: StoredExpr
  type: TypeName
  options: JsonObject
  /** Undefined while what is written could not be saved. */
  onChange(computed: Computed | undefined): void
}

/** The form that shows all of an expression. */
const modeOf = (expr: StoredExpr): Mode => (lookupOf(expr) ? 'lookup' : rollupOf(expr) ? 'rollup' : 'formula')

export function ComputedEditor(props: ComputedProps) {
  const { design, answer, expr } = props
  const t = useT()
  const [mode, setMode] = useState<Mode>(() => (expr ? modeOf(expr) : props.mode))
  const [present, setPresent] = useState(expr)
  const [result, setResult] = useState<FormulaAnswer>()
  /** Chosen by the maker, so it stays while the result allows it. */
  const chosen = useRef(expr !== undefined)
  const origin = present && originOf(present, answer, props.names)
  const far = useResource<TableAnswer>(origin && `/bases/${design.base}/tables/${origin.table}`)
  const likeField = origin && far.data?.fields.find((field) => field.key === origin.field)

  const types = result?.types ?? []
  const like = likeField && types.includes(likeField.type) ? likeField : undefined
  const type = chosen.current && types.includes(props.type) ? props.type : (like?.type ?? types[0])
  const tell = (next: TypeName, stored: StoredExpr, timing: FormulaAnswer['timing']) =>
    props.onChange({
      expr: stored,
      stored: timing !== 'read',
      type: next,
      options:
        next === props.type && chosen.current
          ? props.options
          : next === like?.type
            ? (like.options as JsonObject)
            : resultOptions(next, result),
    })
  // biome-ignore lint/correctness/useExhaustiveDependencies: tells once for each result and each type that follows from it.
  useEffect(() => {
    if (result?.expr && !result.problem && type) tell(type, result.expr, result.timing)
  }, [result, type])

  const onExpr = (next: StoredExpr | undefined, made: FormulaAnswer | undefined) => {
    setResult(made)
    if (next) setPresent(next)
    if (!next || !made) props.onChange(undefined)
  }
  const shared = { ...props, present, onExpr }
  return (
    <div className="flex flex-col gap-4">
      <div
        role="radiogroup"
        aria-label={t('design.computedHow')}
        className="flex gap-1 rounded-lg bg-hover p-1"
      >
        {modes.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={mode === one}
            onClick={() => setMode(one)}
            className={cx(
              'min-h-7 flex-1 cursor-pointer rounded-md px-2 text-[13px] max-md:min-h-10',
              mode === one ? 'bg-surface font-medium text-accent shadow-button' : 'text-muted hover:text-ink',
            )}
          >
            {t(`design.${one}`)}
          </button>
        ))}
      </div>
      {mode === 'formula' ? (
        <FormulaEditor
          path={design.path}
          names={props.names}
          purpose="formula"
          field={props.field}
          label={t('design.formula')}
          initial={present}
          onExpr={onExpr}
        />
      ) : (
        <PresetEditor key={mode} {...shared} mode={mode} />
      )}
      {types.length > 1 && type && (
        <FormRow id="design-result-type" label={t('design.resultType')}>
          <ResultType
            types={types}
            value={type}
            onChange={(next) => {
              chosen.current = true
              if (result?.expr)
                props.onChange({
                  expr: result.expr,
                  stored: result.timing !== 'read',
                  type: next,
                  options: resultOptions(next, result),
                })
            }}
          />
        </FormRow>
      )}
    </div>
  )
}

function ResultType(props: { types: readonly TypeName[]; value: TypeName; onChange(type: TypeName): void }) {
  const locale = useLocale()
  return (
    <NativeSelect value={props.value} onChange={(event) => props.onChange(event.target.value as TypeName)}>
      {props.types.map((name) => (
        <option key={name} value={name}>
          {labelOf(fieldType(name).label, locale, name)}
        </option>
      ))}
    </NativeSelect>
  )
}

/** The field whose values are taken over as they are, so that they look the same here. */
function originOf(
  expr: StoredExpr,
  { table }: DesignAnswer,
  names: Names,
): { table: string; field: string } | undefined {
  const targetOf = (key: string) => names.fields(table.key)?.find((field) => field.key === key)?.target
  const lookup = lookupOf(expr)
  if (lookup) {
    const target = targetOf(lookup.link)
    return target === undefined ? undefined : { table: target, field: lookup.field }
  }
  const rollup = rollupOf(expr)
  if (rollup?.field === undefined) return undefined
  const target = 'table' in rollup.over ? rollup.over.table : targetOf(rollup.over.path[0]!)
  return target === undefined ? undefined : { table: target, field: rollup.field }
}

function PresetEditor(
  props: ComputedProps & {
    mode: Exclude<Mode, 'formula'>
    present: StoredExpr | undefined
    onExpr(expr: StoredExpr | undefined, answer: FormulaAnswer | undefined): void
  },
) {
  const { design, answer, present } = props
  const formula = useFormula({
    path: design.path,
    purpose: 'formula',
    field: props.field,
    initial: present,
    onExpr: props.onExpr,
  })
  const [lookup, setLookup] = useState<Partial<Lookup>>(() => (present && lookupOf(present)) ?? {})
  const [rollup, setRollup] = useState<Partial<Rollup>>(() => (present && rollupOf(present)) ?? {})
  const table = answer.tables.find((one) => one.key === answer.table.key)
  if (!table) return null
  const common = { base: design.base, table, tables: answer.tables }
  const show = (expr: StoredExpr | undefined) => (expr ? formula.show(expr) : formula.write(''))
  return (
    <>
      {props.mode === 'lookup' ? (
        <LookupForm
          {...common}
          value={lookup}
          onChange={(next) => {
            setLookup(next)
            show(wholeLookup(next))
          }}
        />
      ) : (
        <RollupForm
          {...common}
          value={rollup}
          onChange={(next) => {
            setRollup(next)
            show(wholeRollup(next))
          }}
        />
      )}
      {(formula.answer || formula.failure || formula.asking) && (
        <div className="flex flex-col gap-2">
          {formula.text && (
            <p className="rounded-md bg-canvas px-2.5 py-1.5 font-mono text-xs break-words text-muted">
              {formula.text}
            </p>
          )}
          <FormulaOutcome formula={formula} purpose="formula" />
        </div>
      )}
    </>
  )
}

const wholeLookup = ({ link, field }: Partial<Lookup>): StoredExpr | undefined =>
  link && field ? lookupExpr({ link, field }) : undefined

function wholeRollup(rollup: Partial<Rollup>): StoredExpr | undefined {
  const { over, fn } = rollup
  if (!over || !fn) return undefined
  const whole = rollupExpr({ ...rollup, over, fn })
  const takes = aggregates.get(fn)?.args.length ?? 0
  return takes === 0 || rollup.field !== undefined ? whole : undefined
}
