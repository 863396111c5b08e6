'use client'
/** Looks of a rating: stars that are clicked, or set with the number keys and arrows. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { useCellKeys } from './parts/cell-keys'
import { isComposing } from './parts/leaving'
import type { RatingOptions } from './rating'
import type { CellProps, FieldUi, InputProps } from './ui-type'

const numbers = (max: number): number[] => Array.from({ length: max }, (_, i) => i + 1)

function Star({ on, large }: { on: boolean; large?: boolean }) {
  return (
    <Icon
      name="star"
      className={cx(large ? 'size-5' : 'size-3.5', on ? 'fill-current text-star' : 'text-faint opacity-60')}
    />
  )
}

/** Stars from the first position to before the second, as one line: thousands of cells show them. */
const stars = (from: number, to: number): string =>
  numbers(to - from)
    .map(
      (n) =>
        `M${(from + n) * 24 - 12} 3l2.8 5.7 6.2.9-4.5 4.4 1.1 6.2-5.6-2.9-5.6 2.9 1.1-6.2-4.5-4.4 6.2-.9z`,
    )
    .join('')

function RatingCell({ value, options, dense }: CellProps<number, RatingOptions>) {
  const t = useT()
  const label = t('fieldText.starsOf', { count: value, max: options.max })
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className="inline-block max-w-full overflow-hidden align-middle"
    >
      <svg
        aria-hidden
        viewBox={`0 0 ${options.max * 24} 24`}
        className={cx('fill-current', dense ? 'h-3.5' : 'h-5')}
      >
        <path className="text-star" d={stars(0, value)} />
        <path className="text-line-control" d={stars(value, options.max)} />
      </svg>
    </span>
  )
}

/** What a key makes of the rating; undefined when the key is not ours. 0 is no rating. */
function rated(key: string, value: number, max: number): number | undefined {
  if (key === '0' && value === 1 && max === 10) return 10
  if (/^[0-9]$/.test(key)) return Math.min(Number(key), max)
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(value + 1, max)
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(value - 1, 0)
  if (key === 'Home' || key === 'Backspace' || key === 'Delete') return 0
  if (key === 'End') return max
  return undefined
}

function RatingInput(props: InputProps<number, RatingOptions>) {
  const { options, mode, disabled } = props
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const keys = useCellKeys(props, ref)
  const value = typeof props.value === 'number' ? props.value : 0
  const set = (stars: number) => props.onChange(stars === 0 ? undefined : stars)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    if (mode === 'cell' || props.autoFocus) ref.current?.focus()
    const first = props.initialText ? rated(props.initialText, 0, options.max) : undefined
    if (first !== undefined) set(first)
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || disabled || event.ctrlKey || event.metaKey || event.altKey) return
    const stars = rated(event.key, value, options.max)
    if (stars === undefined) return keys.onKeyDown(event)
    event.preventDefault()
    event.stopPropagation()
    set(stars)
  }
  return (
    <div
      onBlur={keys.onBlur}
      ref={ref}
      id={props.id}
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-valuemin={0}
      aria-valuemax={options.max}
      aria-valuenow={value}
      aria-valuetext={
        value === 0 ? t('fieldText.noStars') : t('fieldText.starsOf', { count: value, max: options.max })
      }
      aria-invalid={props.invalid || undefined}
      aria-disabled={disabled || undefined}
      aria-describedby={props.describedBy}
      aria-labelledby={props.labelledBy}
      aria-label={props.labelledBy ? undefined : t('fieldText.rating')}
      onKeyDown={onKeyDown}
      className={cx(
        'flex items-center focus-visible:outline-none',
        mode === 'cell'
          ? 'h-full px-2'
          : 'h-8 w-fit rounded-md px-1 focus-visible:ring-2 focus-visible:ring-focus max-md:h-10',
      )}
    >
      {numbers(options.max).map((n) => (
        // biome-ignore lint/a11y: the slider around it answers to keys; a star is its mouse handle.
        <span
          key={n}
          title={t('fieldText.stars', { count: n })}
          // A second click on the same star takes the rating away. The press would blur the slider before the click.
          onMouseDown={(event) => {
            event.preventDefault()
            ref.current?.focus()
          }}
          onClick={() => !disabled && set(n === value ? 0 : n)}
          className={cx(
            'inline-flex p-0.5',
            mode === 'form' && 'max-md:p-1.5',
            !disabled && 'cursor-pointer',
          )}
        >
          <Star on={n <= value} large={mode === 'form'} />
        </span>
      ))}
    </div>
  )
}

export const rating: FieldUi<number, RatingOptions> = { Cell: RatingCell, Input: RatingInput }
