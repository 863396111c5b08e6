'use client'
/** The roles of a base: choosing one, and what can be done with it. */
import { useState } from 'react'
import type { Role } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { TextInput } from '@/lib/kit/input'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { useEyesItems } from '@/lib/ui/view-as/member-items'
import type { RoleTask } from './role-dialogs'

export interface RoleListProps {
  base: string
  roles: readonly Role[]
  chosen: string
  /** Roles with unsaved changes. */
  changed: ReadonlySet<string>
  memberCount: (role: string) => number
  onChoose: (role: string) => void
  onTask: (task: RoleTask) => void
}

/** The last role with full rights stays: somebody must be able to change this page. */
const deletable = (role: Role, roles: readonly Role[]): boolean =>
  !role.admin || roles.filter((r) => r.admin).length > 1

/** From so many roles on, a list is searched and not read. */
const many = 12

export function RoleList(props: RoleListProps) {
  const { roles } = props
  const t = useT()
  const locale = useLocale()
  const [search, setSearch] = useState('')
  /** Only a role that is looked at has its menu: a hundred of them would be felt at every edit. */
  const [near, setNear] = useState<string>()
  const wanted = search.trim().toLowerCase()
  const found = roles.filter((role) => labelOf(role.label, locale, role.key).toLowerCase().includes(wanted))
  return (
    <nav
      aria-label={t('access.roles')}
      // A list that is longer than its neighbours scrolls.
      className="flex max-h-96 flex-col gap-px overflow-y-auto"
    >
      {roles.length > many && (
        <TextInput
          type="search"
          aria-label={t('access.searchRole')}
          placeholder={t('access.searchRole')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mb-1 shrink-0"
        />
      )}
      {found.map((role) => {
        const name = labelOf(role.label, locale, role.key)
        const chosen = role.key === props.chosen
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: whatever is near brings its menu; the buttons inside act.
          <div
            key={role.key}
            onPointerEnter={() => setNear(role.key)}
            onFocus={() => setNear(role.key)}
            className={cx(
              'group flex shrink-0 items-center rounded-md pr-1',
              chosen ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <button
              type="button"
              aria-current={chosen || undefined}
              onClick={() => props.onChoose(role.key)}
              className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5 rounded-md py-1 pr-1 pl-2.5 text-left"
            >
              <Icon
                name={role.admin ? 'shield-check' : 'user-round'}
                className={chosen ? 'text-accent' : 'text-muted'}
              />
              <span className={cx('min-w-0 flex-1 truncate', chosen && 'font-medium')}>
                {name}
                {props.changed.has(role.key) && (
                  <span
                    className="ml-1.5 inline-block size-1.5 rounded-full bg-accent align-middle"
                    aria-hidden
                  />
                )}
              </span>
              <span className="shrink-0 text-xs text-faint max-lg:sr-only">
                {t('access.memberCount', { count: props.memberCount(role.key) })}
              </span>
            </button>
            {chosen || near === role.key ? (
              <RoleMenu base={props.base} role={role} roles={roles} onTask={props.onTask} quiet={!chosen} />
            ) : (
              <span className="size-7 shrink-0" />
            )}
          </div>
        )
      })}
      <Button
        icon="plus"
        variant="ghost"
        writes
        className="justify-start"
        onClick={() => props.onTask({ kind: 'add' })}
      >
        {t('access.addRole')}
      </Button>
    </nav>
  )
}

export function RoleMenu(props: {
  base: string
  role: Role
  roles: readonly Role[]
  quiet?: boolean
  onTask: (task: RoleTask) => void
}) {
  const { role } = props
  const t = useT()
  const locale = useLocale()
  const label = t('access.roleMenu', { role: labelOf(role.label, locale, role.key) })
  const eyes = useEyesItems(props.base)
  const items: MenuEntry[] = [
    {
      id: 'rename',
      label: t('access.rename'),
      icon: 'pencil',
      writes: true,
      onSelect: () => props.onTask({ kind: 'rename', role }),
    },
    {
      id: 'copy',
      label: t('access.copy'),
      icon: 'copy',
      writes: true,
      onSelect: () => props.onTask({ kind: 'add', copyOf: role }),
    },
    'separator',
    ...eyes({ roles: [role.key] }, t('viewAs.asRole')),
    'separator',
    {
      id: 'delete',
      label: t('access.delete'),
      icon: 'trash-2',
      writes: true,
      danger: true,
      disabled: !deletable(role, props.roles),
      onSelect: () => props.onTask({ kind: 'delete', role }),
    },
  ]
  return (
    <Menu
      label={label}
      items={items}
      trigger={
        <IconButton
          icon="ellipsis"
          size="sm"
          label={label}
          className={cx(
            props.quiet &&
              'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100',
          )}
        />
      }
    />
  )
}
