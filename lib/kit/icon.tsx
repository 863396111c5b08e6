'use client'
/** An icon by name. Decorative: the text beside it, or the button's label, carries the meaning. */
import type { LucideIcon } from 'lucide-react'
import { cx } from './cx'
import * as icons from './icons'

export type IconName = keyof typeof icons

const drawings: Record<string, LucideIcon> = icons

/** Names also come as data, from templates and field types; an unknown one draws a table. */
export function Icon({ name, className }: { name: IconName | (string & {}); className?: string }) {
  const Drawing = drawings[name] ?? icons.table
  return <Drawing aria-hidden className={cx('size-4 shrink-0', className)} strokeWidth={1.75} />
}
