/** One's own security. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { AccountPage } from '@/lib/ui/account/page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('account.page') }
}

export default function Page() {
  return <AccountPage />
}
