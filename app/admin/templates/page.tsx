/** The template gallery. */
import type { Metadata } from 'next'
import { requestLocale } from '@/lib/i18n/request'
import { translator } from '@/lib/i18n/server'
import { Gallery } from './gallery'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await requestLocale())('shell.templates') }
}

export default function TemplatesPage() {
  return <Gallery />
}
