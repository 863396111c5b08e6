/** A forgotten password. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { Forgot } from '@/lib/ui/account/forgot'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('account.forgotTitle'), referrer: 'no-referrer' }
}

export default function ForgotPage() {
  return <Forgot />
}
