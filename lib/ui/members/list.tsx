'use client'
/** The people of a base: a table on a laptop, cards on a phone, each with what an admin can do. */
import Link from 'next/link'
import type { MemberAnswer } from '@/lib/api/contract'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { Tag } from '@/lib/kit/tag'
import type { Role } from '@/lib/meta/model'
import { useBeginViewing, useEyesItems } from '@/lib/ui/view-as/member-items'
import type { MemberTask } from './dialogs'
import { isLastAdmin } from './people'

export interface MemberListProps {
  members: readonly MemberAnswer[]
  all: readonly MemberAnswer[]
  roles: readonly Role[]
  teams: readonly TeamAnswer[]
  base: string
  me: string
  zone: string
  onTask: (task: MemberTask) => void
  onReactivate: (member: MemberAnswer) => void
  onInviteAgain: (member: MemberAnswer) => void
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
      <span
        className={cx(
          'flex min-w-0 flex-1 items-center gap-3',
          !member.active && !member.invited && 'grayscale',
        )}
      >
        <Avatar name={member.name} size="lg" />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            <span className={cx('truncate', member.active ? 'font-medium' : 'text-muted')}>
              {member.name}
            </span>
            {member.id === props.me && <Tag color="teal">{t('members.you')}</Tag>}
            {member.factor && (
              <span title={t('account.hasFactor')} className="inline-flex text-ok">
                <Icon name="shield-check" className="size-3.5" />
                <span className="sr-only">{t('account.hasFactor')}</span>
              </span>
            )}
            {member.invited ? (
              <Tag color="amber">{t('account.invitedTag')}</Tag>
            ) : (
              !member.active && <Tag color="gray">{t('members.inactive')}</Tag>
            )}
          </span>
          <span className="block truncate text-[13px] text-muted">{member.email}</span>
          <TeamsOf {...props} />
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
        ) : member.invited ? (
          <InvitationState {...props} />
        ) : (
          t('members.never')
        )}
      </span>
      <MemberMenu {...props} />
    </li>
  )
}

/** Until when an invitation can be accepted. */
function InvitationState({ member: { invited }, zone }: MemberListProps & { member: MemberAnswer }) {
  const t = useT()
  const locale = useLocale()
  return invited?.until ? (
    <span>{t('account.invitedUntil', { when: formatDateTime(invited.until, locale, zone) })}</span>
  ) : (
    <span className="text-warn">{t('account.invitationOver')}</span>
  )
}

/** The teams that somebody is in, each with the way to it. */
function TeamsOf({ member, teams, base }: MemberListProps & { member: MemberAnswer }) {
  const t = useT()
  const own = teams.filter(({ members }) => members.some(({ id }) => id === member.id))
  if (own.length === 0) return null
  return (
    <span className="flex flex-wrap gap-x-2 text-[13px] text-muted">
      <span className="sr-only">{t('teams.of', { name: member.name })}</span>
      {own.map(({ id, name, members }) => (
        <Link
          key={id}
          href={`/${base}/members/teams?team=${id}`}
          className="inline-flex max-w-full items-center gap-1 hover:text-ink hover:underline max-md:-my-2 max-md:min-h-10"
        >
          <Icon name="users-round" className="size-3.5 text-faint" />
          <span className="truncate">{name}</span>
          {members.some((one) => one.id === member.id && one.manager) && (
            <Tag color="purple">{t('teams.manager')}</Tag>
          )}
        </Link>
      ))}
    </span>
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
  const eyes = useEyesItems(props.base)
  const last = isLastAdmin(member, props.all, props.roles)
  const label = t('members.menu', { name: member.name })
  const task = (kind: Exclude<MemberTask['kind'], 'add'>, words: string, icon: string, danger = false) => ({
    id: kind,
    label: words,
    icon,
    danger,
    writes: true,
    onSelect: () => onTask({ kind, member }),
  })
  const roles = task('roles', t('members.editRoles'), 'user-cog')
  const ofMember: MenuEntry[] = [
    roles,
    ...(member.active ? eyes({ person: member.id }, t('viewAs.asPerson', { name: member.name })) : []),
    ...(member.active
      ? [task('reset', t('members.reset'), 'key-round'), task('email', t('account.changeEmail'), 'mail')]
      : []),
    ...(member.factor ? [task('factor', t('account.resetFactor'), 'shield-alert')] : []),
    ...(member.active && member.lastSeen ? [task('signOut', t('account.signOutMember'), 'log-out')] : []),
    task('map', t('members.hand'), 'arrow-right-left'),
    'separator',
    member.active
      ? {
          ...task('deactivate', t('members.deactivate'), 'user-x', true),
          disabled: last || member.id === props.me,
        }
      : {
          id: 'reactivate',
          label: t('members.reactivate'),
          icon: 'user-check',
          writes: true,
          onSelect: () => props.onReactivate(member),
        },
    ...(last ? [{ heading: t('members.lastAdmin') }] : []),
    ...(!last && member.id === props.me ? [{ heading: t('members.notYourself') }] : []),
  ]
  const ofInvited: MenuEntry[] = [
    {
      id: 'again',
      label: t('account.inviteAgain'),
      icon: 'send',
      writes: true,
      onSelect: () => props.onInviteAgain(member),
    },
    roles,
    'separator',
    task('withdraw', t('account.withdraw'), 'user-x', true),
  ]
  const items = member.invited ? ofInvited : ofMember
  return (
    <Menu label={label} align="end" items={items} trigger={<IconButton icon="ellipsis" label={label} />} />
  )
}

export function PlaceholderList(props: {
  base: string
  members: readonly MemberAnswer[]
  roles: readonly Role[]
  onTask: (task: MemberTask) => void
}) {
  const t = useT()
  const begin = useBeginViewing(props.base)
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
            <IconButton
              icon="eye"
              label={t('viewAs.asPerson', { name: member.name })}
              onClick={() => void begin({ person: member.id })}
            />
            <Button
              size="sm"
              icon="arrow-right-left"
              writes
              aria-label={t('members.map')}
              onClick={() => props.onTask({ kind: 'map', member })}
            >
              <span className="max-md:hidden">{t('members.map')}</span>
              <span className="md:hidden">{t('members.mapShort')}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
