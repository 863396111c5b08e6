'use client'
/** The frame of an input made of several parts: a bordered control in a form, nothing but space in a grid cell. */
import type { ComponentProps } from 'react'
import { cx } from '@/lib/kit/cx'

export interface BoxProps extends ComponentProps<'div'> {
  mode: 'cell' | 'form'
  invalid?: boolean
  disabled?: boolean
}

export function Box({ mode, invalid, disabled, className, ...rest }: BoxProps) {
  return (
    <div
      {...rest}
      className={cx(
        'flex w-full items-center gap-1 bg-surface text-ink',
        mode === 'cell'
          ? 'min-h-full px-2 text-[13px]'
          : 'min-h-8 rounded-md border px-2 transition-[border-color,box-shadow] duration-100 focus-within:ring-3 max-md:min-h-10 max-md:text-base',
        mode === 'form' &&
          (invalid
            ? 'border-danger focus-within:ring-danger/15'
            : 'border-line-control hover:border-strong focus-within:border-accent focus-within:ring-accent/15'),
        disabled && 'pointer-events-none bg-hover opacity-70',
        className,
      )}
    />
  )
}

/** The bare text input inside a box. */
export const boxInput =
  'h-7 min-w-0 flex-1 bg-transparent text-ink outline-none placeholder:text-faint max-md:h-9 max-md:text-base'

/** A small icon button inside a box or a panel; the input keeps the focus when it is clicked. */
export const boxButton =
  'inline-flex size-6 shrink-0 cursor-pointer items-center justify-center rounded text-faint transition-colors hover:bg-hover ' +
  'hover:text-ink focus-visible:ring-2 focus-visible:ring-focus focus-visible:outline-none max-md:size-10'
