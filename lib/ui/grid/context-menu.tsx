'use client'
/** A menu at a point of the grid, opened by the right button or the menu key. */
import { Menu } from '@base-ui/react/menu'
import { useMemo } from 'react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { useUnlocked } from '@/lib/kit/lock'
import type { MenuEntry } from '@/lib/kit/menu'

export interface ContextMenuProps {
  /** Undefined: closed. */
  at: { x: number; y: number } | undefined
  items: readonly MenuEntry[]
  label: string
  onClose(): void
}

export function ContextMenu({ at, items: all, label, onClose }: ContextMenuProps) {
  const items = useUnlocked(all)
  const anchor = useMemo(() => at && { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }, [at])
  return (
    <Menu.Root open={at !== undefined} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={2}
          className="z-60 outline-none"
        >
          <Menu.Popup
            aria-label={label}
            finalFocus={false}
            className="pop min-w-52 rounded-lg border border-line bg-raised p-1 text-ink shadow-pop outline-none"
          >
            {items.map((item, index) => {
              if (item === 'separator')
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no other identity.
                return <Menu.Separator key={index} className="mx-2 my-1 h-px bg-line" />
              if ('heading' in item)
                return (
                  <div
                    key={item.heading}
                    role="presentation"
                    className="px-2 pt-1.5 pb-0.5 text-xs text-faint"
                  >
                    {item.heading}
                  </div>
                )
              return (
                <Menu.Item
                  key={item.id}
                  disabled={item.disabled}
                  onClick={item.onSelect}
                  className={cx(
                    'flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 py-1 outline-none select-none data-disabled:opacity-45 data-highlighted:bg-hover max-md:min-h-11',
                    item.danger && 'text-danger data-highlighted:bg-danger-soft',
                  )}
                >
                  <Icon name={item.icon ?? 'minus'} className={item.danger ? undefined : 'text-muted'} />
                  <span className="flex-1">{item.label}</span>
                  {item.hint && <kbd className="pl-4 font-sans text-xs text-faint">{item.hint}</kbd>}
                </Menu.Item>
              )
            })}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
