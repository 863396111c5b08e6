'use client'
/** A menu under a button. Items with `checked` are toggles; `keepOpen` lets several be set at once. */
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { cx } from './cx'
import { Icon, type IconName } from './icon'
import { useUnlocked } from './lock'

export interface MenuItem {
  id: string
  label: string
  icon?: IconName | (string & {})
  /** Small text at the end of the line: a shortcut or the present value. */
  hint?: string
  danger?: boolean
  disabled?: boolean
  /** It changes something: disabled where nothing can be changed. */
  writes?: boolean
  checked?: boolean
  keepOpen?: boolean
  onSelect(): void
}

/** A small heading over the items that follow it. */
export interface MenuHeading {
  heading: string
}

export type MenuEntry = MenuItem | MenuHeading | 'separator'

export interface MenuProps {
  /** A button; it must pass its props on to the element it renders. */
  trigger: ReactElement
  items: readonly MenuEntry[]
  /** Names the menu for a screen reader. */
  label: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'right'
  /** To read what is checked when the menu is asked for. */
  onOpen?(): void
}

const itemLook =
  'flex min-h-8 w-full cursor-default items-center gap-2.5 rounded-md px-2 py-1 outline-none select-none max-md:min-h-11 ' +
  'data-disabled:opacity-45 data-highlighted:bg-hover'

export function Menu({ trigger, items: all, label, align = 'start', side = 'bottom', onOpen }: MenuProps) {
  const items = useUnlocked(all)
  const indented = items.some((item) => typeof item === 'object' && 'checked' in item)
  return (
    <Base.Root modal={false} onOpenChange={(open) => open && onOpen?.()}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-60 outline-none"
        >
          <Base.Popup
            aria-label={label}
            className="pop max-h-(--available-height) min-w-[max(12rem,var(--anchor-width))] max-w-80 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink shadow-pop outline-none"
          >
            {items.map((item, index) => {
              if (item === 'separator')
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no other identity.
                return <Base.Separator key={`separator ${index}`} className="mx-2 my-1 h-px bg-line" />
              if ('heading' in item)
                return (
                  <div
                    key={item.heading}
                    role="presentation"
                    className="truncate px-2 pt-1.5 pb-0.5 text-xs text-faint"
                  >
                    {item.heading}
                  </div>
                )
              return <Entry key={item.id} item={item} indented={indented} />
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ item, indented }: { item: MenuItem; indented: boolean }) {
  const className = cx(itemLook, item.danger && 'text-danger data-highlighted:bg-danger-soft')
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} className={item.danger ? undefined : 'text-muted'} />}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.hint && <span className="text-xs text-faint">{item.hint}</span>}
    </>
  )
  if (item.checked === undefined)
    return (
      <Base.Item
        disabled={item.disabled}
        closeOnClick={!item.keepOpen}
        onClick={item.onSelect}
        className={className}
      >
        {indented && !item.icon && <span className="size-4" />}
        {inside}
      </Base.Item>
    )
  return (
    <Base.CheckboxItem
      checked={item.checked}
      disabled={item.disabled}
      closeOnClick={!item.keepOpen}
      onCheckedChange={item.onSelect}
      className={className}
    >
      {inside}
      <span className="size-4 text-accent">{item.checked && <Icon name="check" />}</span>
    </Base.CheckboxItem>
  )
}
