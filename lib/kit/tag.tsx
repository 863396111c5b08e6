/** A coloured label for an option. The colour helps; the word carries the meaning. */
import type { ReactNode } from 'react'
import { cx } from './cx'

export const tagColors = [
  'blue',
  'purple',
  'teal',
  'green',
  'amber',
  'orange',
  'red',
  'pink',
  'gray',
] as const
export type TagColor = (typeof tagColors)[number]

const looks: Record<TagColor, string> = {
  blue: 'bg-tag-blue text-tag-blue-ink',
  purple: 'bg-tag-purple text-tag-purple-ink',
  teal: 'bg-tag-teal text-tag-teal-ink',
  green: 'bg-tag-green text-tag-green-ink',
  amber: 'bg-tag-amber text-tag-amber-ink',
  orange: 'bg-tag-orange text-tag-orange-ink',
  red: 'bg-tag-red text-tag-red-ink',
  pink: 'bg-tag-pink text-tag-pink-ink',
  gray: 'bg-tag-gray text-tag-gray-ink',
}

/** The classes of an option's colour; an unknown colour is gray. */
export const tagLook = (color: string): string => looks[color as TagColor] ?? looks.gray

export function Tag({
  color,
  children,
  className,
}: {
  color: TagColor | (string & {})
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={cx(
        'inline-block h-5 max-w-full truncate rounded px-1.5 align-middle text-xs leading-5 font-medium',
        tagLook(color),
        className,
      )}
    >
      {children}
    </span>
  )
}
