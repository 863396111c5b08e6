'use client'
/** Messages in the browser: one dictionary, the current language's, handed down by the root layout. */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { defaultLocale, type Locale } from './labels'
import { type Dictionary, type Translate, translateWith } from './translate'

interface Messages {
  locale: Locale
  t: Translate
}

const MessagesContext = createContext<Messages>({
  locale: defaultLocale,
  t: translateWith(defaultLocale, {}),
})

export function MessagesProvider(props: { locale: Locale; dictionary: Dictionary; children: ReactNode }) {
  const { locale, dictionary } = props
  const value = useMemo(() => ({ locale, t: translateWith(locale, dictionary) }), [locale, dictionary])
  return <MessagesContext.Provider value={value}>{props.children}</MessagesContext.Provider>
}

/** `t('area.key', {count})` in the current language. */
export const useT = (): Translate => useContext(MessagesContext).t

export const useLocale = (): Locale => useContext(MessagesContext).locale
