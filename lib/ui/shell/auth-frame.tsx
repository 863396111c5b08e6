'use client'
/** The two halves of the sign-in pages; on a phone only the form. */
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { type Locale, locales } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { AuthPicture } from './auth-picture'
import { Logo } from './logo'
import { rememberLocale } from './preferences'

export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useT()
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(30rem,5fr)_6fr]">
      <div className="flex flex-col px-6 py-5 sm:px-10 sm:py-8">
        <header className="flex items-center gap-2.5">
          <Logo className="size-7" />
          <span className="text-[15px] font-semibold tracking-wide">{t('shell.appName')}</span>
          <span className="flex-1" />
          <LanguageSwitch />
        </header>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10">{children}</main>
      </div>
      <AuthPicture slogan={t('auth.slogan')} />
    </div>
  )
}

function LanguageSwitch() {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const names: Record<Locale, string> = { 'zh-CN': t('shell.languageZh'), en: t('shell.languageEn') }
  return (
    <div
      role="group"
      aria-label={t('shell.language')}
      className="flex rounded-md border border-line p-0.5 text-[13px]"
    >
      {locales.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === locale}
          onClick={() => {
            rememberLocale(one)
            router.refresh()
          }}
          className={cx(
            'h-6.5 cursor-pointer rounded px-2.5 transition-colors max-md:h-10',
            one === locale ? 'bg-hover font-medium text-ink' : 'text-muted hover:text-ink',
          )}
        >
          {names[one]}
        </button>
      ))}
    </div>
  )
}
