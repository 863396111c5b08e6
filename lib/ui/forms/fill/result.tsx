'use client'
/** What stands in a form's place: thanks after sending, or why it cannot be filled in. */
import { type ReactNode, useEffect, useRef } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { FormState } from '@/lib/api/contract-forms'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import type { Thanks } from '@/lib/meta/form'

/** Long enough to read the thanks. */
const redirectMs = 2500

export function ThanksView(props: {
  thanks: Thanks
  /** The form changed a record that was there. */
  changed?: boolean
  onAgain?(): void
  children?: ReactNode
  /** Preview: the way on is shown and not taken. */
  stay?: boolean
}) {
  const { thanks, stay } = props
  const t = useT()
  const locale = useLocale()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { redirect } = thanks
  useEffect(() => {
    if (!redirect || stay) return
    const wait = setTimeout(() => location.assign(redirect), redirectMs)
    return () => clearTimeout(wait)
  }, [redirect, stay])
  const own = (key: 'title' | 'text', otherwise: string) => labelOf(thanks[key], locale) || otherwise
  return (
    <div className="flex flex-col items-center px-4 py-14 text-center" role="status">
      <span className="mb-5 flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent">
        <Icon name="check" className="size-7" />
      </span>
      <h1 ref={title} tabIndex={-1} className="text-lg font-semibold text-balance outline-none">
        {own('title', props.changed ? t('formFill.saved') : t('formFill.thanks'))}
      </h1>
      <p className="mt-1.5 max-w-prose leading-6 text-pretty whitespace-pre-line text-muted">
        {own('text', props.changed ? t('formFill.savedText') : t('formFill.thanksText'))}
      </p>
      {redirect && (
        <p className="mt-4 text-[13px] text-muted">
          {t('formFill.redirecting', { address: hostOf(redirect) })}{' '}
          <a
            href={redirect}
            rel="noreferrer"
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            {t('formFill.goNow')}
          </a>
        </p>
      )}
      <div className="mt-6 flex flex-wrap justify-center gap-2 empty:hidden">
        {thanks.again && props.onAgain && (
          <Button icon="plus" onClick={props.onAgain}>
            {t('formFill.again')}
          </Button>
        )}
        {props.children}
      </div>
    </div>
  )
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)

/** The public form cannot be sent any more. */
export function ClosedView({ state }: { state: Exclude<FormState, 'open'> }) {
  const t = useT()
  const full = state === 'full'
  return (
    <EmptyState
      page
      icon={full ? 'users' : 'clock'}
      title={t(full ? 'formFill.full' : 'formFill.closed')}
      hint={t(full ? 'formFill.fullHint' : 'formFill.closedHint')}
    />
  )
}

/** The form could not be opened: a dead link, or the way to the server. */
export function OpenFailure({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  const t = useT()
  if (error.code === 'NOT_FOUND')
    return <EmptyState page icon="unlink" title={t('formFill.gone')} hint={t('formFill.goneHint')} />
  if (error.code === 'FORM_PREFILL')
    return <EmptyState page icon="unlink" title={t('formFill.badLink')} hint={t('formFill.badLinkHint')} />
  if (error.code === 'FORM_CLOSED') return <ClosedView state="closed" />
  if (error.code === 'FORM_FULL') return <ClosedView state="full" />
  return (
    <EmptyState
      page
      icon="circle-alert"
      title={error.message}
      hint={error.hint}
      action={
        <Button icon="refresh-cw" onClick={onRetry}>
          {t('kit.retry')}
        </Button>
      }
    />
  )
}
