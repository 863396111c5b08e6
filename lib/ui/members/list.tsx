'use client'
/** The people of a base: a table on a laptop, cards on a phone, each with what an admin can do. */
import type { MemberAnswer } from '@/lib/api/contract'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { Tag } from '@/lib/kit/tag'
import type { Role } from '@/lib/meta/model'
import type { MemberTask } from './dialogs'
import { isLastAdmin } from './people'

export interface MemberListProps {
  members: readonly MemberAnswer[]
  all: readonly MemberAnswer[]
  roles: readonly Role[]
  me: string
  zone: string
  onTask: (task: MemberTask) => void
  onReactivate: (member: MemberAnswer) => void
}

export function MemberList(props: MemberListProps) {
  const t = useT()
  return (
    <ul
      aria-label={t('members.title')}
      className="divide-y divide-line overflow-hidden rounded-lg border border-line"
    >
      {props.members.map((member) => (
        <MemberRow key={member.id} {...props} member={member} />
      ))}
    </ul>
  )
}

function MemberRow(props: MemberListProps & { member: MemberAnswer }) {
  const { member } = props
  const t = useT()
  const locale = useLocale()
  return (
    <li className="flex items-center gap-x-3 gap-y-1.5 px-4 py-2.5 hover:bg-hover/60 max-md:flex-wrap">
      <span className={cx('flex min-w-0 flex-1 items-center gap-3', !member.active && 'grayscale')}>
        <Avatar name={member.name} size="lg" />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            <span className={cx('truncate', member.active ? 'font-medium' : 'text-muted')}>
              {member.name}
            </span>
            {member.id === props.me && <Tag color="teal">{t('members.you')}</Tag>}
            {!member.active && <Tag color="gray">{t('members.inactive')}</Tag>}
          </span>
          <span className="block truncate text-[13px] text-muted">{member.email}</span>
        </span>
      </span>
      <span className="flex min-w-0 flex-wrap gap-1 max-md:order-last max-md:basis-full max-md:pl-12 md:w-64">
        {member.roles.length === 0 ? (
          <span className="text-[13px] text-warn">{t('members.noRoles')}</span>
        ) : (
          <RoleTags keys={member.roles} roles={props.roles} />
        )}
      </span>
      <span className="w-32 shrink-0 text-[13px] text-faint max-md:hidden">
        {member.lastSeen ? (
          <time dateTime={member.lastSeen} title={formatDateTime(member.lastSeen, locale, props.zone)}>
            {formatRelative(member.lastSeen, new Date(), locale, props.zone)}
          </time>
        ) : (
          t('members.never')
        )}
      </span>
      <MemberMenu {...props} />
    </li>
  )
}

function RoleTags({ keys, roles }: { keys: readonly string[]; roles: readonly Role[] }) {
  const locale = useLocale()
  return keys.map((key) => {
    const role = roles.find((r) => r.key === key)
    return (
      <Tag key={key} color={role?.admin ? 'purple' : 'blue'}>
        {labelOf(role?.label, locale, key)}
      </Tag>
    )
  })
}

function MemberMenu(props: MemberListProps & { member: MemberAnswer }) {
  const { member, onTask } = props
  const t = useT()
  const last = isLastAdmin(member, props.all, props.roles)
  const label = t('members.menu', { name: member.name })
  const items: MenuEntry[] = [
    {
      id: 'roles',
      label: t('members.editRoles'),
      icon: 'user-cog',
      onSelect: () => onTask({ kind: 'roles', member }),
    },
    {
      id: 'reset',
      label: t('members.reset'),
      icon: 'key-round',
      onSelect: () => onTask({ kind: 'reset', member }),
    },
    'separator',
    member.active
      ? {
          id: 'deactivate',
          label: t('members.deactivate'),
          icon: 'user-x',
          danger: true,
          disabled: last || member.id === props.me,
          onSelect: () => onTask({ kind: 'deactivate', member }),
        }
      : {
          id: 'reactivate',
          label: t('members.reactivate'),
          icon: 'user-check',
          onSelect: () => props.onReactivate(member),
        },
    ...(last ? [{ heading: t('members.lastAdmin') }] : []),
    ...(!last && member.id === props.me ? [{ heading: t('members.notYourself') }] : []),
  ]
  return (
    <Menu label={label} align="end" items={items} trigger={<IconButton icon="ellipsis" label={label} />} />
  )
}

export function PlaceholderList(props: {
  members: readonly MemberAnswer[]
  roles: readonly Role[]
  onTask: (task: MemberTask) => void
}) {
  const t = useT()
  return (
    <section>
      <h2 className="font-semibold">{t('members.placeholders')}</h2>
      <p className="mb-2 text-[13px] text-muted">{t('members.placeholdersHint')}</p>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-dashed border-strong">
        {props.members.map((member) => (
          <li key={member.id} className="flex items-center gap-3 px-4 py-2.5">
            <span className="grayscale">
              <Avatar name={member.name} />
            </span>
            <span className="min-w-0 flex-1 truncate">{member.name}</span>
            <span className="flex flex-wrap gap-1 max-md:hidden">
              <RoleTags keys={member.roles} roles={props.roles} />
            </span>
            <Button size="sm" icon="arrow-right-left" onClick={() => props.onTask({ kind: 'map', member })}>
              {t('members.map')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
