'use client'
/** The person's own menu: language, appearance, password, sign out. */
import { useRouter } from 'next/navigation'
import { signOut } from 'next-auth/react'
import { useState } from 'react'
import type { SessionAnswer } from '@/lib/api/contract'
import type { Locale } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { useToast } from '@/lib/kit/toast'
import { ViewAsDialog } from '@/lib/ui/view-as/dialog'
import { endViewing } from '@/lib/ui/view-as/state'
import { api, failureText } from '../api'
import { PasswordDialog } from './password-dialog'
import { chooseTheme, currentTheme, rememberLocale, type Theme } from './preferences'
import { useSession } from './session'

export function PersonMenu(props: { person: NonNullable<SessionAnswer['person']>; compact?: boolean }) {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const toast = useToast()
  const [theme, setTheme] = useState<Theme>()
  const [changingPassword, setChangingPassword] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const { session, base } = useSession()
  const { viewing } = session

  const switchTo = (next: Locale) => {
    rememberLocale(next)
    router.refresh()
    // Through other eyes the account stays as it is.
    if (viewing) return
    api
      .patch('/session', { locale: next })
      .catch((thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }))
  }
  const languages: [Locale, string][] = [
    ['zh-CN', t('shell.languageZh')],
    ['en', t('shell.languageEn')],
  ]
  const themes: [Theme, string, string][] = [
    ['system', t('shell.themeSystem'), 'monitor'],
    ['light', t('shell.themeLight'), 'sun'],
    ['dark', t('shell.themeDark'), 'moon'],
  ]
  const items: MenuEntry[] = [
    { heading: props.person.email },
    ...(viewing
      ? [{ id: 'end', label: t('viewAs.endViewing'), icon: 'x', onSelect: () => void endViewing() }]
      : base?.base.admin
        ? [{ id: 'view-as', label: t('viewAs.open'), icon: 'eye', onSelect: () => setChoosing(true) }]
        : []),
    'separator',
    { heading: t('shell.language') },
    ...languages.map(([id, label]) => ({
      id,
      label,
      icon: 'languages',
      checked: id === locale,
      onSelect: () => switchTo(id),
    })),
    'separator',
    { heading: t('shell.theme') },
    ...themes.map(([id, label, icon]) => ({
      id,
      label,
      icon,
      checked: id === theme,
      keepOpen: true,
      onSelect: () => {
        chooseTheme(id)
        setTheme(id)
      },
    })),
    'separator',
    {
      id: 'account',
      label: t('account.page'),
      icon: 'shield-check',
      onSelect: () => router.push('/account'),
    },
    {
      id: 'password',
      label: t('shell.changePassword'),
      icon: 'key-round',
      onSelect: () => setChangingPassword(true),
    },
    {
      id: 'sign-out',
      label: t('shell.signOut'),
      icon: 'log-out',
      onSelect: () => {
        // Nothing of this person stays behind in the tab.
        sessionStorage.clear()
        void signOut({ callbackUrl: '/sign-in' })
      },
    },
  ]
  return (
    <>
      <Menu
        label={t('shell.personMenu', { name: props.person.name })}
        side={props.compact ? 'right' : 'top'}
        align={props.compact ? 'end' : 'start'}
        items={items}
        onOpen={() => setTheme(currentTheme())}
        trigger={
          <button
            type="button"
            aria-label={props.compact ? props.person.name : undefined}
            className={cx(
              'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover data-popup-open:bg-hover',
              !props.compact && 'w-full',
            )}
          >
            <Avatar name={props.person.name} />
            {!props.compact && (
              <>
                <span className="min-w-0 flex-1 truncate font-medium">{props.person.name}</span>
                <Icon name="chevrons-up-down" className="size-3.5 text-faint" />
              </>
            )}
          </button>
        }
      />
      {choosing && base && <ViewAsDialog base={base.base.key} onClose={() => setChoosing(false)} />}
      {changingPassword && (
        <PasswordDialog email={props.person.email} onClose={() => setChangingPassword(false)} />
      )}
    </>
  )
}
