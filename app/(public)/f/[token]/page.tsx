/** A public form: `/f/{token}?prefill=…&lang=…`, with `embed=1` inside another page. */

import { MessagesProvider } from '@/lib/i18n/react'
import { requestLocale } from '@/lib/i18n/request'
import { chooseLocale, dictionaryOf } from '@/lib/i18n/server'
import { PublicFormPage } from '@/lib/ui/forms/fill/public-page'

type Search = Record<string, string | string[] | undefined>
const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

export default async function Page(props: {
  params: Promise<{ token: string }>
  searchParams: Promise<Search>
}) {
  const [{ token }, search, usual] = await Promise.all([props.params, props.searchParams, requestLocale()])
  const wanted = one(search.lang)
  const locale = wanted ? chooseLocale(wanted, undefined) : usual
  // Always the same tree, so that another language keeps what was typed.
  return (
    <MessagesProvider locale={locale} dictionary={dictionaryOf(locale)}>
      <PublicFormPage token={token} prefill={one(search.prefill)} embed={one(search.embed) === '1'} />
    </MessagesProvider>
  )
}
