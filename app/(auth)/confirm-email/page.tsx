/** A new address of one's own, by a link. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { ConfirmEmail } from '@/lib/ui/account/confirm-email'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: translator(await requestLocale())('account.confirmEmailTitle'),
    referrer: 'no-referrer',
  }
}

export default function ConfirmEmailPage() {
  return <ConfirmEmail />
}
