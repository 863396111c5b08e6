/** First run: the owner's account. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { Setup } from '@/lib/ui/shell/setup'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('auth.setupTitle') }
}

export default function SetupPage() {
  return <Setup />
}
