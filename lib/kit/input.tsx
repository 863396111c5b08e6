'use client'
/** Form controls. Inside a FormRow they take id, description and invalid state from it. Native elements: they work in SSR and by IME. */
import { type ComponentProps, createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from './cx'
import { Icon } from './icon'

interface Row {
  id: string
  describedBy?: string
  invalid: boolean
  required: boolean
}

const RowContext = createContext<Row | undefined>(undefined)

type Invalid = { invalid?: boolean }

/** What a control takes from its row, unless it says so itself. */
function useRow<P extends { id?: string; required?: boolean; 'aria-describedby'?: string } & Invalid>(
  props: P,
) {
  const row = useContext(RowContext)
  const { invalid = row?.invalid, ...rest } = props
  return {
    ...rest,
    id: props.id ?? row?.id,
    'aria-describedby': props['aria-describedby'] ?? row?.describedBy,
    'aria-invalid': invalid || undefined,
    'aria-required': props.required ?? (row?.required || undefined),
  }
}

const control =
  'w-full rounded-md border border-line-control bg-surface px-2.5 text-ink transition-[border-color,box-shadow] duration-100 ' +
  'placeholder:text-faint hover:border-strong focus:border-accent focus:ring-3 focus:ring-accent/15 focus:outline-none ' +
  'disabled:bg-hover disabled:text-muted disabled:opacity-70 [&[readonly]]:bg-hover/60 ' +
  'aria-invalid:border-danger aria-invalid:focus:ring-danger/15 max-md:text-base'

export function TextInput(props: ComponentProps<'input'> & Invalid) {
  const rest = useRow(props)
  return <input type="text" {...rest} className={cx(control, 'h-8 max-md:h-10', props.className)} />
}

export function TextArea(props: ComponentProps<'textarea'> & Invalid) {
  const rest = useRow(props)
  return (
    <textarea rows={4} {...rest} className={cx(control, 'min-h-16 py-1.5 leading-normal', props.className)} />
  )
}

/** The platform's own list: right on a phone, by keyboard and for a screen reader. Children are `<option>`s. */
export function NativeSelect(props: ComponentProps<'select'> & Invalid) {
  const { className, ...rest } = useRow(props)
  return (
    <span className={cx('relative inline-flex w-full', className)}>
      <select
        {...rest}
        className={cx(control, 'h-8 cursor-pointer appearance-none pr-8 text-ellipsis max-md:h-10')}
      />
      <Icon
        name="chevrons-up-down"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
    </span>
  )
}

export interface ToggleProps extends Omit<ComponentProps<'input'>, 'type' | 'checked' | 'onChange' | 'size'> {
  checked: boolean
  onChange(checked: boolean): void
  /** Words beside the control; without it, give `aria-label` or a FormRow. */
  label?: ReactNode
  invalid?: boolean
}

/** Square, for one of several, or for a value in a record. */
export function CheckBox({ indeterminate = false, ...props }: ToggleProps & { indeterminate?: boolean }) {
  const { label, checked, onChange, className, ...rest } = useRow(props)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate
  }, [indeterminate])
  const control = (
    <span className={cx('relative inline-flex size-4 shrink-0', !label && className)}>
      <input
        ref={box}
        {...rest}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="peer size-4 cursor-pointer appearance-none rounded-[5px] border border-edge bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:cursor-default disabled:opacity-50 aria-invalid:border-danger"
      />
      <Icon
        name={indeterminate ? 'minus' : 'check'}
        className="pointer-events-none absolute inset-0 size-4 p-0.5 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100 [&_*]:stroke-3"
      />
    </span>
  )
  return label ? <Labelled className={className} control={control} label={label} /> : control
}

/** A switch, for a setting that holds at once. */
export function Switch(props: ToggleProps) {
  const { label, checked, onChange, className, ...rest } = useRow(props)
  const control = (
    <span className={cx('relative inline-flex h-5 w-9 shrink-0', !label && className)}>
      <input
        {...rest}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="peer h-5 w-9 cursor-pointer appearance-none rounded-full bg-edge transition-colors checked:bg-accent disabled:cursor-default disabled:opacity-50"
      />
      <span className="pointer-events-none absolute top-0.5 left-0.5 size-4 rounded-full bg-knob shadow-button transition-transform peer-checked:translate-x-4 motion-reduce:transition-none" />
    </span>
  )
  return label ? <Labelled className={className} control={control} label={label} /> : control
}

function Labelled(props: { className?: string; control: ReactNode; label: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a native input.
    <label className={cx('inline-flex cursor-pointer items-center gap-2.5 max-md:min-h-10', props.className)}>
      {props.control}
      <span className="min-w-0">{props.label}</span>
    </label>
  )
}

export interface FormRowProps {
  /** The id of the control inside. */
  id: string
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
  required?: boolean
  children: ReactNode
}

/** A labelled control with its help, or its error instead, tied together for a screen reader. */
export function FormRow({ id, label, help, error, required = false, children }: FormRowProps) {
  const t = useT()
  const describedBy = error ? `${id}-error` : help ? `${id}-help` : undefined
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} id={`${id}-label`} className="font-medium text-ink">
        {label}
        {required && (
          <span className="ml-0.5 text-danger" title={t('kit.required')} aria-hidden>
            *
          </span>
        )}
      </label>
      <RowContext.Provider value={{ id, describedBy, invalid: Boolean(error), required }}>
        {children}
      </RowContext.Provider>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-[13px] text-danger">
          <Icon name="circle-alert" className="mt-[3px] size-3.5" />
          <span className="min-w-0">{error}</span>
        </p>
      )}
      {help && !error && (
        <p id={`${id}-help`} className="text-[13px] text-muted">
          {help}
        </p>
      )}
    </div>
  )
}
