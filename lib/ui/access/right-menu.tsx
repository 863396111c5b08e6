'use client'
/** The one menu that sets field rights: for a cell, a rectangle, a section or a column, on a laptop and on a phone. */
import { Menu } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { masks } from '@/lib/fields/masks'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { FieldRight } from '@/lib/meta/model'
import { commonMasks, newFields, type Paint, type RightsTable } from './matrix'
import { rightLook } from './right-look'

/** What the menu is about, and where it opens. */
export interface MenuTarget {
  anchor: HTMLElement
  rows: ReadonlySet<string>
  roles: readonly string[]
  /** The right they all have, if they agree. */
  present?: FieldRight
}

export function RightMenu(props: {
  table: RightsTable
  target: MenuTarget | undefined
  onClose: () => void
  onPaint: (target: MenuTarget, paint: Paint) => void
  onBySensitivity: (target: MenuTarget) => void
}) {
  const { table, target } = props
  const t = useT()
  const locale = useLocale()
  const fields = target ? table.fields.filter((f) => target.rows.has(f.key)) : []
  const count = target ? target.rows.size * target.roles.length : 0
  const maskNames = commonMasks(fields)
  const maskable = fields.filter((f) => f.masks.length > 0).length
  const present = target?.present
  const wholeColumn = fields.length === table.fields.length

  const item = (
    key: string,
    paint: Paint,
    icon: string,
    label: string,
    hint?: ReactNode,
    checked = false,
  ) => (
    <Menu.Item key={key} className={itemClass} onClick={() => target && props.onPaint(target, paint)}>
      <Icon name={icon} className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block text-ink">{label}</span>
        {hint && <span className="block truncate text-[12px] text-muted">{hint}</span>}
      </span>
      {checked && <Icon name="check" className="mt-0.5 size-4 shrink-0 text-accent" />}
    </Menu.Item>
  )

  return (
    <Menu.Root open={target !== undefined} onOpenChange={(open) => !open && props.onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={target?.anchor ?? null}
          sideOffset={4}
          align="start"
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Menu.Popup
            finalFocus={() => target?.anchor ?? null}
            aria-label={t('access.setRight')}
            className="max-h-[70vh] w-72 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop outline-none"
          >
            {count > 1 && (
              <p className="px-2 py-1.5 text-[12px] text-muted">{t('access.setCells', { count })}</p>
            )}
            {item(
              'edit',
              'edit',
              rightLook('edit').icon,
              t('access.edit'),
              t('access.editHint'),
              present === 'edit',
            )}
            {item(
              'read',
              'read',
              rightLook('read').icon,
              t('access.read'),
              t('access.readHint'),
              present === 'read',
            )}
            {maskable > 0 && (
              <Menu.Group className="my-1 border-y border-line py-1">
                <Menu.GroupLabel className="px-2 py-1 text-[12px] text-muted">
                  {t('access.maskGroup')}
                </Menu.GroupLabel>
                {fields.length > 1 &&
                  item(
                    'mask',
                    'mask',
                    rightLook({ mask: 'all' }).icon,
                    t('access.maskUsual'),
                    t('access.maskUsualHint', { count: maskable }),
                  )}
                {maskNames.map((name) =>
                  item(
                    name,
                    { mask: name },
                    rightLook({ mask: name }).icon,
                    labelOf(masks[name].label, locale, name),
                    `${masks[name].example[0]} → ${masks[name].example[1]}`,
                    typeof present === 'object' && present.mask === name,
                  ),
                )}
              </Menu.Group>
            )}
            {item(
              'hidden',
              'hidden',
              rightLook('hidden').icon,
              t('access.hidden'),
              t('access.hiddenHint'),
              present === 'hidden',
            )}
            {wholeColumn && (
              <>
                <Menu.Separator className="my-1 h-px bg-line" />
                <Menu.Item className={itemClass} onClick={() => target && props.onBySensitivity(target)}>
                  <Icon name="shield-check" className="mt-0.5 size-4 shrink-0 text-muted" />
                  <span className="min-w-0 flex-1">
                    <span className="block text-ink">{t('access.bySensitivity')}</span>
                    <span className="block text-[12px] text-muted">{t('access.bySensitivityHint')}</span>
                  </span>
                </Menu.Item>
              </>
            )}
            {target?.rows.has(newFields) && fields.length === 0 && (
              <p className="px-2 py-1.5 text-[12px] text-muted">{t('access.newFieldsHint')}</p>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const itemClass = cx(
  'flex min-h-10 w-full cursor-default select-none items-start gap-2 rounded-md px-2 py-1.5 text-left text-[13px] leading-5 outline-none',
  'data-[highlighted]:bg-hover md:min-h-0',
)
