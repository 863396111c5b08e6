'use client'
/** A value that leads somewhere: a plain link in a record; in the grid a click selects the cell and an icon follows the link. */
import type { MouseEvent } from 'react'
import { Icon } from '@/lib/kit/icon'

interface LinkCellProps {
  href: string
  text: string
  /** What following the link does, for a screen reader and as a tip. */
  label: string
  icon: string
  dense: boolean
  newTab?: boolean
}

const stop = (event: MouseEvent) => event.stopPropagation()

export function LinkCell({ href, text, label, icon, dense, newTab }: LinkCellProps) {
  const target = newTab ? { target: '_blank', rel: 'noopener noreferrer' } : {}
  if (!dense)
    return (
      <a href={href} {...target} title={label} className="wrap-anywhere text-accent hover:underline">
        {text}
      </a>
    )
  return (
    <span className="group/link flex min-w-0 items-center gap-1">
      {/* biome-ignore lint/a11y: the icon beside it is the link for keyboard and screen reader; this adds ⌘-click. */}
      <span
        className="min-w-0 flex-1 truncate"
        onClick={(event) => {
          if (!event.ctrlKey && !event.metaKey) return
          event.stopPropagation()
          window.open(href, '_blank', 'noopener,noreferrer')
        }}
      >
        {text}
      </span>
      <a
        href={href}
        {...target}
        tabIndex={-1}
        aria-label={label}
        title={label}
        onClick={stop}
        onMouseDown={stop}
        onPointerDown={stop}
        onDoubleClick={stop}
        className="hidden shrink-0 rounded p-0.5 text-muted group-hover/link:inline-flex hover:bg-hover hover:text-accent"
      >
        <Icon name={icon} className="size-3.5" />
      </a>
    </span>
  )
}
