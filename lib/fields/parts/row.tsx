'use client'
/** Several small things: on one line with a count of the rest in a grid cell, wrapped and complete in a record. */
import type { ReactNode } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'

/** What fits a cell of usual width. */
const mostDense = 3

export function Row(props: { dense: boolean; items: readonly string[]; children(item: string): ReactNode }) {
  const t = useT()
  const shown = props.dense ? props.items.slice(0, mostDense) : props.items
  const rest = props.items.length - shown.length
  return (
    <span className={cx('flex min-w-0 items-center gap-1', !props.dense && 'flex-wrap')}>
      {shown.map((item) => (
        <span key={item} className="inline-flex max-w-full min-w-0">
          {props.children(item)}
        </span>
      ))}
      {rest > 0 && (
        <span
          className="shrink-0 text-xs text-muted tabular-nums"
          title={t('fieldChoice.more', { count: rest })}
        >
          +{rest}
        </span>
      )}
    </span>
  )
}
