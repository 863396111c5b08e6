'use client'
/** The text that a stranger agrees to before sending, with its version. */
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { CheckBox } from '@/lib/kit/input'
import type { PublicForm } from '@/lib/meta/form'

export function Consent(props: {
  id: string
  consent: NonNullable<PublicForm['consent']>
  given: boolean
  missing: boolean
  onChange(given: boolean): void
}) {
  const { id, consent } = props
  const t = useT()
  const locale = useLocale()
  return (
    <section className="rounded-lg border border-line bg-canvas p-3.5">
      <div
        id={`${id}-text`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard.
        tabIndex={0}
        role="document"
        aria-label={t('formFill.consentText')}
        className="max-h-40 overflow-y-auto text-[13px] leading-6 whitespace-pre-line text-muted"
      >
        {labelOf(consent.text, locale)}
      </div>
      <p className="mt-1 text-xs text-faint">{t('formFill.consentVersion', { version: consent.version })}</p>
      <CheckBox
        id={id}
        checked={props.given}
        onChange={props.onChange}
        invalid={props.missing}
        aria-required
        aria-describedby={props.missing ? `${id}-message ${id}-text` : `${id}-text`}
        label={<span className="font-medium">{t('formFill.consent')}</span>}
        className="mt-2.5"
      />
      {props.missing && (
        <p id={`${id}-message`} role="alert" className="mt-1 text-[12px] leading-5 text-danger">
          {t('formFill.consentMissing')}
        </p>
      )}
    </section>
  )
}
