/** Sign in. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { SignIn } from '@/lib/ui/shell/sign-in'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('auth.signInTitle') }
}

export default async function SignInPage(props: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await props.searchParams
  return <SignIn next={typeof next === 'string' ? next : undefined} />
}
