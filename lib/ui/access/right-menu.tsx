'use client'
/** The one menu that sets field rights: for a cell, a rectangle, a section or a column, on a laptop and on a phone. */
import { Menu } from '@base-ui/react/menu'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { masks } from '@/lib/fields/masks'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { FieldRight, Role } from '@/lib/meta/model'
import { maskOf, modesOf, rightOfModes } from '@/lib/meta/rights'
import { commonMasks, newFields, onlyNew, type Paint, type RightsTable, readNew } from './matrix'
import { isRevealed, rightLook } from './right-look'
import { same } from './same'
import { namesIn, type Scope, type Target } from './scopes'

/** What the menu is about, and where it opens. */
export interface MenuTarget extends Target {
  anchor: Element
  /** The wider targets that it can be changed to. */
  scopes?: readonly Scope[]
}

/** The keys that do the same in the matrix. */
const letters = { edit: 'E', read: 'R', hidden: 'H', denied: 'D' } as const
const combined: { paint: FieldRight; key: 'readNew' | 'onlyNew'; letter: string }[] = [
  { paint: rightOfModes(readNew), key: 'readNew', letter: 'F' },
  { paint: rightOfModes(onlyNew), key: 'onlyNew', letter: 'N' },
]

export function RightMenu(props: {
  table: RightsTable
  roles: readonly Role[]
  target: MenuTarget | undefined
  onTarget: (target: MenuTarget | undefined) => void
  onPaint: (target: Target, paint: Paint) => void
  onBySensitivity: (target: Target) => void
  onDetails: (target: Target) => void
}) {
  const { table, target } = props
  const t = useT()
  const locale = useLocale()
  const fields = target ? table.fields.filter((f) => target.rows.has(f.key)) : []
  const count = target ? target.rows.size * target.roles.length : 0
  const maskNames = commonMasks(fields)
  const maskable = fields.filter((f) => f.masks.length > 0).length
  const writable = fields.some((f) => f.writable)
  const present = target?.present
  const wholeColumn = fields.length === table.fields.length
  const presentMask = present && maskOf(present)
  /** Whether masks that are chosen here can be looked behind: as it is, until that is ticked otherwise. */
  const [ticked, setTicked] = useState<{ of: MenuTarget; reveal: boolean }>()
  const reveal = ticked && ticked.of === target ? ticked.reveal : present !== undefined && isRevealed(present)
  const gives = present === undefined || modesOf(present).create !== false
  const named = target ? namesIn(table, props.roles, target, locale, t('access.newFields')) : {}

  const item = (
    key: string,
    paint: Paint,
    icon: string,
    label: string,
    hint: ReactNode,
    more: { checked?: boolean; danger?: boolean; letter?: string } = {},
  ) => (
    <Menu.Item
      key={key}
      className={itemClass}
      data-letter={more.letter}
      onClick={() => target && props.onPaint(target, paint)}
    >
      <Icon
        name={icon}
        className={cx('mt-0.5 size-4 shrink-0', more.danger ? 'text-danger' : 'text-muted')}
      />
      <span className={cx('shrink-0', more.danger ? 'text-danger' : 'text-ink')}>{label}</span>
      <span className="min-w-0 flex-1 text-[12px] leading-5 text-pretty text-muted">{hint}</span>
      {more.checked && <Icon name="check" className="mt-0.5 size-4 shrink-0 text-accent" />}
      {more.letter && (
        <kbd className="shrink-0 font-sans text-[11px] text-faint max-md:hidden">{more.letter}</kbd>
      )}
    </Menu.Item>
  )
  const plain = (name: keyof typeof letters) =>
    item(name, name, rightLook(name).icons[0], t(`access.${name}`), t(`access.${name}Hint`), {
      checked: present === name,
      danger: name === 'denied',
      letter: letters[name],
    })

  return (
    <Menu.Root
      open={target !== undefined}
      onOpenChange={(open) => !open && props.onTarget(undefined)}
      modal={false}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={target?.anchor ?? null}
          sideOffset={4}
          align="start"
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Menu.Popup
            finalFocus={() =>
              target?.anchor.closest<HTMLElement>('[role=grid]') ??
              (target?.anchor as HTMLElement | undefined) ??
              null
            }
            aria-label={t('access.setRight')}
            onKeyDown={chooseByLetter}
            className="max-h-(--available-height) w-96 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop outline-none"
          >
            <p className="px-2 pt-1.5 pb-1 text-[12px] text-pretty text-muted">
              {count > 1
                ? [named.field, named.role, t('access.setCells', { count })].filter(Boolean).join(' · ')
                : t('access.cellTitle', { field: named.field ?? '', role: named.role ?? '' })}
            </p>
            {target?.scopes && (
              <div role="group" aria-label={t('access.scope')} className="flex flex-wrap gap-1 px-1 pb-1.5">
                {target.scopes
                  .filter((scope) => scope.rows.size * scope.roles.length > 0)
                  .map((scope) => (
                    <Menu.Item
                      key={scope.name}
                      closeOnClick={false}
                      onClick={() => props.onTarget({ ...target, ...scope, present: scope.present })}
                      className={cx(
                        'flex min-h-6 cursor-default items-center rounded-md border px-1.5 text-[12px] outline-none data-[highlighted]:bg-hover max-md:min-h-10 max-md:px-2.5',
                        scope.rows.size === target.rows.size && same(scope.roles, target.roles)
                          ? 'border-accent bg-accent-soft font-medium text-accent'
                          : 'border-line text-muted',
                      )}
                    >
                      {t(`access.scope_${scope.name}`)}
                    </Menu.Item>
                  ))}
              </div>
            )}
            {plain('edit')}
            {plain('read')}
            {writable &&
              combined.map(({ key, paint, letter }) =>
                item(key, paint, rightLook(paint).icons[0], t(`access.${key}`), t(`access.${key}Hint`), {
                  checked: same(present, paint),
                  letter,
                }),
              )}
            {maskable > 0 && (
              <Menu.Group className="my-1 border-y border-line py-1">
                <Menu.GroupLabel className="px-2 py-0.5 text-[12px] text-pretty text-muted">
                  {t('access.maskGroup')}
                  {writable && (
                    <span className="block">{t(gives ? 'access.maskCostsGives' : 'access.maskCosts')}</span>
                  )}
                </Menu.GroupLabel>
                {fields.length > 1 &&
                  item(
                    'mask',
                    'mask',
                    'asterisk',
                    t('access.maskUsual'),
                    t('access.maskUsualHint', { count: maskable }),
                    { letter: 'M' },
                  )}
                {maskNames.map((name, index) =>
                  item(
                    name,
                    { cover: name, reveal },
                    'asterisk',
                    labelOf(masks[name].label, locale, name),
                    masks[name].example[1],
                    {
                      checked: presentMask === name,
                      ...(fields.length === 1 && index === 0 ? { letter: 'M' } : {}),
                    },
                  ),
                )}
                {maskNames.length > 0 && (
                  <Menu.CheckboxItem
                    className={cx(itemClass, 'items-start')}
                    checked={reveal}
                    closeOnClick={false}
                    onCheckedChange={(on) => {
                      if (!target) return
                      // A mask that is there gets it at once; another one with it.
                      if (presentMask) props.onPaint(target, { cover: presentMask, reveal: on })
                      setTicked({ of: target, reveal: on })
                    }}
                  >
                    <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-[5px] border border-edge data-checked:bg-accent">
                      {reveal && <Icon name="check" className="size-3 text-accent" />}
                    </span>
                    <span className="min-w-0 flex-1 text-pretty">{t('access.reveal')}</span>
                    <Icon name="key-round" className="mt-0.5 size-3.5 shrink-0 text-faint" />
                  </Menu.CheckboxItem>
                )}
              </Menu.Group>
            )}
            {plain('hidden')}
            {fields.length > 0 && plain('denied')}
            {fields.length > 0 && (
              <>
                <Menu.Separator className="my-1 h-px bg-line" />
                <Menu.Item className={itemClass} onClick={() => target && props.onDetails(target)}>
                  <Icon name="sliders-horizontal" className="mt-0.5 size-4 shrink-0 text-muted" />
                  <span className="shrink-0 text-ink">{t('access.details')}</span>
                  <span className="min-w-0 flex-1 text-[12px] leading-5 text-pretty text-muted">
                    {t('access.detailsHint')}
                  </span>
                </Menu.Item>
              </>
            )}
            {wholeColumn && (
              <Menu.Item className={itemClass} onClick={() => target && props.onBySensitivity(target)}>
                <Icon name="shield-check" className="mt-0.5 size-4 shrink-0 text-muted" />
                <span className="shrink-0 text-ink">{t('access.bySensitivity')}</span>
                <span className="min-w-0 flex-1 text-[12px] leading-5 text-pretty text-muted">
                  {t('access.bySensitivityHint')}
                </span>
              </Menu.Item>
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

/** The letters beside the items choose them here too, not only in the matrix. */
function chooseByLetter(event: KeyboardEvent<HTMLElement>) {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const letter = CSS.escape(event.key.toUpperCase())
  event.currentTarget.querySelector<HTMLElement>(`[data-letter="${letter}"]`)?.click()
}

const itemClass = cx(
  'flex min-h-10 w-full cursor-default select-none items-start gap-2 rounded-md px-2 py-1 text-left text-[13px] leading-5 outline-none max-md:py-2.5',
  'data-[highlighted]:bg-hover md:min-h-0',
)
