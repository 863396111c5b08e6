'use client'
/** The view switcher, and what happens to one's own changes of a view. */
import type { ViewAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'

export interface ViewsProps {
  views: readonly ViewAnswer[]
  view: ViewAnswer | undefined
  icon: string
  /** The view differs from what everybody sees. */
  changed: boolean
  admin: boolean
  onView(key: string): void
  onReset(): void
  onSaveForAll(): void
}

export function ViewsMenu(props: ViewsProps) {
  const t = useT()
  const locale = useLocale()
  const { view, changed } = props
  const label = view ? labelOf(view.label, locale, view.key) : t('grid.allRecords')
  const mine: MenuEntry[] = [
    'separator',
    { heading: t('grid.myChanges') },
    { id: 'reset', label: t('grid.resetView'), icon: 'rotate-ccw', writes: true, onSelect: props.onReset },
    ...(props.admin
      ? [
          {
            id: 'save',
            label: t('grid.saveForAll'),
            icon: 'save',
            writes: true,
            onSelect: props.onSaveForAll,
          },
        ]
      : []),
  ]
  return (
    <Menu
      label={t('grid.views')}
      items={[
        ...props.views.map((each) => ({
          id: each.key,
          label: labelOf(each.label, locale, each.key),
          checked: each.key === view?.key,
          onSelect: () => props.onView(each.key),
        })),
        ...(changed && view ? mine : []),
      ]}
      trigger={
        <Button size="sm" variant="ghost" icon={props.icon} className="min-w-0 text-ink">
          <span className="truncate">{label}</span>
          {changed && (
            <span className="size-1.5 shrink-0 rounded-full bg-accent" title={t('grid.myChanges')} />
          )}
          <Icon name="chevron-down" className="size-3.5 text-muted" />
        </Button>
      }
    />
  )
}
