'use client'
/** The one form body: every field of a table in its sections, live conditions, and messages where they belong. */
import type { ReactNode } from 'react'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { FormField } from './field'
import { type FormSection, firstBlock } from './layout'
import { controlId, type FormState } from './state'

export function Form(props: {
  id: string
  sections: readonly FormSection[]
  state: FormState
  context: FieldContext
  services: FieldServices
}) {
  const { id, state, context } = props
  const t = useT()
  const first = props.sections[0]?.fields.find((f) => state.shown.has(f.key))
  return (
    <div className="flex flex-col gap-1">
      {props.sections.map((section) => {
        const fields = section.fields.filter((f) => state.shown.has(f.key))
        if (fields.length === 0) return null
        const controls = fields.map((field) => (
          <FormField
            key={field.key}
            id={controlId(id, field.key)}
            field={field}
            value={state.values[field.key]}
            required={state.required.has(field.key)}
            message={state.messages[field.key]}
            context={context}
            services={props.services}
            autoFocus={field === first}
            onChange={state.change}
            onLeave={state.leave}
          />
        ))
        if (section.key === firstBlock)
          return (
            <div key={section.key} className="flex flex-col gap-4 pb-4">
              {controls}
            </div>
          )
        return (
          <FoldedSection
            key={section.key}
            label={labelOf(section.label, context.locale, t('form.more'))}
            count={fields.length}
            wrong={fields.filter((f) => state.messages[f.key]).length}
            open={state.open.has(section.key)}
            onToggle={() => state.toggle(section.key)}
          >
            {controls}
          </FoldedSection>
        )
      })}
    </div>
  )
}

/** A section that opens in place; closed, it still says how much is in it and whether something is wrong. */
export function FoldedSection(props: {
  label: string
  count: number
  wrong?: number
  open: boolean
  onToggle: () => void
  children: ReactNode
}) {
  const t = useT()
  return (
    <section className="border-t border-line pt-1">
      <h3>
        <button
          type="button"
          aria-expanded={props.open}
          onClick={props.onToggle}
          className="-mx-2 flex h-10 w-[calc(100%+1rem)] cursor-pointer items-center gap-1.5 rounded-md px-2 text-left font-semibold hover:bg-hover"
        >
          <Icon
            name="chevron-right"
            className={cx(
              'text-muted transition-transform motion-reduce:transition-none',
              props.open && 'rotate-90',
            )}
          />
          <span className="min-w-0 flex-1 truncate">{props.label}</span>
          {props.wrong ? (
            <span className="text-xs font-medium text-danger">
              {t('form.wrongCount', { count: props.wrong })}
            </span>
          ) : (
            <span className="text-xs font-normal text-faint">
              {t('form.fieldCount', { count: props.count })}
            </span>
          )}
        </button>
      </h3>
      {props.open && <div className="flex flex-col gap-4 pt-2 pb-3">{props.children}</div>}
    </section>
  )
}
