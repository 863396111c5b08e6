'use client'
/** Buttons: with words, or an icon whose label is announced and shown on hover. */
import type { ComponentProps } from 'react'
import { cx } from './cx'
import { Icon, type IconName } from './icon'
import { useLock } from './lock'
import { Tooltip } from './tooltip'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
type Size = 'sm' | 'md'

const looks: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent shadow-button hover:bg-accent-hover',
  secondary: 'border border-line-control bg-raised text-ink shadow-button hover:bg-hover',
  ghost: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger shadow-button hover:bg-danger-hover',
}

const sizes: Record<Size, string> = {
  sm: 'h-7 gap-1.5 px-2.5 text-[13px]',
  md: 'h-8 gap-2 px-3',
}

const base =
  'inline-flex shrink-0 cursor-pointer items-center justify-center rounded-md font-medium whitespace-nowrap select-none ' +
  'transition-colors duration-100 disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default ' +
  'aria-disabled:opacity-60'

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: Size
  icon?: IconName | (string & {})
  /** Shows a spinner and swallows clicks, but keeps the focus where it is. */
  busy?: boolean
  /** It changes something: disabled, with the reason, where nothing can be changed. */
  writes?: boolean
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'md', icon, busy, writes, children, ...rest } = props
  const locked = useLock(writes)
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      title={locked ?? rest.title}
      aria-disabled={busy || locked !== undefined || rest['aria-disabled']}
      onClick={busy || locked ? (event) => event.preventDefault() : rest.onClick}
      className={cx(base, sizes[size], looks[variant], 'max-md:min-h-10', rest.className)}
    >
      {busy ? (
        <Icon name="loader-circle" className="animate-spin motion-reduce:animate-none" />
      ) : (
        icon && <Icon name={icon} className="-ml-0.5" />
      )}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: IconName | (string & {})
  /** Says what the button does: announced, and shown as a tooltip. */
  label: string
  size?: Size
  variant?: ButtonVariant
  writes?: boolean
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, size = 'md', variant = 'ghost', writes, ...rest } = props
  const locked = useLock(writes)
  return (
    <Tooltip text={locked ?? label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        {...(locked ? { 'aria-disabled': true, title: locked, onClick: undefined } : {})}
        className={cx(
          base,
          looks[variant],
          size === 'sm' ? 'size-7' : 'size-8',
          'max-md:size-10',
          rest.className,
        )}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  )
}
