/** Accepting an invitation. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { Join } from '@/lib/ui/account/join'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('account.joinButton'), referrer: 'no-referrer' }
}

export default function JoinPage() {
  return <Join />
}
