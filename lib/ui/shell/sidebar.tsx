'use client'
/** The navigation: the base, its tables, what an admin manages, and the person at the bottom. Full, or a rail of icons. */
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { Tooltip } from '@/lib/kit/tooltip'
import { BaseMenu } from './base-menu'
import { NewTable } from './new-table'
import { PersonMenu } from './person-menu'
import { useSession } from './session'

/** Above this many tables the list gets a box to find one. */
const manyTables = 12

export interface SidebarProps {
  rail: boolean
  loading?: boolean
  /** The button that folds and unfolds; absent in the drawer. */
  onRail?(rail: boolean): void
  /** The drawer's close button. */
  onClose?(): void
}

export function Sidebar({ rail, loading, onRail, onClose }: SidebarProps) {
  const t = useT()
  const { session, base } = useSession()
  const admin = base?.base.admin
  return (
    <nav
      aria-label={t('shell.navigation')}
      className={cx(
        'flex h-full flex-col bg-canvas md:border-r md:border-line',
        rail ? 'w-14' : 'w-full md:w-60',
      )}
    >
      <div className={cx('flex items-center gap-1 p-2', rail && 'flex-col')}>
        <BaseMenu compact={rail} />
        {onRail && (
          <IconButton
            icon={rail ? 'panel-left-open' : 'panel-left-close'}
            label={rail ? t('shell.expand') : t('shell.collapse')}
            onClick={() => onRail(!rail)}
          />
        )}
        {onClose && <IconButton icon="x" label={t('kit.close')} onClick={onClose} />}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {loading ? <ListSkeleton rail={rail} /> : <Tables rail={rail} />}
        {(admin || session.person.owner) && (
          <Group label={t('shell.manage')} rail={rail}>
            {base && admin && (
              <>
                <Entry
                  rail={rail}
                  href={`/${base.base.key}/access`}
                  icon="shield-check"
                  label={t('shell.rights')}
                  also={[`/${base.base.key}/reach`, `/${base.base.key}/compare`]}
                />
                <Entry
                  rail={rail}
                  href={`/${base.base.key}/members`}
                  icon="users"
                  label={t('shell.members')}
                />
                <Entry
                  rail={rail}
                  href={`/${base.base.key}/access-log`}
                  icon="scan-eye"
                  label={t('audit.title')}
                />
                <Entry
                  rail={rail}
                  href={`/${base.base.key}/schema`}
                  icon="history"
                  label={t('design.schemaShort')}
                />
              </>
            )}
            <Entry
              rail={rail}
              href={base ? `/admin/templates?base=${base.base.key}` : '/admin/templates'}
              icon="layout-template"
              label={t('shell.templates')}
            />
          </Group>
        )}
      </div>
      <div className={cx('border-t border-line p-2', rail && 'flex justify-center')}>
        <PersonMenu person={session.person} compact={rail} />
      </div>
    </nav>
  )
}

function Tables({ rail }: { rail: boolean }) {
  const t = useT()
  const locale = useLocale()
  const { base } = useSession()
  const [wanted, setWanted] = useState('')
  if (!base) return null
  const all = base.tables.map((table) => ({ ...table, name: labelOf(table.label, locale, table.key) }))
  const text = wanted.trim().toLocaleLowerCase()
  const shown = rail ? all : all.filter((table) => table.name.toLocaleLowerCase().includes(text))
  return (
    <>
      {!rail && all.length > manyTables && (
        <div className="relative mt-1 mb-2">
          <Icon
            name="search"
            className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
          />
          <TextInput
            type="search"
            aria-label={t('shell.filterTables')}
            placeholder={t('shell.filterTables')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className="pl-8"
          />
        </div>
      )}
      <Group
        label={t('shell.tables')}
        rail={rail}
        action={base.base.admin ? <NewTable base={base.base.key} /> : undefined}
      >
        {shown.map((table) => (
          <Entry
            key={table.key}
            rail={rail}
            href={`/${base.base.key}/${table.key}`}
            icon={table.icon ?? 'table'}
            label={table.name}
          />
        ))}
        {!rail && shown.length === 0 && (
          <li className="px-2 py-1 text-[13px] text-muted">
            {text ? t('shell.noTableMatches', { text: wanted.trim() }) : t('shell.noTables')}
          </li>
        )}
      </Group>
    </>
  )
}

function Group(props: {
  label: string
  rail: boolean
  /** Beside the heading. */
  action?: React.ReactNode
  children: React.ReactNode
}) {
  return (
    <section
      aria-label={props.label}
      className={cx('mt-3 first:mt-1', props.rail && 'border-t border-line pt-3 first:border-0 first:pt-0')}
    >
      {!props.rail && (
        <div className="flex items-center justify-between pb-1 pl-2">
          <h2 className="text-xs font-medium text-faint">{props.label}</h2>
          {props.action}
        </div>
      )}
      <ul className="flex flex-col gap-px">{props.children}</ul>
    </section>
  )
}

function Entry(props: {
  href: string
  icon: string
  label: string
  rail: boolean
  /** Pages of other addresses that are reached from this one. */
  also?: readonly string[]
}) {
  const path = usePathname()
  const address = props.href.split('?')[0]!
  const current = path === address || path.startsWith(`${address}/`) || props.also?.includes(path) === true
  const link = (
    <Link
      href={props.href}
      aria-current={current ? 'page' : undefined}
      aria-label={props.rail ? props.label : undefined}
      className={cx(
        'flex h-8 items-center gap-2.5 rounded-md transition-colors duration-100 max-md:h-11',
        props.rail ? 'justify-center' : 'px-2',
        current ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <Icon name={props.icon} className={current ? 'text-accent' : undefined} />
      {!props.rail && <span className="min-w-0 truncate">{props.label}</span>}
    </Link>
  )
  return (
    <li>
      {props.rail ? (
        <Tooltip text={props.label} side="right">
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  )
}

function ListSkeleton({ rail }: { rail: boolean }) {
  return (
    <div className={cx('flex flex-col gap-3 pt-3', rail ? 'items-center' : 'px-2')}>
      {['w-24', 'w-32', 'w-20', 'w-28', 'w-26', 'w-36', 'w-18'].map((width) => (
        <Skeleton key={width} className={rail ? 'size-5' : cx('h-4', width)} />
      ))}
    </div>
  )
}

export function SidebarSkeleton({ rail }: { rail: boolean }) {
  return (
    <div className={cx('flex h-full flex-col border-r border-line bg-canvas', rail ? 'w-14' : 'w-60')}>
      <div className="flex items-center gap-2.5 p-3.5">
        <Skeleton className="size-7" />
        {!rail && <Skeleton className="h-4 w-24" />}
      </div>
      <div className="flex-1 px-2">
        <ListSkeleton rail={rail} />
      </div>
    </div>
  )
}
