/** An address that leads nowhere, or to something this person may not see: the same answer. */
import Link from 'next/link'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { EmptyState } from '@/lib/kit/empty'

export default async function NotFound() {
  const t = translator(await requestLocale())
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        page
        icon="compass"
        title={t('shell.notFound')}
        hint={t('shell.notFoundHint')}
        action={
          <Link href="/" className="font-medium text-accent underline-offset-4 hover:underline">
            {t('shell.goHome')}
          </Link>
        }
      />
    </main>
  )
}
