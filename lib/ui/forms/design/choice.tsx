'use client'
/** A few alternatives side by side, of which one holds. */
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'

export function Choice<V extends string>(props: {
  label: string
  value: V
  onChange(value: NoInfer<V>): void
  options: readonly { value: NoInfer<V>; label: string; icon?: string }[]
  className?: string
}) {
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      className={cx('flex rounded-md border border-line bg-canvas p-0.5 text-[13px]', props.className)}
    >
      {props.options.map(({ value, label, icon }) => (
        <label
          key={value}
          className={cx(
            'flex h-7 cursor-pointer items-center gap-1.5 rounded px-2.5 transition-colors has-focus-visible:ring-2 has-focus-visible:ring-focus max-md:h-10',
            value === props.value
              ? 'bg-surface font-medium text-ink shadow-button'
              : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={props.label}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          {icon && <Icon name={icon} className="size-3.5" />}
          {label}
        </label>
      ))}
    </div>
  )
}
