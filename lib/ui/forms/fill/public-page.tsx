'use client'
/** A form filled in by a stranger with its link: no shell, no session, at home in somebody else's page too. */
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import type { SubmitAnswer } from '@/lib/api/contract-forms'
import { type Locale, labelOf, locales } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import type { Titles } from '@/lib/ui/data/services'
import { rememberLocale } from '@/lib/ui/shell/preferences'
import { Filler } from './filler'
import { FormSkeleton, formWidth, PublicFrame } from './frame'
import { ClosedView, OpenFailure, ThanksView } from './result'
import { keepTicket, recallTicket } from './tickets'
import { publicDoor, publicServices } from './transport'
import { useFormContext } from './use-context'
import { useForm } from './use-form'

export function PublicFormPage(props: { token: string; prefill?: string; embed: boolean }) {
  const { token, prefill, embed } = props
  const t = useT()
  const locale = useLocale()
  const door = useMemo(() => publicDoor(token, prefill), [token, prefill])
  const { form, error, opening, open } = useForm(door, () => recallTicket(token))
  const titles = useMemo<Titles>(() => new Map(), [])
  const ticket = form?.ticket ?? ''
  const services = useMemo(() => publicServices(token, ticket), [token, ticket])
  const context = useFormContext(form, titles)
  const [sent, setSent] = useState<SubmitAnswer>()
  const [notice, setNotice] = useState<string>()
  useEffect(() => {
    if (ticket) keepTicket(token, ticket)
  }, [token, ticket])
  // The page may be in another language than the browser's cookie says, as in a frame that gets no cookies.
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  const begin = async (with_?: string) => {
    await open(with_)
    setSent(undefined)
  }
  const state = form?.public?.state ?? 'open'
  return (
    <PublicFrame embed={embed} width={formWidth(form)}>
      {error ? (
        <OpenFailure error={error} onRetry={() => void open(recallTicket(token))} />
      ) : !form ? (
        <FormSkeleton />
      ) : sent ? (
        <ThanksView thanks={sent.thanks} onAgain={() => void begin()} />
      ) : state !== 'open' ? (
        <ClosedView state={state} />
      ) : (
        <>
          <title>{labelOf(form.label, locale, form.key)}</title>
          <Filler
            key={opening}
            form={form}
            context={context}
            services={services}
            me={undefined}
            door={door}
            prefill={prefill}
            notice={notice}
            actions={<LanguageSwitch />}
            onSent={(answer) => {
              keepTicket(token, undefined)
              setNotice(undefined)
              setSent(answer)
            }}
            onStale={(code) => {
              if (code === 'FORM_TICKET') keepTicket(token, undefined)
              setNotice(t(code === 'FORM_TICKET' ? 'formFill.ticketNotice' : 'formFill.changedNotice'))
              void begin(code === 'FORM_TICKET' ? undefined : form.ticket)
            }}
            onDiscard={async () => {
              await door.saveDraft({ ticket: form.ticket, draft: null })
              keepTicket(token, undefined)
              setNotice(undefined)
              await begin()
            }}
          />
        </>
      )}
    </PublicFrame>
  )
}

/** In the address too, because a frame in another site's page may keep no cookie. */
function LanguageSwitch() {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const names: Record<Locale, string> = { 'zh-CN': t('shell.languageZh'), en: t('shell.languageEn') }
  const choose = (one: Locale) => {
    rememberLocale(one)
    const address = new URL(location.href)
    address.searchParams.set('lang', one)
    router.replace(address.pathname + address.search)
  }
  return (
    <div
      role="group"
      aria-label={t('formFill.language')}
      className="flex shrink-0 rounded-md border border-line p-0.5 text-xs"
    >
      {locales.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === locale}
          onClick={() => choose(one)}
          className={cx(
            'h-6 cursor-pointer rounded px-2 transition-colors max-md:h-9',
            one === locale ? 'bg-hover font-medium text-ink' : 'text-muted hover:text-ink',
          )}
        >
          {names[one]}
        </button>
      ))}
    </div>
  )
}
