/** The root of every page: language, theme and messages, right from the first byte. */
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { requestLocale } from '@/lib/i18n/request'
import { dictionaryOf, translator } from '@/lib/i18n/server'
import { Providers } from '@/lib/ui/shell/providers'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = translator(await requestLocale())
  return {
    title: { default: t('shell.appName'), template: `%s · ${t('shell.appName')}` },
    description: t('shell.tagline'),
    robots: { index: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#141716' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await requestLocale()
  const chosen = (await cookies()).get('tian_theme')?.value
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <Providers locale={locale} dictionary={dictionaryOf(locale)}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
