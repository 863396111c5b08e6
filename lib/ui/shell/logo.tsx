/** The sign of Tian: the character as a table of two rows and two columns. */
import { cx } from '@/lib/kit/cx'

export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cx('shrink-0 text-accent', className ?? 'size-6')}>
      <rect width="32" height="32" rx="7" fill="currentColor" />
      <g className="fill-on-accent">
        <rect x="7" y="7" width="8" height="8" rx="1.5" />
        <rect x="17" y="7" width="8" height="8" rx="1.5" opacity="0.72" />
        <rect x="7" y="17" width="8" height="8" rx="1.5" opacity="0.72" />
        <rect x="17" y="17" width="8" height="8" rx="1.5" opacity="0.72" />
      </g>
    </svg>
  )
}
