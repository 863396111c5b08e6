/** A calm grey shape where text or a picture will be. */
import { cx } from './cx'

export const Skeleton = ({ className }: { className?: string }) => (
  <div
    aria-hidden
    className={cx(
      'animate-pulse rounded-md bg-skeleton motion-reduce:animate-none',
      className ?? 'h-4 w-full',
    )}
  />
)
