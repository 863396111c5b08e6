/** The language of the page that is being rendered. */
import { cookies, headers } from 'next/headers'
import type { Locale } from './labels'
import { chooseLocale, localeCookie } from './server'

export async function requestLocale(): Promise<Locale> {
  const [jar, head] = await Promise.all([cookies(), headers()])
  return chooseLocale(jar.get(localeCookie)?.value, head.get('accept-language'))
}
