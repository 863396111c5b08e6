'use client'
/** An open form: steps with their progress, going back and on, sending, and the draft that is kept meanwhile. */
import { type ReactNode, useId, useMemo, useRef, useState } from 'react'
import type { FormAnswer, SubmitAnswer, SubmitBody } from '@/lib/api/contract-forms'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { ApiFailure } from '@/lib/ui/api'
import { SectionView } from './block'
import { Consent } from './consent'
import { useDraft } from './draft'
import { DraftNote } from './draft-note'
import { PartsProvider, wordedFields } from './parts'
import { pathId, useFiller } from './state'
import { StepList } from './step-list'
import type { FormDoor } from './transport'

export interface FillerProps {
  /** With its options in place (`withOptions`). */
  form: FormAnswer
  context: FieldContext
  services: FieldServices
  me: string | undefined
  door: Pick<FormDoor, 'submit' | 'imageUrl'> & Partial<Pick<FormDoor, 'saveDraft'>>
  prefill?: string
  /** Beside the title: a language switch, a way back. */
  actions?: ReactNode
  /** Why the form was opened anew. */
  notice?: string
  onSent(answer: SubmitAnswer): void
  /** The form is another one by now, or the ticket is used up: it has to be opened again. */
  onStale(code: string): void
  /** Throws the draft away and begins anew. */
  onDiscard?(): Promise<void>
}

/** Refusals after which the form is read again; what was typed is in the draft. */
const stale = ['FORM_CHANGED', 'FORM_TICKET', 'FORM_CLOSED', 'FORM_FULL']

export function Filler(props: FillerProps) {
  const { form, context, services, me, door } = props
  const id = useId()
  const t = useT()
  const fields = useMemo(() => wordedFields(form), [form])
  const filler = useFiller({ form, fields, context, me })
  const draft = useDraft(form, filler, door.saveDraft)
  const [sending, setSending] = useState(false)
  const busy = useRef(false)
  const [consented, setConsented] = useState(false)
  const [consentMissing, setConsentMissing] = useState(false)
  const trap = useRef<HTMLInputElement>(null)
  const top = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const { views, at } = filler
  const view = views[at]!
  const last = at === views.length - 1
  const consent = form.public?.consent

  /** The step opens first, so the wrong control exists one frame later. */
  const goTo = (path: string | undefined) =>
    requestAnimationFrame(() => {
      const control = path !== undefined && document.getElementById(pathId(id, path))
      if (control) control.focus()
      else summary.current?.focus()
    })
  const open = (to: number) => {
    const wrong = filler.open(to)
    if (wrong !== undefined) return goTo(wrong)
    requestAnimationFrame(() => {
      heading.current?.focus({ preventScroll: true })
      top.current?.scrollIntoView({ block: 'start' })
    })
  }
  const send = async () => {
    if (busy.current) return
    const wrong = filler.check()
    if (wrong !== undefined) return goTo(wrong)
    if (consent && !consented) {
      setConsentMissing(true)
      return goTo('consent')
    }
    busy.current = true
    setSending(true)
    const body: SubmitBody = {
      ...filler.body(),
      ...(props.prefill && { prefill: props.prefill }),
      ...(consent && { consent: consent.version }),
      ...(form.public && { trap: trap.current?.value ?? '' }),
    }
    try {
      const answer = await door.submit(body)
      draft.stop()
      props.onSent(answer)
    } catch (thrown) {
      if (!(thrown instanceof ApiFailure)) throw thrown
      const { error, status } = thrown
      if (stale.includes(error.code)) {
        await draft.flush()
        return props.onStale(error.code)
      }
      goTo(filler.refuse(status === 0 ? { ...error, message: t('formFill.offline') } : error))
    } finally {
      busy.current = false
      setSending(false)
    }
  }
  const go = () => (last ? void send() : open(at + 1))
  const wrong = Object.keys(filler.messages).length
  const stepName = labelOf(view.step.label, context.locale)
  const parts = useMemo(
    () => ({ id, form, filler, context, services, me, fields, imageUrl: door.imageUrl }),
    [id, form, filler, context, services, me, fields, door.imageUrl],
  )

  return (
    <PartsProvider value={parts}>
      <form
        noValidate
        className="@container flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.metaKey || event.ctrlKey))
            return
          event.preventDefault()
          go()
        }}
      >
        <header ref={top} className="flex scroll-mt-16 flex-col gap-4">
          <div>
            <div className="flex items-start gap-3">
              <h1 className="min-w-0 flex-1 text-xl leading-8 font-semibold text-balance">
                {labelOf(form.label, context.locale, form.key)}
              </h1>
              {props.actions}
            </div>
            {form.description && at === 0 && (
              <p className="mt-1 leading-6 text-pretty whitespace-pre-line text-muted">
                {labelOf(form.description, context.locale)}
              </p>
            )}
          </div>
          {props.notice && (
            <p role="status" className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2 text-[13px]">
              <Icon name="info" className="mt-0.5 text-warn" />
              {props.notice}
            </p>
          )}
          {views.length > 1 && <StepList views={views} at={at} context={context} onOpen={open} />}
        </header>

        {(filler.refusal || wrong > 1) && (
          <div
            ref={summary}
            role="alert"
            tabIndex={-1}
            className="flex items-start gap-2 rounded-lg bg-danger-soft px-3 py-2.5 text-[13px] font-medium text-danger outline-none"
          >
            <Icon name="circle-alert" className="mt-0.5" />
            <span className="whitespace-pre-line">
              {filler.refusal ?? t('formFill.wrongTitle', { count: wrong })}
            </span>
          </div>
        )}

        <div className="flex flex-col gap-7">
          {views.length > 1 && (
            <h2 ref={heading} tabIndex={-1} className="sr-only">
              {t('formFill.step', { number: at + 1, count: views.length })} {stepName}
            </h2>
          )}
          {view.sections.length === 0 && <p className="text-muted">{t('formFill.nothingHere')}</p>}
          {view.sections.map((section, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sections have no other identity than their place in the step.
            <SectionView key={`${view.step.key} ${index}`} section={section} />
          ))}
          {last && consent && (
            <Consent
              id={pathId(id, 'consent')}
              consent={consent}
              given={consented}
              missing={consentMissing}
              onChange={(given) => {
                setConsented(given)
                setConsentMissing(false)
              }}
            />
          )}
        </div>

        {form.public && (
          <div aria-hidden className="absolute -left-[200vw] size-px overflow-hidden">
            <input ref={trap} type="text" name={form.public.trap} tabIndex={-1} autoComplete="off" />
          </div>
        )}

        <footer className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-4">
          <DraftNote draft={draft} context={context} onDiscard={props.onDiscard} />
          <span className="flex-1" />
          <div className="flex gap-2 max-md:w-full">
            {at > 0 && (
              <Button icon="arrow-left" onClick={() => open(at - 1)} className="max-md:flex-1">
                {t('formFill.back')}
              </Button>
            )}
            <Button
              type="submit"
              variant="primary"
              busy={sending}
              writes={last}
              className="min-w-24 max-md:flex-2"
            >
              {last ? labelOf(form.submit, context.locale, t('formFill.submit')) : t('formFill.next')}
            </Button>
          </div>
        </footer>
      </form>
    </PartsProvider>
  )
}
