/** A new password by a link. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { Reset } from '@/lib/ui/account/reset'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('account.resetTitle'), referrer: 'no-referrer' }
}

export default function ResetPage() {
  return <Reset />
}
