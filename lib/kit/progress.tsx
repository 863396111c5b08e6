'use client'
/** How far long work has come. Without a value it only says that something is happening. */
import { Progress as Base } from '@base-ui/react/progress'
import { cx } from './cx'

export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <Base.Root aria-label={label} value={value === null ? null : Math.round(value * 100)}>
      <Base.Track className="h-1.5 overflow-hidden rounded-full bg-hover">
        <Base.Indicator
          className={cx(
            'h-full rounded-full bg-accent transition-[width] duration-300',
            value === null && 'w-1/3 animate-pulse motion-reduce:animate-none',
          )}
        />
      </Base.Track>
    </Base.Root>
  )
}
