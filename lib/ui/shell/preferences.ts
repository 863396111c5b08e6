'use client'
/** A person's choices that the server needs to render the first byte right: language and theme, kept in cookies. */
import type { Locale } from '@/lib/i18n/labels'

export type Theme = 'system' | 'light' | 'dark'

const year = 31_536_000

function setCookie(name: string, value: string, age: number) {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`
}

export function rememberLocale(locale: Locale) {
  setCookie('tian_locale', locale, year)
}

/** The theme that holds now; `system` when the person has not chosen. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** Holds at once and for the next visits. */
export function chooseTheme(theme: Theme) {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme
    setCookie('tian_theme', '', 0)
  } else {
    document.documentElement.dataset.theme = theme
    setCookie('tian_theme', theme, year)
  }
}

/** The account's language, unless this browser has already chosen one. */
export function adoptLocale(locale: Locale) {
  if (!/(?:^|;\s*)tian_locale=/.test(document.cookie)) rememberLocale(locale)
}

/** Whether the sidebar is a narrow rail. */
export function rememberSidebar(collapsed: boolean) {
  setCookie('tian_sidebar', collapsed ? 'rail' : '', collapsed ? year : 0)
}
